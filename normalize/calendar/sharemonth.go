package calendar

import "raqam/normalize"

// loneDay is a weekday and a day number whose month comes only with a later date: «سه‌شنبه 18 و … چهارشنبه 19 شهریور».
type loneDay struct {
	token   int // of the number
	day     int
	weekday int
}

// monthWithin is how many tokens later the month may stand.
const monthWithin = 40

// awaitMonth remembers a weekday at token i with a day number that nothing else can explain.
func (r *reader) awaitMonth(i int) {
	weekday, at, ok := r.weekday(i)
	if !ok || !r.isDigits(at) || r.endsLine(at) {
		return
	}
	d, ok := r.whole(at)
	if ok && isDay(d) && r.closes(d.next) && !r.goesOn(d.next) {
		r.waiting = append(r.waiting, loneDay{at, d.value, weekday})
	}
}

// shareMonths gives the days that wait for a month the one of the next date in the sentence, if their weekday agrees.
func (r *reader) shareMonths(found []Match) []Match {
	if len(r.waiting) == 0 || len(found) == 0 {
		return found
	}
	out := make([]Match, 0, len(found)+len(r.waiting))
	wait := r.waiting
	for _, m := range found {
		for len(wait) > 0 && r.toks[wait[0].token].Start < m.Start {
			d := wait[0]
			if lone, ok := r.loneDate(d, m); ok {
				out = append(out, lone)
			} else if m.Kind != DateKind && r.inSentence(d.token, m.Start) {
				break // a later match may have the month
			}
			wait = wait[1:]
		}
		if n := len(out); n > 0 && out[n-1].End > m.Start {
			out = out[:n-1] // found twice
		}
		out = append(out, m)
	}
	return out
}

// loneDate returns the date of d in the month of m.
func (r *reader) loneDate(d loneDay, m Match) (Match, bool) {
	if m.Kind != DateKind || m.Calendar != Solar || !m.From.IsDay() || !r.inSentence(d.token, m.Start) {
		return Match{}, false
	}
	date, err := New(m.From.Year, m.From.Month, d.day)
	if err != nil || int(date.Weekday()) != d.weekday || date.Compare(m.From) >= 0 {
		return Match{}, false
	}
	t := r.toks[d.token]
	return Match{Start: t.Start, End: t.End, Kind: DateKind, Value: written{Solar, 0, date.Month, date.Day}.String(), Calendar: Solar,
		From: date, To: date, Rule: "shared-month"}, true
}

// inSentence reports whether neither a sentence nor too many words end between token i and the byte at.
func (r *reader) inSentence(i, at int) bool {
	for j := i + 1; j < len(r.toks) && r.toks[j].Start < at; j++ {
		if j > i+monthWithin || r.endsLine(j) || r.toks[j].Kind == normalize.Mark && r.isMark(j, ".;\u061b\u061f!?") {
			return false
		}
	}
	return true
}
