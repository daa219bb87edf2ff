package claim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

// word is what the rules see of a token.
type word struct {
	id     int32 // number of the lexicon, 0 for a word it does not know
	class  class
	figure bool // part of a number or a date
	open   bool // an opening quotation mark or bracket
	close  bool // a closing one
	ends   bool // a mark that ends a clause: «؛», «.», «:», «؟»
	pause  bool // «،» and its like
	cell   bool // «|» between the cells of a table row
	colon  bool
}

func (w word) is(c class) bool { return w.class&c != 0 }

// sentence is a range of tokens.
type sentence struct{ first, next int }

// passage is one paragraph, its tokens classified and its numbers, dates and time references found.
type passage struct {
	lex   *lexicon
	part  extract.Part
	index int
	text  normalize.Text
	s     string // folded
	toks  []normalize.Token
	ws    []word
	sents []sentence
	nums  []number.Number
	dates []calendar.Match
	refs  []calendar.Reference

	found []*figure

	lastTime *Reference // the last time that the words around a figure named, here or in an earlier paragraph

	rowYear calendar.Date // of a table row «۱۳۹۷ | ۴ هزار واحد»: the year its first cell names

	runeAt, byteAt int // how far code points of the original have been counted
}

// newPassage reads a paragraph. Its work is linear in the length of the text.
func newPassage(lex *lexicon, part extract.Part, index int, text string, ref calendar.Date) *passage {
	t := normalize.Fold(text)
	p := &passage{lex: lex, part: part, index: index, text: t, s: t.Folded()}
	p.toks = normalize.Tokenize(make([]normalize.Token, 0, len(p.s)/8+8), p.s)
	p.nums = number.Find(t, p.toks)
	p.dates = calendar.Find(t, p.toks, p.nums, ref)
	p.refs = calendar.References(t, p.toks, ref)
	p.classify()
	k := 0
	for span := range normalize.Sentences(t) {
		first := k
		for k < len(p.toks) && p.toks[k].Start < span.End {
			k++
		}
		if n := len(p.sents); n > 0 && p.unfinished(p.sents[n-1]) {
			p.sents[n-1].next = k
			continue
		}
		p.sents = append(p.sents, sentence{first, k})
	}
	return p
}

// unfinished reports a stretch that a semicolon ends before any verb: «علی نظری؛ رئیس سازمان … گفت».
func (p *passage) unfinished(s sentence) bool {
	if s.next == s.first || s.next-s.first > clauseReach {
		return false
	}
	switch c, _ := utf8.DecodeRuneInString(p.s[p.toks[s.next-1].Start:]); c {
	case ';', '\u061b':
	default:
		return false
	}
	for k := s.first; k < s.next; k++ {
		if p.is(k, finite) {
			return false
		}
	}
	return true
}

// verbForm is what a form of a verb has that is no noun.
const verbForm = finite | lightVerb | sayingVerb | opiningVerb | pastTense | presentTense | subjunctive

// classify looks every token up.
func (p *passage) classify() {
	p.ws = make([]word, len(p.toks))
	for i, t := range p.toks {
		piece := p.s[t.Start:t.End]
		switch t.Kind {
		case normalize.Word:
			e := p.lex.look(piece)
			p.ws[i].id, p.ws[i].class = e.id, e.class
			if e.class&(subjunctive|pastTense) == subjunctive && p.lex.bare[e.id] && !p.is(i-1, verbPrefix) {
				p.ws[i].class &^= finite | subjunctive | presentTense
			}
			if i > 1 && p.ws[i-1].is(andWord) && p.lex.pairs[[2]int32{p.ws[i-2].id, e.id}] {
				p.ws[i-2].class &^= verbForm
				p.ws[i].class &^= verbForm
			}
			if i > 0 && p.ws[i-1].is(officeHead) {
				if next := p.lex.needs[p.ws[i-1].id]; next != nil && !slices.Contains(next, e.id) {
					p.ws[i-1].class &^= officeHead
				}
			}
		case normalize.Mark:
			p.ws[i].id = p.lex.words[piece].id
			p.ws[i].mark(piece)
		}
	}
	for _, n := range p.nums {
		for k := n.First; k < n.Next; k++ {
			p.ws[k].figure = true
		}
	}
	k := 0
	for _, d := range p.dates {
		for k < len(p.toks) && p.toks[k].Start < d.Start {
			k++
		}
		for ; k < len(p.toks) && p.toks[k].Start < d.End; k++ {
			p.ws[k].figure = true
		}
	}
}

// mark sets what a punctuation mark does.
func (w *word) mark(s string) {
	c, _ := utf8.DecodeRuneInString(s)
	switch c {
	case '(', '[', '\u00ab', '\u201c', '\u2018', '{':
		w.open = true
	case ')', ']', '\u00bb', '\u201d', '\u2019', '}':
		w.close = true
	case '"', '\'':
		w.open, w.close = true, true
	case '.', '!', '?', '\u061f', '\u2026', ';', '\u061b':
		w.ends = true
	case ':':
		w.ends, w.colon = true, true
	case '|':
		w.pause, w.cell = true, true
	case ',', '\u060c', '\u066b', '/', '-', '\u2013', '\u2014', '*', '\u0640':
		w.pause = true
	}
}

// isWord reports whether token i exists and is a word.
func (p *passage) isWord(i int) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].Kind == normalize.Word
}

// is reports whether token i exists and has one of the classes.
func (p *passage) is(i int, c class) bool {
	return i >= 0 && i < len(p.ws) && p.ws[i].class&c != 0
}

// folded returns token i as folding has made it.
func (p *passage) folded(i int) string { return p.s[p.toks[i].Start:p.toks[i].End] }

// original returns tokens [i, j) as they were written.
func (p *passage) original(i, j int) string {
	if i >= j {
		return ""
	}
	from, to := p.text.Span(p.toks[i].Start, p.toks[j-1].End)
	return p.text.Original()[from:to]
}

// points returns the code point at which byte at of the original stands. It counts from where the last call left off, forwards or backwards,
// so that calls for places near each other cost little.
func (p *passage) points(at int) int {
	if original := p.text.Original(); at < p.byteAt {
		p.runeAt -= utf8.RuneCountInString(original[at:p.byteAt])
	} else {
		p.runeAt += utf8.RuneCountInString(original[p.byteAt:at])
	}
	p.byteAt = at
	return p.runeAt
}

// tokenAt returns the first token that starts at or after byte at of the folded text.
func (p *passage) tokenAt(at int) int {
	lo, hi := 0, len(p.toks)
	for lo < hi {
		if m := (lo + hi) / 2; p.toks[m].Start < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// sentenceAt returns the index of the sentence token i stands in.
func (p *passage) sentenceAt(i int) int {
	lo, hi := 0, len(p.sents)
	for lo < hi {
		if m := (lo + hi) / 2; p.sents[m].next <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return min(lo, len(p.sents)-1)
}

// touching reports whether tokens i and i+1 touch.
func (p *passage) touching(i int) bool {
	return i >= 0 && i+1 < len(p.toks) && p.toks[i].End == p.toks[i+1].Start
}

// nominal reports whether token i may be part of a noun phrase.
func (p *passage) nominal(i int) bool {
	return p.isWord(i) && !p.ws[i].is(breaksPhrase) && !p.ws[i].figure
}

// verbAfter reports whether a form of a light verb follows token i at once, written together or apart («می شود»), so that i is part of a
// compound verb.
func (p *passage) verbAfter(i int) bool {
	k := i + 1
	if p.is(k, verbPrefix) {
		k++
	}
	return p.is(k, lightVerb) && p.is(k, finite|participle) || p.is(k, futureAux) && p.is(k+1, lightVerb)
}

// clean spells a word as Persian does: ی and ک for the letters of Arabic keyboards, no vowel marks, no signs of width zero at its ends.
func clean(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r == '\u064a' || r == '\u0649':
			return '\u06cc'
		case r == '\u0643':
			return '\u06a9'
		case r == '\u200e' || r == '\u200d':
			return '\u200c' // typed for it
		case r == '\u0640' || r >= '\u064b' && r <= '\u0653' || r == '\u0670' || r == '\u200f' || r == '\u00ad':
			return -1
		}
		return r
	}, s), "\u200c \u00a0")
}
