package search

import (
	"strings"
	"testing"
	"time"
)

// TestParseTime: queries of ten kilobytes, of the worst kinds, are read in a few seconds even on a busy machine.
func TestParseTime(t *testing.T) {
	for name, piece := range map[string]string{
		"digits": "9 ", "words": "واحد ", "numbers": "نه هزار و ", "alternating": "9 و ", "affixes": "های ", "plural": "ها", "joined": "۹", "letters": "ن",
		"exclusions": "-a ", "or": "a|", "fields": "value:1..2 ", "stars": "ab* ", "quotes": `"a b" `, "group": "(a b) ", "zwnj": "\u200c", "scale": "میلیون ",
		"dots": "1.", "commas": "9,", "slashes": "1/", "signs": "ab*c -",
	} {
		text := strings.Repeat(piece, 10_000/len(piece))
		start := time.Now()
		_, _ = Parse(text)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}
