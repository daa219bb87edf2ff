// Package calendar reads dates as Iranian news writes them: Solar Hijri, lunar Hijri and Gregorian, in digits or words.
//
// A [Date] is a civil day of the Solar Hijri calendar, or a part of one («آبان ۱۳۹۹», «۵ آذر»); it is never a midnight, because some days in
// Tehran have none. [ParseStamp] reads a publication line. [Find] finds the dates, years and clock times written in a text, and [References]
// the words that place a sentence in time without naming a date («امسال», «شش ماهه نخست سال گذشته»); both resolve against a reference day,
// normally the day of publication.
//
// The words are in the tables under data/, the code knows none of them. To teach it a spelling, add it to a line, columns separated by tabs
// and spellings by "|":
//
//	months.tsv    gregorian	8	-	اوت | آگوست | اگست
//	dayparts.tsv  am	yes	صبح | بامداد | سحر
//	relative.tsv  year	0	امسال | سال جاری
//	spans.tsv     tail	2	آینده | آتی
//
// and to find_test.go or reference_test.go a sentence that has it.
package calendar

// Calendar is the calendar a date was written in.
type Calendar uint8

const (
	Solar     Calendar = iota + 1 // Solar Hijri («هجری شمسی»), the civil calendar of Iran
	Lunar                         // lunar Hijri («هجری قمری»)
	Gregorian                     // «میلادی»
)

// String returns "solar", "lunar" or "gregorian".
func (c Calendar) String() string {
	switch c {
	case Solar:
		return "solar"
	case Lunar:
		return "lunar"
	case Gregorian:
		return "gregorian"
	}
	return ""
}
