package calendar

import (
	"fmt"
	"time"
)

// written is a date as the text has it, in whatever calendar; a part that is not written is 0.
type written struct {
	calendar         Calendar
	year, month, day int
}

// String returns the canonical form of GUIDE: "1399-08-26", "--08-26", "1399-08", "1399".
func (w written) String() string {
	switch {
	case w.month == 0:
		return fmt.Sprintf("%d", w.year)
	case w.year == 0:
		return fmt.Sprintf("--%02d-%02d", w.month, w.day)
	case w.day == 0:
		return fmt.Sprintf("%04d-%02d", w.year, w.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", w.year, w.month, w.day)
}

// valid reports whether the calendar has such a day, in some year where none is written.
func (w written) valid() bool {
	if w.month < 0 || w.month > 12 || w.day < 0 {
		return false
	}
	switch w.calendar {
	case Lunar:
		return w.day <= 30
	case Gregorian:
		year := w.year
		if year == 0 {
			year = 2000 // a leap year
		}
		return w.month == 0 || w.day == 0 || time.Date(year, time.Month(w.month), w.day, 0, 0, 0, 0, time.UTC).Day() == w.day
	}
	_, err := New(w.year, w.month, w.day)
	return err == nil
}

// solar returns the first and last day that w means in the Solar Hijri calendar, as coarse as w is; zero Dates where w has no year, is
// invalid, or lies outside what can be converted.
func (w written) solar() (from, to Date) {
	if w.year == 0 || !w.valid() {
		return Date{}, Date{}
	}
	switch w.calendar {
	case Gregorian:
		first, last := w, w
		if w.month == 0 {
			first.month, last.month = 1, 12
		}
		if w.day == 0 {
			first.day = 1
			last.day = time.Date(w.year, time.Month(last.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		}
		a, errA := FromGregorian(first.year, time.Month(first.month), first.day)
		b, errB := FromGregorian(last.year, time.Month(last.month), last.day)
		if errA != nil || errB != nil {
			return Date{}, Date{}
		}
		return a, b
	case Lunar:
		a, okA := fromLunar(w.year, max(w.month, 1), max(w.day, 1))
		b, okB := Date{}, false
		switch {
		case w.month == 0:
			b, okB = fromLunar(w.year+1, 1, 1)
			b = b.before(okB)
		case w.day != 0:
			b, okB = a, okA
		case w.month == 12:
			b, okB = fromLunar(w.year+1, 1, 1)
			b = b.before(okB)
		default:
			b, okB = fromLunar(w.year, w.month+1, 1)
			b = b.before(okB)
		}
		if !okA || !okB {
			return Date{}, Date{}
		}
		return a, b
	}
	d := Date{w.year, w.month, w.day}
	return d, d
}

// before returns the day before d, d itself where it is not known.
func (d Date) before(known bool) Date {
	if !known {
		return d
	}
	return d.AddDays(-1)
}

// The Solar Hijri and the Gregorian years that news writes without naming the calendar.
func plausibleSolar(y int) bool     { return y >= 1200 && y < 1500 }
func plausibleGregorian(y int) bool { return y >= 1700 && y <= 2150 }

// calendarOf returns the calendar a four-figure year belongs to where none is named, 0 where it is no plausible year.
func calendarOf(y int) Calendar {
	switch {
	case plausibleSolar(y):
		return Solar
	case plausibleGregorian(y):
		return Gregorian
	}
	return 0
}

// expandYear returns the four figures of a two-figure Solar Hijri year: the latest century that is not more than ten years after the
// reference day, as «۹۸» in 1399 is 1398 and «۰۵» in 1399 is 1405.
func expandYear(yy int, ref Date) int {
	now := ref.Year
	if now == 0 {
		now = 1400
	}
	century := (now + 10) / 100 * 100
	if century+yy > now+10 {
		return century - 100 + yy
	}
	return century + yy
}
