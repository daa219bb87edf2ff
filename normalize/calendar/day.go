package calendar

import "raqam/normalize"

// days is one day of a month or several of them («7 و 8», «22 تا 24», «21 لغایت چهارشنبه 25»).
type days struct {
	first, last whole // last is the zero whole where there is only one day
	next        int
}

// date reads a date that begins with the day at token i: «۲۶ آبان ۱۳۹۹», «هجدهم رمضان سال ۱۳۰۰», «22 تا 24 شهریور», and two such dates
// joined by «تا».
func (r *reader) date(i int) (Match, int, bool) {
	m, w, next, ok := r.oneDate(i)
	if !ok {
		return Match{}, 0, false
	}
	if m.High != "" {
		return m, next, true
	}
	j := r.skip(next, wordMonth)
	j, joins := r.is(j, wordTo)
	if !joins {
		return m, next, true
	}
	j = r.skipWeekday(j)
	to, high, after, ok := r.oneDate(j)
	if !ok || to.High != "" || high.calendar != w.calendar {
		return m, next, true
	}
	m.End, m.High, m.To = to.End, to.Value, to.To
	m.Invalid = m.Invalid || to.Invalid
	m.Conflict = m.Conflict || to.Conflict
	m.Rule = "date-range"
	r.orderRange(&m, w, high)
	return m, after, true
}

// orderRange sees to it that a range whose years are not both written does not end before it begins.
func (r *reader) orderRange(m *Match, from, to written) {
	if m.From.IsZero() || m.To.IsZero() || m.From.Compare(m.To) <= 0 {
		return
	}
	earlier, later := from, to // the range as it ends at m.To, and as it begins at m.From
	earlier.year = r.yearOf(to.calendar, m.To)
	if from.month > to.month {
		earlier.year--
	}
	later.year = r.yearOf(from.calendar, m.From)
	if to.month < from.month {
		later.year++
	}
	begin, _ := earlier.solar()
	_, end := later.solar()
	switch {
	case from.year != 0 && to.year != 0:
		return // as written
	case to.year != 0 || from.year == 0 && r.ref.dayNumber()-m.To.dayNumber() < m.From.dayNumber()-r.ref.dayNumber():
		m.From = begin
	default:
		m.To = end
	}
}

// yearOf returns the year of the calendar in which d lies.
func (r *reader) yearOf(c Calendar, d Date) int {
	switch c {
	case Lunar:
		return lunarYear(d)
	case Gregorian:
		y, _, _ := d.Gregorian()
		return y
	}
	return d.Year
}

// oneDate reads the day or days of one month at token i.
func (r *reader) oneDate(i int) (m Match, w written, next int, ok bool) {
	ds, name, ok := r.daysOfMonth(i)
	if !ok {
		return Match{}, written{}, 0, false
	}
	if _, named := r.is(i, wordNameDay); named && !ds.first.ordinal && ds.first.width == 0 && ds.next == i+1 {
		if y, _, ok := r.yearAfter(name.next, name.calendar); !ok || y.value == 0 {
			return Match{}, written{}, 0, false
		}
	}
	w = written{calendar: name.calendar, month: name.number, day: ds.first.value}
	next, end := name.next, name.end
	year, after, hasYear := r.yearAfter(name.next, name.calendar)
	if !r.proven(ds, name, hasYear) {
		return Match{}, written{}, 0, false
	}
	m = Match{Start: r.toks[i].Start, Kind: DateKind, Calendar: name.calendar, Rule: "day-month"}
	var shift *int
	if hasYear {
		w.year, m.Rule = year.value, "day-month-year"
		next, end = after, r.toks[year.next-1].End
	} else if n, sure := r.yearInWords(name.next); sure {
		shift = &n
	}
	m.End, m.Value = end, w.String()
	m.Invalid = !w.valid()
	m.Approximate = w.calendar == Lunar
	m.From, m.To = r.resolve(w, shift)
	if hasYear && r.ofSolarYear(w.calendar, year) {
		w.year = 0
		m.Value = w.String()
		within := *r
		within.ref = Date{year.value, 7, 1}
		m.From, m.To = within.resolve(w, nil)
	}
	if last := ds.last.value; last != 0 {
		high := w
		high.day = last
		m.High, m.Rule = high.String(), "days-month"
		if !high.valid() {
			m.Invalid = true
		}
		if !m.From.IsZero() {
			high.year = r.yearOf(high.calendar, m.From)
			_, m.To = high.solar()
		}
	}
	if m.Invalid {
		m.From, m.To = Date{}, Date{}
	}
	m.Conflict = r.weekdayConflict(i, m)
	return m, w, next, true
}

// monthAt is a month name at some tokens.
type monthAt struct {
	month
	word      bool // «ماه» is written before or after it
	end, next int  // byte where the name ends, token after it and after any «ماه»
}

// daysOfMonth reads one or more days and the name of their month.
func (r *reader) daysOfMonth(i int) (days, monthAt, bool) {
	ds, ok := r.days(i)
	if !ok {
		return days{}, monthAt{}, false
	}
	if name, ok := r.monthName(ds.next); ok {
		return ds, name, true
	}
	// «26-آبان-1399»
	if ds.first.width > 0 && ds.last.next == 0 && r.isMark(ds.next, "/-") && r.adjoins(ds.next) && r.adjoins(ds.next+1) {
		name, ok := r.monthName(ds.next + 1)
		if ok && r.isMark(name.next, "/-") && r.adjoins(name.next) && r.adjoins(name.next+1) && r.isDigits(name.next+1) {
			name.next++
			return ds, name, true
		}
	}
	return days{}, monthAt{}, false
}

// days reads the day numbers at token i. Each is larger than the one before; a list shows its first and its last.
func (r *reader) days(i int) (days, bool) {
	first, ok := r.whole(i)
	if !ok || !isDay(first) || first.ordinal && r.countsParts(first) {
		return days{}, false
	}
	ds := days{first: first, next: first.next}
	if first.high != 0 {
		ds.last = whole{value: first.high, next: first.next}
		return ds, first.high > first.value && first.high <= 31
	}
	for range 31 {
		last := max(ds.first.value, ds.last.value)
		j, ok := r.is(ds.next, wordTo|wordAnd|wordOr)
		if ok {
			j = r.skipWeekday(j)
		} else if r.isMark(ds.next, dashes+commas) { // «۵۹ : ۱۸ - یکشنبه ۲۱ اردیبهشت» are no days 18 to 21
			j, ok = ds.next+1, true
		}
		if !ok {
			break
		}
		n, ok := r.whole(j)
		if !ok || !isDay(n) || n.high != 0 || n.value <= last {
			break
		}
		ds.last, ds.next = n, n.next
	}
	return ds, true
}

// countsParts reports whether an ordinal is that of a part of the month («نیمه اول مهر») or no ordinal of days at all («سومین»).
func (r *reader) countsParts(w whole) bool {
	last := w.next - 1
	if next, ok := r.is(last, wordNotDay); ok && next == w.next {
		return true
	}
	return r.endsWith(w.start, wordPeriod)
}

func isDay(w whole) bool {
	return w.value >= 1 && w.value <= 31 && w.width <= 2 && !w.half
}

// skipWeekday returns the token after «روز», «شنبه» or both at token i.
func (r *reader) skipWeekday(i int) int {
	i = r.skip(i, wordDay)
	if _, next, ok := r.weekday(i); ok {
		i = next
	}
	return i
}

// monthName reads a month name at token i, with «ماه» before it, after it or joined to it.
func (r *reader) monthName(i int) (monthAt, bool) {
	at := r.skip(i, wordMonth)
	name, next, ok := find(r, r.lex.months, at, func(month) bool { return true })
	if !ok {
		return monthAt{}, false
	}
	if name.not != nil {
		if _, _, other := find(r, *name.not, next, func(struct{}) bool { return true }); other {
			return monthAt{}, false
		}
	}
	m := monthAt{month: name, word: at > i || name.joined > 0, end: r.toks[next-1].End, next: next}
	if name.joined > 0 {
		m.end -= name.joined
		for m.end >= len(zwnj) && r.s[m.end-len(zwnj):m.end] == zwnj {
			m.end -= len(zwnj)
		}
	} else if after, ok := r.is(next, wordMonth); ok {
		m.word, m.next = true, after
	}
	return m, true
}

// proven reports whether the text shows that the name is a month here, as months.tsv demands.
func (r *reader) proven(ds days, name monthAt, hasYear bool) bool {
	if name.word || hasYear || name.proof == proofNone {
		return true
	}
	switch name.proof {
	case proofEdge:
		return r.closes(name.next)
	case proofZero:
		return ds.first.ordinal || ds.first.value >= 10 || ds.last.value != 0
	}
	return false
}

// closes reports whether nothing that token i begins can belong to what stands before it.
func (r *reader) closes(i int) bool {
	if r.endsLine(i) || r.toks[i].Kind == normalize.Mark && !r.isMark(i, "%/") {
		return true
	}
	_, ok := r.is(i, wordEdge)
	return ok
}

// weekdayConflict reports whether the weekday written before token i, where a date begins, is not that of m's first day.
func (r *reader) weekdayConflict(i int, m Match) bool {
	if m.High != "" || m.Approximate || !m.From.IsDay() {
		return false
	}
	day, ok := r.weekdayBefore(i)
	return ok && day != int(m.From.Weekday())
}

// weekdayBefore reads the weekday that ends before token i; a bracket, a comma or «روز» may stand between («شنبه (۲۷ اردیبهشت)»).
func (r *reader) weekdayBefore(i int) (int, bool) {
	for j := max(0, i-5); j < i; j++ {
		day, next, ok := r.weekday(j)
		if !ok {
			continue
		}
		next = r.skip(next, wordDay)
		for next < i && r.isMark(next, brackets+commas+dashes+":") {
			next++
		}
		if r.skip(next, wordDay) == i {
			return day, true
		}
	}
	return 0, false
}
