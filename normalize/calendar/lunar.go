package calendar

import (
	"time"

	"github.com/hablullah/go-hijri"
)

// The years the calendar of Umm al-Qura is computed for, from 14 March 1937 on.
const (
	lunarFirstYear = 1356
	lunarLastYear  = 1500
)

// fromLunar returns the Solar Hijri date of a lunar Hijri one by the calendar of Umm al-Qura, as R. H. van Gent tabulates it; Iran goes by
// sighting and may be a day off. It is false outside the years known and for a day the month does not have.
func fromLunar(year, month, day int) (Date, bool) {
	if year < lunarFirstYear || year > lunarLastYear || month < 1 || month > 12 || day < 1 || day > 30 {
		return Date{}, false
	}
	first := hijri.UmmAlQuraDate{Year: int64(year), Month: int64(month), Day: 1}.ToGregorian()
	at := first.AddDate(0, 0, day-1)
	if day == 30 { // the library, given a day that is not there, gives the first of the next month
		if back, err := hijri.CreateUmmAlQuraDate(at); err != nil || back.Month != int64(month) {
			return Date{}, false
		}
	}
	d, err := FromGregorian(at.Date())
	return d, err == nil
}

// lunarYear returns the lunar year in which the day falls, 0 outside the years known.
func lunarYear(d Date) int {
	year, month, day := d.Gregorian()
	l, err := hijri.CreateUmmAlQuraDate(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	if err != nil {
		return 0
	}
	return int(l.Year)
}
