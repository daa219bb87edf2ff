package claim

import (
	"slices"
	"strings"

	"raqam/normalize"
)

// predicates is what predicates.tsv says of verbs and verbal nouns.
type predicates struct {
	parts  *phrases[bool]
	frames map[int32]bool
	framed map[int32]bool
	only   map[string]map[int32]bool // infinitive, folded → the nominal parts it has
	events *phrases[string]          // verbal noun → its light verb
}

// loadPredicates reads predicates.tsv.
func (l *lexicon) loadPredicates(read tableReader) {
	t := predicates{parts: newPhrases[bool](), frames: map[int32]bool{}, framed: map[int32]bool{}, only: map[string]map[int32]bool{}, events: newPhrases[string]()}
	for _, row := range read.rows("predicates.tsv", 3) {
		row.oneOf(0, "part", "frame", "framed", "only", "event")
		verb, cell := row.column(1), row.column(2)
		if name := row.column(0); (name == "only" || name == "event") && l.pasts[verb] == "" {
			row.wrong("no verb " + verb)
		}
		switch row.column(0) {
		case "part":
			t.parts.add(l, cell, true)
		case "frame":
			l.addIDs(t.frames, cell)
		case "framed":
			l.addIDs(t.framed, cell)
		case "only":
			nouns := map[int32]bool{}
			l.addIDs(nouns, cell)
			t.only[normalize.FoldString(verb)] = nouns
		case "event":
			t.events.add(l, cell, verb)
		}
	}
	l.predicates = t
}

// setPredicate names the verb of the figure's clause by its infinitive: «ایجاد خواهد شد» → «ایجاد شدن», «ساخته شده است» → «ساخته شدن»,
// «می‌رسد» → «رسیدن». Where there is none but one that says the figure, it is the verbal noun right before the figure: «از افتتاح ۵ مدرسه خبر
// داد» → «افتتاح کردن».
func (f *figure) setPredicate() {
	if !f.IsClaim() {
		return
	}
	p, c := f.p, f.clause
	if c.verb >= c.next || p.onlyReported(c) {
		f.eventBefore()
		return
	}
	verb, main := p.infinitive(c)
	if verb == "" {
		return
	}
	from := f.nominalPart(main)
	f.Predicate = verb
	if from < c.verb {
		f.Predicate = clean(p.original(from, f.partEnd())) + " " + verb
	}
	f.explain("predicate:" + p.original(from, c.next))
}

// infinitive returns the infinitive of the verb of a clause, «ساخته شدن» for a passive, or "", and the token that carries its meaning.
func (p *passage) infinitive(c clause) (verb string, main int) {
	l := p.lex
	for k := c.verb; k < c.next; k++ {
		lemma := l.lemmas[p.ws[k].id]
		switch {
		case p.is(k, verbPrefix), p.is(k, futureAux) && k+1 < c.next:
			continue
		case p.is(k, copula) && lemma == "":
			return l.be, k
		case lemma == "":
			continue
		}
		if n := k + 1; p.is(k, participle) && !p.is(k, passiveAux) {
			for n < c.next && p.is(n, verbPrefix|futureAux) {
				n++
			}
			if n < c.next && p.is(n, passiveAux) {
				return l.pasts[lemma] + l.participle + " " + l.pasts[l.lemmas[p.ws[n].id]] + l.infinitive, k
			}
		}
		return l.pasts[lemma] + l.infinitive, k
	}
	return "", c.verb
}

// partEnd returns the token after the nominal part of the clause's verb: «می» written apart belongs to the verb.
func (f *figure) partEnd() int {
	k := f.clause.verb
	for k > 0 && f.p.is(k-1, verbPrefix) {
		k--
	}
	return k
}

// nominalPart returns where the nominal part of the clause's verb starts, given its main token, or the verb itself where it has none. What belongs
// to the figure's own noun phrase is none, nor is a plural («موجب کاهش قیمت‌ها شد») or the object of a preposition.
func (f *figure) nominalPart(main int) int {
	p, t := f.p, &f.p.lex.predicates
	end := f.partEnd()
	from, own := f.clause.first, f.clause.first
	if f.first < end {
		from, own = max(from, f.after), max(from, f.after, f.phraseEnd)
	}
	if _, n := t.parts.endingAt(p.ws, from, end); n > 0 && !p.is(main, copula) {
		return end - n
	}
	k := end - 1
	switch {
	case k < from || !p.is(main, lightVerb):
		return f.clause.verb
	case k-2 >= from && t.frames[p.ws[k-2].id] && t.framed[p.ws[k].id]:
		return k - 2
	case k < own, !p.nominal(k), p.is(k, participle|nounEnding), p.is(k-1, preposition), singular(p.folded(k)) != p.folded(k):
		return f.clause.verb
	}
	if only := t.only[p.lex.lemmas[p.ws[main].id]]; only != nil && !only[p.ws[k].id] {
		return f.clause.verb
	}
	return k
}

// eventBefore takes the verbal noun right before the figure, its bound words being passed over.
func (f *figure) eventBefore() {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	end := f.first
	if cue, n := p.lex.bounds.endingAt(p.ws, s.first, end); n > 0 && !cue.after {
		end -= n
	}
	if end <= s.first {
		return
	}
	if verb, n := p.lex.predicates.events.endingAt(p.ws, s.first, end); n > 0 {
		f.Predicate = clean(p.original(end-n, end)) + " " + verb
		f.explain("predicate:" + p.original(end-n, end))
	} else if id := p.ws[end-1].id; p.lex.stems[id] {
		f.Predicate = p.lex.pasts[p.lex.lemmas[id]] + p.lex.infinitive
		f.explain("predicate:" + p.original(end-1, end))
	}
}

// act returns what a predicate says is done, whoever the sentence makes its subject: the nominal part of a compound verb («ایجاد شدن» and
// «ایجاد کردن» → «ایجاد»), else the infinitive («ساخته شدن» and «ساختن» → «ساختن»).
func (l *lexicon) act(predicate string) string {
	words := strings.Fields(predicate)
	if len(words) > 1 {
		if e := l.look(normalize.FoldString(words[len(words)-2])); e.class&participle != 0 {
			words = slices.Clone(words[:len(words)-1])
			words[len(words)-1] = l.pasts[l.lemmas[e.id]] + l.infinitive
		}
	}
	if len(words) > 1 {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}
