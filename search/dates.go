package search

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"raqam/claim"
	"raqam/normalize"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

// firstGregorian is the year from which a year in a query is Gregorian; below it is Solar Hijri.
const firstGregorian = 1700

var numericDate = regexp.MustCompile(`^(\d{1,4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?$`)

// parsePeriodField reads a date, A..B with either end open, * (any time) and, of years, >N, >=N, <N and <=N.
func parsePeriodField(name, value string, at int) (Node, error) {
	value = strings.TrimSpace(fold(value))
	if value == "*" {
		return Period{Field: name}, nil
	}
	if name == "year" {
		if op, rest, found := cutOperator(value); found {
			return parseYearComparison(op, rest, at)
		}
	}
	low, high, ranged := strings.Cut(value, "..")
	if !ranged {
		high = low
	}
	if strings.TrimSpace(low+high) == "" {
		return nil, &SyntaxError{at, "expected a date before or after .."}
	}
	from, _, err := parseEnd(name, low, at)
	if err != nil {
		return nil, err
	}
	highAt := at
	if ranged {
		highAt += len([]rune(low)) + 2
	}
	_, to, err := parseEnd(name, high, highAt)
	if err != nil {
		return nil, err
	}
	if from.Year != 0 && to.Year != 0 && dayKey(from, false) > dayKey(to, true) {
		return nil, &SyntaxError{at, "expected the earlier date first"}
	}
	return period(name, from, to), nil
}

// period asks for a Gregorian year's days where a year was asked for.
func period(name string, from, to calendar.Date) Period {
	if name == "year" && (from.Month != 0 || to.Month != 0) {
		name = "date"
	}
	return Period{Field: name, From: from, To: to}
}

func parseYearComparison(op Op, text string, at int) (Node, error) {
	year, err := strconv.Atoi(text)
	if err != nil || year < 1 || year >= firstGregorian {
		return nil, &SyntaxError{at, "expected a Solar Hijri year after the comparison, such as year:>=1397"}
	}
	year = fullYear(year)
	p := Period{Field: "year"}
	switch op {
	case Greater:
		p.From.Year = year + 1
	case AtLeast:
		p.From.Year = year
	case Less:
		p.To.Year = year - 1
	case AtMost:
		p.To.Year = year
	case Equal:
		p.From.Year, p.To.Year = year, year
	default:
		return nil, &SyntaxError{at, "expected a year, A..B, >N, >=N, <N or <=N"}
	}
	return p, nil
}

// fullYear expands «98» to 1398, as Iranians write it.
func fullYear(year int) int {
	if year < 100 {
		return 1300 + year
	}
	return year
}

// parseEnd reads one end of a period: the first and the last day it can mean. Empty text is an open end.
func parseEnd(field, text string, at int) (first, last calendar.Date, err error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return first, last, nil
	}
	expected := "expected a date such as 1399-08-26, 1399-08, 1399 or 2020-11-16, or A..B"
	if field == "year" {
		expected = "expected a year such as 1399, or years such as 1397..1402"
	}
	m := numericDate.FindStringSubmatch(text)
	if m == nil {
		if first, last, ok := worded(text); ok && (field != "year" || first == last && first.Month == 0) {
			return first, last, nil
		}
		return first, last, &SyntaxError{at, fmt.Sprintf("%.40q is no date: %s", text, expected)}
	}
	part := func(i int) int { n, _ := strconv.Atoi(m[i]); return n } // the pattern admits digits only, or nothing
	year, month, day := part(1), part(2), part(3)
	switch {
	case year == 0 || m[2] != "" && (month < 1 || month > 12) || m[3] != "" && day < 1:
		return first, last, &SyntaxError{at, fmt.Sprintf("there is no such date as %s: %s", text, expected)}
	case field == "year" && month != 0:
		return first, last, &SyntaxError{at, expected + "; for days there is date:"}
	case year >= firstGregorian:
		return gregorianEnd(year, month, day, text, at)
	}
	d, err := calendar.New(fullYear(year), month, day)
	if err != nil {
		return first, last, &SyntaxError{at, fmt.Sprintf("%v: %s", err, expected)}
	}
	return d, d, nil
}

// worded reads a date as news write it, of any calendar: «۲۶ آبان ۱۳۹۹», «آبان ۹۹», «۱۶ نوامبر ۲۰۲۰», «۳۰ ربیع‌الاول ۱۴۴۲».
func worded(text string) (first, last calendar.Date, ok bool) {
	t := normalize.Fold(text)
	tokens := normalize.Tokenize(nil, t.Folded())
	found := calendar.Find(t, tokens, number.Find(t, tokens), calendar.Date{})
	if len(found) != 1 || found[0].Invalid || found[0].From.Year == 0 || found[0].Kind == calendar.TimeKind || found[0].High != "" {
		return first, last, false
	}
	if found[0].Kind == calendar.YearKind && found[0].From.Month != 0 && len(tokens) > 1 {
		tokens = tokens[1:] // the month or season is no part of the match, nothing else may stand beside it
	}
	if tokens[0].Start != found[0].Start || tokens[len(tokens)-1].End != found[0].End {
		return first, last, false
	}
	first, last = found[0].From, found[0].To
	if last.Year == 0 {
		last = first
	}
	return first, last, true
}

// gregorianEnd gives the days that a Gregorian date, month or year begins and ends with.
func gregorianEnd(year, month, day int, text string, at int) (first, last calendar.Date, err error) {
	start := time.Date(year, time.Month(max(month, 1)), max(day, 1), 0, 0, 0, 0, time.UTC)
	end := start
	switch {
	case month == 0:
		end = start.AddDate(1, 0, -1)
	case day == 0:
		end = start.AddDate(0, 1, -1)
	case start.Day() != day:
		return first, last, &SyntaxError{at, fmt.Sprintf("there is no such day as %s", text)}
	}
	if first, err = calendar.FromGregorian(start.Date()); err == nil {
		last, err = calendar.FromGregorian(end.Date())
	}
	if err != nil {
		return first, last, &SyntaxError{at, fmt.Sprintf("%v: expected a date such as 2020-11-16", err)}
	}
	return first, last, nil
}

// yearShift is how far a year is shifted in the key of a day: months and days are below it.
const yearShift = 9

// dayKey orders dates and the open ends of periods. A year or month counts as its first day, or as its last where last is set. The days of
// two dates differ by one or more but are not to be subtracted.
func dayKey(d calendar.Date, last bool) int32 {
	month, day := d.Month, d.Day
	if last && month == 0 {
		month = 12
	}
	if last && day == 0 {
		day = 31
	}
	return int32(d.Year)<<yearShift | int32(month)<<5 | int32(day)
}

// Span is a stretch of time as sortable keys, both ends included. The zero Span is no time at all.
type Span struct{ From, To int32 }

// Overlaps reports whether the two have a day in common; no time overlaps nothing.
func (s Span) Overlaps(t Span) bool {
	return s != Span{} && t != Span{} && s.From <= t.To && t.From <= s.To
}

// maxDay is later than any date.
const maxDay = 1<<31 - 1

// Span returns the asked time: days for date and published, years for year.
func (n Period) Span() Span {
	s := Span{From: 1, To: maxDay}
	if n.From.Year != 0 {
		s.From = dayKey(n.From, false)
	}
	if n.To.Year != 0 {
		s.To = dayKey(n.To, true)
	}
	return s
}

// Times are the spans of time a claim stands in.
type Times struct {
	Date      Span // the days its figure speaks of, as far as the text says; else the day of publication
	Year      Span // the same in whole years: a figure told without a time is taken for the year of publication
	Published Span // the day of publication
}

// TimesOf gives the times of a claim.
func TimesOf(c claim.Claim) Times {
	var t Times
	if d := c.Published.Date; d.Year != 0 {
		t.Published = Span{dayKey(d, false), dayKey(d, true)}
	}
	t.Date, t.Year = t.Published, years(t.Published)
	if r := c.Reference; r != nil && r.From.Year != 0 {
		to := r.To
		if to.Year == 0 {
			to = r.From
		}
		said := Span{dayKey(r.From, false), dayKey(to, true)}
		t.Year = years(said)
		if r.Source != "publication" || t.Date == (Span{}) {
			t.Date = said
		}
	}
	return t
}

// years widens a span to whole years.
func years(s Span) Span {
	if s == (Span{}) {
		return s
	}
	return Span{s.From &^ (1<<yearShift - 1), s.To | (1<<yearShift - 1)}
}
