package normalize

import (
	"unicode"
	"unicode/utf8"
)

// sign is the class of a code point for the tokenizer.
type sign uint8

const (
	space sign = iota
	letter
	digit
	mark
	inner // ZWNJ
)

// Tokenize appends the tokens of a folded text to dst: words, digit runs, and single marks. A change between letters and digits ends a
// token («جذب714» is two tokens that touch); a ZWNJ at such a place belongs to neither. Offsets are bytes of folded.
func Tokenize(dst []Token, folded string) []Token {
	for i := 0; i < len(folded); {
		s, size := signAt(folded, i)
		start := i
		i += size
		switch s {
		case letter:
			for i < len(folded) {
				s, size = signAt(folded, i)
				if s == inner {
					if after, n := signAt(folded, i+size); after == letter {
						i += size + n
						continue
					}
					break
				}
				if s != letter {
					break
				}
				i += size
			}
			dst = append(dst, Token{start, i, Word})
		case digit:
			for i < len(folded) && '0' <= folded[i] && folded[i] <= '9' {
				i++
			}
			dst = append(dst, Token{start, i, Digits})
		case mark:
			dst = append(dst, Token{start, i, Mark})
		}
	}
	return dst
}

// signAt returns the class and width of the code point at s[i:].
func signAt(s string, i int) (sign, int) {
	if i >= len(s) {
		return space, 0
	}
	b := s[i]
	switch {
	case b < utf8.RuneSelf:
		return asciiSign[b], 1
	case b >= 0xD8 && b <= 0xDB && i+1 < len(s): // U+0600..U+06FF
		return arabicSign[int(b-0xD8)<<6|int(s[i+1]&0x3F)], 2
	}
	c, size := utf8.DecodeRuneInString(s[i:])
	return signOf(c), size
}

func signOf(c rune) sign {
	switch {
	case c == zwnj:
		return inner
	case '0' <= c && c <= '9':
		return digit
	case unicode.IsLetter(c) || unicode.IsMark(c):
		return letter
	case unicode.IsSpace(c) || unicode.IsControl(c):
		return space
	}
	return mark
}

// The two blocks a Persian text is made of, looked up instead of decided.
var (
	asciiSign  = signTable[[128]sign](0)
	arabicSign = signTable[[256]sign](0x0600)
)

func signTable[T [128]sign | [256]sign](from rune) (t T) {
	for i := range len(t) {
		t[i] = signOf(from + rune(i))
	}
	return t
}
