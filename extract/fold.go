package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"raqam/normalize"
)

// matchKey is s as phrases of boilerplate.tsv are compared: letters and digits only, folded.
func matchKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, normalize.FoldString(s))
}

// digitsOf returns the longest run of digits in s, in ASCII, with the thousands separators of «۵۴٬۴۳۲» taken out.
func digitsOf(s string) string {
	best, run := "", []byte(nil)
	folded := normalize.FoldString(s)
	for i, r := range folded {
		switch {
		case r >= '0' && r <= '9':
			run = append(run, byte(r))
			if len(run) > len(best) {
				best = string(run)
			}
		case len(run) > 0 && (r == ',' || r == '\u066c' || r == '\u060c') && digitAfter(folded[i+utf8.RuneLen(r):]):
		default:
			run = run[:0]
		}
	}
	return best
}

func digitAfter(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
