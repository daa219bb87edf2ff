package claim

import "strings"

// phrases is a table of word sequences, each with a meaning.
type phrases[T any] struct {
	byFirst map[int32][]phrase[T]
	starts  []bool // by word: whether a phrase starts with it, asked of every word of a text
	longest int
}

type phrase[T any] struct {
	words []int32
	value T
}

func newPhrases[T any]() *phrases[T] { return &phrases[T]{byFirst: map[int32][]phrase[T]{}} }

// add enters the phrases of one cell, separated by «|».
func (t *phrases[T]) add(l *lexicon, cell string, value T) {
	for p := range strings.SplitSeq(cell, "|") {
		ids := l.ids(p)
		if len(ids) == 0 {
			continue
		}
		if n := int(ids[0]) + 1; n > len(t.starts) {
			t.starts = append(t.starts, make([]bool, n-len(t.starts))...)
		}
		t.starts[ids[0]] = true
		t.byFirst[ids[0]] = append(t.byFirst[ids[0]], phrase[T]{ids, value})
		t.longest = max(t.longest, len(ids))
	}
}

func (t *phrases[T]) startsWith(word int32) bool { return int(word) < len(t.starts) && t.starts[word] }

// at returns the longest phrase that starts at word i and ends before limit, and how many words it has; 0 where there is none.
func (t *phrases[T]) at(ws []word, i, limit int) (value T, n int) {
	if i < 0 || i >= len(ws) || !t.startsWith(ws[i].id) {
		return value, 0
	}
	for _, p := range t.byFirst[ws[i].id] {
		if len(p.words) > n && i+len(p.words) <= limit && same(ws[i:], p.words) {
			value, n = p.value, len(p.words)
		}
	}
	return value, n
}

// endingAt returns the longest phrase that ends right before word end and starts at or after from.
func (t *phrases[T]) endingAt(ws []word, from, end int) (value T, n int) {
	for k := min(t.longest, end-from); k > 0; k-- {
		i := end - k
		if !t.startsWith(ws[i].id) {
			continue
		}
		for _, p := range t.byFirst[ws[i].id] {
			if len(p.words) == k && same(ws[i:], p.words) {
				return p.value, k
			}
		}
	}
	return value, 0
}

// find returns where the first phrase within [from, to) starts, and its words; n is 0 where there is none.
func (t *phrases[T]) find(ws []word, from, to int) (value T, at, n int) {
	for i := from; i < to; i++ {
		if v, n := t.at(ws, i, to); n > 0 {
			return v, i, n
		}
	}
	return value, 0, 0
}

func same(ws []word, ids []int32) bool {
	for k, id := range ids {
		if ws[k].id != id {
			return false
		}
	}
	return true
}
