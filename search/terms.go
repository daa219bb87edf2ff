package search

import (
	"slices"
	"strings"

	"raqam/normalize"
)

// Term is a word of a text in the spelling words are compared in.
type Term struct {
	Key        string // equal for all spellings of the word
	Start, End int    // bytes of the text given to Terms
}

// Terms cuts a text into the words it is found by. Two spellings of one word (with ZWNJ, joined or spaced affixes; Arabic or Persian
// letters; digits of any script) have the same Key; no word is left out, number words least of all. An index and a query that both use
// Terms agree.
func Terms(text string) []Term {
	t := normalize.Fold(text)
	return terms(t, t.Folded(), func(offset int) int { return offset })
}

// terms are the words of folded, whose offsets lead to those of t.Folded() by back.
func terms(t normalize.Text, folded string, back func(int) int) []Term {
	source := t
	if folded != t.Folded() {
		source = normalize.Fold(folded)
	}
	words := normalize.Words(source)
	terms := make([]Term, len(words))
	for i, w := range words {
		start, end := t.Span(back(w.Start), back(w.End))
		terms[i] = Term{Key: w.Key, Start: start, End: end}
	}
	return terms
}

const (
	zwnj  = "\u200c"
	ezafe = zwnj + "\u06cc" // ends a word: «خانه‌ی»
)

// Readings are the ways to cut a text into words: as [Terms] does and, where that differs, with every half-space taken for a space. One who
// writes «دانش‌آموز» with a half-space is found by «دانشآموز» through the first and by «دانش آموز» through the second; of those who write
// neither, nobody can tell «مادر» from «ما در».
func Readings(text string) [][]Term {
	t := normalize.Fold(text)
	readings := [][]Term{terms(t, t.Folded(), func(offset int) int { return offset })}
	if !strings.Contains(t.Folded(), zwnj) {
		return readings
	}
	var apart strings.Builder
	var spaces []int // offsets in apart of what was a half-space
	for rest := t.Folded(); rest != ""; {
		before, after, found := strings.Cut(rest, zwnj)
		apart.WriteString(before)
		rest = after
		switch {
		case !found:
		case endsHere(zwnj+after, ezafe):
			apart.WriteString(zwnj)
		default:
			spaces = append(spaces, apart.Len())
			apart.WriteByte(' ')
		}
	}
	split := terms(t, apart.String(), func(offset int) int {
		n, _ := slices.BinarySearch(spaces, offset)
		return offset + n*(len(zwnj)-1)
	})
	if !slices.EqualFunc(split, readings[0], func(a, b Term) bool { return a.Key == b.Key }) {
		readings = append(readings, split)
	}
	return readings
}

// endsHere reports whether s begins with ending and no letter follows.
func endsHere(s, ending string) bool {
	after, ok := strings.CutPrefix(s, ending)
	return ok && (after == "" || strings.IndexAny(after, " \n") == 0)
}

// fold brings text to the folded spelling, digits to ASCII.
func fold(text string) string { return normalize.FoldString(text) }

// Keys joins the keys of a text so that a word or phrase in it is a substring: each key between two spaces, " k1 k2 ", and one reading after
// the other. No key has a space.
func Keys(text string) string { return strings.Join(readingKeys(text), fieldBreak) }

// readingKeys are the keys of each reading.
func readingKeys(text string) []string {
	readings := Readings(text)
	keys := make([]string, len(readings))
	for i, terms := range readings {
		var b strings.Builder
		b.WriteByte(' ')
		for _, t := range terms {
			b.WriteString(t.Key)
			b.WriteByte(' ')
		}
		keys[i] = b.String()
	}
	return keys
}

// fieldBreak stands between the keys of two texts that make one field, and of two readings of one text. No phrase reaches across.
const fieldBreak = "\n"
