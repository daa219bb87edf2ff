package claim

import (
	"sort"

	"raqam/normalize/calendar"
)

// timeCue is a date, a relative expression or a word without a year near a figure.
type timeCue struct {
	first, next int
	from, to    calendar.Date
	source      string
	none        bool // the words name no single year
	now         bool // the words mean the day of publication
	same        bool // they mean the time spoken of before
}

// timeCues lists the time expressions between two tokens in order; ref is the day of publication.
func (p *passage) timeCues(from, to int, ref calendar.Date) []timeCue {
	var out []timeCue
	for k := p.datesFrom(from); k < len(p.dates); k++ {
		d := &p.dates[k]
		first := p.tokenAt(d.Start)
		if first >= to {
			break
		}
		if d.Kind == calendar.TimeKind || d.From.Year == 0 || first < from {
			continue
		}
		c := timeCue{first: first, next: p.tokenAt(d.End), from: d.From, to: d.To, source: fromText}
		if d.Kind == calendar.YearKind && d.Calendar == calendar.Gregorian && d.From.Month > 6 { // the Solar Hijri year that holds most of it, or of its first year
			c.from = calendar.Date{Year: d.From.Year + 1}
		}
		if d.Kind == calendar.YearKind && d.High != "" && d.Calendar != calendar.Gregorian {
			c.none = true
		}
		out = append(out, c)
	}
	for k := p.refsFrom(from); k < len(p.refs); k++ {
		r := &p.refs[k]
		first := p.tokenAt(r.Start)
		if first >= to {
			break
		}
		if first < from {
			continue
		}
		c := timeCue{first: first, next: p.tokenAt(r.End), from: r.From, to: r.To, source: fromRelative}
		switch {
		case r.From == ref && r.To.Year > ref.Year && p.lex.so[p.ws[first].id]: // «تا پایان سال ۱۴۰۳»: the year it is due
			c.from = calendar.Date{Year: r.To.Year}
		default:
			c.none = r.From.Year == 0 || r.From.Year != r.To.Year && r.To.Year != 0
		}
		out = append(out, c)
	}
	out = p.joinSpans(out)
	dated := len(out)
	for k := from; k < to; k++ {
		effect, n := p.lex.times.at(p.ws, k, to)
		if n == 0 {
			continue
		}
		if effect == noEffect {
			k += n - 1
			continue
		}
		c := timeCue{first: k, next: k + n, source: fromRelative, none: effect == noYear || effect == sameTime, now: effect == thisDay, same: effect == sameTime}
		said := false
		for _, d := range out[:dated] { // «از آغاز امسال»: the year is named
			said = said || !d.none && d.first <= c.next && d.next >= c.first && (!c.now || d.next == c.first)
		}
		if !said {
			out = append(out, c)
		}
	}
	return out
}

// spanReach is how many words may stand between «از» and a year, or between the two ends of a span.
const spanReach = 3

// joinSpans makes one time of two that are the ends of a span: «از سال ۱۳۹۷ تا پایان سال ۱۴۰۱». Dates come before relative expressions in cues,
// which may tell the later end once more.
func (p *passage) joinSpans(cues []timeCue) []timeCue {
	for i, a := range cues {
		if a.source != fromText || a.none || !p.wordBefore(a.first, p.lex.spanFrom) {
			continue
		}
		end := a
		for _, b := range cues {
			if b.first < a.next || b.first-a.next > spanReach || b.to.Year <= a.from.Year && b.from.Year <= a.from.Year {
				continue
			}
			if p.lex.so[p.ws[b.first].id] || p.wordBefore(b.first, p.lex.so) {
				end.next, end.to = max(end.next, b.next), b.to
				if end.to.Year == 0 {
					end.to = b.from
				}
			}
		}
		if end.next == a.next {
			continue
		}
		cues[i] = end
		rest := cues[:0]
		for k, b := range cues {
			if k == i || b.first < a.next || b.first >= end.next {
				rest = append(rest, b)
			}
		}
		return rest
	}
	return cues
}

// wordBefore reports whether one of the words stands before token i, with at most spanReach nouns («سال», «پایان») between.
func (p *passage) wordBefore(i int, words wordSet) bool {
	for k := i - 1; k >= max(0, i-spanReach); k-- {
		if words[p.ws[k].id] {
			return true
		}
		if !p.nominal(k) {
			return false
		}
	}
	return false
}

// refsFrom returns the index of the first relative expression that starts at or after token i.
func (p *passage) refsFrom(i int) int {
	if i >= len(p.toks) {
		return len(p.refs)
	}
	return sort.Search(len(p.refs), func(k int) bool { return p.refs[k].Start >= p.toks[i].Start })
}

// datesFrom returns the index of the first date that starts at or after token i.
func (p *passage) datesFrom(i int) int {
	if i >= len(p.toks) {
		return len(p.dates)
	}
	return sort.Search(len(p.dates), func(k int) bool { return p.dates[k].Start >= p.toks[i].Start })
}

// relativeAfter returns the first «که» between two tokens, or the second of them.
func (p *passage) relativeAfter(i, limit int) int {
	for ; i < limit && !p.ws[i].ends; i++ {
		if p.opensRelative(i) {
			return i
		}
	}
	return limit
}

// colonBetween reports a colon between two tokens: when somebody spoke is not what he spoke of.
func (p *passage) colonBetween(i, limit int) bool {
	for ; i < limit; i++ {
		if p.ws[i].colon {
			return true
		}
	}
	return false
}

// opensRelative reports «که», but not «اینکه», which opens what is said.
func (p *passage) opensRelative(i int) bool { return p.is(i, relative) && !p.is(i, adverb) }

// inRelativeClause reports whether token i stands in a relative clause that began after token from: «مدرسه‌هایی که پارسال وعده دادیم». After a
// verb «که» opens what is said.
func (p *passage) inRelativeClause(from, i int) bool {
	for k := i - 1; k >= max(from, i-clauseReach); k-- {
		switch {
		case p.is(k, finite) && !p.ws[k].figure:
			return false
		case p.opensRelative(k):
			return p.isWord(k-1) && !p.is(k-1, finite|copula)
		}
	}
	return false
}

// compared reports whether the time that starts at token i is only what a figure is compared with.
func (p *passage) compared(i int) bool {
	for k := i; k >= i-1 && k > 0; k-- { // «مدت مشابه» may stand between
		if _, n := p.lex.comparisons.endingAt(p.ws, 0, k); n > 0 {
			return true
		}
	}
	return false
}

// timeEffect is what words of times.tsv do to the year.
type timeEffect uint8

const (
	noYear   timeEffect = iota + 1 // «سال‌های گذشته»
	thisDay                        // «تاکنون»
	sameTime                       // «در این مدت»
	noEffect                       // «پیش از آغاز», which is no «از آغاز»
)
