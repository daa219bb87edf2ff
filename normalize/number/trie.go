package number

// trie finds the words of the tables at a place of a text. Its letters are the code points of U+0600..U+06FF, space and ZWNJ, which is all
// that folded Persian words are made of; one step is two table lookups, and most words of a text fail at the second.
type trie struct {
	letter [256]uint8 // code of U+0600+i; 0: in no word
	codes  uint8
	next   [][maxCodes]uint16 // node 0 is the root, and no node leads to it
	end    []entry            // class none: not the end of a word
}

const (
	maxCodes = 44
	spaceAt  = 1
	zwnjAt   = 2
)

func newTrie() *trie {
	return &trie{codes: 3, next: make([][maxCodes]uint16, 1), end: make([]entry, 1)}
}

// add enters word; a word entered twice keeps its first entry.
func (t *trie) add(word string, e entry) {
	at := uint16(0)
	for i := 0; i < len(word); {
		code, n := t.code(word, i)
		if code == 0 {
			b := word[i:]
			if n != 2 || t.codes == maxCodes {
				panic("number: a table has a word that is no folded Persian word: " + b)
			}
			code = t.codes
			t.codes++
			t.letter[int(b[0]-0xD8)<<6|int(b[1]&0x3F)] = code
		}
		if t.next[at][code] == 0 {
			t.next[at][code] = uint16(len(t.next))
			t.next = append(t.next, [maxCodes]uint16{})
			t.end = append(t.end, entry{})
		}
		at = t.next[at][code]
		i += n
	}
	if t.end[at].class == none {
		t.end[at] = e
	}
}

// code returns the code and width of the sign at s[i:]; 0 if it is in no word.
func (t *trie) code(s string, i int) (uint8, int) {
	b := s[i]
	switch {
	case b >= 0xD8 && b <= 0xDB && i+1 < len(s):
		return t.letter[int(b-0xD8)<<6|int(s[i+1]&0x3F)], 2
	case b == ' ' || b == '\n':
		return spaceAt, 1
	case b == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x8C:
		return zwnjAt, 3
	}
	return 0, 1
}

// hit is a word of the trie that starts where one looked.
type hit struct {
	entry
	end int
}

// find appends to hits the words that start at s[i:], the shortest first, up to the capacity of hits.
func (t *trie) find(hits []hit, s string, i int) []hit {
	at := uint16(0)
	for i < len(s) {
		code, n := t.code(s, i)
		if code == 0 {
			break
		}
		if at = t.next[at][code]; at == 0 {
			break
		}
		i += n
		if t.end[at].class != none && len(hits) < cap(hits) {
			hits = append(hits, hit{t.end[at], i})
		}
	}
	return hits
}

// mayStart reports whether a word of the trie begins with the first two letters of s[i:]; most words of a text do not.
func (t *trie) mayStart(s string, i int) bool {
	code, n := t.code(s, i)
	at := t.next[0][code]
	if code == 0 || at == 0 || i+n >= len(s) {
		return false
	}
	code, _ = t.code(s, i+n)
	return code != 0 && t.next[at][code] != 0 || t.end[at].class != none
}
