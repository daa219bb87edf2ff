package calendar

import (
	"fmt"
	"time"
	_ "time/tzdata" // Asia/Tehran must be known on machines without zone files

	ptime "github.com/yaa110/go-persian-calendar"
)

// tehran is the zone in which news of Iran is dated.
var tehran = loadTehran()

func loadTehran() *time.Location {
	loc, err := time.LoadLocation("Asia/Tehran")
	if err != nil { // unreachable unless the embedded zone data are broken
		panic(fmt.Sprintf("calendar: %v", err))
	}
	return loc
}

// standard is Tehran's offset without summer time.
var standard = time.FixedZone("", (3*60+30)*60)

// inTehran returns t on Tehran's clocks. Before 1314 these kept a local mean time of 3:25:44, which RFC 3339 cannot write; the standard
// offset of today stands in for it.
func inTehran(t time.Time) time.Time {
	t = t.In(tehran)
	if _, offset := t.Zone(); offset%60 != 0 {
		return t.In(standard)
	}
	return t
}

// isLeap reports whether Esfand of year y has 30 days.
func isLeap(y int) bool { return ptime.Date(y, ptime.Farvardin, 1, 12, 0, 0, 0, time.UTC).IsLeap() }

// noon returns noon UTC of a full date. Noon exists on every day of every zone; only its civil date is ever used.
func (d Date) noon() time.Time {
	return ptime.Date(d.Year, ptime.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC).Time()
}

// dayNumber counts the days from 1970-01-01 (Gregorian) to a full date.
func (d Date) dayNumber() int {
	return int((d.noon().Unix() - 12*3600) / (24 * 3600)) // exact: noon minus twelve hours is a whole number of days
}

// fromDayNumber is the inverse of dayNumber.
func fromDayNumber(n int) Date {
	t := ptime.New(time.Unix(int64(n)*24*3600+12*3600, 0).UTC())
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// Gregorian returns the Gregorian civil date of the same day. Of a date with unknown parts it returns the first day ([Date.First]);
// the year must be known.
func (d Date) Gregorian() (year int, month time.Month, day int) { return d.First().noon().Date() }

// FromGregorian returns the Solar Hijri date of a Gregorian civil date. It refuses days that do not exist and years outside
// [MinYear] to [MaxYear]; the error wraps [ErrInvalid].
func FromGregorian(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
	if y, m, d := t.Date(); y != year || m != month || d != day {
		return Date{}, fmt.Errorf("Gregorian %04d-%02d-%02d: %w", year, month, day, ErrInvalid)
	}
	p := ptime.New(t)
	date, err := New(p.Year(), int(p.Month()), p.Day())
	if err != nil {
		return Date{}, fmt.Errorf("Gregorian %04d-%02d-%02d: %w", year, month, day, err)
	}
	return date, nil
}

// FromTime returns the civil date in Tehran at the instant t; the zero Date outside [MinYear] to [MaxYear].
func FromTime(t time.Time) Date {
	d, err := FromGregorian(inTehran(t).Date())
	if err != nil {
		return Date{}
	}
	return d
}

// AddDays returns the date n days later, earlier where n is negative. The date must be full.
func (d Date) AddDays(n int) Date { return fromDayNumber(d.dayNumber() + n) }

// addMonths returns the month n months later; the day is dropped.
func (d Date) addMonths(n int) Date {
	m := d.Year*12 + d.Month - 1 + n
	return Date{Year: m / 12, Month: m%12 + 1}
}

// Weekday returns the day of the week of a full date.
func (d Date) Weekday() time.Weekday { return d.noon().Weekday() }
