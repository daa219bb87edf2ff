package claim

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"raqam/extract"
)

// knownFailure is a row of testdata/known-failures.tsv.
type knownFailure struct {
	url              string
	part             extract.Part
	paragraph, start int
	field, have      string
}

// TestKnownFailures holds that every field that testdata/known-failures.tsv lists is still read wrongly in the same way: one that is not must be
// taken off the list, so that the list only shrinks, or be looked at. The text is that of the articles beside the repository.
func TestKnownFailures(t *testing.T) {
	listed := map[string][]knownFailure{}
	for _, f := range knownFailures(t) {
		listed[f.url] = append(listed[f.url], f)
	}
	for _, a := range sharedArticles(t, "corpus", "fars-dev.jsonl") {
		url := withoutHeadline(a.URL)
		if len(listed[url]) == 0 {
			continue
		}
		ms := Mentions(a)
		for _, f := range listed[url] {
			got, ok := fieldAt(t, ms, f)
			if !ok {
				t.Errorf("%s: no mention at %s %d:%d any more", f.url, f.part, f.paragraph, f.start)
			} else if got != f.have {
				t.Errorf("%s: %s at %s %d:%d is %q, no longer %q: take it off the list if that is right", f.url, f.field, f.part, f.paragraph, f.start, got, f.have)
			}
		}
		delete(listed, url)
	}
	for url := range listed {
		t.Errorf("%s: no such article", url)
	}
}

// withoutHeadline cuts the headline off an address («…/news/13961221000380/…»).
func withoutHeadline(url string) string {
	if i := strings.Index(url, "/news/"); i >= 0 {
		if n := strings.IndexByte(url[i+len("/news/"):], '/'); n >= 0 {
			return url[:i+len("/news/")+n]
		}
	}
	return url
}

// fieldAt returns a field of the mention at the place of a failure; of fields that are words of the article its CRC-32, so that the list holds no
// text of others.
func fieldAt(t *testing.T, ms []Mention, f knownFailure) (string, bool) {
	for _, m := range ms {
		if m.Part != f.part || m.Paragraph != f.paragraph || m.Start != f.start {
			continue
		}
		have := show(t, m, []string{f.field})
		switch f.field {
		case "counted", "unit", "speaker", "predicate":
			return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(have))), true
		}
		return have, true
	}
	return "", false
}

// knownFailures reads the list; every row has a reason.
func knownFailures(t *testing.T) []knownFailure {
	t.Helper()
	text, err := os.ReadFile("testdata/known-failures.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []knownFailure
	for line := range bytes.Lines(text) {
		row := strings.TrimSpace(string(line))
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		columns := strings.Split(row, "\t")
		if len(columns) != 7 || utf8.RuneCountInString(columns[6]) < 10 {
			t.Fatalf("known-failures.tsv: seven columns, the last a reason: %q", row)
		}
		paragraph, err := strconv.Atoi(columns[2])
		start, err2 := strconv.Atoi(columns[3])
		if err != nil || err2 != nil {
			t.Fatalf("known-failures.tsv: %q has no place", row)
		}
		out = append(out, knownFailure{columns[0], extract.Part(columns[1]), paragraph, start, columns[4], columns[5]})
	}
	return out
}
