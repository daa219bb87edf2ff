package number

import (
	_ "embed"
	"fmt"
	"strings"

	"raqam/normalize"
)

//go:embed homographs.tsv
var homographsTSV string

// doubt is what homographs.tsv says of a word that often is no number.
type doubt struct {
	word                                      string
	bare                                      string // "yes", "no" or "noun"
	noNext, noPrev, noAfter, yesNext, yesPrev map[string]bool
	coordinates                               bool // counts in «یک پزشک و چهار پرستار»
}

// doubtOf returns 1 + the index of the word's row, or 0.
func (l *lexicon) doubtOf(word string) int {
	for i := range l.doubts {
		if l.doubts[i].word == word {
			return i + 1
		}
	}
	return 0
}

// readHomographs enters the rows of homographs.tsv.
func (l *lexicon) readHomographs(tsv string) error {
	return rows(tsv, 2, func(cols []string) error {
		cols = append(cols, "")
		if cols[0] == "phrase" {
			for _, f := range spellings(cols[1]) {
				l.words.add(f, entry{class: phrase})
			}
			return nil
		}
		words := map[string]bool{}
		for _, w := range strings.Fields(normalize.FoldString(cols[2])) {
			words[w] = true
		}
		word := normalize.FoldString(cols[1])
		switch cols[0] {
		case "function":
			l.function = words
			return nil
		case "compound":
			l.compound = words
			return nil
		}
		i := l.doubtOf(word)
		if i == 0 {
			l.doubts = append(l.doubts, doubt{word: word})
			i = len(l.doubts)
		}
		d := &l.doubts[i-1]
		switch cols[0] {
		case "no-next":
			d.noNext = words
		case "no-prev":
			d.noPrev = words
		case "no-after":
			d.noAfter = words
		case "yes-next":
			d.yesNext = words
		case "yes-prev":
			d.yesPrev = words
		case "coordinates":
			d.coordinates = true
		case "default":
			d.bare = strings.TrimSpace(cols[2])
		default:
			return fmt.Errorf("unknown sort %q", cols[0])
		}
		return nil
	})
}

// isNumber decides whether g, read at p, is meant as a number; only words of homographs.tsv are doubtful. The rules, in order:
// what has more parts than the one word is a number; so is one marked by its vowel («نُه»); then the rows for the neighbours decide, then a
// unit or classifier that follows, then the default of the word.
func (m *matcher) isNumber(g addend, p pos) bool {
	if m.sure {
		return true
	}
	if g.words == 1 && g.exp == 0 && g.next.tok < len(m.toks) && lex.compound[m.s[g.next.at:m.toks[g.next.tok].End]] {
		return false // «پنج‌گانه»
	}
	if g.doubt == 0 || g.words > 1 || g.exp > 0 || g.bare {
		return true
	}
	if m.voweled(g.start, g.end) {
		return true
	}
	d := lex.doubts[g.doubt-1]
	prev, next := "", ""
	if p.tok > 0 {
		prev = m.text(p.tok - 1)
	}
	word := false
	if g.next.tok < len(m.toks) {
		next = m.s[g.next.at:m.toks[g.next.tok].End]
		word = m.toks[g.next.tok].Kind == normalize.Word && m.s[g.end] != '\n'
	}
	switch {
	case d.noNext[next] || d.noPrev[prev]:
		return false
	case d.yesNext[next] || d.yesPrev[prev]:
		return true
	}
	if index, _, after, ok := m.unit(g.next); ok && !lex.table[index].Ambiguous {
		return after >= len(m.toks) || !d.noAfter[m.text(after)] // «یک نفر که …» is somebody, not one person
	}
	if d.coordinates && m.coordinated(p.tok, g.next.tok) {
		return true
	}
	switch d.bare {
	case "yes":
		return true
	case "noun":
		return word && !lex.function[next] || m.listGoesOn(g.next.tok)
	}
	return false
}

// voweled reports whether the original of folded bytes [start, end) writes the vowel that tells «نُه» (nine) from «نه» (no).
func (m *matcher) voweled(start, end int) bool {
	from, to := m.t.Span(start, end)
	return strings.Contains(m.t.Original()[from:to], "\u064F")
}

func (m *matcher) text(tok int) string { return m.s[m.toks[tok].Start:m.toks[tok].End] }

// unit finds a unit at p.
func (m *matcher) unit(p pos) (index, end, next int, ok bool) {
	if p.tok >= len(m.toks) {
		return 0, 0, 0, false
	}
	return unitFrom(m.s, m.toks, p.tok, p.at)
}

// reach is how many words a counted noun phrase may have for a second one to be coordinated with it.
const reach = 5

// farReach is the same where both count the same noun: «دو گروه … و یک گروه».
const farReach = 12

// coordinated reports whether the number word at token i, with its noun from token next on, is one of two counted things joined by «و» or a
// comma: «یک پزشک و چهار پرستار», «سه مرد و یک زن». Contrasted with a number, it counts.
func (m *matcher) coordinated(i, next int) bool {
	if next >= len(m.toks) || m.toks[next].Kind != normalize.Word || lex.function[m.text(next)] {
		return false
	}
	clause := false                                              // beyond the noun phrase
	for k := next + 1; k < len(m.toks) && k <= next+reach; k++ { // forward: noun phrase, «و», number
		if m.joins(k) {
			if k+1 < len(m.toks) && m.startsNumber(k+1) && !m.code(k+1) && m.contrasts(i, k+1) && (!clause || m.text(i) == m.text(k+1)) {
				return true
			}
			continue
		}
		if m.toks[k].Kind != normalize.Word {
			break
		}
		clause = clause || lex.function[m.text(k)]
	}
	if i < 2 || !m.joins(i-1) {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-2-farReach; k-- { // backward: number, noun phrase, «و»
		near := k >= i-2-reach || k+1 < len(m.toks) && m.text(k+1) == m.text(next)
		if near && m.startsNumber(k) && k < i-2 && m.contrasts(i, k) {
			return true
		}
		if m.toks[k].Kind != normalize.Word {
			return false
		}
	}
	return false
}

// joins reports whether token i is «و» or a comma.
func (m *matcher) joins(i int) bool {
	text := m.text(i)
	return text == "\u0648" || text == "\u060C"
}

// code reports whether the digits at token i are a code or a year.
func (m *matcher) code(i int) bool {
	return m.toks[i].Kind == normalize.Digits && (m.figureAt(i).code || m.toks[i].End-m.toks[i].Start > 3)
}

// listGoesOn reports whether «و» or a comma and another number follow: «شش و هفت مهر».
func (m *matcher) listGoesOn(i int) bool {
	return i+1 < len(m.toks) && m.joins(i) && m.startsNumber(i+1)
}

// contrasts reports whether the numbers at tokens i and k count against each other. Two articles do not («یک شهر و یک روستا»), unless they
// stand with the same noun: then somebody counts («یک کارگاه در شمال و یک کارگاه در جنوب»).
func (m *matcher) contrasts(i, k int) bool {
	if m.text(i) != m.text(k) {
		return true
	}
	return i+1 < len(m.toks) && k+1 < len(m.toks) && m.text(i+1) == m.text(k+1)
}
