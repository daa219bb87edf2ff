package search

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Exact is a rational number that compares fast and never wrongly: money in rial passes 2^53, where float64 begins to skip integers.
// The zero Exact is 0.
type Exact struct {
	Float float64  // the nearest float64
	Rat   *big.Rat // nil where Float is the number itself
}

// maxExponent bounds "1e…": the largest figure anyone has claimed fits, and a query cannot ask for a number that fills the memory.
const maxExponent = 400

// maxDigits bounds a mantissa for the same reason.
const maxDigits = 2000

// ParseExact reads a decimal, with or without exponent, or a fraction of two integers: "9020", "-0.5", "1e12", "1/3".
func ParseExact(s string) (Exact, error) {
	if f, ok := smallDecimal(s); ok {
		return Exact{Float: f}, nil
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	if exponent != "" {
		if e, err := strconv.Atoi(exponent); err != nil || e > maxExponent || e < -maxExponent {
			return Exact{}, fmt.Errorf("exponent of %.40q out of range", s)
		}
	}
	for _, r := range mantissa {
		if (r < '0' || r > '9') && !strings.ContainsRune("+-./", r) {
			return Exact{}, fmt.Errorf("%.40q is no decimal and no fraction", s)
		}
	}
	if strings.Contains(mantissa, "/") && exponent != "" || len(mantissa) > maxDigits {
		return Exact{}, fmt.Errorf("%.40q is no decimal and no fraction", s)
	}
	rat, ok := new(big.Rat).SetString(s)
	if !ok {
		return Exact{}, fmt.Errorf("%.40q is no decimal and no fraction", s)
	}
	return exactOf(rat), nil
}

// smallDecimal reads plain integers of up to 15 digits, nearly all figures there are, without allocating.
func smallDecimal(s string) (float64, bool) {
	if s == "" || len(s) > 15 {
		return 0, false
	}
	n := int64(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return float64(n), true
}

// Compare returns -1, 0 or +1 as x is less than, equal to or greater than y. Rounding to float64 keeps the order, so only equal floats need
// the exact numbers.
func (x Exact) Compare(y Exact) int {
	switch {
	case x.Float < y.Float:
		return -1
	case x.Float > y.Float:
		return +1
	case x.Rat == nil && y.Rat == nil:
		return 0
	}
	return x.rat().Cmp(y.rat())
}

func (x Exact) rat() *big.Rat {
	if x.Rat != nil {
		return x.Rat
	}
	if math.IsInf(x.Float, 0) {
		return new(big.Rat) // unreachable: a number past float64 keeps its Rat
	}
	return new(big.Rat).SetFloat64(x.Float)
}

// String is the canonical form: an integer, a decimal without trailing zeros, or a fraction in lowest terms where no decimal is exact.
func (x Exact) String() string {
	r := x.rat()
	if r.IsInt() {
		return r.Num().String()
	}
	if digits, finite := r.FloatPrec(); finite {
		return r.FloatString(digits)
	}
	return r.String()
}

// scale returns x·n/d.
func (x Exact) scale(n, d int64) Exact {
	return exactOf(new(big.Rat).Mul(x.rat(), big.NewRat(n, d)))
}

// Middle returns the number halfway between two.
func Middle(x, y Exact) Exact {
	return exactOf(new(big.Rat).Mul(new(big.Rat).Add(x.rat(), y.rat()), big.NewRat(1, 2)))
}

func exactOf(r *big.Rat) Exact {
	f, same := r.Float64()
	if same {
		return Exact{Float: f + 0} // +0: no negative zero
	}
	return Exact{Float: f, Rat: r}
}

// Total is an exact sum. The zero Total is 0.
type Total struct {
	small int64    // of integers, as long as it fits
	rest  *big.Rat // of the others; nil where there are none
}

// Add adds a number.
func (t *Total) Add(x Exact) {
	const fits = 1 << 53
	if x.Rat == nil && x.Float == math.Trunc(x.Float) && x.Float > -fits && x.Float < fits && t.small > -(1<<62) && t.small < 1<<62 {
		t.small += int64(x.Float)
		return
	}
	if t.rest == nil {
		t.rest = new(big.Rat)
	}
	t.rest.Add(t.rest, x.rat())
}

// Sum returns what was added up.
func (t *Total) Sum() Exact {
	sum := new(big.Rat).SetInt64(t.small)
	if t.rest != nil {
		sum.Add(sum, t.rest)
	}
	return exactOf(sum)
}
