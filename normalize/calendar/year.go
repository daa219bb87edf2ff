package calendar

import (
	"fmt"

	"raqam/normalize"
	"raqam/normalize/number"
)

// headed reads what a head word announces: years after «سال» and «سال‌های», decades after «دهه», hours after «ساعت», the year of a
// season or of an event.
func (r *reader) headed(i int) (int, bool) {
	if after, ok := r.is(i, wordHour); ok && !r.measured(i) {
		after = r.skip(after, wordHourPad)
		if m, next, ok := r.minutesTo(after, true); ok {
			return r.one(m, next, true)
		}
		return r.clock(after, true)
	}
	if after, ok := r.is(i, wordDecade|wordDecades); ok && !r.measured(i) {
		return r.decades(i, after)
	}
	if q, after, ok := find(r, r.lex.seasons, i, func(int) bool { return true }); ok {
		m, next, ok := r.yearOfPeriod(after, Solar)
		if !ok {
			return 0, false
		}
		m.From, m.To = Date{m.From.Year, q*3 - 2, 0}, Date{m.From.Year, q * 3, 0}
		m.Rule = "season-year"
		return r.one(m, next, true)
	}
	if after, ok := r.is(i, wordYear|wordYears); ok {
		_, plural := r.is(i, wordYears)
		after = r.skip(after, wordYearKind)
		if y, ok := r.whole(after); !r.measured(i) || ok && y.width == 4 && calendarOf(y.value) != 0 && r.closes(y.next) {
			return r.years(after, plural)
		}
	}
	if after, ok := r.is(i, wordEvent); ok {
		if y, ok := r.whole(after); ok && y.width == 4 && calendarOf(y.value) != 0 && !r.countsOn(y.next) && !r.goesOn(y.next) {
			era, next := r.era(y.next)
			return r.one(r.yearMatch(y, whole{}, era, "event-year"), next, true)
		}
	}
	return 0, false
}

// measured reports whether a number or a word like «هر» before token i makes it a measure: «۹۸ سال», «هر ساعت».
func (r *reader) measured(i int) bool {
	if i == r.done { // what stands before is a date or a time of its own: «۵ مهر ۹۹ ساعت ۱۴»
		return false
	}
	if r.endsWith(i, wordEvery) {
		return true
	}
	n := r.numberAt(i - 1)
	if n == nil {
		return r.isDigits(i - 1)
	}
	return n.Kind != number.Ordinal // «نیمه دوم سال ۹۴» is a year
}

// years reads the years after a head: one, a range, or a list of both.
func (r *reader) years(i int, plural bool) (next int, found bool) {
	for {
		m, after, ok := r.yearItem(i, plural, found)
		if !ok {
			return next, found
		}
		r.out = append(r.out, m)
		next, found = after, true
		j, joined := r.is(after, wordAnd|wordOr)
		if !joined && r.isMark(after, commas) {
			j, joined = after+1, true
		}
		if !joined || r.endsLine(j) {
			return next, true
		}
		i = j
	}
}

// yearItem reads one year or range of years of a list.
func (r *reader) yearItem(i int, plural, listed bool) (Match, int, bool) {
	from, ok := r.whole(i)
	if !ok || from.half || from.ordinal || r.comesFrom(i) {
		return Match{}, 0, false
	}
	if y, next, ok := r.yearSpan(i, from); ok {
		return y, next, true
	}
	era, next := r.era(from.next)
	if !r.isYear(from, era, plural, listed) || r.rangeCounts(i) {
		return Match{}, 0, false
	}
	return r.yearMatch(from, whole{}, era, "year"), next, true
}

// isYear reports whether a number after a head is a year. In a list, and for figures that are often counts, what follows must close it.
func (r *reader) isYear(y whole, era Calendar, plural, listed bool) bool {
	_, again := r.is(y.next, wordYear) // «سال ۹۰ سال پایه‌ای بود»
	if !again && r.countsOn(y.next) || r.goesOn(y.next) || y.high != 0 {
		return false
	}
	switch {
	case y.width == 4 || y.width == 0 && y.value >= 1000:
		return calendarOf(y.value) != 0 || era != 0 || y.value >= MinYear && y.value < 1500
	case era == Lunar || era == Gregorian:
		return y.value > 0
	case y.width == 2 && (y.value >= 30 || y.value < 10) || y.width == 0 && y.value >= 30 && y.value <= 99:
		if listed && !plural {
			return r.closes(y.next)
		}
		return r.isRecent(expandYear(y.value, r.ref)) || !r.countsNouns(y.next)
	case y.width == 2:
		return r.closes(y.next)
	}
	return false
}

// isRecent reports whether a year is one that news commonly writes in two figures.
func (r *reader) isRecent(year int) bool {
	return r.ref.Year != 0 && year >= r.ref.Year-15 && year <= r.ref.Year+3
}

// yearSpan reads a range of two years, of which one may lack its century and which may be in the order of sight («14-2013»).
func (r *reader) yearSpan(i int, from whole) (Match, int, bool) {
	j, word := r.is(from.next, wordTo)
	if !word {
		if !r.isMark(from.next, dashes+"/") || from.width != 4 && r.adjoins(from.next) != r.adjoins(from.next+1) {
			return Match{}, 0, false
		}
		j = from.next + 1
	}
	if from.high != 0 {
		return Match{}, 0, false
	}
	to, ok := r.whole(j)
	if !ok || to.half || to.ordinal || to.high != 0 || r.endsLine(j) || r.countsOn(to.next) || r.goesOn(to.next) {
		return Match{}, 0, false
	}
	slash := r.isMark(from.next, "/")
	a, b := from, to
	if a.value > b.value && !word && a.width == b.width || a.width == 2 && b.width == 4 && !word && (b.value+1)%100 == a.value {
		a, b = b, a
	}
	era, next := r.era(to.next)
	switch {
	case a.width == 4 && b.width == 2:
		b.value += a.value / 100 * 100
		if b.value < a.value {
			b.value += 100
		}
	case a.width == 2 && b.width == 4:
		a.value += b.value / 100 * 100
		if a.value > b.value && word {
			a.value -= 100 // «۹۸ تا ۱۴۰۲»
		} else if a.value > b.value {
			a, b = b, a // «86-1377», in the order of sight
		}
	case r.twoFigures(a) && r.twoFigures(b) && era != Gregorian:
		a.value, b.value = expandYear(a.value, r.ref), expandYear(b.value, r.ref)
	}
	if calendarOf(a.value) == 0 || calendarOf(a.value) != calendarOf(b.value) || b.value < a.value || slash && b.value != a.value+1 {
		return Match{}, 0, false
	}
	m := r.yearMatch(a, b, era, "year-range")
	m.Start, m.End = r.toks[i].Start, r.toks[to.next-1].End
	return m, next, true
}

// yearPair reads a range of two four-figure years that no head announces: «۱۳۹۸–۱۳۹۹».
func (r *reader) yearPair(i int) (Match, int, bool) {
	from, ok := r.whole(i)
	if !ok || from.width != 4 || r.comesFrom(i) || calendarOf(from.value) == 0 {
		return Match{}, 0, false
	}
	m, next, ok := r.yearSpan(i, from)
	if !ok || m.To.Year-m.From.Year > 100 {
		return Match{}, 0, false
	}
	m.Rule = "year-pair"
	return m, next, true
}

// lonelyYear reads four figures that are a year by their place alone: before its calendar («۲۰۲۰ میلادی»), in brackets («(۱۳۹۸)»), joined
// to a name («نام-2010»), or between marks after a name, as works are cited («مطهری، ۱۳۶۴: ۱۸»).
func (r *reader) lonelyYear(i int) (Match, int, bool) {
	y, ok := r.whole(i)
	if !ok || y.width != 4 || r.goesOn(y.next) || r.comesFrom(i) {
		return Match{}, 0, false
	}
	era, next := r.era(y.next)
	if era != 0 && (next > y.next+1 || len(r.text(y.next)) > 2) && y.value >= MinYear { // not the bare letters «م» and «ق»
		return r.yearMatch(y, whole{}, era, "year-of-era"), next, true
	}
	if y.value < 1300 || y.value >= 1450 && y.value < 1900 || y.value > 2100 {
		return Match{}, 0, false
	}
	rule := ""
	switch afterWord := i >= 2 && r.toks[i-2].Kind == normalize.Word; {
	case r.isMark(i-1, "(") && r.isMark(next, ")"):
		rule = "year-in-brackets"
	case afterWord && r.isMark(i-1, dashes) && r.adjoins(i) && r.adjoins(i-1) && !(r.isMark(y.next, dashes) && r.adjoins(y.next)):
		rule = "year-in-name"
	case afterWord && r.isMark(i-1, commas) && (r.isMark(next, commas+":.;)\u061b") || r.endsLine(next)) && calendarOf(y.value) != Gregorian:
		rule = "year-cited"
	default:
		return Match{}, 0, false
	}
	return r.yearMatch(y, whole{}, era, rule), next, true
}

// monthFirst reads a date or year that begins with a month: «آبان ۱۳۹۹», «دی ماه سال ۹۶» (a year with its month), «مهر ۱۲, ۱۴۰۵» (a day).
func (r *reader) monthFirst(i int) (Match, int, bool) {
	name, ok := r.monthName(i)
	if !ok || !r.trustsMonth(i, name) {
		return Match{}, 0, false
	}
	if d, ok := r.whole(name.next); ok && isDay(d) && d.width > 0 && r.isMark(d.next, commas) {
		if y, next, ok := r.yearAfter(d.next, name.calendar); ok && y.width == 4 {
			w := written{name.calendar, y.value, name.number, d.value}
			m := Match{Start: r.toks[i].Start, End: r.toks[y.next-1].End, Kind: DateKind, Value: w.String(), Calendar: w.calendar,
				Invalid: !w.valid(), Approximate: w.calendar == Lunar, Rule: "month-day-year"}
			m.From, m.To = w.solar()
			m.Conflict = r.weekdayConflict(i, m)
			return m, next, true
		}
	}
	if m, next, ok := r.daysAfterMonth(i, name); ok {
		return m, next, true
	}
	if r.rangeCounts(name.next) {
		return Match{}, 0, false // «شهریور ۲۲ تا ۲۴ درصد»
	}
	m, next, ok := r.yearOfPeriod(name.next, name.calendar)
	if !ok {
		return Match{}, 0, false
	}
	if m.Calendar == name.calendar {
		m.From, m.To = written{calendar: name.calendar, year: m.year(), month: name.number}.solar()
	}
	m.Rule = "month-year"
	return m, next, true
}

// yearFirst reads a date that begins with its year: «۱۳۹۹ آبان ۲۶».
func (r *reader) yearFirst(i int) (Match, int, bool) {
	y, ok := r.whole(i)
	if !ok || y.width != 4 || r.comesFrom(i) || r.goesOn(y.next) {
		return Match{}, 0, false
	}
	name, ok := r.monthName(y.next)
	if !ok || name.calendar == Lunar || name.calendar != calendarOf(y.value) {
		return Match{}, 0, false
	}
	ds, ok := r.days(name.next)
	if !ok || ds.first.width == 0 || ds.last.next != 0 || r.endsLine(name.next) || r.countsOn(ds.next) || r.countsNouns(ds.next) || r.goesOn(ds.next) {
		return Match{}, 0, false
	}
	w := written{name.calendar, y.value, name.number, ds.first.value}
	m := Match{Start: r.toks[i].Start, End: r.toks[ds.next-1].End, Kind: DateKind, Value: w.String(), Calendar: w.calendar, Invalid: !w.valid(), Rule: "year-month-day"}
	m.From, m.To = w.solar()
	m.Conflict = r.weekdayConflict(i, m)
	return m, ds.next, true
}

// daysAfterMonth reads «شهریور ۲۲ تا ۲۴»; one figure after a month is its year («آبان ۹۸»), two that rise are days.
func (r *reader) daysAfterMonth(i int, name monthAt) (Match, int, bool) {
	first, ok := r.whole(name.next)
	if !ok || !isDay(first) || first.width == 0 || r.endsLine(name.next) {
		return Match{}, 0, false
	}
	j, ok := r.is(first.next, wordTo)
	if !ok && r.isMark(first.next, dashes) {
		j, ok = first.next+1, true
	}
	last, isLast := r.whole(j)
	if !ok || !isLast || !isDay(last) || last.width == 0 || last.value <= first.value || !r.closes(last.next) || r.countsOn(last.next) || r.goesOn(last.next) {
		return Match{}, 0, false
	}
	from, to := written{name.calendar, 0, name.number, first.value}, written{name.calendar, 0, name.number, last.value}
	m := Match{Start: r.toks[i].Start, End: r.toks[last.next-1].End, Kind: DateKind, Value: from.String(), High: to.String(), Calendar: name.calendar,
		Invalid: !from.valid() || !to.valid(), Approximate: name.calendar == Lunar, Rule: "month-days"}
	if m.Invalid {
		return m, last.next, true
	}
	if m.From, _ = r.resolve(from, nil); !m.From.IsZero() {
		to.year = r.yearOf(to.calendar, m.From)
		_, m.To = to.solar()
	}
	return m, last.next, true
}

// trustsMonth reports whether a month name at token i is one although only two figures follow. Month names are also names of people and
// firms: «خیریه مهر ۹۸ بسته» is not «در مهر ۹۸ بسته‌ها».
func (r *reader) trustsMonth(i int, name monthAt) bool {
	return name.word || !r.isDigits(name.next) || len(r.text(name.next)) != 2 || r.endsLine(i) || r.endsWith(i, wordEdge) ||
		r.closes(name.next+1) || r.isMark(i-1, brackets+commas+dashes)
}

// yearOfPeriod reads the year at token i, after a month or season.
func (r *reader) yearOfPeriod(i int, c Calendar) (Match, int, bool) {
	y, next, ok := r.yearAfter(i, c)
	if !ok {
		return Match{}, 0, false
	}
	if r.ofSolarYear(c, y) {
		c = Solar
	}
	return r.yearMatch(y, whole{}, c, "year"), next, true
}

// year returns the year of a YearKind match.
func (m Match) year() int {
	n := 0
	for _, c := range []byte(m.Value) {
		n = n*10 + int(c-'0')
	}
	return n
}

// yearMatch returns the Match of a year or, with to, of a range of years. Figures without a century are expanded.
func (r *reader) yearMatch(from, to whole, era Calendar, rule string) Match {
	m := Match{Start: r.toks[from.start].Start, End: r.toks[from.next-1].End, Kind: YearKind, Calendar: era, Rule: rule}
	if era == 0 || era == Solar {
		m.Calendar = Solar
		if from.value < 100 {
			from.value = expandYear(from.value, r.ref)
		}
		if calendarOf(from.value) == Gregorian {
			m.Calendar = Gregorian
		}
	}
	if m.Calendar == Gregorian && from.width == 2 && from.value < 100 {
		from.value += 1900
	}
	m.Value = fmt.Sprint(from.value)
	m.Approximate = m.Calendar == Lunar
	m.From, m.To = written{calendar: m.Calendar, year: from.value}.solar()
	if to.value != 0 {
		m.High = fmt.Sprint(to.value)
		_, m.To = written{calendar: m.Calendar, year: to.value}.solar()
	}
	return m
}
