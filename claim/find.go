package claim

import (
	"slices"
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
	heard := make([][]voice, len(texts))
	for i, p := range texts {
		heard[i] = l.hear(p)
	}
	l.settle(l.apart)
	l.complete(texts)

	out := title.mentions(l.headline(title), published)
	for i, p := range texts {
		out = append(out, p.mentions(heard[i], published)...)
	}
	return out
}

// mentions reads the figures of a passage, given who says what in it.
func (p *passage) mentions(voices []voice, published calendar.Date) []Mention {
	figures := p.figures()
	for _, f := range figures {
		f.classify()
		f.setNoun()
	}
	shareInLists(figures)
	out := make([]Mention, 0, len(figures))
	v := 0
	for _, f := range figures {
		f.setBound()
		f.setRate()
		f.setClause()
		f.setStatus()
		f.setReference(published)
		for v < len(voices)-1 && voices[v].next <= f.first {
			v++
		}
		f.Speaker = whoSays(voices[v:], f.first).speaker()
		f.setPlace()
		f.Rule = strings.Join(f.rules, "; ")
		out = append(out, *f.Mention)
	}
	return out
}

// speaker is the entity as it stands in a Mention; nil for narration.
func (e *entity) speaker() *Speaker {
	if e == nil || e.Speaker == (Speaker{}) {
		return nil
	}
	s := e.Speaker
	return &s
}

// shareInLists gives the members of a list what only the last one says: in «۲۷، ۴۰ و ۵۲ درصد» all are percentages. What stands before a list
// goes the other way: in «صفحه ۲۰۲ و ۲۰۳» both are pages.
func shareInLists(figures []*figure) {
	for i, f := range slices.Backward(figures) {
		if i+1 < len(figures) && f.bare() && f.listed(figures[i+1]) {
			if g := figures[i+1]; g.IsClaim() && (g.unit.Class != 0 || g.Counted != "") {
				f.Kind, f.unit, f.Unit, f.Counted, f.Phrase = g.Kind, g.unit, g.Unit, g.Counted, g.Phrase
				f.explain("list:shares-unit")
			}
		}
	}
	for i, f := range figures {
		if i > 0 && f.bare() && figures[i-1].Kind == Identifier && figures[i-1].listed(f) {
			f.Kind = Identifier
			f.explain("list:shares-label")
		}
	}
}

// bare reports a number with nothing of its own to say what it counts.
func (f *figure) bare() bool {
	return f.num != nil && f.Kind == Quantity && f.unit.Class == 0 && f.Phrase == "" && f.after == f.next
}

// listed reports whether g is the next member of the list f is in: only a pause, «و» or «یا» stands between.
func (f *figure) listed(g *figure) bool {
	k := f.after
	for k < g.first && (f.p.ws[k].pause || f.p.is(k, andWord|orWord)) {
		k++
	}
	return k == g.first && k > f.after && g.date == nil
}
