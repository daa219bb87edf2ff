package calendar

import "raqam/normalize"

// Reference is a time expression that places a sentence in time though it need hold no number: «امسال», «شش ماهه نخست سال گذشته», «تاکنون».
type Reference struct {
	Start, End int  // bytes of the folded text
	From, To   Date // the first and last day meant, as coarse as the expression; zero where it names none («سال‌های گذشته»)
	Open       bool // the time began at an unknown day before To («تاکنون»); From is zero
	Rule       string
}

// References returns the relative and partial time expressions of t, in order and without overlap, resolved against ref, normally the day
// of publication, which must be a full date. Dates and years alone are no References but what [Find] returns; a year inside such an
// expression («نیمه دوم سال ۹۸») belongs to both. It takes time linear in the length of the text.
func References(t normalize.Text, toks []normalize.Token, ref Date) []Reference {
	if !ref.IsDay() {
		return nil
	}
	r := relativeReader{reader{s: t.Folded(), toks: toks, ref: ref, lex: lexicon(), done: -1}, relativeTables()}
	var out []Reference
	for i := 0; i < len(toks); {
		if toks[i].Kind == normalize.Mark || toks[i].Kind == normalize.Word && !r.startsWith(r.rel.starts, i) {
			i++
			continue
		}
		e, next, ok := r.expression(i)
		if !ok {
			i++
			continue
		}
		if isDate(e.From) && isDate(e.To) { // else before or after all years that a Date may have
			e.Start, e.End = toks[i].Start, toks[next-1].End
			out = append(out, e)
		}
		i = next
	}
	return out
}

// relativeReader reads time expressions that are relative to the reference day.
type relativeReader struct {
	reader
	rel *relativeLexicon
}

// expression reads the longest expression that begins at token i.
func (r *relativeReader) expression(i int) (Reference, int, bool) {
	for _, read := range [...]func(int) (Reference, int, bool){r.edgeOfYear, r.partOfYear, r.counted, r.alone, r.dayOfWeek, r.monthsOfYear, r.monthOfYear} {
		if e, next, ok := read(i); ok {
			return e, next, true
		}
	}
	return Reference{}, 0, false
}

// alone reads an expression of relative.tsv.
func (r *relativeReader) alone(i int) (Reference, int, bool) {
	p, next, ok := find(&r.reader, r.rel.alone, i, func(relativePeriod) bool { return true })
	if !ok {
		return Reference{}, 0, false
	}
	e := Reference{Rule: p.unit.String()}
	switch p.unit {
	case unitDay:
		e.From = r.ref.AddDays(p.shift)
		e.To = e.From
	case unitWeek:
		sinceSaturday := (int(r.ref.Weekday()) + 1) % 7
		e.From = r.ref.AddDays(7*p.shift - sinceSaturday)
		e.To = e.From.AddDays(6)
	case unitMonth:
		e.From = Date{r.ref.Year, r.ref.Month, 0}.addMonths(p.shift)
		e.To = e.From
	case unitYear:
		if era, after := r.era(next); era == Gregorian { // «سال جاری میلادی»
			y, _, _ := r.ref.Gregorian()
			e.From, e.To = written{calendar: Gregorian, year: y + p.shift}.solar()
			return e, after, true
		}
		e.From = Date{Year: r.ref.Year + p.shift}
		e.To = e.From
	case unitUntil:
		e.To, e.Open = r.ref, true
	}
	return e, next, true
}

// dayOfWeek reads «سه‌شنبه هفته آینده», «جمعه گذشته».
func (r *relativeReader) dayOfWeek(i int) (Reference, int, bool) {
	weekday, at, ok := r.weekday(i)
	if !ok || r.endsLine(at) {
		return Reference{}, 0, false
	}
	inWeek := func(w int) int { return (w + 1) % 7 } // from Saturday
	days := inWeek(weekday) - inWeek(int(r.ref.Weekday()))
	p, next, ok := find(&r.reader, r.rel.alone, at, func(p relativePeriod) bool { return p.unit == unitWeek })
	if ok {
		days += 7 * p.shift
	} else {
		tail, after, ok := find(&r.reader, r.rel.tails, at, func(tail int) bool { return tail == tailSince || tail == tailAhead })
		if !ok {
			return Reference{}, 0, false
		}
		if tail == tailSince && days >= 0 {
			days -= 7
		} else if tail == tailAhead && days <= 0 {
			days += 7
		}
		next = after
	}
	d := r.ref.AddDays(days)
	return Reference{From: d, To: d, Rule: "weekday"}, next, true
}

// counted reads «دو سال پیش», «۲۴ ساعت گذشته», «سه ماه آینده».
func (r *relativeReader) counted(i int) (Reference, int, bool) {
	n, at, ok := r.count(i)
	if !ok {
		return Reference{}, 0, false
	}
	unit, at, ok := find(&r.reader, r.rel.units, at, func(int) bool { return true })
	if !ok {
		return Reference{}, 0, false
	}
	tail, next, ok := find(&r.reader, r.rel.tails, at, func(int) bool { return true })
	if !ok || r.endsLine(at) {
		return Reference{}, 0, false
	}
	point := r.moved(unit, -n)
	e := Reference{From: point, To: point, Rule: "ago"}
	switch tail {
	case tailSince:
		e.To, e.Rule = r.ref, "last"
	case tailAhead:
		e.From, e.To, e.Rule = r.ref, r.moved(unit, n), "next"
	case tailIn:
		point = r.moved(unit, n)
		e.From, e.To, e.Rule = point, point, "in"
	}
	return e, next, !point.IsZero() && !e.To.IsZero()
}

// moved returns the day, month or year n units from the reference day; the zero Date where that is too far.
func (r *relativeReader) moved(unit, n int) Date {
	var d Date
	switch unit {
	case 0: // hours
		d = r.ref.AddDays(n / 24)
		if n < 0 && n > -24 {
			d = r.ref
		}
	case 1:
		d = r.ref.AddDays(n)
	case 2:
		d = r.ref.AddDays(7 * n)
	case 3:
		d = Date{r.ref.Year, r.ref.Month, 0}.addMonths(n)
	case 4:
		d = Date{Year: r.ref.Year + n}
	case 5:
		d = Date{Year: r.ref.Year + 10*n}
	}
	if !isDate(d) {
		return Date{}
	}
	return d
}

// isDate reports whether d is what New would return, the zero Date included.
func isDate(d Date) bool {
	_, err := New(d.Year, d.Month, d.Day)
	return err == nil
}

// count reads a small number in figures or in words.
func (r *relativeReader) count(i int) (n, next int, ok bool) {
	if w, ok := r.whole(i); ok && w.width > 0 && w.width <= 3 && !r.comesFrom(i) && w.value > 0 {
		return w.value, w.next, true
	}
	return find(&r.reader, r.rel.counts, i, func(int) bool { return true })
}
