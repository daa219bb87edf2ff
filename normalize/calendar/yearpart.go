package calendar

// partOfYear reads a season, a half or some months of a year: «تابستان امسال», «نیمه دوم سال», «شش ماهه نخست ۱۴۰۰», «سه ماهه سوم سال گذشته».
func (r *relativeReader) partOfYear(i int) (Reference, int, bool) {
	if quarter, at, ok := find(&r.reader, r.lex.seasons, i, func(int) bool { return true }); ok {
		year, next, ok := r.yearExpression(at, false)
		if !ok {
			return Reference{}, 0, false
		}
		return monthsOf(year, 3*quarter-2, 3*quarter, "season"), next, true
	}
	months, at, ok := r.monthly(i)
	if !ok {
		return Reference{}, 0, false
	}
	place, after, placed := find(&r.reader, r.rel.places, at, func(int) bool { return true })
	if placed {
		at = after
	} else {
		place = 1
	}
	year, next, ok := r.yearExpression(at, placed)
	if !ok {
		return Reference{}, 0, false
	}
	first := (place-1)*months + 1
	if place == 0 { // the last
		first = 13 - months
	}
	if first < 1 || first+months-1 > 12 {
		return Reference{}, 0, false
	}
	return monthsOf(year, first, first+months-1, "months"), next, true
}

// monthly reads «شش ماهه», «9 ماه», «نیمه», and returns how many months that is.
func (r *relativeReader) monthly(i int) (months, next int, ok bool) {
	if months, next, ok = find(&r.reader, r.rel.monthly, i, func(n int) bool { return n > 0 }); ok {
		return months, next, true
	}
	months, at, ok := r.count(i)
	if !ok {
		return 0, 0, false
	}
	_, next, ok = find(&r.reader, r.rel.monthly, at, func(n int) bool { return n == 0 })
	return months, next, ok && months <= 12
}

func monthsOf(year, from, to int, rule string) Reference {
	return Reference{From: Date{year, from, 0}, To: Date{year, to, 0}, Rule: rule}
}

// yearExpression reads which year a part belongs to: «امسال», «سال گذشته», «سال ۹۸», «۱۳۹۸»; with bare also «سال» alone, which
// is the running one.
func (r *relativeReader) yearExpression(i int, bare bool) (year, next int, ok bool) {
	if r.endsLine(i) {
		return 0, 0, false
	}
	if p, next, ok := find(&r.reader, r.rel.alone, i, func(p relativePeriod) bool { return p.unit == unitYear }); ok {
		return r.ref.Year + p.shift, next, true
	}
	if y, next, ok := r.yearAfter(i, Solar); ok {
		return y.value, next, true
	}
	at, ok := r.is(i, wordOfYear)
	if !ok || r.isDigits(at) && !r.rangeCounts(at) {
		return 0, 0, false
	}
	if kind, other := r.is(at, wordYearKind); other { // «سال تحصیلی» is another year, unless its number follows
		if y, ok := r.whole(kind); ok && r.isYear(y, 0, false, false) {
			m := r.yearMatch(y, whole{}, 0, "")
			return m.From.Year, y.next, m.Calendar == Solar
		}
		return 0, 0, false
	}
	return r.ref.Year, at, bare
}

// edgeOfYear reads «از ابتدای سال جاری تاکنون» (from its first day to the reference day), «تا پایان سال» (from the reference day to its
// last), and «ابتدای سال گذشته» alone (its first month).
func (r *relativeReader) edgeOfYear(i int) (Reference, int, bool) {
	_, at, since := find(&r.reader, r.rel.since, i, func(int) bool { return true })
	upto := false
	if !since {
		if _, at, upto = find(&r.reader, r.rel.upto, i, func(int) bool { return true }); !upto {
			at = i
		}
	}
	edge, at, ok := find(&r.reader, r.rel.edges, at, func(int) bool { return true })
	if !ok {
		return Reference{}, 0, false
	}
	year, next, ok := r.yearExpression(at, true)
	if !ok {
		return Reference{}, 0, false
	}
	first, last := Date{Year: year}.First(), Date{Year: year}.Last()
	switch {
	case since && edge == edgeFirst && first.Compare(r.ref) <= 0:
		if p, after, ok := find(&r.reader, r.rel.alone, next, func(p relativePeriod) bool { return p.unit == unitUntil }); ok && p.shift == 0 {
			next = after
		} else if to, after, ok := r.untilEdge(next, year); ok && first.Compare(to) < 0 {
			return Reference{From: first, To: to, Rule: "since-until"}, after, true
		}
		return Reference{From: first, To: r.ref, Rule: "since-year"}, next, true
	case upto && edge == edgeLast && last.Compare(r.ref) >= 0:
		return Reference{From: r.ref, To: last, Rule: "until-year-end"}, next, true
	case edge == edgeFirst:
		return monthsOf(year, 1, 1, "year-edge"), next, !upto
	}
	return monthsOf(year, 12, 12, "year-edge"), next, !since
}

// untilEdge reads the other end of «از ابتدای سال تا پایان شهریور», «از آغاز سال ۹۷ تا پایان سال ۹۸» at token i.
func (r *relativeReader) untilEdge(i, year int) (Date, int, bool) {
	_, at, ok := find(&r.reader, r.rel.upto, i, func(int) bool { return true })
	if !ok || r.endsLine(i) {
		return Date{}, 0, false
	}
	at, ended := r.edge(at, edgeLast)
	if name, ok := r.monthName(at); ok && name.calendar == Solar {
		if y, next, ok := r.yearExpression(name.next, false); ok {
			return Date{y, name.number, 0}.Last(), next, true
		}
		return Date{year, name.number, 0}.Last(), name.next, ended || name.word
	}
	if !ended {
		return Date{}, 0, false
	}
	y, next, ok := r.yearExpression(at, false)
	return Date{Year: y}.Last(), next, ok
}

// edge skips a word for the beginning or end of a time.
func (r *relativeReader) edge(i, which int) (next int, ok bool) {
	if _, next, ok = find(&r.reader, r.rel.edges, i, func(e int) bool { return e == which }); ok {
		return next, true
	}
	return i, false
}

// monthsOfYear reads «مهر تا آذر امسال», «فروردین و اردیبهشت سال گذشته».
func (r *relativeReader) monthsOfYear(i int) (Reference, int, bool) {
	first, ok := r.monthName(i)
	if !ok || first.calendar != Solar || r.followsDay(i) {
		return Reference{}, 0, false
	}
	at, ok := r.is(first.next, wordTo|wordAnd)
	if !ok || r.endsLine(at) {
		return Reference{}, 0, false
	}
	_, ranged := r.is(first.next, wordTo)
	if ranged {
		at, _ = r.edge(at, edgeLast)
	}
	last, ok := r.monthName(at)
	if !ok || last.calendar != Solar || !ranged && last.number != first.number+1 {
		return Reference{}, 0, false
	}
	year, next, ok := r.yearExpression(last.next, false)
	if !ok {
		return Reference{}, 0, false
	}
	e := monthsOf(year, first.number, last.number, "months")
	if first.number > last.number {
		e.From.Year--
	}
	return e, next, true
}

// monthOfYear reads a month without a day: «مهرماه», «مهر امسال», «دی ماه سال گذشته».
func (r *relativeReader) monthOfYear(i int) (Reference, int, bool) {
	name, ok := r.monthName(i)
	if !ok || r.followsDay(i) || !r.trustsMonth(i, name) {
		return Reference{}, 0, false
	}
	if name.calendar == Solar {
		if year, next, ok := r.yearExpression(name.next, false); ok {
			return monthsOf(year, name.number, name.number, "month"), next, true
		}
	} else if y, next, ok := r.yearAfter(name.next, name.calendar); ok {
		from, to := written{calendar: name.calendar, year: y.value, month: name.number}.solar()
		return Reference{From: from, To: to, Rule: "month"}, next, !from.IsZero()
	}
	if !name.word || name.proof == proofStrong || name.proof == proofZero && name.calendar != Lunar {
		return Reference{}, 0, false
	}
	middle, _ := r.resolve(written{calendar: name.calendar, month: name.number, day: 15}, nil)
	if middle.IsZero() {
		return Reference{}, 0, false
	}
	w := written{calendar: name.calendar, year: r.yearOf(name.calendar, middle), month: name.number}
	from, to := w.solar()
	return Reference{From: from, To: to, Rule: "month"}, name.next, !from.IsZero()
}

// followsDay reports whether the day of a month ends in words before token i, «ماه» left aside.
func (r *relativeReader) followsDay(i int) bool {
	if next, ok := r.is(i-1, wordMonth); ok && next == i {
		i--
	}
	if r.isDigits(i - 1) {
		return true
	}
	for j := max(0, i-2); j < i; j++ {
		if _, next, ok := find(&r.reader, r.rel.dayword, j, func(int) bool { return true }); ok && next == i {
			return true
		}
	}
	return false
}
