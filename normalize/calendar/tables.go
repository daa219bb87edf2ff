package calendar

import (
	"fmt"
	"iter"
	"strings"

	"raqam/normalize"
)

// tableRows yields the rows of an embedded table, each of exactly n tab-separated columns; comments and empty lines are left out.
func tableRows(name, text string, n int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		line := 0
		for row := range strings.Lines(text) {
			line++
			row = strings.TrimRight(row, "\n")
			if row == "" || row[0] == '#' {
				continue
			}
			cols := strings.Split(row, "\t")
			if len(cols) != n { // unreachable unless an embedded table is broken, which every test would show
				panic(fmt.Sprintf("calendar: %s:%d: %d columns, want %d", name, line, len(cols), n))
			}
			if !yield(cols) {
				return
			}
		}
	}
}

// alternatives splits a column of phrases separated by "|"; an empty column has none.
func alternatives(column string) []string {
	if strings.TrimSpace(column) == "" {
		return nil
	}
	out := strings.Split(column, "|")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// phrases finds words and phrases at a token, whatever of half-spaces and spaces is written inside them. Keys are folded letters joined
// without any space.
type phrases[T any] struct {
	value  map[string]T
	tokens map[string]int      // for each first token of a phrase: the most tokens a phrase may have from there
	firsts map[string][]string // for each phrase: the first tokens it may have
	pairs  *pairs              // of all keys
}

func newPhrases[T any]() phrases[T] {
	return phrases[T]{map[string]T{}, map[string]int{}, map[string][]string{}, new(pairs)}
}

// markStarts enters into starts every first token of the phrases whose value pleases ok (nil: of all).
func (p phrases[T]) markStarts(starts *starts, ok func(T) bool) {
	for key, v := range p.value {
		if ok == nil || ok(v) {
			for _, first := range p.firsts[key] {
				starts.add(first)
			}
		}
	}
}

// add enters one phrase. Spaces may be missing in a text («بعدازظهر») but none appear that the table does not have.
func (p phrases[T]) add(phrase string, v T) { p.merge(phrase, func(T) T { return v }) }

// addJoined enters a phrase whose last word has the suffix joined to it («آذرماه»).
func (p phrases[T]) addJoined(phrase, suffix string, v T) {
	p.merge(phrase+normalize.FoldString(suffix), func(T) T { return v })
}

// merge enters one phrase with what change makes of the value it has so far.
func (p phrases[T]) merge(phrase string, change func(T) T) {
	s := normalize.FoldString(phrase)
	toks := normalize.Tokenize(nil, s)
	if len(toks) == 0 {
		panic(fmt.Sprintf("calendar: empty phrase %q in a table", phrase)) // unreachable unless an embedded table is broken
	}
	var key []byte
	var firsts []string
	for i, tok := range toks {
		key = appendJoined(key, s[tok.Start:tok.End])
		p.pairs.add(string(key))
		p.tokens[string(key)] = max(p.tokens[string(key)], len(toks)-i)
		firsts = append(firsts, string(key))
	}
	p.firsts[string(key)] = firsts
	p.value[string(key)] = change(p.value[string(key)])
}

// appendJoined appends word to buf without half-spaces and with ASCII letters in lower case.
func appendJoined(buf []byte, word string) []byte {
	if strings.IndexByte(word, zwnj[0]) < 0 && (word == "" || word[0] > 'Z') {
		return append(buf, word...)
	}
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case strings.HasPrefix(word[i:], zwnj):
			i += len(zwnj) - 1
		case c >= 'A' && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		default:
			buf = append(buf, c)
		}
	}
	return buf
}

const zwnj = "\u200c"
