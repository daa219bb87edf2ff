package corpus

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	long := `{"title":"` + strings.Repeat("الف", 50_000) + `"}`
	content := "\xef\xbb\xbf" + `{"url":"http://khabar.example/0","title":"۱"}` + "\n" +
		"\n  \r\n" +
		`{"url": "http://khabar.example/1", }` + "\n" +
		`  {"url":"http://khabar.example/2"} ` + "\r\n" +
		`["no object"]` + "\n" +
		"{\"title\":\"\xe3\xcf\"}\n" +
		long + "\n" +
		`{"last":"without a line end"}`
	wantBodies := []string{`{"url":"http://khabar.example/0","title":"۱"}`, `{"url":"http://khabar.example/2"}`, long, `{"last":"without a line end"}`}
	wantErrs := []string{"line 4: ", "line 6: ", "line 7: "}
	for _, name := range []string{"a.jsonl", "a.ndjson", "a.json", "a.jsonl.gz", "a"} {
		t.Run(name, func(t *testing.T) {
			stored := content
			if strings.HasSuffix(name, ".gz") {
				stored = gz(content)
			}
			got, errs := readAll(t, writeFile(t, name, stored))
			if len(got) != len(wantBodies) || len(errs) != len(wantErrs) {
				t.Fatalf("%d records, errors %v", len(got), errs)
			}
			for i, rec := range got {
				if rec.Kind != Article || string(rec.Body) != wantBodies[i] || rec.Source.Digest != digest([]byte(wantBodies[i])) {
					t.Errorf("record %d: %.80s", i, rec.Body)
				}
				if line := content[rec.Source.Offset:rec.Next]; !strings.Contains(line, wantBodies[i]) || strings.Count(line, "\n") > 1 {
					t.Errorf("record %d: offset %d to %d is %.80q", i, rec.Source.Offset, rec.Next, line)
				}
			}
			for i, err := range errs {
				if !strings.Contains(err.Error(), wantErrs[i]) {
					t.Errorf("%v, want %q", err, wantErrs[i])
				}
			}
			var re *RecordError
			if !errors.As(errs[2], &re) || !errors.Is(re, ErrNotUTF8) || content[re.Offset] != 0xe3 {
				t.Errorf("%v: not the place of the byte", errs[2])
			}
			checkAddresses(t, got)
		})
	}
}

// TestLineNumbersFromOffset: the number of a bad line is that in the file, wherever reading began.
func TestLineNumbersFromOffset(t *testing.T) {
	path := writeFile(t, "a.jsonl", "{}\n{}\nbad\n{}\nworse")
	var got []int
	for _, err := range ReadFile(context.Background(), path, 3) {
		var re *RecordError
		if errors.As(err, &re) {
			got = append(got, re.Line)
		}
	}
	if len(got) != 2 || got[0] != 3 || got[1] != 5 {
		t.Errorf("lines %v, want 3 and 5", got)
	}
}

func TestLineTooLong(t *testing.T) {
	path := writeFile(t, "a.jsonl", "{}\n{\"a\":\""+strings.Repeat("x", maxLine)+"\"}\n{}\n{\"a\":\""+strings.Repeat("x", maxLine))
	got, errs := readAll(t, path)
	if len(got) != 2 || len(errs) != 2 || !errors.Is(errs[0], errLongLine) || !errors.Is(errs[1], errLongLine) {
		t.Errorf("%d records, %v", len(got), errs)
	}
}
