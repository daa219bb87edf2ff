package number

import "raqam/normalize"

// rangeFrom reads «۲۰ تا ۳۰ هزار», «۵ الی ۷», «بین ۲۰ و ۳۰».
func (m *matcher) rangeFrom(n Number, g addend) (Number, int, bool) {
	a, ok := m.read(g.next)
	if !ok || a.class != to && !(a.class == and && m.between(n.Start, g)) {
		if !ok && m.dashAt(g.next.tok) && (g.exp > 0 || m.dashedMeasure(g)) { // «۲ هزار - ۳ هزار», «۵ – ۷ درصد»
			a = atom{next: m.at(g.next.tok + 1)}
		} else {
			return n, 0, false
		}
	}
	c, refused, ok := m.cardinal(a.next)
	if !ok || refused || c.ordinal {
		return n, 0, false
	}
	n.Bound, n.End, n.Rule = Range, c.end, "range"
	low := g.value
	if g.doubt != 0 && g.value.cmp(c.value) >= 0 {
		return n, 0, false
	}
	if g.exp == 0 && c.exp > 0 && !c.bare && !c.group.isZero() && g.value.cmp(c.group) < 0 {
		if low, ok = g.value.shift(c.exp); !ok {
			return n, 0, false
		}
	}
	n.Kind = Cardinal
	return m.closeRange(n, low, c)
}

// closeRange finishes a range whose upper end is c: a scale behind «۵-۷ هزار» holds for both ends, and «برابر» closes it.
func (m *matcher) closeRange(n Number, low amount, c addend) (Number, int, bool) {
	high, next, end := c.value, c.next, n.End
	if c.exp == 0 {
		var exp int
		exp, end, next = m.scalesAfter(c.next, n.End)
		if exp > 0 {
			var ok1, ok2 bool
			low, ok1 = low.shift(exp)
			high, ok2 = high.shift(exp)
			if !ok1 || !ok2 {
				return n, next.tok, false
			}
		}
	}
	if low.cmp(high) >= 0 {
		return n, 0, false
	}
	n.Value, n.High, n.End = low.value(), high.value(), end
	if a, ok := m.read(next); ok && a.class == times {
		n.Kind, n.End, next = Multiple, a.end, a.next
	}
	return n, next.tok, true
}

// between reports whether the word before byte start opens «بین … و …»; the number must be followed at once by «و».
func (m *matcher) between(start int, g addend) bool {
	i := m.tokenOf(start)
	if i >= len(m.toks) || m.toks[i].Start != start || i == 0 {
		return false
	}
	e, ok := lex.word(m.s, m.toks[i-1])
	return ok && e.class == between
}

// dashAt reports whether token i is a dash.
func (m *matcher) dashAt(i int) bool {
	return i < len(m.toks) && m.toks[i].Kind == normalize.Mark && sepAt(m.s, m.toks[i].Start, m.toks[i].End) == '-'
}

// approximate reads «دو سه», «هفت هشت هزار»: two number words side by side, the second a little larger, name a number near both.
func (m *matcher) approximate(n Number, g addend) (Number, int, bool) {
	if g.words != 1 || g.word == 0 || g.exp > 0 || g.digits || g.glued {
		return n, 0, false
	}
	q := g.next
	if q.tok < len(m.toks) && m.toks[q.tok].Kind == normalize.Mark && m.s[m.toks[q.tok].Start:m.toks[q.tok].End] == "\u060C" {
		q = m.at(q.tok + 1) // «دو، سه روز»
	}
	c, refused, ok := m.scaled(q)
	if !ok || refused || c.words != 1 || c.ordinal || c.halved || c.word <= g.word || c.word > 2*g.word+1 {
		return n, 0, false
	}
	if q != g.next && c.word != g.word+1 {
		return n, 0, false
	}
	if b, ok := m.read(c.next); ok && (b.class == ordinal || b.class == fraction) {
		return n, 0, false // «یک، دو سوم»
	}
	low, ok := g.value.shift(c.exp)
	if !ok {
		return n, 0, false
	}
	n.Value, n.High, n.Bound, n.End, n.Rule = low.value(), c.value.value(), Approx, c.end, "approximate"
	return n, c.next.tok, true
}

// shareScales gives the members of a list the scale of its last one: «۱۰، ۲۰ و ۳۰ هزار». Members are joined by nothing but commas and «و».
func (m *matcher) shareScales(found []Number) {
	for i := len(found) - 1; i > 0; i-- {
		n := &found[i]
		if n.Rule != "digits-scale" || n.Kind != Cardinal {
			continue
		}
		exp, single := m.onlyScale(*n)
		if !single {
			continue
		}
		for j := i - 1; j >= 0 && m.listed(found[j], found[j+1]); j-- {
			p := &found[j]
			if p.Rule != "digits" || !m.sameSize(*p, *n, exp) {
				break
			}
			power, _ := whole(1).shift(exp)
			p.Value = p.Value.Mul(power.value())
			p.Rule = "digits+shared-scale"
		}
	}
}

// onlyScale returns the exponent of a number that is one figure and its scales.
func (m *matcher) onlyScale(n Number) (int, bool) {
	g, refused, ok := m.scaled(pos{n.First, n.Start})
	return g.exp, ok && !refused && g.end == n.End && g.exp <= MaxDigits/2
}

// listed reports whether only a comma or «و» stands between two neighbours.
func (m *matcher) listed(a, b Number) bool {
	if b.First != a.Next+1 {
		return false
	}
	switch m.s[m.toks[a.Next].Start:m.toks[a.Next].End] {
	case "\u060C", ",", "\u0648":
		return true
	}
	return false
}

// sameSize reports whether p, which has no scale, is of the size of n without its scale, so that they are likely of one list.
func (m *matcher) sameSize(p, n Number, exp int) bool {
	power, _ := whole(1).shift(exp)
	up := p.Value.Mul(power.value())
	ten := FromInt(10)
	return up.Cmp(n.Value.Mul(ten)) < 0 && n.Value.Cmp(up.Mul(ten)) < 0
}

// dashedMeasure reports whether g, a dash and one more figure are followed by something measured.
func (m *matcher) dashedMeasure(g addend) bool {
	if !g.digits {
		return false
	}
	c, refused, ok := m.cardinal(m.at(g.next.tok + 1))
	return ok && !refused && c.digits && m.measuredAt(c.next.tok)
}
