package claim

import "strings"

// ending reports whether the words of a short name are the last of a long one, written together or apart: «نظری» of «علی نظری», «رمضان پور»
// of «علی رمضان‌پور».
func ending(long, short []string) bool {
	want := strings.Join(short, "")
	for i := len(long) - 1; i >= 0 && want != ""; i-- {
		rest, ok := strings.CutSuffix(want, long[i])
		if !ok {
			return false
		}
		if rest == "" {
			return true
		}
		want = rest
	}
	return false
}

// shortestRest is the length in bytes of the shortest second part of a surname of two parts («حیدری‌مقدم»), which may be left out.
const shortestRest = 6

// sameName reports whether two forms of a name can be one person's: one is the end of the other, or, with two words at least, its beginning; a
// surname alone may also be the first part of a surname of two («حیدری» of «علی حیدری‌مقدم»).
func sameName(a, b []string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if ending(a, b) || ending(b, a) {
		return true
	}
	if len(b) == 1 {
		rest, ok := strings.CutPrefix(a[len(a)-1], b[0])
		return ok && len(b[0]) >= shortestSurname && len(rest) >= shortestRest
	}
	return strings.HasPrefix(strings.Join(a, " ")+" ", strings.Join(b, " ")+" ")
}

// hash gives words outside the lexicon a number too (FNV-1a).
func hash(s string) int32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return int32(h)
}
