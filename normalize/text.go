// Package normalize folds Persian text into one comparable spelling and remembers where every byte came from.
//
// Persian news is typed on a dozen keyboards: Arabic and Persian letters for the same sound, digits of three scripts, half-spaces (ZWNJ)
// present, missing or replaced by spaces. [Fold] brings all of it to one form, and [Text.Span] leads from any place in the folded form back to
// the bytes the journalist wrote, so that whatever is found in the folded text can be shown in the original. [Tokenize] cuts the folded text
// into words, digit runs and marks; [Sentences] cuts it into sentences; [Words] gives the comparable form of each word.
//
// For showing a short string with Persian digits, github.com/mavihq/persian is good enough; it builds a replacer at each call and keeps no
// way back to the original, which is why folding is done here.
package normalize

// Span is a half-open range of byte offsets.
type Span struct{ Start, End int }

// TokenKind says what a Token is made of.
type TokenKind uint8

const (
	Word   TokenKind = iota + 1 // letters, with any ZWNJ between them
	Digits                      // ASCII digits only (folding has made them so)
	Mark                        // one punctuation mark or symbol
)

// Token is a piece of folded text. White space is no token: two tokens touch when one ends where the next starts.
type Token struct {
	Start, End int // bytes of the folded text
	Kind       TokenKind
}
