package calendar

// resolve returns the first and last day that w means, its year being taken from the reference day where none is written. shift, where
// given, is the year the text names in words («سال گذشته»: -1).
func (r *reader) resolve(w written, shift *int) (from, to Date) {
	if w.year != 0 || !r.ref.IsDay() || w.day == 0 {
		return w.solar()
	}
	var years [3]int // candidates, the likeliest first
	switch w.calendar {
	case Gregorian:
		y, _, _ := r.ref.Gregorian()
		years = [3]int{y, y - 1, y + 1}
	case Lunar:
		y := lunarYear(r.ref)
		if y == 0 {
			return Date{}, Date{}
		}
		years = [3]int{y, y - 1, y + 1}
	default:
		years = [3]int{r.ref.Year, r.ref.Year - 1, r.ref.Year + 1}
	}
	if shift != nil {
		w.year = years[0] + *shift
		return w.solar()
	}
	now := r.ref.dayNumber()
	best, bestFar := Date{}, 0
	for _, y := range years {
		w.year = y
		d, _ := w.solar()
		if d.IsZero() {
			continue
		}
		far := distance(d.dayNumber()-now, d.Year == r.ref.Year)
		if best.IsZero() || far < bestFar {
			best, bestFar = d, far
		}
	}
	return best, best
}

// distance weighs how far a candidate lies from the reference day. News looks back more than ahead, and a day of the year that is
// running needs no year: only from seven months ahead, or nine months back, is the same day of another year nearer.
func distance(days int, sameYear bool) int {
	switch {
	case days > 0 && sameYear:
		return days - 60
	case days > 0:
		return days
	case sameYear:
		return -days - 180
	}
	return -days
}
