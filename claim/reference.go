package claim

import (
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
	if cue, ok := f.nearestTime(); ok {
		f.Reference = &Reference{Text: p.original(cue.first, cue.next), Source: cue.source}
		if !cue.none {
			f.Reference.From, f.Reference.To = cue.from, cue.to
		}
		f.explain("time:" + f.Reference.Text)
		return
	}
	if published.Year == 0 || f.timelessLength() {
		return
	}
	f.Reference = &Reference{From: published, To: published, Source: fromPublication}
}

// nearestTime returns the closest time expression: in the clause before the figure, in the clause after it, in the sentence before it.
func (f *figure) nearestTime() (timeCue, bool) {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	var best timeCue
	rank := 0
	for _, c := range p.timeCues(max(s.first, f.first-clauseReach), min(s.next, f.next+clauseReach)) {
		r := 0
		switch {
		case c.first <= f.first && c.next >= f.next: // «۲۴ ساعت گذشته»
			r = 4
		case c.next <= f.first && c.first >= f.clause.first:
			r = 3
		case c.first >= f.next && c.next <= f.clause.next:
			r = 2
		case c.next <= f.first:
			r = 1
		}
		if r > rank || r == rank && r > 0 && c.next <= f.first {
			best, rank = c, r
		}
	}
	return best, rank > 0
}

// timeCues lists the time expressions between two tokens in order.
func (p *passage) timeCues(from, to int) []timeCue {
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
		if d.Kind == calendar.YearKind && d.Calendar == calendar.Gregorian { // the Solar Hijri year that holds most of it
			c.from = calendar.Date{Year: d.To.Year}
		}
		if d.Kind == calendar.YearKind && d.High != "" && d.Calendar != calendar.Gregorian {
			c.none = true
		}
		out = append(out, c)
	}
	for k := range p.refs {
		r := &p.refs[k]
		first := p.tokenAt(r.Start)
		if first >= to {
			break
		}
		if first < from {
			continue
		}
		c := timeCue{first: first, next: p.tokenAt(r.End), from: r.From, to: r.To, source: fromRelative}
		c.none = r.From.Year == 0 || r.From.Year != r.To.Year && r.To.Year != 0
		out = append(out, c)
	}
	for k := from; k < to; k++ {
		if _, n := p.lex.timeless.at(p.ws, k, to); n > 0 {
			out = append(out, timeCue{first: k, next: k + n, source: fromRelative, none: true})
		}
	}
	return out
}

// datesFrom returns the index of the first date that starts at or after token i.
func (p *passage) datesFrom(i int) int {
	if i >= len(p.toks) {
		return len(p.dates)
	}
	lo, hi := 0, len(p.dates)
	for lo < hi {
		if m := (lo + hi) / 2; p.dates[m].Start < p.toks[i].Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// timelessLength reports a length of several years: it spans years and belongs to none («۳۰ سال», «دو دهه»), unless it is an age.
func (f *figure) timelessLength() bool {
	if f.Kind != Duration || f.unit.Class != number.TimeUnit || !f.p.lex.longUnits[f.unit.Name] || f.Value == "1" {
		return false
	}
	return !f.age()
}

// age reports a length that is somebody's or something's age or service: «۳۹ ساله», «۱۶ سال سن», «۱۸ سال دارد», «سابقه ۱۵ سال».
func (f *figure) age() bool {
	p := f.p
	if f.unit.Adjective {
		return true
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
