package claim

import (
	"strconv"
	"strings"

	"raqam/normalize/calendar"
)

// Sources of a Reference.
const (
	fromText        = "stated"
	fromRelative    = "relative"
	fromPublication = "publication"
)

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
	if f.Kind == Year && f.labelled { // «فتنه ۸۸»
		year, _ := strconv.Atoi(f.Value)
		named := calendar.Date{Year: year}
		f.Reference = &Reference{From: named, To: named, Source: fromText, Text: p.original(f.first, f.next)}
		f.explain("time:" + f.Reference.Text)
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
