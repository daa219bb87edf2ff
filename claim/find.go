package claim

import (
	"strings"

	"raqam/extract"
	"raqam/normalize/calendar"
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
