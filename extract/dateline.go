package extract

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed datelines.tsv
var datelinesFile string

// datelineWords is datelines.tsv by [matchKey].
type datelineWords struct {
	openings []string
	role     map[string]string
	place    string
	quoting  []string
	cities   map[string]bool
}

// datelines is the embedded table; a test parses it, so the panic is unreachable in a release.
var datelines = sync.OnceValue(func() datelineWords {
	w, err := parseDatelines(datelinesFile)
	if err != nil {
		panic("datelines.tsv: " + err.Error())
	}
	return w
})

func parseDatelines(table string) (datelineWords, error) {
	w := datelineWords{role: map[string]string{}, cities: map[string]bool{}}
	err := rows(table, 2, func(_ int, f []string) error {
		key := matchKey(f[1])
		switch f[0] {
		case "opening":
			w.openings = append(w.openings, key)
		case "place":
			w.place = key
		case "quoting":
			for word := range strings.FieldsSeq(f[1]) {
				w.quoting = append(w.quoting, matchKey(word))
			}
		case "city":
			w.cities[key] = true
		case "title", "desk", "ending", "source":
			if w.role[key] != "" {
				return fmt.Errorf("%q stands twice", f[1])
			}
			w.role[key] = f[0]
		default:
			return fmt.Errorf("unknown role %q", f[0])
		}
		return nil
	})
	return w, err
}

// afterOpening returns the words of a paragraph after «به گزارش», nil if it does not begin so.
func afterOpening(paragraph string) []string {
	words := firstWords(paragraph, 12)
	for n := 1; n <= 2 && n < len(words); n++ {
		opening := matchKey(strings.Join(words[:n], ""))
		for _, o := range datelines().openings {
			if opening == o {
				return words[n:]
			}
		}
	}
	return nil
}

// isDateline reports whether a paragraph opens a report as agencies do, so that what stands above it is the lead.
func isDateline(paragraph string) bool { return afterOpening(paragraph) != nil }

// outletOf reads the outlet's name from the dateline of the first paragraph that has one. It is a guess for texts that say it nowhere
// else, so it takes only what is safe: a single word, closed by a comma or an ending, that names no usual source of quotations.
func outletOf(paragraphs []string) string {
	roles := datelines().role
	for _, p := range paragraphs[:min(len(paragraphs), 3)] {
		words := afterOpening(p)
		for len(words) > 0 && (roles[matchKey(words[0])] == "title" || roles[matchKey(words[0])] == "desk") {
			skip := 1
			if roles[matchKey(words[0])] == "desk" {
				skip = 2
			}
			words = words[min(skip, len(words)):]
		}
		if len(words) < 2 || roles[matchKey(words[0])] != "" {
			continue
		}
		name := strings.TrimRight(words[0], ",:;\u060c\u061b")
		closed := name != words[0] || strings.Trim(words[1], ",:;\u060c\u061b") == ""
		if name != "" && (closed || roles[matchKey(words[1])] == "ending") {
			return name
		}
	}
	return ""
}

// firstWords is strings.Fields of s for at most n words.
func firstWords(s string, n int) []string {
	var out []string
	for w := range strings.FieldsSeq(s) {
		if out = append(out, w); len(out) == n {
			break
		}
	}
	return out
}
