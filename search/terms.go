package search

import (
	"strings"

	"raqam/normalize"
)

// Term is a word of a text in the spelling words are compared in.
type Term struct {
	Key        string // equal for all spellings of the word
	Start, End int    // bytes of the text given to Terms
}

// Terms cuts a text into the words it is found by. Two spellings of one word (with ZWNJ, joined or spaced; Arabic or Persian letters; digits
// of any script) have the same Key; no word is left out, number words least of all. An index and a query that both use Terms agree.
func Terms(text string) []Term {
	t := normalize.Fold(text)
	words := normalize.Words(t)
	terms := make([]Term, len(words))
	for i, w := range words {
		start, end := t.Span(w.Start, w.End)
		terms[i] = Term{Key: w.Key, Start: start, End: end}
	}
	return terms
}

// fold brings text to the folded spelling, digits to ASCII.
func fold(text string) string { return normalize.FoldString(text) }

// Keys joins the keys of a text so that a word or phrase in it is a substring: each key between two spaces, " k1 k2 ". No key has a space.
func Keys(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range Terms(text) {
		b.WriteString(t.Key)
		b.WriteByte(' ')
	}
	return b.String()
}

// fieldBreak stands between the keys of two texts that make one field. It begins with a space: what precedes it is closed, what follows
// it opens with a space of its own.
const fieldBreak = "\n"
