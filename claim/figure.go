package claim

import (
	"cmp"
	"slices"
	"strings"

	"raqam/normalize"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

// figure is one numeric expression on its way to a Mention.
type figure struct {
	*Mention
	p           *passage
	first, next int // tokens [first, next); the edge tokens may belong to it in part («۳۵هزار نفر» glued)
	start, end  int // bytes of the folded text
	num         *number.Number
	date        *calendar.Match
	unit        number.Unit // the zero Unit where there is none
	after       int         // token after the number and its unit
	phraseEnd   int         // token after the noun phrase
	clause      clause
	unsettled   bool // the clause has no verb that could say what has become of the thing
	announced   bool // a present tense has made it planned
	due         bool // «تا پایان سال …» has made it planned
	named       bool // it is the end of a name
	labelled    bool // a word before it makes it a label, and those of the list it opens
	labels      bool // the word is in the plural: all of the list it opens are labels («مناطق ۴، ۵ و ۹»)
	rules       []string
}

// explain notes that a rule has decided something.
func (f *figure) explain(rule string) { f.rules = append(f.rules, rule) }

// explainRest names what needed no rule of its own: how the number is read, its unit, and the time and status where no word says them.
func (f *figure) explainRest() {
	if f.num != nil && f.num.Rule != "" {
		f.explain("value:" + f.num.Rule)
	}
	if f.Bound == Range {
		f.explain("bound:range")
	}
	if f.Unit != "" && f.unit.Class != 0 {
		f.explain("unit:" + cmp.Or(f.p.original(f.next, f.after), f.Unit))
	}
	if f.IsClaim() && f.Status == Stated && !slices.ContainsFunc(f.rules, func(r string) bool { return strings.HasPrefix(r, "status:") }) {
		f.explain("status:no-verb")
	}
	if f.Reference != nil && f.Reference.Source == fromPublication {
		f.explain("time:publication")
	}
}

// figures finds the numeric expressions of a passage in order: dates over numbers, and digits that are neither.
func (p *passage) figures() []*figure {
	var out []*figure
	skipFrom := p.closingLine()
	d := 0
	covered := 0 // bytes of the folded text
	add := func(f *figure) {
		if f.first >= skipFrom || p.latin(f) {
			return
		}
		out = append(out, f)
	}
	n := 0
	for i := 0; i < len(p.toks); i++ {
		if p.toks[i].End <= covered {
			continue
		}
		for d < len(p.dates) && p.dates[d].End <= p.toks[i].Start {
			d++
		}
		for n < len(p.nums) && p.nums[n].End <= p.toks[i].Start {
			n++
		}
		switch {
		case d < len(p.dates) && p.dates[d].Start < p.toks[i].End:
			m := &p.dates[d]
			f := &figure{p: p, first: i, next: p.tokenAt(m.End), start: m.Start, end: m.End, date: m}
			covered = m.End
			if k := f.next - 1; k >= i && p.toks[k].End > m.End { // the date ends inside a token: the rest of it is looked at again
				f.next = k + 1
			}
			add(f)
			d++
		case n < len(p.nums) && p.nums[n].Start < p.toks[i].End && p.nums[n].Start >= covered:
			m := &p.nums[n]
			if d < len(p.dates) && p.dates[d].Start < m.End {
				continue // a date begins inside the number: it wins
			}
			f := &figure{p: p, first: i, next: m.Next, start: m.Start, end: m.End, num: m}
			covered = m.End
			add(f)
			n++
		case p.toks[i].Kind == normalize.Digits:
			t := p.toks[i]
			add(&figure{p: p, first: i, next: i + 1, start: t.Start, end: t.End})
			covered = t.End
		}
	}
	return out
}

// closingLine returns the token from which the passage is the desk's closing line («انتهای پیام/86011/ت10»), whose figures are codes; or the
// number of tokens.
func (p *passage) closingLine() int {
	_, at, n := p.lex.closings.find(p.ws, 0, len(p.ws))
	if n == 0 {
		return len(p.toks)
	}
	return at
}

// latin reports whether the figure is part of a word or name in Latin letters («C-130», «mp3»), which counts nothing.
func (p *passage) latin(f *figure) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(p.toks) && p.toks[i].Kind == normalize.Word && p.s[p.toks[i].Start] < 0x80
	}
	if f.date != nil {
		return false
	}
	touchesBefore := p.touching(f.first-1) && f.start == p.toks[f.first].Start
	touchesAfter := p.touching(f.next - 1)
	return touchesBefore && letter(f.first-1) || touchesAfter && letter(f.next) ||
		touchesBefore && p.s[f.start-1] == '-' && p.touching(f.first-2) && letter(f.first-2)
}
