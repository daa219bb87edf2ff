package claim

import (
	"sort"
	"strings"

	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

// Sources of a Reference.
const (
	fromText        = "stated"
	fromRelative    = "relative"
	fromPublication = "publication"
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

// setReference finds the time a figure speaks of: the nearest date, period or relative expression in its clause, else in its sentence before it,
// else the day of publication. Words such as «سال‌های گذشته» and spans of several years name no single year: From and To stay zero.
func (f *figure) setReference(published calendar.Date) {
	p := f.p
	if f.date != nil {
		r := &Reference{From: f.date.From, To: f.date.To, Source: fromText, Text: p.original(f.first, f.next)}
		if f.date.Kind == calendar.TimeKind && r.From.IsZero() {
			r.From, r.To, r.Source, r.Text = published, published, fromPublication, ""
		}
		if !r.From.IsZero() {
			f.Reference = r
		}
		return
	}
	long := f.timelessLength()
	if f.eventName() {
		return
	}
	if cue, ok := f.nearestTime(long, published); ok && !(cue.same && p.lastTime == nil) {
		f.Reference = &Reference{Text: p.original(cue.first, cue.next), Source: cue.source}
		switch {
		case cue.same:
			f.Reference.From, f.Reference.To = p.lastTime.From, p.lastTime.To
		case cue.source == fromRelative && cue.from.Year > published.Year && f.Status == Done && p.lex.later[p.ws[cue.next-1].id]: // «یک سال بعد» of a tale
		case cue.now:
			f.Reference.From, f.Reference.To = published, published
		case !cue.none:
			f.Reference.From, f.Reference.To = cue.from, cue.to
		}
		p.lastTime = f.Reference
		f.explain("time:" + f.Reference.Text)
		return
	}
	if p.rowYear.Year != 0 && !long {
		f.Reference = &Reference{From: p.rowYear, To: p.rowYear, Text: p.rowYear.String(), Source: fromText}
		f.explain("time:row")
		return
	}
	if published.Year == 0 || long || f.lexical() || f.Status == Planned && f.Per != "" && !strings.HasPrefix(f.Per, eachPrefix) {
		return
	}
	f.Reference = &Reference{From: published, To: published, Source: fromPublication}
}

// nearestTime returns the closest time expression: in the clause before the figure, in the clause after it, in the sentence before it.
// A length of years takes only what its own clause says.
func (f *figure) nearestTime(long bool, published calendar.Date) (timeCue, bool) {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	var best timeCue
	rank := 0
	relativeAt := p.relativeAfter(f.next, min(s.next, f.next+clauseReach))
	for _, c := range p.timeCues(max(s.first, f.first-clauseReach), min(s.next, f.next+clauseReach), published) {
		r := 0
		switch {
		case p.compared(c.first): // «نسبت به سال گذشته» is what it is compared with
		case c.first > relativeAt: // «۱۰ نفر که سال گذشته …» tells of the ten
		case c.first <= f.first && c.next >= f.next: // «۲۴ ساعت گذشته»
			r = 4
		case c.next <= f.first && c.first >= f.clause.first:
			r = 3
		case c.first >= f.next && c.next <= f.clause.next:
			r = 2
		case c.next <= f.first && !long && !p.inRelativeClause(s.first, c.first) && !p.colonBetween(c.next, f.first) && !(f.Status == Planned && !c.none && c.from.Year < published.Year):
			r = 1
		}
		if r > rank || r == rank && r > 0 && (c.next <= f.first || c.now && c.first <= best.first && c.next >= best.next) {
			best, rank = c, r
		}
	}
	return best, rank > 0
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
func (p *passage) wordBefore(i int, words map[int32]bool) bool {
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

// timeEffect is what words of times.tsv do to the year.
type timeEffect uint8

const (
	noYear   timeEffect = iota + 1 // «سال‌های گذشته»
	thisDay                        // «تاکنون»
	sameTime                       // «در این مدت»
	noEffect                       // «پیش از آغاز», which is no «از آغاز»
)

// lexical reports a number that is part of a word or name and counts nothing at any time: «دو طرفه», «مناطق ۲۲ گانه», «دو
// کشور» (both of them).
func (f *figure) lexical() bool {
	p := f.p
	if f.next < len(p.ws) && (p.lex.lexical[p.ws[f.next].id] || p.lex.parties[p.ws[f.next].id] && (f.Value == "2" || f.Value == "3")) {
		return true
	}
	return false
}

// eventName reports «جنگ ۳۳ روزه»: a length that names what happened once.
func (f *figure) eventName() bool {
	return f.Kind == Duration && f.unit.Adjective && f.first > 0 && f.p.lex.warWords[f.p.ws[f.first-1].id]
}

// timelessLength reports a length of several years: it spans years and belongs to none («۳۰ سال», «دو دهه»), unless it is an age.
func (f *figure) timelessLength() bool {
	if f.Kind == Duration && f.after > 0 && f.p.lex.lifeYears[f.p.ws[f.after-1].id] {
		return true // «در ۴۰ سالگی»
	}
	if f.Kind != Duration || f.unit.Class != number.TimeUnit || !f.p.lex.longUnits[f.unit.Name] || f.Value == "1" {
		return false
	}
	return !f.age()
}

// age reports a length that is somebody's or something's age or service: «۳۹ ساله», «۱۶ سال سن», «۱۸ سال دارد», «سابقه ۱۵ سال».
func (f *figure) age() bool {
	p := f.p
	if f.unit.Adjective {
		return !(f.after > 0 && p.lex.lifeYears[p.ws[f.after-1].id])
	}
	for k := f.after; k < min(f.after+2, len(p.ws)); k++ {
		if p.lex.ageWords[p.ws[k].id] {
			return true
		}
	}
	for k := f.first - 1; k >= max(0, f.first-4); k-- {
		if p.lex.ageWords[p.ws[k].id] {
			return true
		}
	}
	return false
}
