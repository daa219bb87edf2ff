package calendar

import "raqam/normalize/number"

// smallValue returns a whole number below 10,000, or the whole part of one and a half.
func smallValue(v number.Value) (n int, half, ok bool) {
	n64, ok := v.Int64()
	if !ok {
		twice, whole := v.Mul(number.FromInt(2)).Int64()
		n64, half, ok = (twice-1)/2, true, whole && v.IsSet()
	}
	return int(n64), half, ok && n64 >= 0 && n64 < 10000
}

// isValue reports whether v is the whole number n.
func isValue(v number.Value, n int) bool {
	have, ok := v.Int64()
	return ok && have == int64(n)
}
