package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Years a Date may have. From 1700 on a year is Gregorian, so that a date of the other calendar is never taken for one of this; before 1000
// the leap rule of 33 years that conversion rests on has drifted.
const (
	MinYear = 1000
	MaxYear = 1699
)

// ErrInvalid is wrapped by every error about a day that no calendar has, such as 31 Mehr.
var ErrInvalid = errors.New("no such date")

// Date is a civil date of the Solar Hijri calendar. Month and Day are 0 where unknown («سال ۱۳۹۷» has neither), Year is 0 for «۵ آذر».
type Date struct{ Year, Month, Day int }

// New returns the date y-m-d, parts that are 0 being unknown. It refuses days that do not exist (1399-07-31, 1398-12-30) where
// most libraries roll them over into the next month, and a day without a month. The error wraps [ErrInvalid].
func New(y, m, d int) (Date, error) {
	date := Date{y, m, d}
	switch {
	case y != 0 && (y < MinYear || y > MaxYear):
		return Date{}, fmt.Errorf("year %d is no Solar Hijri year from %d to %d: %w", y, MinYear, MaxYear, ErrInvalid)
	case m < 0 || m > 12:
		return Date{}, fmt.Errorf("month %d: %w", m, ErrInvalid)
	case d < 0, d > 0 && m == 0, m > 0 && d > monthLength(y, m):
		return Date{}, fmt.Errorf("%04d-%02d-%02d: %w", y, m, d, ErrInvalid)
	}
	return date, nil
}

// monthLength returns the days of a month; a year 0 is taken for a leap year.
func monthLength(y, m int) int {
	switch {
	case m <= 6:
		return 31
	case m <= 11 || y == 0 || isLeap(y):
		return 30
	}
	return 29
}

// IsZero reports whether nothing of the date is known.
func (d Date) IsZero() bool { return d == Date{} }

// IsDay reports whether year, month and day are all known.
func (d Date) IsDay() bool { return d.Year != 0 && d.Month != 0 && d.Day != 0 }

// Compare orders dates by year, month and day; an unknown part sorts before every known one.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// First returns the first day of the period d names: 1399-08-01 for "1399-08". The year must be known.
func (d Date) First() Date { return Date{d.Year, max(d.Month, 1), max(d.Day, 1)} }

// Last returns the last day of the period d names: 1399-08-30 for "1399-08", 1399-12-30 for "1399". The year must be known.
func (d Date) Last() Date {
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = monthLength(d.Year, d.Month)
	}
	return d
}

// String returns the canonical form: "1399-08-26", "1399-08", "1399", "--08-26" and "--08" without a year (as in ISO 8601:2000
// and XML Schema), "" for the zero Date.
func (d Date) String() string {
	var b strings.Builder
	if d.IsZero() {
		return ""
	}
	if d.Year != 0 {
		fmt.Fprintf(&b, "%04d", d.Year)
	} else {
		b.WriteByte('-')
	}
	if d.Month != 0 {
		fmt.Fprintf(&b, "-%02d", d.Month)
	}
	if d.Day != 0 {
		fmt.Fprintf(&b, "-%02d", d.Day)
	}
	return b.String()
}

// ParseDate reads the canonical form that [Date.String] writes, ASCII digits only. The empty string is no date.
func ParseDate(s string) (Date, error) {
	rest, y := s, 0
	parts := make([]int, 0, 2)
	var err error
	if after, ok := strings.CutPrefix(s, "--"); ok {
		rest = after
	} else {
		head, tail, more := strings.Cut(s, "-")
		if y, err = fixedDigits(head, 4); err != nil || y == 0 {
			return Date{}, fmt.Errorf("date %q is not of the form 1399-08-26", s)
		}
		rest = tail
		if !more {
			return New(y, 0, 0)
		}
	}
	for part := range strings.SplitSeq(rest, "-") {
		n, err := fixedDigits(part, 2)
		if err != nil || n == 0 || len(parts) == 2 {
			return Date{}, fmt.Errorf("date %q is not of the form 1399-08-26", s)
		}
		parts = append(parts, n)
	}
	parts = append(parts, 0)
	d, err := New(y, parts[0], parts[1])
	if err != nil {
		return Date{}, fmt.Errorf("date %q: %w", s, err)
	}
	return d, nil
}

// fixedDigits reads a number of exactly n ASCII digits.
func fixedDigits(s string, n int) (int, error) {
	if len(s) != n || s[0] < '0' || s[0] > '9' {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(s)
}

// MarshalText returns the canonical form, "" for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the canonical form; the empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
