package search

import (
	"math/big"
	"testing"

	"raqam/claim"
)

func TestParseExact(t *testing.T) {
	for text, want := range map[string]string{
		"9020": "9020", "0": "0", "-5": "-5", "0.50": "0.5", "1e12": "1000000000000", "12.5e-1": "1.25", "2/6": "1/3", "4/2": "2", "1/8": "0.125",
		"9007199254740993": "9007199254740993", "+7": "7", "000123": "123", "-0": "0", "1e400": "1" + zeros(400),
	} {
		x, err := ParseExact(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if x.String() != want {
			t.Errorf("%s: %s, want %s", text, x, want)
		}
		if again, err := ParseExact(x.String()); err != nil || again.Compare(x) != 0 {
			t.Errorf("%s: %s reads back as %v, %v", text, x, again, err)
		}
	}
	for _, text := range []string{"", "abc", "1/0", "1e401", "1e999999999999", "0x10", "1_000", "1.5/2", "1/3e2", "--1", "1399-08-26", "12:33", "Inf", "NaN", " 1"} {
		if x, err := ParseExact(text); err == nil {
			t.Errorf("%q is read as %s", text, x)
		}
	}
}

func zeros(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0'
	}
	return string(b)
}

func FuzzParseExact(f *testing.F) {
	for _, seed := range []string{"9020", "-0.5", "1e12", "1/3", "9007199254740993", "1e-400", "010/3", "010", "00.1", ".5", "5."} {
		f.Add(seed, "1/3")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, errX := ParseExact(a)
		y, errY := ParseExact(b)
		if errX != nil || errY != nil {
			return
		}
		if got, want := x.Compare(y), x.rat().Cmp(y.rat()); got != want {
			t.Errorf("%s and %s compare as %d, want %d", a, b, got, want)
		}
		again, err := ParseExact(x.String())
		if err != nil && len(x.String()) < maxDigits || err == nil && again.Compare(x) != 0 {
			t.Errorf("%s prints as %s, which is %v, %v", a, x, again, err)
		}
	})
}

// TestImplied: whatever is implied is allowed, and what a claim implies is so for every number it leaves open.
func TestImplied(t *testing.T) {
	bounds := []claim.Bound{claim.Exact, claim.Approx, claim.MoreThan, claim.AtLeast, claim.LessThan, claim.AtMost, claim.Range, claim.Vague}
	number := func(n int64) Exact { return Exact{}.plus(n) }
	for _, bound := range bounds {
		for low := int64(1); low < 6; low++ {
			f := Figure{Low: number(low), High: number(low), Bound: bound}
			if bound == claim.Range {
				f.High = number(low + 2)
			}
			for op := Stated; op <= Within; op++ {
				for n := int64(1); n < 6; n++ {
					c := Condition{op: op, low: number(n), high: number(n + 1), hasLow: true, hasHigh: true}
					if c.Matches(f, false) && !c.Matches(f, true) {
						t.Errorf("%v %v: op %d %d implied and not allowed", f.Low, bound, op, n)
					}
					if op < Greater || op == Within || !c.Matches(f, false) {
						continue
					}
					for open := int64(-5); open < 12; open++ {
						if point := point(number(open)); implied(f).contains(point) && !c.interval().contains(point) {
							t.Errorf("%v %v implies op %d %d, but leaves %d open", f.Low, bound, op, n, open)
						}
					}
				}
			}
		}
	}
}

func (x Exact) plus(n int64) Exact {
	r := new(big.Rat).Add(x.rat(), new(big.Rat).SetInt64(n))
	f, _ := r.Float64()
	return Exact{Float: f}
}
