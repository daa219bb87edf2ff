// Package calendar reads dates as Iranian news writes them: Solar Hijri, lunar Hijri and Gregorian, in digits or words.
package calendar

import "time"

// Date is a civil date of the Solar Hijri calendar. Month and Day are 0 where unknown («سال ۱۳۹۷» has neither), Year is 0 for «۵ آذر».
type Date struct{ Year, Month, Day int }

// Stamp is a moment of publication: a civil date, and the clock time where it is known.
// Its JSON is "1399-08-26" without a clock and RFC 3339 («2020-11-16T12:33:00+03:30») with one; the zero Stamp is "".
type Stamp struct {
	Date  Date      // Solar Hijri, in Tehran
	Clock time.Time // zero when only the day is known; else the instant, in Asia/Tehran
}
