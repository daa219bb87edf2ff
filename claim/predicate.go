package claim

import (
	"slices"
	"strings"

	"raqam/normalize"
)

// predicates is what predicates.tsv says of verbs and verbal nouns.
type predicates struct {
	parts  *phrases[bool]
	frames wordSet
	framed wordSet

	governs, heads, accounts wordSet
	only                     map[string]wordSet // infinitive, folded → the nominal parts it has
	events                   *phrases[string]   // verbal noun → its light verb
}

// loadPredicates reads predicates.tsv.
func (l *lexicon) loadPredicates(read tableReader) {
	t := predicates{parts: newPhrases[bool](), only: map[string]wordSet{}, events: newPhrases[string]()}
	for _, row := range read.rows("predicates.tsv", 3) {
		row.oneOf(0, "part", "frame", "framed", "governs", "head", "account", "only", "event")
		verb, cell := row.column(1), row.column(2)
		if name := row.column(0); (name == "only" || name == "event") && l.pasts[verb] == "" {
			row.wrong("no verb " + verb)
		}
		switch row.column(0) {
		case "part":
			t.parts.add(l, cell, true)
		case "frame":
			l.addIDs(&t.frames, cell)
		case "framed":
			l.addIDs(&t.framed, cell)
		case "governs":
			l.addIDs(&t.governs, cell)
		case "account":
			l.addIDs(&t.accounts, cell)
		case "head":
			l.addIDs(&t.heads, cell)
		case "only":
			var nouns wordSet
			l.addIDs(&nouns, cell)
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
	if act := f.underWay(); verb == p.lex.be && act != "" {
		f.Predicate = act
		f.explain("predicate:" + p.original(c.verb-1, c.next))
		return
	}
	from, next := f.nominalPart(main)
	f.Predicate = verb
	if from < next {
		f.Predicate = clean(p.original(from, next)) + " " + verb
	}
	f.explain("predicate:" + p.original(min(from, c.verb), c.next))
}

// underWay names what «در حال ساخت است» says is being done.
func (f *figure) underWay() string {
	p, k := f.p, f.partEnd()-1
	cue, n := p.lex.statuses.endingAt(p.ws, f.clause.first, k)
	if n == 0 || cue.status != Ongoing || !p.nominal(k) {
		return ""
	}
	return p.lex.eventVerb(p.ws, k, k+1, clean(p.original(k, k+1)))
}

// eventVerb returns the verb that a verbal noun at words [i, end), spelled so, makes; "" where the tables know none.
func (l *lexicon) eventVerb(ws []word, i, end int, spelled string) string {
	if verb, n := l.predicates.events.endingAt(ws, i, end); n > 0 {
		return spelled + " " + verb
	}
	if id := ws[end-1].id; l.stems[id] {
		return l.pasts[l.lemmas[id]] + l.infinitive
	}
	return ""
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

// nominalPart returns the nominal part of the clause's verb, given its main token, or nothing where it has none. What belongs to the figure's own
// noun phrase is none, nor is a plural («موجب کاهش قیمت‌ها شد») or the object of a preposition, whose own noun it then is («منجر به نجات ۵ نفر
// شد», «عازم رشت شد»).
func (f *figure) nominalPart(main int) (from, next int) {
	p, t := f.p, &f.p.lex.predicates
	end := f.partEnd()
	first, own := f.clause.first, f.clause.first
	if f.first < end {
		first, own = max(first, f.after), max(first, f.after, f.phraseEnd)
	}
	k := end - 1
	if i := f.governor(k, f.clause.first); i >= 0 && p.is(main, lightVerb) {
		return i, i + 1
	}
	if _, n := t.parts.endingAt(p.ws, first, end); n > 0 && !p.is(main, copula) {
		return end - n, end
	}
	switch {
	case !p.is(main, lightVerb):
		return end, end
	case k < first:
		return end, end
	case k-2 >= first && t.frames[p.ws[k-2].id] && t.framed[p.ws[k].id]:
		return k - 2, end
	case k < own, !p.nominal(k), p.is(k, participle|nounEnding), p.is(k-1, preposition), p.plural(k):
		return end, end
	}
	if only := t.only[p.lex.lemmas[p.ws[main].id]]; only != nil && !only[p.ws[k].id] {
		return end, end
	}
	return k, end
}

// How many words may stand between the verb and the noun that governs its complement: «عازم شهر رشت شد», «منجر به نجات ۵ نفر شد», and for those
// that take a whole account, «باعث تخریب ۲ مغازه و یک مسجد شد».
const (
	objectWords     = 3
	complementWords = 6
	accountWords    = 25
)

// governor returns the noun before token k that makes a verb with what depends on it between them, or -1.
func (f *figure) governor(k, limit int) int {
	p, t := f.p, &f.p.lex.predicates
	chain := true // only nouns so far
	for i := k; i >= max(limit, k-accountWords) && !p.is(i, finite) && !p.ws[i].ends; i-- {
		id := p.ws[i].id
		switch {
		case p.ws[i].figure:
			continue
		case i < k && t.accounts[id]:
			return i
		case i < k && i >= k-objectWords && chain && t.heads[id]:
			return i
		case i < k && i >= k-complementWords && t.governs[id] && p.is(i+1, preposition):
			return i
		}
		chain = chain && p.nominal(i)
	}
	return -1
}

// plural reports a noun in the plural, also a broken one.
func (p *passage) plural(k int) bool {
	w := p.folded(k)
	one, ok := p.lex.nouns[p.ws[k].id]
	return singular(w) != w || ok && normalize.FoldString(one) != w
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
	from := end - 1
	if _, n := p.lex.predicates.events.endingAt(p.ws, s.first, end); n > 0 {
		from = end - n
	}
	if verb := p.lex.eventVerb(p.ws, from, end, clean(p.original(from, end))); verb != "" {
		f.Predicate = verb
		f.explain("predicate:" + p.original(from, end))
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
