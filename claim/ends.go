package claim

import (
	"strings"

	"raqam/normalize/number"
)

// joinEnds makes one range of two numbers that are its ends: «۲ یا ۳ هفته», «ده - پانزده متر», and «۱۷- ۱۵ سال», which old pages typed in the order
// of the eye, the upper end first.
func (p *passage) joinEnds(figures []*figure) []*figure {
	out := figures[:0]
	for _, b := range figures {
		if n := len(out); n > 0 {
			if a := out[n-1]; a.joinable() && b.joinable() && (p.alternatives(a, b) || p.hyphened(a, b)) {
				low, high := a.num.Value, b.num.Value
				if low.Cmp(high) > 0 {
					low, high = high, low
				}
				joined := *b.num
				joined.Start, joined.First, joined.Value, joined.High, joined.Rule = a.num.Start, a.num.First, low, high, "ends"
				a.next, a.end, a.num = b.next, b.end, &joined
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// joinable reports a number that may be the end of a range.
func (f *figure) joinable() bool {
	return f.num != nil && f.num.Kind == number.Cardinal && f.num.High.IsZero() && f.num.Bound == 0 && f.num.Literal.IsZero()
}

// alternatives reports «۲ یا ۳», rising.
func (p *passage) alternatives(a, b *figure) bool {
	return b.first == a.next+1 && p.is(a.next, orWord) && a.num.Value.Cmp(b.num.Value) < 0 && near(a.num.Value, b.num.Value)
}

// hyphened reports «۱۷- ۱۵ سال»: a hyphen between and one unit behind.
func (p *passage) hyphened(a, b *figure) bool {
	if b.first != a.next+1 || !p.ws[a.next].pause || !strings.HasPrefix(p.s[p.toks[a.next].Start:], "-") || !near(a.num.Value, b.num.Value) {
		return false
	}
	_, _, ok := number.UnitAfter(p.text, p.toks, *b.num)
	return ok && a.num.Value.Cmp(b.num.Value) != 0
}

// near reports numbers of one order of magnitude.
func near(a, b number.Value) bool {
	ten := number.FromInt(10)
	return a.Cmp(b.Mul(ten)) <= 0 && b.Cmp(a.Mul(ten)) <= 0
}

// longestEnd is how many digits the end of a range has at most where both ends are typed without a space.
const longestEnd = 3

// endsOfCode reads a code of two short groups that counts something («۱۷-۱۵ سال», «به ۳-۲ بازیکن») as what it is, a range in whichever order; but
// «پیروزی ۳-۲ تیم ما» is a score.
func (f *figure) endsOfCode() bool {
	a, b, ok := strings.Cut(f.p.s[f.start:f.end], "-")
	if !ok || len(a) > longestEnd || len(b) > longestEnd {
		return false
	}
	low, err := number.ParseValue(a)
	high, err2 := number.ParseValue(b)
	if err != nil || err2 != nil {
		return false
	}
	if _, _, unit := number.UnitAfter(f.p.text, f.p.toks, *f.num); !unit && (f.p.nominal(f.first-1) || !f.p.counts(f.next)) {
		return false
	}
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	joined := *f.num
	joined.Kind, joined.Value, joined.High, joined.Rule = number.Cardinal, low, high, "ends"
	f.num, f.Value, f.High, f.Bound = &joined, low.String(), high.String(), Range
	return true
}
