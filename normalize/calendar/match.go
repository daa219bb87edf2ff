package calendar

import (
	"raqam/normalize"
	"raqam/normalize/number"
)

// Kind is what a Match names.
type Kind uint8

const (
	DateKind Kind = iota + 1 // a day, or numeric year and month («۱۳۹۹/۰۸»)
	YearKind                 // a year, a range of years or a decade; the month or season written with it is in From and To
	TimeKind                 // a clock time
)

// Match is one date, year or clock time written in a text.
type Match struct {
	Start, End int // bytes of the folded text: number and month, and a written year, but neither weekday nor «ماه» nor «سال» around them
	Kind       Kind

	// Value is the canonical form of what is written: "1399-08-26" (also for two-figure years), "--08-26" without a year, "1399",
	// "1360..1369" for a decade, "2020-11-16" and "2020" for Gregorian, "1442-03-17" and "--03-17" for lunar ones, "12:33".
	// High is the upper end of a range, else "".
	Value, High string
	Calendar    Calendar // of Value; 0 for a clock time

	// From and To are the first and last day meant, in the Solar Hijri calendar, a year that is not written being resolved against the
	// reference day. Both are coarser than a day where the text is («سال ۱۳۹۷»), and zero where the day is unknown or none.
	From, To Date

	Approximate bool   // From and To may be a day off: lunar dates follow sighting
	Invalid     bool   // no calendar has such a day («۳۱ مهر»); From and To are zero
	Conflict    bool   // the weekday written beside the date is another one
	Rule        string // which pattern found it
}

// Find returns the dates, years and clock times written in t, in order and without overlap. Toks are t's tokens; nums are what
// [number.Find] found among them, without which only figures are read and no number words. Years left out and two-figure years are
// resolved against ref, normally the day of publication; with a zero ref the former stay unknown.
//
// It takes time linear in the length of the text.
func Find(t normalize.Text, toks []normalize.Token, nums []number.Number, ref Date) []Match {
	return AppendFind(nil, t, toks, nums, ref)
}

// AppendFind appends what [Find] returns to dst. Beside dst it allocates the text of each Value and no more.
func AppendFind(dst []Match, t normalize.Text, toks []normalize.Token, nums []number.Number, ref Date) []Match {
	r := reader{s: t.Folded(), toks: toks, nums: nums, ref: ref, lex: lexicon(), done: -1, out: dst}
	from := len(dst)
	for i, n := 0, 0; i < len(toks); {
		if toks[i].Kind != normalize.Digits {
			for n < len(nums) && nums[n].First < i {
				n++
			}
			if toks[i].Kind == normalize.Mark || (n == len(nums) || nums[n].First != i) && !r.startsWith(r.lex.starts, i) {
				i++
				continue
			}
		}
		next, ok := r.match(i)
		if !ok {
			i++
			continue
		}
		i, r.done = next, next
	}
	return append(r.out[:from], r.shareMonths(r.out[from:])...)
}

// match tries every pattern that can begin at token i. It appends what it found and returns the token to go on from.
func (r *reader) match(i int) (int, bool) {
	if r.toks[i].Kind == normalize.Digits {
		if next, ok := r.one(r.numericDates(i)); ok {
			return next, ok
		}
		if next, ok := r.one(r.yearFirst(i)); ok {
			return next, ok
		}
		if next, ok := r.clock(i, false); ok {
			return next, ok
		}
		if next, ok := r.one(r.yearPair(i)); ok {
			return next, ok
		}
	}
	if next, ok := r.one(r.date(i)); ok {
		return next, ok
	}
	if next, ok := r.one(r.minutesTo(i, false)); ok {
		return next, ok
	}
	if next, ok := r.clock(i, false); ok {
		return next, ok
	}
	if r.toks[i].Kind == normalize.Digits {
		return r.one(r.lonelyYear(i))
	}
	if next, ok := r.headed(i); ok {
		return next, ok
	}
	r.awaitMonth(i)
	return r.one(r.monthFirst(i))
}

// one appends m if it was found.
func (r *reader) one(m Match, next int, ok bool) (int, bool) {
	if ok {
		r.out = append(r.out, m)
	}
	return next, ok
}
