package search

import (
	"errors"
	"strings"
	"testing"

	"raqam/claim"
)

// TestLongQueries: queries of ten kilobytes, of the worst kinds, are answered or refused; one that took forever would end the test by its
// time limit.
func TestLongQueries(t *testing.T) {
	for name, piece := range map[string]string{
		"digits": "9 ", "words": "واحد ", "numbers": "نه هزار و ", "alternating": "9 و ", "affixes": "های ", "plural": "ها", "joined": "۹", "letters": "ن",
		"exclusions": "-a ", "or": "a|", "fields": "value:1..2 ", "stars": "ab* ", "quotes": `"a b" `, "group": "(a b) ", "zwnj": "\u200c", "scale": "میلیون ",
		"dots": "1.", "commas": "9,", "slashes": "1/", "signs": "ab*c -",
	} {
		text := strings.Repeat(piece, 10_000/len(piece))
		q, err := Parse(text)
		var syntax *SyntaxError
		if err != nil && !errors.As(err, &syntax) {
			t.Errorf("%s: %v, want a SyntaxError", name, err)
		}
		if err == nil {
			Evaluate(q.Root, claim.Claim{Mention: claim.Mention{Quote: "a", Value: "1"}}, true)
		}
	}
}
