package number

import (
	"math/big"
	"sort"
	"strings"

	"raqam/normalize"
)

// ordinal reads an expression that begins with an ordinal word.
func (m *matcher) ordinal(a atom) (n Number, next int, ok bool) {
	v := whole(a.value)
	if a.class == fraction {
		v, _ = whole(1).shift(int(a.value))
	}
	if !m.sure && (m.saysVerb(a) || !m.modifies(a)) {
		return n, a.next.tok, false
	}
	return Number{Start: a.start, End: a.end, Kind: Ordinal, Value: v.value(), Rule: "ordinal"}, a.next.tok, true
}

// saysVerb reports whether «دهم» is "I give": after a verb prefix or the noun of a compound verb («قرار دهم»).
func (m *matcher) saysVerb(a atom) bool {
	if a.class != fraction || a.value != 1 {
		return false
	}
	i := m.tokenOf(a.start)
	return i > 0 && m.toks[i-1].Kind == normalize.Word && lex.verbal[m.text(i-1)]
}

// tokenOf returns the token in which byte at lies.
func (m *matcher) tokenOf(at int) int {
	return sort.Search(len(m.toks), func(i int) bool { return m.toks[i].End > at })
}

// modifies reports whether an ordinal word has something to put in order: a word before or after it that is no function word, or another
// ordinal in a list with it («اول و دوم»). An adverb has none («اول به شما …»), nor has a word alone between conjunctions. Ordinals in
// «ین» («دومین») always come before their noun.
func (m *matcher) modifies(a atom) bool {
	first, last := m.tokenOf(a.start), a.next.tok
	if a.class == nth && strings.HasSuffix(m.s[a.start:a.end], "\u06CC\u0646") {
		return true
	}
	if m.noun(first - 1) {
		return true
	}
	if m.noun(last) {
		return true
	}
	if last < len(m.toks) && m.toks[last].Kind == normalize.Digits {
		return true
	}
	return m.ordinalAt(first-2) || m.ordinalAt(last+1)
}

// noun reports whether token i is a word that can be put in order.
func (m *matcher) noun(i int) bool {
	return i >= 0 && i < len(m.toks) && m.toks[i].Kind == normalize.Word && !lex.function[m.text(i)]
}

// ordinalAt reports whether token i is an ordinal word.
func (m *matcher) ordinalAt(i int) bool {
	if i < 0 || i >= len(m.toks) || m.toks[i].Kind != normalize.Word {
		return false
	}
	e, ok := lex.word(m.s, m.toks[i])
	return ok && (e.class == ordinal || e.class == nth || e.class == fraction)
}

// fractional reads «دو سوم», «هفت دهم», «سه و هفت دهم», «دو ممیز پنج دهم».
func (m *matcher) fractional(n Number, g addend) (Number, int, bool) {
	a, ok := m.read(g.next)
	if !ok {
		return n, 0, false
	}
	switch a.class {
	case nth: // «دو هزارمین»
		v, ok := whole(a.value), g.value.isWhole()
		if a.value < 1000 || !ok {
			return n, 0, false
		}
		exp := 3
		for v.cmp(whole(1000)) > 0 && exp < 9 {
			v, exp = whole(v.lo/1000), exp+3
		}
		total, ok := g.value.shift(exp)
		if !ok {
			return n, 0, false
		}
		n.Kind, n.Value, n.End, n.Rule = Ordinal, total.value(), a.end, "ordinal"
		return n, a.next.tok, true
	case ordinal, fraction, part:
		num, ok := g.value.uint64()
		den := denominator(a)
		if !ok || num == 0 || num >= den || g.exp > 0 || g.halved {
			return n, 0, false
		}
		n.Kind, n.End, n.Rule = Fraction, a.end, "fraction"
		if n.Value = ratio(int64(num), int64(den)); a.class == fraction {
			n.Value = fromRat(n.Value.rat()) // tenths and hundredths are decimals
		}
		return n, a.next.tok, true
	case and: // a whole number and a fraction
		c, ok := m.group(a.next)
		if !ok || c.ordinal || !g.value.isWhole() {
			return n, 0, false
		}
		b, ok := m.read(c.next)
		if !ok || b.class != ordinal && b.class != fraction {
			return n, 0, false
		}
		num, ok := c.value.uint64()
		den := denominator(b)
		base, ok2 := g.value.uint64()
		if !ok || !ok2 || num == 0 || num >= den || base > 1<<31 || den > 1<<31 {
			return n, 0, false
		}
		n.Value, n.End, n.Rule = fromRat(big.NewRat(int64(base*den+num), int64(den))), b.end, "mixed-fraction"
		return m.scaledFraction(n, b)
	case point:
		c, ok := m.group(a.next)
		if !ok || c.ordinal || !c.value.isWhole() || !g.value.isWhole() {
			return n, 0, false
		}
		places := len(whole10(c.value))
		if c.digits {
			places = c.figure.end - c.start
		}
		end, next := c.end, c.next
		if b, ok := m.read(c.next); ok && b.class == fraction {
			places = int(b.value)
			end, next = b.end, b.next
		}
		if places > maxPlaces {
			return n, 0, false
		}
		after := c.value
		after.places = places
		v, ok := g.value.plus(after)
		if !ok || !after.under(0) {
			return n, 0, false
		}
		exp, end, next := m.scalesAfter(next, end)
		if v, ok = v.shift(exp); !ok {
			return n, 0, false
		}
		n.Value, n.End, n.Rule = v.value(), end, "point"
		return n, next.tok, true
	}
	return n, 0, false
}

// scaledFraction goes on from a mixed decimal to a scale: «دو و هفت دهم میلیارد».
func (m *matcher) scaledFraction(n Number, b atom) (Number, int, bool) {
	exp, end, next := m.scalesAfter(b.next, b.end)
	if exp > 0 && exp <= MaxDigits {
		power, _ := whole(1).shift(exp)
		n.Value, n.End = n.Value.Mul(power.value()), end
	}
	return n, next.tok, n.Value.IsSet()
}

func denominator(a atom) uint64 {
	if a.class != fraction {
		return a.value
	}
	d := uint64(1)
	for range a.value {
		d *= 10
	}
	return d
}

// whole10 returns the decimal digits of a small integer.
func whole10(v amount) string { return v.value().String() }

// ordinalSign reads the ending that makes digits an ordinal: «۲۱م», «۲۱ام», «۲۱ اُم».
func (m *matcher) ordinalSign(n Number, g addend) (Number, int, bool) {
	if !g.digits || g.exp > 0 || g.next.tok >= len(m.toks) || g.glued || !g.value.isWhole() {
		return n, 0, false
	}
	tok := m.toks[g.next.tok]
	gap := m.s[g.end:tok.Start]
	if tok.Kind != normalize.Word || gap != "" && gap != " " && gap != "\u200c" {
		return n, 0, false
	}
	ending := strings.TrimPrefix(m.s[tok.Start:tok.End], "\u200c")
	touching, ok := lex.endings[ending]
	if !ok || touching && gap == " " {
		return n, 0, false
	}
	n.Kind, n.End, n.Rule = Ordinal, tok.End, "ordinal-sign"
	return n, g.next.tok + 1, true
}
