package number

import (
	"strings"
	"unicode/utf8"

	"raqam/normalize"
)

// matcher reads the numbers of one text, from left to right.
type matcher struct {
	t      normalize.Text
	s      string // folded
	toks   []normalize.Token
	sure   bool // the text is known to be a number: no word is doubtful
	steps  int  // atoms looked for, which is what the matcher's time goes by
	arabic int  // whether the original has letters of the Arabic keyboard: 0 unknown, 1 no, 2 yes
}

// pos is a place to read on: byte at of token tok.
type pos struct{ tok, at int }

// atom is one word of a number, or one figure in digits.
type atom struct {
	entry
	figure figure // for digits: class none
	digits bool
	start  int
	end    int
	next   pos
	glued  bool // next lies within the same token
}

func (m *matcher) at(tok int) pos {
	if tok < len(m.toks) {
		return pos{tok, m.toks[tok].Start}
	}
	return pos{tok, len(m.s)}
}

// read returns the atom at p; ok is false where there is none.
func (m *matcher) read(p pos) (a atom, ok bool) {
	m.steps++
	if p.tok >= len(m.toks) {
		return a, false
	}
	tok := m.toks[p.tok]
	switch tok.Kind {
	case normalize.Digits:
		f := m.figureAt(p.tok)
		return atom{digits: true, figure: f, start: tok.Start, end: f.end, next: m.at(f.next)}, f.ok
	case normalize.Mark:
		return m.readMark(p)
	}
	var room [12]hit
	hits := lex.words.find(room[:0], m.s, p.at)
	for k := len(hits) - 1; k >= 0; k-- {
		h := hits[k]
		next, glued, ok := m.after(p, h)
		if ok {
			return atom{entry: h.entry, start: p.at, end: h.end, next: next, glued: glued}, true
		}
	}
	return a, false
}

// readMark reads ½ and its like.
func (m *matcher) readMark(p pos) (atom, bool) {
	tok := m.toks[p.tok]
	c, _ := utf8.DecodeRuneInString(m.s[tok.Start:tok.End])
	v, ok := vulgar[c]
	if !ok {
		return atom{}, false
	}
	f := figure{end: tok.End, next: p.tok + 1, ok: true}
	if v.den%3 == 0 {
		f.fraction = ratio(v.num, v.den)
	} else {
		f.value = amount{lo: uint64(v.num * 1000 / v.den), places: 3}.trim()
	}
	return atom{digits: true, figure: f, start: tok.Start, end: tok.End, next: m.at(p.tok + 1)}, true
}

// vulgar are the fractions Unicode has as one sign.
var vulgar = map[rune]struct{ num, den int64 }{
	'\u00BC': {1, 4}, '\u00BD': {1, 2}, '\u00BE': {3, 4}, '\u2153': {1, 3}, '\u2154': {2, 3}, '\u2155': {1, 5}, '\u2156': {2, 5},
	'\u2157': {3, 5}, '\u2158': {4, 5}, '\u2159': {1, 6}, '\u215A': {5, 6}, '\u215B': {1, 8}, '\u215C': {3, 8}, '\u215D': {5, 8},
	'\u215E': {7, 8},
}

// after returns where to read on behind word h that starts at p. A word may end within a token only if what is left of the token is an end
// a number may have: half-space and anything, a unit, or more of the number («یکهزار», «سیدرصد», «سیو سه»).
func (m *matcher) after(p pos, h hit) (next pos, glued, ok bool) {
	i := p.tok
	for m.toks[i].End < h.end {
		i++
		if i == len(m.toks) {
			return pos{}, false, false
		}
	}
	if m.toks[i].Start >= h.end || m.toks[i].Kind != normalize.Word {
		return pos{}, false, false
	}
	if m.toks[i].End == h.end {
		return m.at(i + 1), false, true
	}
	at := h.end
	joined := strings.HasPrefix(m.s[at:], "\u200c")
	if joined {
		at += 3
	}
	switch h.class {
	case card, scale, alone, and, few, half, many:
	case nth:
		if !joined {
			return pos{}, false, false
		}
	default:
		return pos{}, false, false
	}
	if m.fits(i, at, h.class, 0) {
		return pos{i, at}, true, true
	}
	if joined && h.doubt == 0 && (h.class == card || h.class == alone || h.class == many || h.class == nth && h.value == 1) {
		return pos{i, at}, true, true
	}
	return pos{}, false, false
}

// fits reports whether the rest of token i from byte at on may follow a word of class before: a unit, a scale, a denominator, or «و» and
// a smaller number. A smaller number without «و» may not, or «سینه» (chest) were 39.
func (m *matcher) fits(i, at int, before class, depth int) bool {
	end := m.toks[i].End
	if strings.HasPrefix(m.s[at:end], "\u200c") {
		at += 3
	}
	if at == end {
		return before != and
	}
	if depth > 8 || end-at > 60 {
		return false
	}
	short := end-at <= 4 && !strings.HasPrefix(m.s[at:], "\u062A\u0627") // units of two letters are told apart after a scale only («هزارتن»)
	if before != and && (!short || before == scale || before == alone) {
		if _, _, next, ok := unitFrom(m.s, m.toks, i, at); ok && next == i+1 {
			return true
		}
	}
	var room [12]hit
	for _, h := range lex.words.find(room[:0], m.s, at) {
		if h.end > end {
			break
		}
		switch h.class {
		case scale, alone, money, ordinal, fraction, times, part:
			if h.class == alone || before != and || h.class == ordinal {
				if m.fits(i, h.end, h.class, depth+1) {
					return true
				}
			}
		case card:
			if (before == and || before == few && zeros(h.value) == 2) && m.fits(i, h.end, card, depth+1) {
				return true
			}
		case nth, half:
			if before == and && h.end == end {
				return true
			}
		case and:
			if h.end == end && m.startsNumber(i+1) || h.end < end && m.fits(i, h.end, and, depth+1) {
				return true
			}
		}
	}
	return false
}

// startsNumber reports whether token i is digits or a number word.
func (m *matcher) startsNumber(i int) bool {
	if i >= len(m.toks) {
		return false
	}
	if m.toks[i].Kind == normalize.Digits {
		return true
	}
	e, ok := lex.word(m.s, m.toks[i])
	if ok && e.doubt != 0 && lex.doubts[e.doubt-1].bare == "no" && !lex.doubts[e.doubt-1].coordinates {
		return false // «و نه», «و یکی»
	}
	return ok && (e.class == card || e.class == alone || e.class == ordinal || e.class == nth)
}

// countsThings reports whether a classifier or a word that is no measure follows at token i, so that the number before it is whole.
func (m *matcher) countsThings(i int) bool {
	if i >= len(m.toks) || m.toks[i].Kind != normalize.Word {
		return false
	}
	if e, ok := lex.word(m.s, m.toks[i]); ok && e.class != none {
		return false
	}
	u, _, ok := UnitAt(m.t, m.toks, i)
	return ok && u.Class == Classifier || ok && u.Class == Currency && u.Rial > 0
}

// measuredAt reports whether a scale, a measure, a percent sign or a currency stands at token i.
func (m *matcher) measuredAt(i int) bool {
	if i >= len(m.toks) {
		return false
	}
	if m.toks[i].Kind == normalize.Word {
		if e, ok := lex.word(m.s, m.toks[i]); ok {
			switch e.class {
			case scale, alone, money, times:
				return true
			}
		}
	}
	u, _, ok := UnitAt(m.t, m.toks, i)
	return ok && u.Class != Classifier
}
