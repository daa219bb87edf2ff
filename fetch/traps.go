package fetch

import (
	"net/url"
	"slices"
	"strings"
)

// Bounds beyond which an address is taken for a trap.
const (
	maxSegments = 24 // of a path
	maxBarren   = 20 // pages of one shape in a row that lead to nothing but more of it
)

// isTrap sees paths that grow by a relative link that leads into itself (/a/b/a/b/a/b): one segment three times, or very many. Numbers may
// repeat, as in /1399/11/11/11.
func isTrap(u *url.URL) bool {
	n := 0
	for segment := range strings.SplitSeq(u.Path, "/") {
		n++
		if strings.Trim(segment, "0123456789") != "" && n > 3 && repeats(u.Path, segment) {
			return true
		}
	}
	return n > maxSegments
}

// repeats reports whether a path has a segment three times.
func repeats(path, segment string) bool {
	n := 0
	for s := range strings.SplitSeq(path, "/") {
		if s == segment {
			n++
		}
	}
	return n >= 3
}

// shape is what addresses made by one page generator have in common: the path up to its first digit, and the names of the parameters. The
// pages of a calendar have one, whatever their month.
func shape(u *url.URL) string {
	path := u.Path
	if i := strings.IndexAny(path, "0123456789"); i >= 0 {
		path = path[:i]
	}
	if u.RawQuery == "" {
		return path
	}
	names := strings.Split(u.RawQuery, "&")
	for i, pair := range names {
		names[i], _, _ = strings.Cut(pair, "=")
	}
	slices.Sort(names)
	return path + "?" + strings.Join(slices.Compact(names), "&")
}

// isGenerated reports whether an address may be one of endlessly many: it has parameters, or names a year and a month.
func isGenerated(u *url.URL) bool {
	return u.RawQuery != "" || yearAndMonth.MatchString(u.Path)
}

// mayBeEndless reports whether a link leads on within one generator. A calendar is followed as long as it leads to something else now and then.
func mayBeEndless(from, to *url.URL) bool { return isGenerated(to) && shape(from) == shape(to) }
