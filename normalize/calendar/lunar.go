package calendar

import (
	_ "embed"
	"sync"
	"time"
)

//go:embed data/ummalqura.tsv
var ummAlQuraTSV string

// lunarMonths holds, for every month from Muharram of lunarFirstYear on, the day number ([Date.dayNumber]) it begins at; the last entry
// is the end of the table.
var lunarMonths = sync.OnceValue(func() []int {
	at := int(time.Date(1882, time.November, 12, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600))
	begins := []int{at}
	for row := range tableRows("ummalqura.tsv", ummAlQuraTSV, 2) {
		for _, c := range row[1] {
			at += 29 + int(c-'0')
			begins = append(begins, at)
		}
	}
	return begins
})

const lunarFirstYear = 1300

// fromLunar returns the Solar Hijri date of a lunar Hijri one by the calendar of Umm al-Qura, which may be a day off in Iran; false
// where the table of 1300 to 1500 AH does not reach or the month has no such day.
func fromLunar(year, month, day int) (Date, bool) {
	begins := lunarMonths()
	i := (year-lunarFirstYear)*12 + month - 1
	if i < 0 || i+1 >= len(begins) || day < 1 || begins[i]+day-1 >= begins[i+1] {
		return Date{}, false
	}
	return fromDayNumber(begins[i] + day - 1), true
}

// lunarYear returns the lunar year in which the day falls, 0 outside the table.
func lunarYear(d Date) int {
	begins, n := lunarMonths(), d.dayNumber()
	if n < begins[0] || n >= begins[len(begins)-1] {
		return 0
	}
	year := lunarFirstYear + (n-begins[0])/355 // never too late: no lunar year is longer
	for n >= begins[(year+1-lunarFirstYear)*12] {
		year++
	}
	return year
}
