package number

import (
	"math/bits"

	"github.com/cockroachdb/apd/v3"
)

// amount is a non-negative decimal in two machine words: (hi·2^64 + lo) / 10^places. The matcher calculates with amounts, since they need no
// memory, and makes a Value only of what it hands out. An operation that does not fit says so; the number is then refused.
type amount struct {
	hi, lo uint64
	places int
}

// maxPlaces bounds the digits after the point, so that scaling two amounts alike stays cheap.
const maxPlaces = 30

func whole(n uint64) amount { return amount{lo: n} }

func (a amount) isZero() bool { return a.hi|a.lo == 0 }

// isWhole reports whether there is nothing after the point.
func (a amount) isWhole() bool { return a.places == 0 }

// under reports whether a < 10^exp.
func (a amount) under(exp int) bool {
	limit, ok := whole(1).shift(exp)
	return ok && a.cmp(limit) < 0
}

// times returns a·n.
func (a amount) times(n uint64) (amount, bool) {
	carry, lo := bits.Mul64(a.lo, n)
	over, hi := bits.Mul64(a.hi, n)
	hi, c := bits.Add64(hi, carry, 0)
	return amount{hi, lo, a.places}, over == 0 && c == 0
}

// shift returns a·10^exp.
func (a amount) shift(exp int) (amount, bool) {
	take := min(exp, a.places)
	a.places -= take
	exp -= take
	ok := true
	for ; exp > 0 && ok; exp-- {
		a, ok = a.times(10)
	}
	return a.trim(), ok
}

// trim removes zeros at the end of the digits after the point.
func (a amount) trim() amount {
	for a.places > 0 {
		hi := a.hi / 10
		lo, rest := bits.Div64(a.hi%10, a.lo, 10)
		if rest != 0 {
			break
		}
		a = amount{hi, lo, a.places - 1}
	}
	return a
}

// plus returns a+b.
func (a amount) plus(b amount) (amount, bool) {
	a, b, ok := align(a, b)
	if !ok {
		return a, false
	}
	lo, c := bits.Add64(a.lo, b.lo, 0)
	hi, c := bits.Add64(a.hi, b.hi, c)
	return amount{hi, lo, a.places}.trim(), c == 0
}

// cmp compares a and b; of two that cannot be aligned, the one with fewer digits after the point is the larger.
func (a amount) cmp(b amount) int {
	x, y, ok := align(a, b)
	switch {
	case !ok && a.places < b.places:
		return 1
	case !ok:
		return -1
	case x.hi != y.hi:
		if x.hi < y.hi {
			return -1
		}
		return 1
	case x.lo < y.lo:
		return -1
	case x.lo > y.lo:
		return 1
	}
	return 0
}

// align brings a and b to the same number of digits after the point.
func align(a, b amount) (amount, amount, bool) {
	ok := true
	for a.places < b.places && ok {
		a, ok = a.times(10)
		a.places++
	}
	for b.places < a.places && ok {
		b, ok = b.times(10)
		b.places++
	}
	return a, b, ok
}

// uint64 returns a as an integer where it is a small one.
func (a amount) uint64() (uint64, bool) { return a.lo, a.hi == 0 && a.places == 0 }

// value returns a as a Value.
func (a amount) value() Value {
	v := Value{set: true}
	v.dec.Coeff.SetUint64(a.lo)
	if a.hi != 0 {
		var high apd.BigInt
		high.SetUint64(a.hi)
		high.Lsh(&high, 64)
		v.dec.Coeff.Or(&v.dec.Coeff, &high)
	}
	v.dec.Exponent = -int32(a.places)
	return v
}
