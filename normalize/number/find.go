package number

import (
	"math/big"

	"raqam/normalize"
)

// Find returns every numeric expression of t in order; toks are the tokens of its folded text. Expressions do not overlap.
func Find(t normalize.Text, toks []normalize.Token) []Number { return AppendFind(nil, t, toks) }

// AppendFind appends what [Find] returns to dst. It allocates nothing else, but for fractions that are no finite decimals.
func AppendFind(dst []Number, t normalize.Text, toks []normalize.Token) []Number {
	m := &matcher{t: t, s: t.Folded(), toks: toks}
	return m.appendAll(dst)
}

// appendAll appends all numbers of the text to dst.
func (m *matcher) appendAll(dst []Number) []Number {
	toks := m.toks
	from := len(dst)
	for i := 0; i < len(toks); {
		p := m.at(i)
		if toks[i].Kind == normalize.Mark {
			n, ok := m.signed(i)
			if ok {
				dst = append(dst, n)
				i = n.Next
				continue
			}
		}
		if toks[i].Kind == normalize.Word && !lex.words.mayStart(m.s, p.at) {
			i++
			continue
		}
		n, next, ok := m.expression(p)
		if ok {
			n.First = i
			n.Next = m.tokenAfter(i, n.End)
			dst = append(dst, n)
			next = max(n.Next, m.afterUnit(n))
		}
		i = max(next, i+1)
	}
	m.shareScales(dst[from:])
	return dst
}

// afterUnit returns the token after the unit of n, so that no number is read in it («90 در صد», «سی‌سی»); 0 if there is no such unit.
func (m *matcher) afterUnit(n Number) int {
	if n.Next >= len(m.toks) || n.End > m.toks[n.Next-1].End || m.toks[n.Next].Kind != normalize.Word {
		return 0
	}
	if _, k, ok := UnitAt(m.t, m.toks, n.Next); ok && k > 1 {
		return n.Next + k
	}
	return 0
}

// tokenAfter returns the first token from i on that starts at or after byte end.
func (m *matcher) tokenAfter(i, end int) int {
	for i < len(m.toks) && m.toks[i].Start < end {
		i++
	}
	return i
}

// expression reads the numeric expression at p. Without one, next is the token to go on with.
func (m *matcher) expression(p pos) (n Number, next int, ok bool) {
	a, ok := m.read(p)
	if !ok {
		return n, p.tok + 1, false
	}
	if a.digits && a.figure.code {
		return Number{Start: a.start, End: a.end, Kind: Code, Rule: "code"}, a.next.tok, true
	}
	if a.digits && a.figure.ranged {
		n = Number{Start: a.start, End: a.end, Kind: Cardinal, Bound: Range, Rule: "range"}
		return m.closeRange(n, a.figure.value, addend{value: a.figure.high, group: a.figure.high, next: a.next, end: a.end})
	}
	if a.digits && a.figure.fraction.set {
		n = Number{Start: a.start, End: a.end, Kind: Fraction, Value: a.figure.fraction, Rule: "fraction"}
		return n, a.next.tok, true
	}
	switch a.class {
	case phrase:
		return n, m.tokenAfter(p.tok, a.end), false
	case many:
		return m.vague(a)
	case few:
		return m.several(a)
	case ordinal, nth, fraction:
		return m.ordinal(a)
	case minus:
		return m.negative(a)
	case part:
		return m.share(a, p)
	case none, card, alone, half:
		return m.counted(p)
	case scale: // a scale with nothing to multiply: «میلیون هزار» is passed over as a whole
		end := a
		for {
			b, ok := m.read(end.next)
			if !ok || b.class != scale && b.class != alone {
				break
			}
			end = b
		}
		return n, m.tokenAfter(p.tok, end.end), false
	}
	return n, p.tok + 1, false
}

// counted reads an expression that begins with a cardinal.
func (m *matcher) counted(p pos) (n Number, next int, ok bool) {
	g, refused, ok := m.cardinal(p)
	if !ok || refused {
		return n, max(m.tokenAfter(p.tok, g.end), p.tok+1), false
	}
	n = Number{Start: g.start, End: g.end, Kind: Cardinal, Value: g.value.value(), Rule: ruleOf(g)}
	if g.figure.reread && g.exp == 0 {
		n.Literal, n.Rule = g.figure.literal.value(), "reversed"
	} else if g.figure.reread {
		if v, ok := g.figure.literal.shift(g.exp); ok {
			n.Literal, n.Rule = v.value(), "reversed"
		}
	}
	if g.ordinal {
		n.Kind = Ordinal
		return n, g.next.tok, true
	}
	if out, next, ok := m.fractional(n, g); ok {
		return out, next, true
	}
	if out, next, ok := m.ordinalSign(n, g); ok {
		return out, next, true
	}
	if out, next, ok := m.score(n, g); ok {
		return out, next, true
	}
	if out, next, ok := m.approximate(n, g); ok {
		return out, next, true
	}
	if out, next, ok := m.rangeFrom(n, g); ok {
		return out, next, true
	}
	if out, next, ok := m.suffixed(n, g); ok {
		return out, next, true
	}
	if !m.isNumber(g, p) {
		return n, max(g.next.tok, p.tok+1), false
	}
	return n, g.next.tok, true
}

func ruleOf(g addend) string {
	switch {
	case g.halved:
		return "half"
	case g.digits && g.exp > 0:
		return "digits-scale"
	case g.digits:
		return "digits"
	}
	return "words"
}

// suffixed reads what may close a number: «برابر», «و اندی», «ساعت و نیم».
func (m *matcher) suffixed(n Number, g addend) (Number, int, bool) {
	a, ok := m.read(g.next)
	if ok && a.class == times {
		n.Kind, n.End, n.Rule = Multiple, a.end, n.Rule+"+times"
		return n, a.next.tok, true
	}
	if ok && a.class == and {
		b, ok := m.read(a.next)
		some := false // «سی و چند نفر», but not «سی و چند هزار»
		if ok && b.class == few {
			exp, _, _ := m.scalesAfter(b.next, b.end)
			some = exp == 0 && g.room > 0
		}
		if ok && (b.class == odd || some) {
			n.Bound, n.End, n.Rule = MoreThan, b.end, n.Rule+"+odd"
			return n, b.next.tok, true
		}
	}
	if g.halved || g.glued || g.next.tok >= len(m.toks) || m.toks[g.next.tok].Kind != normalize.Word {
		return n, 0, false
	}
	u, k, ok := UnitAt(m.t, m.toks, g.next.tok)
	if !ok || u.Class != TimeUnit && u.Class != Measure && u.Class != Currency || u.Adjective {
		return n, 0, false
	}
	b, ok := m.read(m.at(g.next.tok + k))
	if !ok || b.class != and {
		return n, 0, false
	}
	c, ok := m.read(b.next)
	if !ok || c.class != half || c.glued {
		return n, 0, false
	}
	if d, ok := m.read(c.next); ok && (d.class == scale || d.class == alone) {
		return n, 0, false
	}
	if _, _, isUnit := UnitAt(m.t, m.toks, c.next.tok); isUnit {
		return n, 0, false // «دو ساعت و نیم روز»
	}
	v, ok := g.value.plus(amount{lo: 5, places: 1})
	if !ok {
		return n, 0, false
	}
	n.Value, n.End, n.Inner, n.Rule = v.value(), c.end, g.next.tok, n.Rule+"+unit-half"
	return n, c.next.tok, true
}

// vague reads «صدها», «ده‌ها هزار», «هزاران».
func (m *matcher) vague(a atom) (n Number, next int, ok bool) {
	exp, end, q := m.scalesAfter(a.next, a.end)
	v, ok := whole(a.value).shift(exp)
	if !ok {
		return n, q.tok, false
	}
	return Number{Start: a.start, End: end, Kind: Vague, Value: v.value(), Rule: "vague"}, q.tok, true
}

// several reads «چند هزار»; «چند» alone is no number.
func (m *matcher) several(a atom) (n Number, next int, ok bool) {
	exp, end, q := m.scalesAfter(a.next, a.end)
	if exp == 0 {
		b, ok := m.read(a.next)
		if !ok || b.class != card || b.value != 10 && b.value != 100 {
			return n, a.next.tok, false
		}
		exp, end, q = m.scalesAfter(b.next, b.end)
		v, ok := whole(b.value).shift(exp)
		return Number{Start: a.start, End: end, Kind: Vague, Value: v.value(), Rule: "vague"}, q.tok, ok
	}
	v, ok := whole(1).shift(exp)
	return Number{Start: a.start, End: end, Kind: Vague, Value: v.value(), Rule: "vague"}, q.tok, ok
}

// scalesAfter reads scales from p on: the sum of their exponents, the byte where they end (end if there are none), and where to read on.
func (m *matcher) scalesAfter(p pos, end int) (exp, at int, next pos) {
	for {
		a, ok := m.read(p)
		if !ok || a.digits || a.class != scale && a.class != alone || exp > MaxDigits {
			return exp, end, p
		}
		exp += int(a.value)
		end, p = a.end, a.next
	}
}

// share reads «نصف مردم», «ربع قرن», where homographs.tsv says that the word is a fraction here: a decimal like «نیم», if a finite one.
func (m *matcher) share(a atom, p pos) (n Number, next int, ok bool) {
	g := addend{start: a.start, end: a.end, next: a.next, doubt: a.doubt, words: 1}
	if a.doubt == 0 || !m.isNumber(g, p) {
		return n, a.next.tok, false
	}
	n = Number{Start: a.start, End: a.end, Kind: Fraction, Value: fromRat(big.NewRat(1, int64(a.value))), Rule: "share"}
	return n, a.next.tok, true
}

// negative reads «منفی ۵».
func (m *matcher) negative(a atom) (n Number, next int, ok bool) {
	g, refused, ok := m.cardinal(a.next)
	if !ok || refused || g.ordinal || g.doubt != 0 {
		return n, a.next.tok, false
	}
	n = Number{Start: a.start, End: g.end, Kind: Cardinal, Value: g.value.value(), Rule: "negative"}
	n.Value.dec.Negative = !g.value.isZero()
	return n, g.next.tok, true
}

// signed reads a number that begins with a mark: «-5 درجه», «.5 درصد».
func (m *matcher) signed(i int) (Number, bool) {
	switch sepAt(m.s, m.toks[i].Start, m.toks[i].End) {
	case '-':
		return m.belowZero(i)
	case '.', decimalSep:
		return m.pointFirst(i)
	}
	return Number{}, false
}

// pointFirst reads «.5 درصد», where the zero before the point is left out. A full stop may also touch the next sentence by mistake
// («گفت .5 نفر آمدند»): a measure, a scale or a percent sign must follow.
func (m *matcher) pointFirst(i int) (Number, bool) {
	toks := m.toks
	if i+1 >= len(toks) || toks[i+1].Kind != normalize.Digits || toks[i+1].Start != toks[i].End || i > 0 && toks[i-1].End == toks[i].Start {
		return Number{}, false
	}
	g, refused, ok := m.cardinal(m.at(i + 1))
	if !ok || refused || g.ordinal || !g.digits || g.exp > 0 || g.halved || !g.figure.value.isWhole() || !m.measuredAt(g.next.tok) {
		return Number{}, false
	}
	v := g.figure.value
	if v.places = toks[i+1].End - toks[i+1].Start; g.end != toks[i+1].End || v.places > maxPlaces {
		return Number{}, false
	}
	return Number{Start: toks[i].Start, End: g.end, First: i, Next: i + 2, Kind: Cardinal, Value: v.trim().value(), Rule: "point-first"}, true
}

// belowZero reads «-5 درجه»: a dash that touches the number and nothing before it, with something measured behind. Anything else with a dash
// before it is no negative number: «26 آبان 1399 - 12:33», «- ۵ نفر».
func (m *matcher) belowZero(i int) (Number, bool) {
	toks := m.toks
	if i+1 >= len(toks) || toks[i+1].Kind != normalize.Digits || toks[i+1].Start != toks[i].End {
		return Number{}, false
	}
	if i == 0 { // a hyphen there is a bullet
		if m.text(i) != "\u2212" {
			return Number{}, false
		}
	} else if prev := toks[i-1]; prev.Kind == normalize.Digits || prev.End == toks[i].Start && m.text(i-1) != "(" {
		return Number{}, false
	}
	g, refused, ok := m.cardinal(m.at(i + 1))
	if !ok || refused || g.ordinal || !m.measuredAt(g.next.tok) {
		return Number{}, false
	}
	n := Number{Start: toks[i].Start, End: g.end, First: i, Next: m.tokenAfter(i, g.end), Kind: Cardinal, Value: g.value.value(), Rule: "negative"}
	n.Value.dec.Negative = !g.value.isZero()
	return n, true
}

// score reads «سه بر یک»: a Code whose Value and High are the two sides.
func (m *matcher) score(n Number, g addend) (Number, int, bool) {
	a, ok := m.read(g.next)
	if !ok || a.class != by || !g.value.under(3) || !g.value.isWhole() {
		return n, 0, false
	}
	c, ok := m.group(a.next)
	if !ok || c.ordinal || c.bare || !c.value.under(3) || !c.value.isWhole() {
		return n, 0, false
	}
	return Number{Start: n.Start, End: c.end, Kind: Code, Value: n.Value, High: c.value.value(), Rule: "score"}, c.next.tok, true
}
