package calendar

// figures is a run of two or three groups of figures joined by one mark: «۱۳۹۹/۸/۲۶», «16.11.2020».
type figures struct {
	value, width [3]int
	n            int // groups
	sep          string
	next         int
}

// figuresAt reads the run at token i; it fails where more of the same follow or come before (an address, a version).
func (r *reader) figuresAt(i int) (figures, bool) {
	var f figures
	if !r.isDigits(i) || r.comesFrom(i) || r.isMark(i-1, dashes) && r.adjoins(i) && r.isDigits(i-2) && r.adjoins(i-1) {
		return f, false
	}
	for f.n < 3 {
		s := r.text(i)
		if len(s) > 4 {
			return f, false
		}
		f.width[f.n] = len(s)
		for _, c := range []byte(s) {
			f.value[f.n] = f.value[f.n]*10 + int(c-'0')
		}
		f.n++
		f.next = i + 1
		j, ok := r.separator(i+1, f.sep)
		if !ok {
			break
		}
		if f.n == 3 {
			return f, false
		}
		f.sep = r.text(i + 1)
		i = j
	}
	return f, f.n > 1
}

// separator returns the token of figures after a mark at token i; spaces may stand around a slash
// («4/ 12/ 1392») but no other; the mark is sep where sep is given.
func (r *reader) separator(i int, sep string) (int, bool) {
	if !r.isMark(i, "/.-") || sep != "" && r.text(i) != sep || !r.isDigits(i+1) || r.endsLine(i) || r.endsLine(i+1) {
		return 0, false
	}
	return i + 1, r.text(i) == "/" || r.adjoins(i) && r.adjoins(i+1)
}

// numericDates reads a date in figures at token i, or two of them joined by «تا».
func (r *reader) numericDates(i int) (Match, int, bool) {
	m, next, ok := r.numericDate(i)
	if !ok {
		return m, next, ok
	}
	j, joined := r.is(next, wordTo)
	if !joined || r.endsLine(next) {
		return m, next, true
	}
	to, after, ok := r.numericDate(r.skipWeekday(j))
	if !ok || to.Calendar != m.Calendar || m.Invalid || to.Invalid || !m.From.IsDay() || to.To.Compare(m.From) <= 0 {
		return m, next, true
	}
	m.End, m.High, m.To, m.Rule = to.End, to.Value, to.To, "figures-range"
	m.Conflict = m.Conflict || to.Conflict
	return m, after, true
}

// numericDate reads a date in figures at token i: year, month, day in this order or the reverse one. A date that no calendar has is
// returned as Invalid when it can hardly be anything else, with four figures for the year.
func (r *reader) numericDate(i int) (Match, int, bool) {
	f, ok := r.figuresAt(i)
	if !ok || r.countsOn(f.next) {
		return Match{}, 0, false
	}
	w, ok := f.date(r.ref)
	if !ok {
		return Match{}, 0, false
	}
	era, next := r.era(f.next)
	if era == Lunar && w.calendar == Solar {
		w.calendar = Lunar
	}
	m := Match{Start: r.toks[i].Start, End: r.toks[f.next-1].End, Kind: DateKind, Value: w.String(), Calendar: w.calendar, Rule: "figures"}
	m.Invalid = !w.valid()
	m.Approximate = w.calendar == Lunar
	m.From, m.To = w.solar()
	m.Conflict = r.weekdayConflict(i, m)
	return m, next, true
}

// date decides which group is the year, the month and the day.
func (f figures) date(ref Date) (written, bool) {
	v, n := f.value, f.width
	var w written
	if f.n == 2 { // year and month
		if f.sep != "/" || n[0] != 4 || n[1] != 2 || v[0] < 1300 || !plausibleSolar(v[0]) || v[1] < 1 || v[1] > 12 {
			return w, false
		}
		return written{Solar, v[0], v[1], 0}, true
	}
	switch {
	case n[0] == 4 && n[1] <= 2 && n[2] <= 2:
		w = written{calendarOf(v[0]), v[0], v[1], v[2]}
	case n[2] == 4 && n[0] <= 2 && n[1] <= 2:
		w = written{calendarOf(v[2]), v[2], v[1], v[0]}
	case f.sep != "/" || n[0] > 2 || n[1] > 2 || n[2] > 2:
		return w, false
	case n[0] == 2 && (v[0] > 31 || v[0] < 10 && v[2] <= 31):
		w = written{Solar, expandYear(v[0], ref), v[1], v[2]}
		return w, w.valid() && w.month > 0 && w.day > 0
	case n[2] == 2 && v[2] > 31:
		w = written{Solar, expandYear(v[2], ref), v[1], v[0]}
		return w, w.valid() && w.month > 0 && w.day > 0
	default:
		return w, false
	}
	if w.calendar == Gregorian && w.month > 12 && w.day <= 12 { // month first, as Americans do
		w.month, w.day = w.day, w.month
	}
	return w, w.calendar != 0 && w.month >= 1 && w.month <= 12 && w.day >= 1 && w.day <= 31
}
