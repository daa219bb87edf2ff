package claim

import (
	"cmp"
	"slices"
	"strings"

	"raqam/extract"
	"raqam/normalize/calendar"
	"raqam/normalize/number"
)

// Mentions finds every numeric expression of an article, in the order of title, lead and body. It is pure and takes time linear in the length
// of the text, whatever the text is; where nothing is known of a field, it stays empty.
func Mentions(a extract.Article) []Mention {
	lex := words()
	published := a.Published.Date
	title := newPassage(lex, extract.Title, 0, a.Title, published)
	texts := []*passage{newPassage(lex, extract.Lead, 0, a.Lead, published)}
	for i, paragraph := range a.Paragraphs {
		texts = append(texts, newPassage(lex, extract.Body, i, paragraph, published))
	}

	l := &listener{apart: map[*entity]bool{}}
	if kicker := newPassage(lex, extract.Title, 0, a.Kicker, published); len(kicker.toks) > 0 {
		l.resolve(kicker.subjectAt(0, len(kicker.toks))) // «رئیس سازمان …:» introduces who will speak
	}
	heard := l.listen(texts)

	passages := append([]*passage{title}, texts...)
	for _, p := range passages {
		p.found = p.joinEnds(p.figures())
		for _, f := range p.found {
			f.classify()
		}
	}
	shareNames(passages)
	figures := title.read(l.headline(title), published)
	for i, p := range texts {
		if i > 0 {
			p.lastTime = texts[i-1].lastTime
		}
		figures = append(figures, p.read(heard[i], published)...)
	}
	announce(figures)
	out := make([]Mention, len(figures))
	for i, f := range figures {
		f.Rule = strings.Join(f.rules, "; ")
		out[i] = *f.Mention
	}
	return out
}

// read reads the figures of a passage, given who says what in it.
func (p *passage) read(voices []voice, published calendar.Date) []*figure {
	figures := p.found
	for _, f := range figures {
		f.setNoun()
	}
	shareInLists(figures)
	shareCurrency(figures)
	v := 0
	for _, f := range figures {
		f.setBound()
		f.setRate()
		f.setClause()
		f.setStatus()
		f.setPredicate()
		f.setChange()
		f.setReference(published)
		f.settleByDate(published)
		for v < len(voices)-1 && voices[v].next <= f.first {
			v++
		}
		said := whoSays(voices[v:], f.first)
		if f.Speaker = said.who.root().speaker(); f.Speaker != nil {
			f.explain(p.attribution(said))
		}
		f.explainRest()
		f.setPlace()
	}
	pairChanges(figures)
	shareRates(figures)
	return figures
}

// announce gives the figures of headlines and announcements («ساخت ۱۰۰ خانه», «از ساخت ۱۰۰ خانه خبر داد»), which say nothing of whether it is
// done, the status that the first full sentence with the same figure says.
func announce(figures []*figure) {
	type thing struct {
		kind                 Kind
		value, high, counted string
	}
	of := func(f *figure) thing { return thing{f.Kind, f.Value, f.High, f.Counted} }
	said := map[thing]*figure{}
	for _, f := range figures {
		if t := of(f); f.IsClaim() && f.Status != Stated && said[t] == nil {
			said[t] = f
		}
	}
	for _, f := range figures {
		if !f.IsClaim() || f.Status != Stated || !f.unsettled {
			continue
		}
		if g := said[of(f)]; g != nil {
			f.decide(g.Status, "status:as-in-full")
		}
	}
}

// speaker is the entity as it stands in a Mention; nil for narration.
func (e *entity) speaker() *Speaker {
	if e == nil || e.Speaker == (Speaker{}) {
		return nil
	}
	s := e.Speaker
	return &s
}

// shareInLists gives the members of a list what only the first or the last one says: in «صفحه ۲۰۲ و ۲۰۳» both are pages, in «۲۷، ۴۰ و ۵۲ درصد» all
// are percentages. Behind «دقایق ۴، ۱۱ و ۵۳» and «شماره یک و دو» even a noun makes the last one no count.
func shareInLists(figures []*figure) {
	for i, f := range figures {
		if i == 0 || !figures[i-1].labelled || !figures[i-1].listed(f) {
			continue
		}
		first := figures[i-1]
		counts := f.Kind == Quantity && f.unit.Class == 0 && (first.Kind == Other || first.labels || f.follows(first))
		if f.bare() || counts {
			f.Kind, f.labelled, f.labels = first.Kind, true, first.labels
			f.Counted, f.Phrase, f.phraseEnd = "", "", f.after
			f.explain("list:shares-label")
		}
	}
	for i, f := range slices.Backward(figures) {
		if i+1 < len(figures) && f.bare() && f.listed(figures[i+1]) {
			if g := figures[i+1]; g.IsClaim() && (g.unit.Class != 0 || g.Counted != "") {
				f.Kind, f.unit, f.Unit, f.Counted, f.Phrase = g.Kind, g.unit, g.Unit, g.Counted, g.Phrase
				f.explain("list:shares-unit")
			}
		}
	}
}

// leastAmount is the least number that is money where its paragraph speaks of money and nothing else is counted: a million.
var leastAmount = number.FromInt(1_000_000)

// shareCurrency gives large numbers that count nothing the currency of the nearest amount of their paragraph: «۷۱ میلیارد و امسال ۱۶۲ میلیارد تومان».
func shareCurrency(figures []*figure) {
	for i, f := range figures {
		if f.num == nil || f.Kind != Quantity || f.unit.Class != 0 || f.Counted != "" || f.num.Value.Cmp(leastAmount) < 0 {
			continue
		}
		for d := 1; d < len(figures); d++ {
			near := func(k int) *figure {
				if k < 0 || k >= len(figures) || figures[k].Kind != Money || figures[k].unit.Class == 0 {
					return nil
				}
				return figures[k]
			}
			if g := cmp.Or(near(i+d), near(i-d)); g != nil {
				f.Kind, f.Unit = Money, g.Unit
				f.explain("unit:of-the-next-amount:" + g.Unit)
				break
			}
		}
	}
}

// follows reports the next whole number after another: «شماره یک و دو بوشهر».
func (f *figure) follows(g *figure) bool {
	if f.num == nil || g.num == nil {
		return false
	}
	a, ok := g.num.Value.Int64()
	b, ok2 := f.num.Value.Int64()
	return ok && ok2 && b == a+1
}

// bare reports a number with nothing of its own to say what it counts.
func (f *figure) bare() bool {
	return f.num != nil && f.Kind == Quantity && f.unit.Class == 0 && f.Phrase == "" && f.after == f.next
}

// listed reports whether g is the next member of the list f is in: only a pause, «و» or «یا» stands between.
func (f *figure) listed(g *figure) bool {
	k := f.after
	for k < g.first && (f.p.ws[k].pause && !f.p.ws[k].cell || f.p.is(k, andWord|orWord)) {
		k++
	}
	return k == g.first && k > f.after && g.date == nil
}
