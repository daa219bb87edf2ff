package calendar

// yearAfter reads a year of the calendar c that belongs to the day or month before token i: «، ۱۳۹۹», «سال ۶۸», «۹۱». It returns
// the year in four figures and the token after it and after any name of an era. Lunar years may have fewer figures.
func (r *reader) yearAfter(i int, c Calendar) (year whole, next int, ok bool) {
	i = r.skip(i, wordMonth)
	comma := r.isMark(i, commas)
	if comma {
		i++
	}
	at := r.skip(i, wordOfYear)
	said := at > i
	if r.endsLine(at) {
		return whole{}, 0, false
	}
	y, ok := r.whole(at)
	if !ok || y.half || y.ordinal || y.high != 0 {
		return whole{}, 0, false
	}
	era, next := r.era(y.next)
	if era != 0 && era != c || r.countsOn(next) || r.goesOn(y.next) || r.rangeCounts(at) {
		return whole{}, 0, false
	}
	switch {
	case c == Gregorian && plausibleGregorian(y.value), c == Solar && plausibleSolar(y.value),
		c == Lunar && y.value > 0 && y.value < 1500 && (era == c || y.value >= 1200):
	case c == Solar && !comma && r.twoFigures(y) && (said || r.shortYear(y, next)):
		y.value = expandYear(y.value, r.ref)
	default:
		return whole{}, 0, false
	}
	y.era = era
	return y, next, true
}

// ofSolarYear reports whether a year beside a lunar month is one of the Solar Hijri calendar: years of both calendars look alike, but
// the lunar one is some forty ahead, so what is not yet past there is past here («محرم ۱۳۵۷», «۲۷ رجب ۱۳۹۹»).
func (r *reader) ofSolarYear(c Calendar, y whole) bool {
	return c == Lunar && y.era != Lunar && r.ref.Year != 0 && y.value <= r.ref.Year+1
}

// twoFigures reports whether a number can be a year without its century: two figures, or words for thirty and more.
func (r *reader) twoFigures(y whole) bool {
	return y.width == 2 || y.width == 0 && y.value >= 30 && y.value <= 99
}

// shortYear reports whether a two-figure number that no «سال» announces is a year, with no noun after it that it could count
// («۱۵ مهر ۴۵ دانش‌آموز»). Figures that are seldom a year must also be closed by what follows.
func (r *reader) shortYear(y whole, next int) bool {
	return y.width == 2 && !r.countsNouns(next) && (y.value >= 30 || r.isRecent(expandYear(y.value, r.ref)) || r.closes(next))
}

// countsOn reports whether a unit at token i makes the number before it an amount («۹۰ درصد»).
func (r *reader) countsOn(i int) bool {
	if i >= len(r.toks) || r.endsLine(i) {
		return false
	}
	if after, ok := r.is(i, wordHour); ok && r.isDigits(after) {
		return false // «۵ مهر ۹۹ ساعت ۱۴»
	}
	if after, ok := r.is(i, wordDay); ok {
		if _, _, named := r.weekday(after); named || r.isDigits(after) {
			return false // «ساعت ۱۸ روز جمعه»
		}
	}
	_, ok := r.is(i, wordCounted)
	return ok || r.isMark(i, "%")
}

// rangeCounts reports whether the number at token i is the lower end of a range of amounts: «تا پایان سال ۱۲ تا ۱۵ درصد».
func (r *reader) rangeCounts(i int) bool {
	low, ok := r.whole(i)
	if !ok {
		return false
	}
	if low.high != 0 {
		return r.countsOn(low.next)
	}
	j, ok := r.is(low.next, wordTo)
	high, isNumber := r.whole(j)
	return ok && isNumber && r.countsOn(high.next)
}

// countsNouns reports whether a noun that is often counted stands at token i («۹۰ پروژه»).
func (r *reader) countsNouns(i int) bool {
	_, ok := r.is(i, wordCountNoun)
	return ok && !r.endsLine(i)
}

// goesOn reports whether the figures before token i go on after a mark that touches both, as in 12:30, 1399/8 and 1.5.
func (r *reader) goesOn(i int) bool {
	return r.isMark(i, ":/.,\u066b\u066c") && r.adjoins(i) && r.isDigits(i+1) && r.adjoins(i+1)
}

// comesFrom reports whether the figures at token i go on from figures before them.
func (r *reader) comesFrom(i int) bool {
	return r.isMark(i-1, ":/.,\u066b\u066c") && r.adjoins(i) && r.isDigits(i-2) && r.adjoins(i-1)
}

// era reads the name of a calendar after a year.
func (r *reader) era(i int) (Calendar, int) {
	c, next, ok := find(r, r.lex.eras, i, func(Calendar) bool { return true })
	if !ok || r.endsLine(i) {
		return 0, i
	}
	return c, next
}

// yearInWords reads which year a date without a number for it belongs to: «ماه سال گذشته», «جاری», «امسال».
func (r *reader) yearInWords(i int) (shift int, ok bool) {
	i = r.skip(i, wordMonth)
	shift, _, ok = find(r, r.lex.tails, i, func(int) bool { return true })
	return shift, ok
}
