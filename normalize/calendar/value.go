package calendar

import (
	"strconv"
	"strings"

	"raqam/normalize/number"
)

func valueText(v number.Value) string {
	if s, ok := any(v).(interface{ String() string }); ok {
		return s.String()
	}
	return ""
}

// smallValue returns a whole number below 10,000, or the whole part of one and a half.
func smallValue(v number.Value) (n int, half, ok bool) {
	s, half := strings.CutSuffix(valueText(v), ".5")
	if len(s) > 4 {
		return 0, false, false
	}
	n, err := strconv.Atoi(s)
	return n, half, err == nil && n >= 0
}

// isValue reports whether v is the whole number n.
func isValue(v number.Value, n int) bool {
	have, half, ok := smallValue(v)
	return ok && !half && have == n
}
