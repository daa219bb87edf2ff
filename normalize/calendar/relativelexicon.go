package calendar

import (
	_ "embed"
	"sync"
)

var (
	//go:embed data/relative.tsv
	relativeTSV string
	//go:embed data/spans.tsv
	spansTSV string
)

// relativeUnit is what an expression of relative.tsv moves.
type relativeUnit int

const (
	unitDay relativeUnit = iota
	unitWeek
	unitMonth
	unitYear
	unitUntil
	unitRecent
	unitComing
)

var relativeUnits = []string{"day", "week", "month", "year", "until", "recent", "coming"}

func (u relativeUnit) String() string { return relativeUnits[u] }

type relativePeriod struct {
	unit  relativeUnit
	shift int
}

// The numbers of the kinds "tail" and "edge" in spans.tsv.
const (
	tailAgo   = 0
	tailSince = 1
	tailAhead = 2
	tailIn    = 3
	edgeFirst = 0
	edgeLast  = 1
)

type relativeLexicon struct {
	alone                                                              phrases[relativePeriod]
	units, counts, tails, places, monthly, edges, since, upto, dayword phrases[int]

	starts *starts // first words of every expression
}

// relativeTables returns relative.tsv and spans.tsv, read once.
var relativeTables = sync.OnceValue(func() *relativeLexicon {
	l := &relativeLexicon{alone: newPhrases[relativePeriod](), starts: newStarts()}
	kinds := []string{"unit", "count", "tail", "place", "monthly", "edge", "since", "upto", "dayword"}
	tables := []*phrases[int]{&l.units, &l.counts, &l.tails, &l.places, &l.monthly, &l.edges, &l.since, &l.upto, &l.dayword}
	for _, t := range tables {
		*t = newPhrases[int]()
	}
	for row := range tableRows("relative.tsv", relativeTSV, 3) {
		p := relativePeriod{relativeUnit(indexOf("relative.tsv", relativeUnits, row[0])), atoi("relative.tsv", row[1])}
		for _, w := range alternatives(row[2]) {
			l.alone.add(w, p)
		}
	}
	countWords := map[string]int{}
	var monthlyWords []string
	for row := range tableRows("spans.tsv", spansTSV, 3) {
		t := tables[indexOf("spans.tsv", kinds, row[0])]
		for _, w := range alternatives(row[2]) {
			n := atoi("spans.tsv", row[1])
			t.add(w, n)
			switch {
			case t == &l.counts && n <= 12:
				countWords[w] = n
			case t == &l.monthly && n == 0:
				monthlyWords = append(monthlyWords, w)
			}
		}
	}
	for count, n := range countWords { // one word: «شش‌ماهه»
		for _, w := range monthlyWords {
			l.monthly.addJoined(count, w, n)
		}
	}
	l.alone.markStarts(l.starts, nil)
	for _, t := range []phrases[int]{l.counts, l.monthly, l.edges, l.since, l.upto, lexicon().seasons} {
		t.markStarts(l.starts, nil)
	}
	lexicon().months.markStarts(l.starts, nil)
	lexicon().weekdays.markStarts(l.starts, nil)
	lexicon().words.markStarts(l.starts, func(c class) bool { return c&wordMonth != 0 })
	return l
})
