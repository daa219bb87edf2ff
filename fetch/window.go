package fetch

import (
	_ "embed"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"raqam/normalize/calendar"
)

//go:embed urldates.tsv
var urlDatesTable string

// window is the days of publication a crawl is about; a zero end is open.
type window struct{ since, until calendar.Date }

// outsideWindow is the reason for leaving a page out by its date.
const outsideWindow = "dated outside the days asked for"

func (w window) isOpen() bool { return w.since.IsZero() && w.until.IsZero() }

// excludes reports whether a known day lies outside.
func (w window) excludes(d calendar.Date) bool { return !d.IsZero() && !w.meets(d, d) }

// meets reports whether days from one to another, or some of them, lie inside.
func (w window) meets(from, to calendar.Date) bool {
	return (w.since.IsZero() || to.Compare(w.since) >= 0) && (w.until.IsZero() || from.Compare(w.until) <= 0)
}

var urlDates = func() (list []*regexp.Regexp) {
	for _, row := range rows(urlDatesTable) {
		list = append(list, regexp.MustCompile(row[0]))
	}
	return list
}()

// urlDate reads the day of publication in an article's address; zero: it has none.
func urlDate(u *url.URL) calendar.Date {
	for _, pattern := range urlDates {
		if m := pattern.FindStringSubmatch(u.Path); m != nil {
			y, m, d := number(m[pattern.SubexpIndex("y")]), number(m[pattern.SubexpIndex("m")]), number(m[pattern.SubexpIndex("d")])
			if date, err := civil(y, m, d); err == nil {
				return date
			}
		}
	}
	return calendar.Date{}
}

// span is a part of an address that names a year, a month or a day, as those of sitemaps do: /sitemap/1398/…, /2020/10/4/…, sitemap-2020-05.xml.
var span = regexp.MustCompile(`(?:^|[^0-9])(1[34]\d\d|19\d\d|20\d\d)(?:[/_-](0?[1-9]|1[0-2])(?:[/_-](0?[1-9]|[12]\d|3[01]))?)?(?:[^0-9]|$)`)

// yearAndMonth is a path that names a month.
var yearAndMonth = regexp.MustCompile(`[^0-9](1[34]\d\d|19\d\d|2\d\d\d)[/_-](0?[1-9]|1[0-2])(?:[^0-9]|$)`)

// urlSpan reads which days the address of a sitemap is about.
func urlSpan(u *url.URL) (from, to calendar.Date, ok bool) {
	m := span.FindStringSubmatch(u.Path)
	if m == nil {
		return from, to, false
	}
	y, month, day := number(m[1]), number(m[2]), number(m[3])
	return spanOf(y, month, day)
}

// spanOf gives the first and last day of a year, month (day 0) or day of either calendar.
func spanOf(y, m, d int) (from, to calendar.Date, ok bool) {
	first, last := [2]int{max(m, 1), max(d, 1)}, [2]int{m, d}
	if m == 0 {
		last[0] = 12
	}
	from, err := civil(y, first[0], first[1])
	if err != nil {
		return from, to, false
	}
	if d != 0 {
		return from, from, true
	}
	if y < gregorianYears {
		return from, calendar.Date{Year: y, Month: last[0], Day: 0}.Last(), true
	}
	end := time.Date(y, time.Month(last[0])+1, 0, 0, 0, 0, 0, time.UTC) // the day before the first of the next month
	to, err = calendar.FromGregorian(end.Year(), end.Month(), end.Day())
	return from, to, err == nil
}

// gregorianYears begin here; what is less is a Solar Hijri year.
const gregorianYears = 1700

// civil is a day in the calendar its year belongs to.
func civil(y, m, d int) (calendar.Date, error) {
	if y < gregorianYears {
		return calendar.New(y, m, d)
	}
	return calendar.FromGregorian(y, time.Month(m), d)
}

// stampDay reads the day of a feed's, sitemap's or page's date; zero where it is none. What a machine writes is read first, as it is nearly
// always that.
func stampDay(text string) calendar.Date {
	if t, err := time.Parse(time.RFC3339, text); err == nil && t.Year() >= gregorianYears {
		return calendar.FromTime(t)
	}
	if len(text) == len(time.DateOnly) && text[4] == '-' && text[7] == '-' {
		if d, err := civil(number(text[:4]), number(text[5:7]), number(text[8:])); err == nil {
			return d
		}
	}
	if len(text) > maxStamp {
		return calendar.Date{}
	}
	stamp, err := calendar.ParseStamp(text)
	if err != nil || !stamp.Date.IsDay() {
		return calendar.Date{}
	}
	return stamp.Date
}

// maxStamp is the longest text read as a date, in bytes.
const maxStamp = 200

// number is what a pattern has made sure to be digits; 0 for none.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
