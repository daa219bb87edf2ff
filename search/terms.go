package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

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
// neither, nobody can tell «مادر» from «ما در». In the second, «حمل‌ونقل» is «حمل و نقل».
func Readings(text string) [][]Term {
	t := normalize.Fold(text)
	readings := [][]Term{terms(t, t.Folded(), func(offset int) int { return offset })}
	if !strings.Contains(t.Folded(), zwnj) {
		return readings
	}
	apart := takeApart(t.Folded())
	split := terms(t, apart.text.String(), apart.back)
	if !slices.EqualFunc(split, readings[0], func(a, b Term) bool { return a.Key == b.Key }) {
		readings = append(readings, split)
	}
	return readings
}

// spaced is a folded text with spaces where there were half-spaces, and the way back.
type spaced struct {
	text  strings.Builder
	ends  []int // offsets in text just behind which it was changed
	moved []int // for each of them, how much farther on the same place lies in the folded text
}

// back leads from an offset in the spaced text to the one in the folded text.
func (s *spaced) back(offset int) int {
	n, _ := slices.BinarySearch(s.ends, offset)
	if n == 0 {
		return offset
	}
	return offset + s.moved[n-1]
}

// change writes to in place of a stretch of the folded text that had bytes bytes.
func (s *spaced) change(to string, bytes int) {
	moved := bytes - len(to)
	if n := len(s.moved); n > 0 {
		moved += s.moved[n-1]
	}
	s.ends, s.moved = append(s.ends, s.text.Len()), append(s.moved, moved)
	s.text.WriteString(to)
}

// takeApart puts a space for every half-space but that of ezafe.
func takeApart(folded string) *spaced {
	s := new(spaced)
	for rest := folded; rest != ""; {
		before, after, found := strings.Cut(rest, zwnj)
		s.text.WriteString(before)
		rest = after
		switch {
		case !found:
		case endsHere(zwnj+after, ezafe):
			s.text.WriteString(zwnj)
		default:
			s.change(" ", len(zwnj))
			if conjoins(lastWord(before), after) {
				s.text.WriteString(and)
				s.change(" ", 0)
				rest = after[len(and):]
			}
		}
	}
	return s
}

func lastWord(s string) string { return s[strings.LastIndexAny(s, " \n")+1:] }

// conjoins reports whether the first word is joined by «و» to the one that after begins with.
func conjoins(first, after string) bool {
	second, ok := strings.CutPrefix(after, and)
	if !ok {
		return false
	}
	if end := strings.IndexFunc(second, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		second = second[:end]
	}
	seconds := conjoined()[first]
	return seconds != nil && slices.Contains(seconds, normalize.Key(second))
}

//go:embed conjoined.tsv
var conjoinedTable string

// conjoined leads from the first of two words that «و» joins to those that may be the second.
var conjoined = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(conjoinedTable) {
		first, second, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if first, second = fold(first), fold(second); ok && !strings.HasPrefix(line, "#") {
			table[first] = append(table[first], normalize.Key(second))
		}
	}
	return table
})

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
