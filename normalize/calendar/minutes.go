package calendar

// minutesTo reads an hour by the minutes that it lacks: «پنج دقیقه به هشت», «یک ربع به نه», «ده دقیقه مانده به ۸ شب». After a head («ساعت»)
// that is enough; without one something must close the time, or a part of the day follow, since minutes are also given to people.
func (r *reader) minutesTo(i int, headed bool) (Match, int, bool) {
	lacks, at, ok := r.minutes(i)
	if !ok {
		return Match{}, 0, false
	}
	at, ok = r.is(at, wordMinutesTo)
	if !ok || r.endsLine(at) {
		return Match{}, 0, false
	}
	hour, end, ok := r.hour(at)
	if !ok || r.comesFrom(at) || r.goesOn(end) || r.countsOn(end) {
		return Match{}, 0, false
	}
	next := end
	if part, after, ok := r.dayPart(end); ok && hour <= 12 {
		hour, next = part.reading.apply(hour), after
	} else if !headed && !r.closes(end) {
		return Match{}, 0, false
	}
	t := moment{hour: (hour + 23) % 24, minute: 60 - lacks}
	return Match{Start: r.toks[i].Start, End: r.toks[end-1].End, Kind: TimeKind, Value: t.String(), Rule: "minutes-to"}, next, true
}

// minutes reads «پنج دقیقه», «ربع» or «یک ربع» at token i.
func (r *reader) minutes(i int) (n, next int, ok bool) {
	if next, ok := r.is(i, wordQuarter); ok {
		return 15, next, true
	}
	if one, next, ok := find(r, relativeTables().counts, i, func(n int) bool { return n == 1 }); ok {
		if next, ok = r.is(next, wordQuarter); ok {
			return 15 * one, next, true
		}
	}
	m, ok := r.whole(i)
	if !ok || m.half || m.ordinal || m.high != 0 || m.value < 1 || m.value > 59 || r.comesFrom(i) {
		return 0, 0, false
	}
	next, ok = r.is(m.next, wordMinute)
	return m.value, next, ok
}

// hour reads the number of an hour at token i, also «یک» and «نه», which elsewhere are rarely numbers.
func (r *reader) hour(i int) (h, next int, ok bool) {
	if w, ok := r.whole(i); ok {
		return w.value, w.next, !w.half && !w.ordinal && w.high == 0 && w.width <= 2 && w.value >= 1 && w.value <= 24
	}
	return find(r, relativeTables().counts, i, func(n int) bool { return n <= 12 })
}
