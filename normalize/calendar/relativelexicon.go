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
	tailSince = 1
	tailAhead = 2
	edgeFirst = 0
	edgeLast  = 1
)

type relativeLexicon struct {
	alone                                                              phrases[relativePeriod]
	units, counts, tails, places, monthly, edges, since, upto, dayword phrases[int]
}

// relativeTables returns relative.tsv and spans.tsv, read once.
var relativeTables = sync.OnceValue(func() *relativeLexicon {
	l := &relativeLexicon{alone: newPhrases[relativePeriod]()}
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
	for row := range tableRows("spans.tsv", spansTSV, 3) {
		t := tables[indexOf("spans.tsv", kinds, row[0])]
		for _, w := range alternatives(row[2]) {
			t.add(w, atoi("spans.tsv", row[1]))
		}
	}
	return l
})
