package number

import "raqam/normalize"

// addend is a group below a thousand, or a figure, with the scales that multiply it: «۳۸ هزار», «دویست و بیست».
type addend struct {
	start, end int
	next       pos
	glued      bool
	value      amount
	group      amount // before the scales
	exp        int    // of all scales; 0 without
	last       int    // exponent of the last scale: what is below it may be added
	room       int    // what is added must be below 10^room; -1: nothing
	digits     bool
	bare       bool // «هزار» with no number before it
	halved     bool
	figure     figure
	doubt      int    // of the only word
	word       uint64 // value of the only word, for «دو سه»
	words      int    // number words in the group
	ordinal    bool   // ends as an ordinal: nothing may follow
	nth        bool   // … that is no denominator
	money      bool
}

// zeros returns how many zeros a number word has at its end, in so far as smaller words may fill them: «بیست و یک», but not «ده و یک».
func zeros(v uint64) int {
	switch {
	case v >= 100 && v%100 == 0:
		return 2
	case v >= 20 && v%10 == 0:
		return 1
	}
	return -1
}

// group reads number words up to 999, or one figure in digits.
func (m *matcher) group(p pos) (g addend, ok bool) {
	a, ok := m.read(p)
	if !ok {
		return g, false
	}
	g = addend{start: a.start, end: a.end, next: a.next, glued: a.glued, room: -1, doubt: a.doubt}
	switch {
	case a.digits:
		if a.figure.code || a.figure.ranged || a.figure.fraction.set {
			return g, false
		}
		if b, ok := m.read(a.next); ok && b.digits && m.toks[a.next.tok].Kind == normalize.Mark && a.figure.value.isWhole() && !b.figure.fraction.set {
			v, _ := a.figure.value.plus(b.figure.value) // «2½»
			a.figure, a.next, a.end = figure{value: v}, b.next, b.end
			g.next, g.end = a.next, a.end
		}
		g.digits, g.figure, g.group = true, a.figure, a.figure.value
	case a.class == card:
		g.group, g.room, g.word, g.words = whole(a.value), zeros(a.value), a.value, 1
		for g.room > 0 {
			q, joined := g.next, false
			if b, ok := m.read(q); ok && b.class == and {
				q, joined = b.next, true
			}
			b, ok := m.read(q)
			if !ok || b.digits && !(joined && g.room == 2) {
				break
			}
			small := whole(b.value)
			switch {
			case b.digits:
				if b.figure.code || b.figure.ranged || !b.figure.value.isWhole() {
					ok = false
				}
				small = b.figure.value
			case b.class == ordinal || b.class == nth:
				g.ordinal, g.nth = small.under(g.room), b.class == nth
			case b.class == fraction && b.value == 1: // «بیست و دهم» is no number, «صد و دهم» is the 110th
				small = whole(10)
				g.ordinal = small.under(g.room) && joined
				ok = g.ordinal
			case b.class != card:
				ok = false
			}
			if !ok || small.isZero() || !small.under(g.room) {
				break
			}
			g.group, _ = g.group.plus(small)
			g.end, g.next, g.glued = b.end, b.next, b.glued
			g.room, g.doubt = zeros(b.value), 0
			g.words++
			if g.ordinal || b.digits {
				g.room = -1
			}
		}
	case a.class == half:
		g.group = amount{lo: 5, places: 1}
		g.halved = true
	case a.class == alone:
		g.group, g.bare = whole(1), true
		g.next, g.end = p, a.start // the scale itself is read next
	default:
		return g, false
	}
	g.value = g.group
	return g, true
}

// scaled reads a group and the scales after it; refused says that the scales make no number («میلیون هزار»), and that all of it is to be
// passed over.
func (m *matcher) scaled(p pos) (g addend, refused, ok bool) {
	g, ok = m.group(p)
	if !ok || g.ordinal {
		return g, false, ok
	}
	if !g.bare && !g.halved {
		m.andHalf(&g)
	}
	for {
		a, more := m.read(g.next)
		if !more || a.digits || a.class != scale && a.class != alone && a.class != money {
			break
		}
		exp := int(a.value)
		if g.exp > 0 && exp < g.last {
			refused = true
		}
		g.exp += exp
		g.last = exp
		g.end, g.next, g.glued, g.doubt = a.end, a.next, a.glued, 0
		g.money = a.class == money
		if g.money {
			break
		}
	}
	if g.exp > 0 {
		var fits bool
		if g.exp > MaxDigits {
			return g, true, true
		}
		if g.value, fits = g.group.shift(g.exp); !fits {
			refused = true
		}
		g.room = g.exp
		if g.money {
			g.room = -1
		}
	}
	return g, refused, true
}

// andHalf reads «و نیم» after a number.
func (m *matcher) andHalf(g *addend) bool {
	a, ok := m.read(g.next)
	if !ok || a.class != and {
		return false
	}
	b, ok := m.read(a.next)
	if !ok || b.class != half {
		return false
	}
	v, ok := g.group.plus(amount{lo: 5, places: 1})
	if !ok {
		return false
	}
	g.group, g.value, g.halved = v, v, true
	g.end, g.next, g.glued, g.room, g.doubt = b.end, b.next, b.glued, -1, 0
	return true
}

// cardinal reads a whole number from p: parts of falling magnitude, joined by «و» or by nothing.
//
// The rule that makes «۳۸ هزار و ۱۰» one number and «۱۰ و ۲۰» two: what is added must fit into the zeros at the end of what is there. Where it
// does not, but has a scale of its own to which all so far could be the thousands («سه هزار و پانصد میلیارد»), the scale holds for all.
func (m *matcher) cardinal(p pos) (g addend, refused, ok bool) {
	g, refused, ok = m.scaled(p)
	if !ok || refused {
		return g, refused, ok
	}
	total := g
	for total.room > 0 && !total.ordinal {
		q, joined := total.next, false
		if a, ok := m.read(q); ok && a.class == and {
			q, joined = a.next, true
		}
		if a, ok := m.read(q); ok && joined && (a.class == ordinal || a.class == nth) && whole(a.value).under(total.room) {
			sum, _ := total.value.plus(whole(a.value)) // «دو هزار و پنجم»
			last := addend{next: a.next, end: a.end, glued: a.glued, room: -1, ordinal: true, nth: a.class == nth}
			total = total.followedBy(last, sum)
			break
		}
		c, bad, ok := m.scaled(q)
		if !ok || bad || c.doubt != 0 && !joined {
			if joined && total.exp > 0 {
				m.halfOfScale(&total)
			}
			break
		}
		if c.halved && c.exp == 0 && c.group.under(0) {
			m.halfOfScale(&total)
			break
		}
		if !joined && !m.juxtaposed(total, c) {
			break
		}
		if c.value.under(total.room) && !c.value.isZero() {
			sum, ok := total.value.plus(c.value)
			if !ok {
				return total, true, true
			}
			total = total.followedBy(c, sum)
			continue
		}
		if merged, ok := m.thousandsOf(total, c); ok {
			total = merged
			continue
		}
		break
	}
	return total, false, true
}

// followedBy returns the number with part c added to it.
func (g addend) followedBy(c addend, sum amount) addend {
	g.value, g.end, g.next, g.glued = sum, c.end, c.next, c.glued
	g.room, g.last, g.exp, g.doubt, g.words = c.room, c.last, c.exp, 0, g.words+c.words
	g.ordinal, g.nth, g.money = c.ordinal, c.nth, c.money
	g.bare, g.word = false, 0
	g.group = amount{}
	if c.exp == 0 {
		g.room = -1
	}
	return g
}

// juxtaposed reports whether c may follow without «و»: it must take the place right below («۲ هزار ۶۰۰», «یک میلیون دویست هزار»).
func (m *matcher) juxtaposed(g, c addend) bool {
	if g.exp == 0 || c.bare {
		return false
	}
	if !c.digits {
		return c.word == 0 || c.word >= 10 || c.exp > 0
	}
	return !c.value.under(g.last-1) && c.figure.value.isWhole() || c.exp > 0
}

// thousandsOf reads «سه هزار و پانصد میلیارد»: what came before counts the scale of c as well. Between «۵۰۰ هزار و ۲ میلیون» and that, the
// size of the parts decides.
func (m *matcher) thousandsOf(g, c addend) (addend, bool) {
	if inner := c.exp - c.last; inner > 0 && c.last >= 9 && inner < g.exp && g.exp < c.last { // «۵ میلیون و ۹۰۴ هزار میلیارد»
		return g.underScale(c, inner)
	}
	if c.exp < 6 || g.exp != 3 || g.last != 3 || c.bare || !c.group.under(3) {
		return g, false
	}
	short := g.value.under(4) // below ten thousand
	if !(short || c.exp >= 12 || !c.group.under(2) || c.exp >= 9 && g.value.under(5) && !c.group.under(1)) {
		return g, false
	}
	sum, ok := g.value.plus(c.group)
	if !ok {
		return g, false
	}
	if sum, ok = sum.shift(c.exp); !ok {
		return g, false
	}
	return g.followedBy(c, sum), true
}

// underScale reads c without its last scale as a part of g, and lets that scale hold for both.
func (g addend) underScale(c addend, inner int) (addend, bool) {
	part, ok := c.group.shift(inner)
	if !ok || !part.under(g.room) {
		return g, false
	}
	sum, ok := g.value.plus(part)
	if !ok {
		return g, false
	}
	if sum, ok = sum.shift(c.last); !ok {
		return g, false
	}
	g = g.followedBy(c, sum)
	g.room, g.exp = c.last, c.last
	return g, true
}

// halfOfScale reads «یک میلیون و نیم», where the half is one of the scale.
func (m *matcher) halfOfScale(g *addend) {
	a, ok := m.read(g.next)
	if !ok || a.class != and {
		return
	}
	b, ok := m.read(a.next)
	if !ok || b.class != half || g.exp == 0 || g.halved {
		return
	}
	if c, ok := m.read(b.next); ok && (c.class == scale || c.class == alone) {
		return
	}
	add, ok := (amount{lo: 5, places: 1}).shift(g.exp)
	if !ok {
		return
	}
	sum, ok := g.value.plus(add)
	if !ok {
		return
	}
	g.value, g.end, g.next, g.glued, g.room, g.halved = sum, b.end, b.next, b.glued, -1, true
}
