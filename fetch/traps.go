package fetch

import (
	_ "embed"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"raqam/normalize/calendar"
)

// Bounds beyond which an address is taken for a trap.
const (
	maxSegments = 24 // of a path
	maxBarren   = 14 // pages of one shape in a row that list nothing that others of the shape did not: two weeks without news
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

// isGenerated reports whether an address may be one of endlessly many: it has a page, a year, a month or a day for a parameter, or several
// parameters, or is a month or a day and no article of one. news.php?id=7 is none: articles may be linked to by the one before alone.
func isGenerated(u *url.URL) bool {
	if u.RawQuery == "" {
		return calendarPath.MatchString(u.Path)
	}
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if parameters[strings.ToLower(name)] != "" {
			return true
		}
	}
	return strings.Contains(u.RawQuery, "&") || calendarPath.MatchString(u.Path)
}

// calendarPath is a path that ends with a month or a day, or a page of one.
var calendarPath = regexp.MustCompile(`[^0-9](?:1[34]\d\d|19\d\d|2\d\d\d)[/_-](?:0?[1-9]|1[0-2])(?:[/_-]\d{1,2})?(?:/page/\d+|\.[a-z]+)?/?$`)

// isNextPage reports whether two addresses differ in the number of the page alone.
func isNextPage(from, to *url.URL) bool {
	return pagePath.ReplaceAllString(from.Path, "") == pagePath.ReplaceAllString(to.Path, "") && withoutPage(from.RawQuery) == withoutPage(to.RawQuery)
}

// pagePath is a page's number in a path: /page/7.
var pagePath = regexp.MustCompile(`/page/\d+/?$`)

// withoutPage takes the number of the page off a query.
func withoutPage(query string) string {
	pairs := strings.Split(query, "&")
	return strings.Join(slices.DeleteFunc(pairs, func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return parameters[strings.ToLower(name)] == "page"
	}), "&")
}

// isToCome reports whether an address names a day, or month, after today: calendars have them without end.
func isToCome(u *url.URL, today calendar.Date) bool {
	var y, m, d int
	if found := yearAndMonth.FindStringSubmatch(u.Path); found != nil {
		y, m = number(found[1]), number(found[2])
	} else if u.RawQuery != "" {
		for pair := range strings.SplitSeq(u.RawQuery, "&") {
			name, value, _ := strings.Cut(pair, "=")
			switch parameters[strings.ToLower(name)] {
			case "year":
				y = number(value)
			case "month":
				m = number(value)
			case "day":
				d = number(value)
			}
		}
	}
	if y < 1300 || y > 2999 { // no year of any news
		return false
	}
	from, _, ok := spanOf(y, m, d)
	return ok && from.Compare(today.AddDays(1)) > 0
}

//go:embed parameters.tsv
var parametersTable string

// parameters is what names of query parameters mean.
var parameters = func() map[string]string {
	meaning := map[string]string{}
	for _, row := range rows(parametersTable) {
		for _, name := range strings.Fields(row[1]) {
			meaning[name] = row[0]
		}
	}
	return meaning
}()
