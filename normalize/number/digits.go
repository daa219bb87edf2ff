package number

import (
	"strings"

	"raqam/normalize"
)

// digitGroup is a run of digits and the sign that touches it on the right and is touched by the next run; 0 if there is none.
type digitGroup struct {
	start, end int
	sep        rune
}

// maxGroups is how many runs of digits one expression may have; longer ones are codes.
const maxGroups = 16

// figure is what digits and the signs between them mean.
type figure struct {
	end      int // byte after it
	next     int // token after it
	code     bool
	value    amount
	high     amount // upper end of «۵-۷»
	ranged   bool
	literal  amount // the reading by the letter, where value is another
	reread   bool
	fraction Value // a third or a sixth as one sign, which is no amount
	ok       bool
}

// separators of digit groups, as they come out of folding.
const (
	decimalSep  = '\u066B' // Arabic decimal separator
	thousandSep = '\u066C' // Arabic thousands separator
	arabicComma = '\u060C'
)

// sepAt returns the separator that is the mark s[start:end], or 0.
func sepAt(s string, start, end int) rune {
	switch s[start:end] {
	case ".", ",", "/", ":", "-", "+", "'":
		return rune(s[start])
	case "\u066B":
		return decimalSep
	case "\u066C", "\u2019":
		return thousandSep
	case "\u060C":
		return arabicComma
	case "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212":
		return '-'
	}
	return 0
}

// figureAt reads the digits that begin with token i.
func (m *matcher) figureAt(i int) figure {
	var room [maxGroups]digitGroup
	groups := room[:0]
	s, toks := m.s, m.toks
	j := i
	for {
		g := digitGroup{start: toks[j].Start, end: toks[j].End}
		if j+2 < len(toks) && toks[j+1].Kind == normalize.Mark && toks[j+2].Kind == normalize.Digits &&
			toks[j+1].Start == g.end && toks[j+2].Start == toks[j+1].End {
			g.sep = sepAt(s, toks[j+1].Start, toks[j+1].End)
		}
		if len(groups) == maxGroups {
			return m.codeFrom(i, j)
		}
		groups = append(groups, g)
		if g.sep == 0 {
			break
		}
		j += 2
	}
	if m.inCode(i, j) {
		return m.codeFrom(i, j)
	}
	return m.interpret(i, groups)
}

// codeFrom skips the rest of a chain of digits and marks that begins with token i and reaches at least token j.
func (m *matcher) codeFrom(i, j int) figure {
	for j+1 < len(m.toks) && m.toks[j+1].Start == m.toks[j].End &&
		(m.toks[j+1].Kind == normalize.Digits || j+2 < len(m.toks) && m.toks[j+2].Start == m.toks[j+1].End && m.toks[j+2].Kind == normalize.Digits) {
		j++
	}
	return figure{end: m.toks[j].End, next: j + 1, code: true, ok: true}
}

// interpret decides what the groups mean, from the narrowest form to the loosest.
func (m *matcher) interpret(i int, g []digitGroup) figure {
	s := m.s
	if len(g) == 3 && g[0].sep == '.' && g[1].sep == ',' && g[1].end-g[1].start == 3 && g[2].end-g[2].start <= 2 { // 1.234,56
		v, ok := pointed(s, g[:2], g[2])
		return m.figure(i, 3, v, ok)
	}
	if n := len(g) - 1; n > 2 && g[n-1].sep == ',' && g[n].end-g[n].start <= 2 && thousandDots(s, g[:n]) { // 1.234.567,89
		v, ok := pointed(s, g[:n], g[n])
		return m.figure(i, n+1, v, ok)
	}
	if n := thousands(s, g); n > 1 { // 9,020 · 9,020,500.75
		if n == 2 && (g[0].sep == '.' || g[0].sep == decimalSep) && !m.countsThings(i+3) {
			return m.decimal(i, g) // 1.200 is a decimal unless it counts things, which come whole
		}
		v, ok := digitsOf(s, g[:n])
		f := m.figure(i, n, v, ok)
		if g[n-1].sep != 0 && len(g) == n+1 && isPoint(g[n-1].sep) && g[n-1].sep != g[0].sep {
			v, ok := pointed(s, g[:n], g[n])
			return m.figure(i, n+1, v, ok)
		}
		if g[n-1].sep == '-' && len(g) > n {
			if r, ok := m.dashRange(i, g, n); ok {
				return r
			}
		}
		return f
	}
	switch g[0].sep {
	case 0:
		return m.single(i, g[0])
	case arabicComma, ',', '\'', thousandSep: // a list, or a decimal comma
		if g[0].sep == ',' && len(g) == 2 && g[1].end-g[1].start <= 2 && m.measuredAt(i+3) {
			return m.decimal(i, g)
		}
		return m.single(i, g[0])
	case '.', decimalSep:
		if len(g) == 2 || g[1].sep == '-' || g[1].sep == arabicComma {
			return m.decimal(i, g)
		}
	case '/':
		if len(g) == 2 || g[1].sep == arabicComma || g[1].sep == ',' {
			return m.slash(i, g)
		}
	case '-':
		if r, ok := m.dashRange(i, g, 1); ok {
			return r
		}
	}
	return m.codeFrom(i, i+2*(len(g)-1))
}

// figure makes the reading that takes n groups from token i.
func (m *matcher) figure(i, n int, v amount, ok bool) figure {
	last := i + 2*(n-1)
	return figure{end: m.toks[last].End, next: last + 1, value: v, ok: ok}
}

// single reads one group. A long number with a zero in front is a telephone number or a code.
func (m *matcher) single(i int, g digitGroup) figure {
	if n := m.spacedThousands(i); n > 1 {
		return m.spaced(i, n)
	}
	if m.s[g.start] == '0' && g.end-g.start > 2 {
		return figure{end: g.end, next: i + 1, code: true, ok: true}
	}
	v, ok := digitsOf(m.s, []digitGroup{g})
	return figure{end: g.end, next: i + 1, value: v, ok: ok}
}

// spacedThousands counts the groups of «1 200 000»: at least three with ordinary spaces, two with no-break ones or where the second is
// «000», which is no number of its own.
func (m *matcher) spacedThousands(i int) int {
	toks := m.toks
	if toks[i].End-toks[i].Start > 3 || m.s[toks[i].Start] == '0' {
		return 1
	}
	n, narrow := 1, true
	for j := i + 1; j < len(toks) && n < maxGroups; j++ {
		if toks[j].Kind != normalize.Digits || toks[j].End-toks[j].Start != 3 || toks[j].Start != toks[j-1].End+1 {
			break
		}
		a, b := m.t.Span(toks[j-1].End, toks[j].Start)
		narrow = narrow && b-a > 1
		n++
	}
	if n >= 3 || n == 2 && (narrow || m.text(i+1) == "000") {
		return n
	}
	return 1
}

func (m *matcher) spaced(i, n int) figure {
	var v amount
	ok := true
	for j := i; j < i+n && ok; j++ {
		v, ok = appendDigits(v, m.s[m.toks[j].Start:m.toks[j].End])
	}
	return figure{end: m.toks[i+n-1].End, next: i + n, value: v, ok: ok}
}

// decimal reads «2.5», and goes on to a range if a dash follows.
func (m *matcher) decimal(i int, g []digitGroup) figure {
	v, ok := pointed(m.s, g[:1], g[1])
	if len(g) == 4 && g[1].sep == '-' && isPoint(g[2].sep) {
		high, ok2 := pointed(m.s, g[2:3], g[3])
		if ok && ok2 && v.cmp(high) < 0 {
			f := m.figure(i, 4, v, true)
			f.high, f.ranged = high, true
			return f
		}
	}
	if len(g) == 3 && g[1].sep == '-' {
		high, ok2 := digitsOf(m.s, g[2:3])
		if ok && ok2 && v.cmp(high) < 0 {
			f := m.figure(i, 3, v, true)
			f.high, f.ranged = high, true
			return f
		}
	}
	return m.figure(i, 2, v, ok)
}

// dashRange reads «۱۰-۱۵»; n groups make its lower end. Falling, it is a score or a code.
func (m *matcher) dashRange(i int, g []digitGroup, n int) (figure, bool) {
	rest := g[n:]
	k := max(1, thousands(m.s, rest))
	if g[n-1].sep != '-' || len(rest) != k && !(len(rest) == 2 && isPoint(rest[0].sep)) {
		return figure{}, false
	}
	if leadingZero(m.s, g[0]) || leadingZero(m.s, rest[0]) {
		return figure{}, false
	}
	if n == 1 && k == 1 && g[0].end-g[0].start == 2 && rest[0].end-rest[0].start == 4 {
		return figure{}, false // «94-1393», an academic year
	}
	low, ok1 := digitsOf(m.s, g[:n])
	high, ok2 := digitsOf(m.s, rest[:k])
	if len(rest) > k {
		high, ok2 = pointed(m.s, rest[:1], rest[1])
		k = 2
	}
	if !ok1 || !ok2 || low.cmp(high) >= 0 {
		return figure{}, false
	}
	f := m.figure(i, n+k, low, true)
	f.high, f.ranged = high, true
	return f, true
}

// slash reads «9/4»: in Persian the slash is a decimal point. Much news of the 1380s was typed with Latin digits on Arabic keyboards and
// stored in visual order, so that its decimals stand reversed: «5/69 درصد» is 69.5. That is taken to be so where the digits are Latin and
// the text has the Arabic ي or ك, and wherever the reading by the letter would be absurd («1/0»); not where it would
// leave three digits after the point and the letter fewer («618/4 امتیاز»).
func (m *matcher) slash(i int, g []digitGroup) figure {
	a, b := m.s[g[0].start:g[0].end], m.s[g[1].start:g[1].end]
	if len(a) > 3 || len(b) > 3 { // years, numbers of letters
		return m.codeFrom(i, i+2)
	}
	straight, ok1 := pointed(m.s, g[:1], g[1])
	reversed, ok2 := pointed(m.s, g[1:2], g[0])
	f := m.figure(i, 2, straight, ok1 && ok2)
	absurd := b == "0" || len(a) > 1 && a[0] == '0'
	back := a == "0" || len(b) > 1 && b[0] == '0'
	if absurd && !back || !back && !(len(a) == 3 && len(b) < 3) && m.visualOrder(g[0].start) {
		f.value, f.literal, f.reread = reversed, straight, true
	}
	return f
}

// visualOrder reports whether the digits at folded byte at are Latin in a text of the Arabic keyboard.
func (m *matcher) visualOrder(at int) bool {
	o, _ := m.t.Span(at, at+1)
	original := m.t.Original()
	if original[o] >= 0x80 {
		return false
	}
	if m.arabic == 0 {
		m.arabic = 1
		if strings.ContainsAny(original, "\u064A\u0643") {
			m.arabic = 2
		}
	}
	return m.arabic == 2
}

// inCode reports whether the digits of tokens i..j belong to a Latin word, a URL or a writer's code («ت10», «پیام/86011/»).
func (m *matcher) inCode(i, j int) bool {
	s := m.s
	start, end := m.toks[i].Start, m.toks[j].End
	for k := start - 1; k >= 0 && k > start-100; k-- {
		b := s[k]
		if b <= ' ' || b >= 0x80 {
			break
		}
		if 'a' <= b|0x20 && b|0x20 <= 'z' || b == '@' || b == '_' || b == '#' {
			return true
		}
	}
	if end < len(s) && 'a' <= s[end]|0x20 && s[end]|0x20 <= 'z' {
		_, unit := lex.signs[s[end:m.toks[j+1].End]]
		return !unit
	}
	if i > 0 && m.toks[i-1].End == start && m.toks[i-1].Kind == normalize.Word {
		w := m.toks[i-1]
		return w.End-w.Start == 2 && s[w.Start:w.End] != "\u0648" // one letter, not «و»
	}
	return start > 0 && end < len(s) && s[start-1] == '/' && s[end] == '/'
}

// thousandDots reports whether groups are cut into thousands by dots.
func thousandDots(s string, g []digitGroup) bool {
	for i := range g {
		if n := g[i].end - g[i].start; n > 3 || n < 3 && i > 0 || i+1 < len(g) && g[i].sep != '.' {
			return false
		}
	}
	return s[g[0].start] != '0'
}

// thousands counts the leading groups that are one number cut into thousands, or 1.
func thousands(s string, g []digitGroup) int {
	first := g[0].end - g[0].start
	if len(g) < 2 || first > 3 || s[g[0].start] == '0' {
		return 1
	}
	switch g[0].sep {
	case ',', '.', '\'', thousandSep, arabicComma, decimalSep:
	default:
		return 1
	}
	n := 1
	for n < len(g) && g[n-1].sep == g[0].sep && g[n].end-g[n].start == 3 {
		n++
	}
	if n < len(g) && g[n-1].sep == g[0].sep && g[0].sep != arabicComma {
		return 1 // 1.200.30 is no number; 1،200،30 is a list
	}
	return n
}

func isPoint(c rune) bool { return c == '.' || c == decimalSep || c == '/' }

func leadingZero(s string, g digitGroup) bool { return s[g.start] == '0' && g.end-g.start > 1 }

// digitsOf reads groups as one integer.
func digitsOf(s string, groups []digitGroup) (amount, bool) {
	var v amount
	ok := true
	for _, g := range groups {
		if v, ok = appendDigits(v, s[g.start:g.end]); !ok {
			return v, false
		}
	}
	return v, true
}

// pointed reads groups as the integer part and after as what follows the point.
func pointed(s string, groups []digitGroup, after digitGroup) (amount, bool) {
	v, ok := digitsOf(s, groups)
	if !ok || after.end-after.start > maxPlaces {
		return v, false
	}
	v, ok = appendDigits(v, s[after.start:after.end])
	v.places = after.end - after.start
	return v.trim(), ok
}

// appendDigits returns v·10^len(digits) + digits; it refuses more than MaxDigits without reading them.
func appendDigits(v amount, digits string) (amount, bool) {
	if len(digits) > MaxDigits {
		return v, false
	}
	for i := range len(digits) {
		var ok bool
		if v, ok = v.times(10); !ok {
			return v, false
		}
		if v, ok = v.plus(whole(uint64(digits[i] - '0'))); !ok {
			return v, false
		}
	}
	return v, true
}
