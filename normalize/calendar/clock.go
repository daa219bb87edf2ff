package calendar

import "fmt"

// moment is a clock time at some tokens.
type moment struct {
	hour, minute, second int
	seconds              bool // written
	bare                 bool // only an hour is written
	high                 int  // upper end of a range of hours in words («هشت تا ده»), else 0
	end, next            int  // tokens: after the figures, after the part of the day too
}

func (m moment) String() string {
	if m.seconds {
		return fmt.Sprintf("%02d:%02d:%02d", m.hour, m.minute, m.second)
	}
	return fmt.Sprintf("%02d:%02d", m.hour, m.minute)
}

// clock reads clock times at token i: «۱۲:۳۳», «۹ صبح», and after a head («ساعت») also bare hours, «ده و نیم» and lists. It appends
// one Match a time, a range being one, and returns the token after the last.
func (r *reader) clock(i int, headed bool) (next int, found bool) {
	for {
		m, after, more, ok := r.timeOrRange(i, headed)
		if !ok {
			return next, found
		}
		if found && r.isDateOrCount(i) {
			return next, true
		}
		r.out = append(r.out, m)
		next, found = after, true
		if !more {
			return next, true
		}
		j, joined := r.is(after, wordTo|wordAnd)
		if !joined && r.isMark(after, commas) {
			j, joined = after+1, true
		}
		if !joined || r.endsLine(after) {
			return next, true
		}
		i = r.skip(j, wordHour)
		headed = headed || j != i
	}
}

// timeOrRange reads one time or a range of two; more tells whether a list may go on after it.
func (r *reader) timeOrRange(i int, headed bool) (m Match, next int, more, ok bool) {
	from, ok := r.moment(i, headed)
	if !ok && !headed { // «۸ تا ۹:۳۰» needs no head
		if from, ok = r.spokenTime(i, true); ok {
			j, joined := r.is(from.next, wordTo)
			if !joined {
				j = from.next + 1
			}
			_, ok = r.colonTime(j)
			_, after := r.upperEnd(from.next)
			ok = ok && from.bare && after > 0
		}
		if !ok {
			return Match{}, 0, false, false
		}
	}
	if !ok {
		return Match{}, 0, false, false
	}
	m = Match{Start: r.toks[i].Start, End: r.toks[from.end-1].End, Kind: TimeKind, Value: from.String(), Rule: "clock"}
	if headed {
		m.Rule = "hour"
	}
	next = from.next
	if from.high != 0 {
		m.High = moment{hour: from.high}.String()
	} else if next == from.end { // no part of the day between: «۸ تا ۱۲»
		if to, after := r.upperEnd(next); after > 0 {
			if from.bare && to.next > to.end && to.hour > 12 && from.hour < 8 && from.hour <= to.hour-12 {
				from.hour += 12 // «۵ تا ۷ عصر»: the part of the day is said once
				m.Value = from.String()
			}
			m.High, m.End, next = to.String(), r.toks[to.end-1].End, after
		}
	}
	return m, next, headed || !from.bare || m.High != "", true
}

// upperEnd reads the end of a range of times after the token i, where «تا» or a dash stands; after is 0 where there is none.
func (r *reader) upperEnd(i int) (to moment, after int) {
	j, ok := r.is(i, wordTo)
	if !ok && r.isMark(i, dashes) {
		j, ok = i+1, true
	}
	if !ok || r.endsLine(i) {
		return moment{}, 0
	}
	if _, again := r.is(j, wordHour); again {
		return moment{}, 0 // «ساعت ۱۵ تا ساعت ۲۴» are two
	}
	to, ok = r.moment(j, true)
	if !ok || r.isDateOrCount(j) {
		return moment{}, 0
	}
	return to, to.next
}

// isDateOrCount reports whether what could be a further time at token i is a date or an amount.
func (r *reader) isDateOrCount(i int) bool {
	if _, _, ok := r.numericDate(i); ok {
		return true
	}
	if _, _, ok := r.daysOfMonth(i); ok {
		return true
	}
	t, ok := r.moment(i, true)
	return ok && t.bare && t.next == t.end && !r.closes(t.end)
}

// moment reads one clock time at token i.
func (r *reader) moment(i int, headed bool) (moment, bool) {
	t, ok := r.colonTime(i)
	if !ok {
		t, ok = r.slashTime(i, headed)
	}
	if !ok {
		t, ok = r.spokenTime(i, headed)
	}
	if !ok {
		return moment{}, false
	}
	part, after, isPart := r.dayPart(t.next)
	switch {
	case isPart && (t.hour <= 12 || part.reading == readSame):
		if t.bare && !headed && !r.standsAlone(i, t, part) {
			return moment{}, false
		}
		t.hour = part.reading.apply(t.hour)
		if t.high != 0 {
			t.high = part.reading.apply(t.high)
		}
		t.next = after
	case t.bare && !headed:
		return moment{}, false
	}
	return t, true
}

// dayPart reads a part of the day after a time; «:» and brackets do not part them.
func (r *reader) dayPart(i int) (dayPart, int, bool) {
	if r.endsLine(i) {
		return dayPart{}, 0, false
	}
	return find(r, r.lex.parts, i, func(dayPart) bool { return true })
}

// standsAlone reports whether an hour and a part of the day are a time without a head.
func (r *reader) standsAlone(i int, t moment, part dayPart) bool {
	if t.hour < 1 || r.toks[i].Start > 0 && r.comesFrom(i) {
		return false
	}
	if _, also := r.is(t.next, wordDay); also {
		return false
	}
	if part.alone {
		return r.isDigits(i) || t.hour > 1 // «یک صبح» is a morning
	}
	return t.hour >= 7 && r.endsWith(i, wordFrom)
}

// apply returns the hour of 24 that an hour of twelve is in a part of the day.
func (p reading) apply(hour int) int {
	switch p {
	case readAM:
		if hour == 12 {
			return 0
		}
	case readPM:
		if hour < 12 {
			return hour + 12
		}
	case readNoon:
		if hour <= 4 {
			return hour + 12
		}
	case readSame:
		return hour
	case readNight:
		switch {
		case hour == 12:
			return 0
		case hour >= 5:
			return hour + 12
		}
	}
	return hour
}

// colonTime reads «۱۲:۳۳», «۱۲:۰۹:۰۸» and, of two figures each, «۱۲ : ۳۳», which old pages also have in the order of sight («۳۳ : ۱۲»).
func (r *reader) colonTime(i int) (moment, bool) {
	hour, ok := r.clockFigures(i, 1, 59)
	if !ok || r.comesFrom(i) || !r.colon(i+1) {
		return moment{}, false
	}
	minute, ok := r.clockFigures(i+2, 2, 59)
	if spaced := !r.adjoins(i + 1); spaced && hour > 24 && minute <= 24 {
		hour, minute = minute, hour
	} else if spaced && len(r.text(i)) != 2 {
		return moment{}, false
	}
	if !ok || hour > 24 || hour == 24 && minute > 0 {
		return moment{}, false
	}
	t := moment{hour: hour, minute: minute, next: i + 3}
	if r.colon(t.next) {
		if t.second, t.seconds = r.clockFigures(i+4, 2, 59); !t.seconds {
			return moment{}, false
		}
		t.next += 2
		if r.colon(t.next) {
			return moment{}, false
		}
	}
	t.end = t.next
	return t, true
}

// colon reports whether a colon at token i stands between figures, with a space on both sides or on none.
func (r *reader) colon(i int) bool {
	return r.isMark(i, ":\u2236") && r.isDigits(i+1) && r.adjoins(i) == r.adjoins(i+1) && !r.endsLine(i) && !r.endsLine(i+1)
}

// clockFigures reads figures of at least the width (at most two) and at most the value.
func (r *reader) clockFigures(i, width, most int) (int, bool) {
	s := r.text(i)
	if !r.isDigits(i) || len(s) < width || len(s) > 2 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		n = n*10 + int(c-'0')
	}
	return n, n <= most
}

// slashTime reads «16/30» and «9.30» after a head, or before a minute word or a part of the day. Old texts have the groups in the order
// of sight («30/9»): the group that can be no hour is the minutes.
func (r *reader) slashTime(i int, headed bool) (moment, bool) {
	if !r.isMark(i+1, "/.") || !r.adjoins(i+1) || !r.adjoins(i+2) || r.comesFrom(i) || r.goesOn(i+3) {
		return moment{}, false
	}
	a, okA := r.clockFigures(i, 1, 59)
	b, okB := r.clockFigures(i+2, 1, 59)
	if !okA || !okB {
		return moment{}, false
	}
	t := moment{hour: a, minute: b, end: i + 3, next: i + 3}
	widthA, widthB := len(r.text(i)), len(r.text(i+2))
	switch {
	case a <= 24 && widthB == 2:
	case b <= 24 && widthA == 2:
		t.hour, t.minute = b, a
	default:
		return moment{}, false
	}
	_, _, part := r.dayPart(t.next)
	after, minutes := r.is(t.next, wordMinute)
	if minutes {
		t.next = after
	}
	if headed || part || minutes && t.minute%5 == 0 {
		return t, !r.countsOn(t.next)
	}
	return moment{}, false
}

// spokenTime reads «هفت و چهل و پنج دقیقه», «ده و نیم», «هشت و ربع», «۱۴».
func (r *reader) spokenTime(i int, headed bool) (moment, bool) {
	h, ok := r.whole(i)
	if !ok && headed { // «ساعت یک»: elsewhere the word is an article and no number
		h.value, h.next, ok = r.hour(i)
		ok = ok && !r.endsLine(i)
	}
	if !ok || h.ordinal || h.width > 2 || h.value > 24 || r.comesFrom(i) || r.goesOn(h.next) {
		return moment{}, false
	}
	t := moment{hour: h.value, bare: true, end: h.next, next: h.next}
	if h.half {
		t.minute, t.bare = 30, false
		return t, headed
	}
	if !headed {
		return t, h.high == 0
	}
	if and, ok := r.is(h.next, wordAnd); ok {
		if j, ok := r.is(and, wordHalf); ok {
			t.minute, t.bare, t.end, t.next = 30, false, j, j
		} else if j, ok := r.is(and, wordQuarter); ok {
			t.minute, t.bare, t.end, t.next = 15, false, j, j
		} else if m, ok := r.whole(and); ok && m.value < 60 && !m.half && !m.ordinal && m.high == 0 {
			if j, ok := r.is(m.next, wordMinute); ok {
				t.minute, t.bare, t.end, t.next = m.value, false, j, j
			} else if m.value > 24 && m.value%5 == 0 && !r.goesOn(m.next) && !r.countsOn(m.next) {
				t.minute, t.bare, t.end, t.next = m.value, false, m.next, m.next
			}
		}
	}
	if h.high > 24 {
		return moment{}, false
	}
	t.high = h.high
	return t, !t.bare || !r.countsOn(t.next)
}
