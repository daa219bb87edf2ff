package calendar

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"raqam/normalize"
)

var (
	//go:embed data/months.tsv
	monthsTSV string
	//go:embed data/weekdays.tsv
	weekdaysTSV string
	//go:embed data/words.tsv
	wordsTSV string
	//go:embed data/eras.tsv
	erasTSV string
	//go:embed data/dayparts.tsv
	daypartsTSV string
	//go:embed data/seasons.tsv
	seasonsTSV string
	//go:embed data/tails.tsv
	tailsTSV string
)

// class is a set of the closed word classes of words.tsv.
type class uint64

const (
	wordMonth class = 1 << iota
	wordOfYear
	wordYear
	wordYears
	wordYearKind
	wordDecade
	wordDecades
	wordEvent
	wordHour
	wordHourPad
	wordMinute
	wordHalf
	wordQuarter
	wordTo
	wordAnd
	wordOr
	wordDay
	wordFrom
	wordEvery
	wordEdge
	wordCounted
	wordCountNoun
	wordNameDay
	wordPeriod
	wordNotDay
	wordMinutesTo
)

// classes names the classes as words.tsv does.
var classes = map[string]class{
	"month": wordMonth, "ofyear": wordOfYear, "year": wordYear, "years": wordYears, "yearkind": wordYearKind, "decade": wordDecade,
	"decades": wordDecades, "event": wordEvent, "hour": wordHour, "hourpad": wordHourPad, "minute": wordMinute, "half": wordHalf,
	"quarter": wordQuarter, "to": wordTo, "and": wordAnd, "or": wordOr, "day": wordDay, "from": wordFrom, "every": wordEvery,
	"edge": wordEdge, "counted": wordCounted, "countnoun": wordCountNoun, "nameday": wordNameDay, "period": wordPeriod, "notday": wordNotDay,
	"minutesto": wordMinutesTo,
}

// proof is what a month name needs beside a day number to be one; the values are those of months.tsv.
type proof uint8

const (
	proofNone proof = iota
	proofEdge
	proofStrong
	proofZero
)

// month is a month name.
type month struct {
	calendar Calendar
	number   int
	proof    proof
	joined   int                // bytes of a «ماه» written in one word with the name
	not      *phrases[struct{}] // words after it that show it is no month
}

// reading is how a part of the day changes the hour before it.
type reading uint8

const (
	readAM reading = iota + 1
	readPM
	readNoon
	readNight
	readSame
)

type dayPart struct {
	reading reading
	alone   bool // number and word are a time without a head
}

type lexiconTables struct {
	words    phrases[class]
	months   phrases[month]
	weekdays phrases[int]
	eras     phrases[Calendar]
	parts    phrases[dayPart]
	tails    phrases[int] // years from the reference year
	seasons  phrases[int] // quarter of the year

	starts *starts // first words of whatever Find finds, numbers apart
}

// lexicon returns the tables of data/, read once.
var lexicon = sync.OnceValue(func() *lexiconTables {
	l := &lexiconTables{newPhrases[class](), newPhrases[month](), newPhrases[int](), newPhrases[Calendar](), newPhrases[dayPart](), newPhrases[int](), newPhrases[int](), newStarts()}
	var monthWords []string
	for row := range tableRows("words.tsv", wordsTSV, 2) {
		c, ok := classes[row[0]]
		if !ok {
			panic("calendar: words.tsv: unknown class " + row[0])
		}
		for _, w := range alternatives(row[1]) {
			l.words.merge(w, func(old class) class { return old | c })
			if c == wordMonth {
				monthWords = append(monthWords, w)
			}
		}
	}
	calendars := []string{"solar", "lunar", "gregorian"}
	for row := range tableRows("months.tsv", monthsTSV, 5) {
		m := month{
			calendar: Solar + Calendar(indexOf("months.tsv", calendars, row[0])),
			number:   atoi("months.tsv", row[1]),
			proof:    proof(indexOf("months.tsv", []string{"-", "edge", "strong", "zero"}, row[2])),
		}
		if not := alternatives(row[4]); len(not) > 0 {
			p := newPhrases[struct{}]()
			for _, w := range not {
				p.add(w, struct{}{})
			}
			m.not = &p
		}
		for _, name := range alternatives(row[3]) {
			l.months.add(name, m)
			for _, word := range monthWords {
				glued := m
				glued.joined = len(normalize.FoldString(word))
				l.months.addJoined(name, word, glued)
			}
		}
	}
	for row := range tableRows("weekdays.tsv", weekdaysTSV, 2) {
		for _, w := range alternatives(row[1]) {
			l.weekdays.add(w, atoi("weekdays.tsv", row[0]))
		}
	}
	for row := range tableRows("eras.tsv", erasTSV, 2) {
		for _, w := range alternatives(row[1]) {
			l.eras.add(w, Solar+Calendar(indexOf("eras.tsv", calendars, row[0])))
		}
	}
	for row := range tableRows("dayparts.tsv", daypartsTSV, 3) {
		part := dayPart{readAM + reading(indexOf("dayparts.tsv", []string{"am", "pm", "noon", "night", "same"}, row[0])), row[1] == "yes"}
		for _, w := range alternatives(row[2]) {
			l.parts.add(w, part)
		}
	}
	for row := range tableRows("tails.tsv", tailsTSV, 2) {
		for _, w := range alternatives(row[1]) {
			l.tails.add(w, atoi("tails.tsv", row[0]))
		}
	}
	for row := range tableRows("seasons.tsv", seasonsTSV, 2) {
		for _, w := range alternatives(row[1]) {
			l.seasons.add(w, atoi("seasons.tsv", row[0]))
		}
	}
	l.words.markStarts(l.starts, func(c class) bool {
		return c&(wordYear|wordYears|wordDecade|wordDecades|wordEvent|wordHour|wordMonth|wordQuarter) != 0
	})
	l.months.markStarts(l.starts, nil)
	l.weekdays.markStarts(l.starts, nil)
	l.seasons.markStarts(l.starts, nil)
	return l
})

// indexOf returns the place of word in names; a word that is not there is a mistake in an embedded table.
func indexOf(table string, names []string, word string) int {
	for i, name := range names {
		if name == word {
			return i
		}
	}
	panic("calendar: " + table + ": unknown word " + strconv.Quote(word) + ", want one of " + strings.Join(names, ", "))
}

func atoi(table, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("calendar: " + table + ": " + err.Error())
	}
	return n
}
