package calendar

// starts is a set of words, with a filter before it that most words of a text do not pass.
type starts struct {
	words map[string]bool
	pairs pairs
}

func newStarts() *starts { return &starts{words: map[string]bool{}} }

func (s *starts) add(word string) {
	s.words[word] = true
	s.pairs.add(word)
}

// pairs is a set of first two letters, by the low bits of their second bytes: both are of U+0600..U+06FF, two bytes long. It never says no
// wrongly.
type pairs [64]uint64

func (p *pairs) add(word string) {
	if a, b, ok := pair(word); ok {
		p[a] |= 1 << b
	}
}

// may reports whether a word with the letters of word, half-spaces left out, can be in the set.
func (p *pairs) may(word string) bool {
	a, b, ok := pair(word)
	return !ok || p[a]>>b&1 != 0
}

// pair returns the bits of the first two letters; ok is false where word does not begin with two Arabic letters.
func pair(word string) (a, b byte, ok bool) {
	if len(word) < 4 || word[0] < 0xD8 || word[0] > 0xDB || word[2] < 0xD8 || word[2] > 0xDB {
		return 0, 0, false
	}
	return word[1] & 0x3F, word[3] & 0x3F, true
}
