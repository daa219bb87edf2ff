package calendar

import (
	"fmt"
	"strings"
)

// decades reads what follows «دهه» or «دهه‌های» at tokens [head, i): «۶۰», «۱۹۹۰ میلادی», «شصت», «1340 تا 1350».
// A single decade shows its head, as it is no year without it.
func (r *reader) decades(head, i int) (int, bool) {
	from, ok := r.decade(i)
	if !ok {
		return 0, false
	}
	_, plural := r.is(head, wordDecades)
	if j, ok := r.is(from.next, wordTo); ok && plural {
		if to, ok := r.decade(j); ok {
			era, next := r.era(to.next)
			m := r.decadeMatch(from, era)
			last := r.decadeMatch(to, era)
			m.Value, m.High = first(m.Value), first(last.Value)
			m.End, m.To, m.Rule = last.End, last.To, "decades"
			return r.one(m, next, m.From.Compare(m.To) <= 0)
		}
	}
	era, next := r.era(from.next)
	m := r.decadeMatch(from, era)
	if !plural {
		m.Start = r.toks[head].Start
	}
	r.out = append(r.out, m)
	for {
		j, ok := r.is(next, wordAnd)
		if !ok && r.isMark(next, commas) {
			j, ok = next+1, true
		}
		d, isDecade := r.decade(j)
		if !ok || !isDecade || !plural && !r.closes(d.next) {
			return next, true
		}
		era, after := r.era(d.next)
		r.out = append(r.out, r.decadeMatch(d, era))
		next = after
	}
}

// first returns the year a decade begins with.
func first(decade string) string {
	year, _, _ := strings.Cut(decade, "..")
	return year
}

// decade reads a number that names ten years by their first.
func (r *reader) decade(i int) (whole, bool) {
	d, ok := r.whole(i)
	if !ok || d.ordinal || d.half || d.high != 0 || d.value%10 != 0 || r.goesOn(d.next) || r.comesFrom(i) {
		return whole{}, false
	}
	if d.width == 4 || d.width == 0 && d.value >= 1000 {
		return d, calendarOf(d.value) != 0
	}
	return d, d.width == 2 || d.width == 0 && d.value >= 20 && d.value <= 90
}

func (r *reader) decadeMatch(d whole, era Calendar) Match {
	if era == 0 && d.value < 100 && r.ref.Year != 0 && expandYear(d.value, r.ref) > r.ref.Year {
		era = Gregorian // no decade that is still to come has a short name: «دهه ۹۰» in 1386
	}
	m := r.yearMatch(d, whole{}, era, "decade")
	if m.Calendar == Gregorian && d.value < 100 && d.width == 0 {
		d.value += 1900
	}
	if n := m.year(); n >= 1000 {
		d.value = n
	}
	m.Value = fmt.Sprintf("%d..%d", d.value, d.value+9)
	m.From, _ = written{calendar: m.Calendar, year: d.value}.solar()
	_, m.To = written{calendar: m.Calendar, year: d.value + 9}.solar()
	return m
}
