package claim

import (
	"cmp"
	"strings"

	"raqam/normalize"
	"raqam/normalize/number"
)

// setNoun reads what is counted, in what unit, and the noun phrase the number stands before.
func (f *figure) setNoun() {
	if f.unit.Class != 0 {
		f.Unit = f.unit.Name
	}
	if f.Kind == Identifier || f.Kind == Date || f.Kind == Year || f.Kind == Time || f.Kind == Other {
		f.phraseEnd = f.after
		return
	}
	p := f.p
	switch f.Kind {
	case Money:
		f.phraseEnd = p.phraseBehindUnit(f.after)
	case Duration:
		f.Counted = f.unit.Name
		f.phraseEnd = p.phraseBehindUnit(f.after)
	case Percent:
		f.percentNoun()
	case Ordinal:
		if p.counts(f.after) && !p.verbAfter(f.after) {
			f.Counted = p.noun(f.after)
			f.phraseEnd = p.phraseEnd(f.after)
		}
	default:
		f.countedNoun()
	}
	if from := f.phraseStart(); from < f.phraseEnd {
		f.Phrase = p.original(from, f.phraseEnd)
	}
	if n := len(f.rules) - 1; n >= 0 && f.Counted != "" {
		if !strings.HasPrefix(f.rules[n], nounRule) {
			f.explain(nounRule + "unit")
			n++
		}
		f.rules[n] += ":" + cmp.Or(f.Phrase, f.Counted)
	}
}

// nounRule starts the names of the rules for what is counted.
const nounRule = "noun:"

// phraseStart returns the token after the number itself, where the phrase starts.
func (f *figure) phraseStart() int { return f.next }

// countedNoun finds the head of what a quantity counts.
func (f *figure) countedNoun() {
	p := f.p
	i := f.after
	switch {
	case f.num != nil && f.num.Kind == number.Multiple:
		return
	case f.unit.Class == 0 && f.end < p.toks[f.next-1].End: // «سه‌جانبه»: one word
		f.Counted = p.lex.spelled(strings.Trim(p.s[f.end:p.toks[f.next-1].End], "\u200c"))
		f.explain("noun:joined")
	case f.unit.Class == 0 && i < len(p.ws) && p.lex.lexical[p.ws[i].id] && p.lex.nouns[p.ws[i].id] == "" && p.nominal(f.first-1): // «مناطق ۲۲ گانه»
		f.Counted = p.noun(f.first - 1)
		f.explain("noun:before")
	case f.unit.Class == 0:
		if p.is(i, adverb) && p.is(i, foreNoun) {
			i++
		}
		f.bareNoun(i)
	case f.unit.Adjective:
		f.Counted = f.unit.Name
		f.phraseEnd = p.phraseEnd(i)
		f.explain("noun:unit-adjective")
	default:
		f.unitNoun(i)
	}
}

// bareNoun finds the noun that follows a number without a unit.
func (f *figure) bareNoun(i int) {
	p := f.p
	if i < len(p.ws) && p.ws[i].open && p.counts(i+1) { // «۲۶ "ست"»
		i++
	}
	if p.is(i, kindWord) && p.nominal(i+1) && !p.relationalAdjective(i+1) {
		i++
	}
	became := p.isWord(i) && p.is(i+1, passiveAux) && p.is(i+1, finite) && !p.peopleAt(i) && !p.is(f.first-1, predicate|officeHead) // «هر دو گم شد», but «صاحب دو امتیاز شد»
	if p.isWord(i) && !p.ws[i].figure && !p.verbStem(i) && !became {
		if !p.is(i, breaksPhrase) || p.is(i, foreNoun) {
			for p.is(i, foreNoun) && p.nominal(i+1) && !p.is(i+1, adjective) && p.is(i, adverb|determiner) {
				i++
			}
			if !p.is(i, predicate) || p.nominal(i) && !p.is(i, adverb) && !p.is(i, predicate) {
				f.Counted = p.noun(i)
				f.phraseEnd = max(p.phraseEnd(i), i+1)
				f.explain("noun:follows")
				return
			}
		}
		if p.is(i, preposition) && p.partitive(i) {
			if k := p.partitiveNoun(i); k > 0 {
				f.Counted = p.noun(k)
				f.phraseEnd = p.phraseEnd(k)
				f.explain("noun:partitive")
				return
			}
		}
	}
	f.nounBefore()
}

// unitNoun finds what a unit or classifier counts: «۵ دستگاه خودرو», «۲۰ تن گندم», «۱۰ نفر از دانشجویان», or the unit itself.
func (f *figure) unitNoun(i int) {
	p := f.p
	f.Counted = f.unit.Name
	f.phraseEnd = i
	u := i - 1 // the unit's last token
	soft := p.is(u, softUnit)
	if p.is(u, timesUnit) {
		f.Unit = ""
		f.explain("noun:occasion")
		return
	}
	newThing := p.is(i, foreNoun) && p.counts(i+1) && !p.relationalAdjective(i+1) // «مورد جدید ابتلا»
	soon := p.is(i, foreNoun) && !p.is(i, kindWord) && p.relationalAdjective(i+1) // «واحد تازه مسکونی»
	if soft && (p.relationalAdjective(i) || soon) && !newThing {
		f.Unit = ""
		f.phraseEnd = p.phraseEnd(i)
		f.explain("noun:soft-classifier")
		return
	}
	if f.unit.Class == number.Classifier && !soft && !p.is(u, humanUnit) && !p.is(i, foreNoun) && p.relationalAdjective(i) { // «مورد عملیاتی»
		f.phraseEnd = p.phraseEnd(i)
		f.explain("noun:unit")
		return
	}
	people := f.unit.Class == number.Classifier && p.is(u, humanUnit) || f.unit.Ambiguous && f.unit.Class == number.Measure
	if p.partitive(i) {
		k := p.partitiveNoun(i)
		if k > 0 && (!people || p.peopleAt(k)) {
			f.Counted = p.noun(k)
			f.phraseEnd = p.phraseEnd(k)
			f.explain("noun:partitive")
		} else if k > 0 {
			f.phraseEnd = p.phraseEnd(k)
		}
		return
	}
	k := i
	for p.is(k, foreNoun) && p.isWord(k+1) && (p.nominal(k+1) || p.is(k+1, foreNoun)) && !p.is(k+1, relative) {
		k++
	}
	has := p.nominal(k) && p.is(u, humanUnit) && p.lex.steady[p.ws[min(k+1, len(p.ws)-1)].id] && (p.peopleAt(k) || p.is(k, measured)) // «۵ نفر عضو دارد»
	bare := p.is(k, foreNoun) && !p.is(k, kindWord|personNoun) && p.nominal(k)                                                        // «۹۰ واحد تازه در …»: the noun it stands before is missing
	if bare {
		f.phraseEnd = k + 1
	}
	if !p.counts(k) && !has || bare || p.coordinatedVerb(k) {
		if soft && f.unit.Class == number.Classifier && p.is(u, thingUnit) {
			f.Unit = ""
		}
		f.explain("noun:unit")
		return
	}
	if p.is(u, humanUnit) && (!p.peopleAt(k) && !has || p.is(p.phraseEnd(k), copula)) && f.unit.Class == number.Classifier { // «هر ۳ نفر عضو حزب هستند»
		f.explain("noun:person")
		return
	}
	f.Counted = p.noun(k)
	f.phraseEnd = max(p.phraseEnd(i), k+1)
	f.explain("noun:after-unit")
}

// peopleAt reports whether the noun at token k is one for people, by the table or by its ending.
func (p *passage) peopleAt(k int) bool {
	if p.is(k, personNoun) {
		return true
	}
	w := p.folded(k)
	if n, ok := p.lex.nouns[p.ws[k].id]; ok {
		return p.lex.look(normalize.FoldString(n)).class&personNoun != 0
	}
	single := normalize.FoldString(singular(w))
	if p.lex.look(single).class&personNoun != 0 {
		return true
	}
	if p.lex.animatePlural(w) != w {
		return true
	}
	if one := indefinite(w); one != w && p.is(k+1, relative) { // «کارکنانی که»
		if n, ok := p.lex.nouns[p.lex.look(one).id]; ok && p.lex.look(normalize.FoldString(n)).class&personNoun != 0 {
			return true
		}
	}
	for _, ending := range p.lex.personEndings {
		if strings.HasSuffix(w, ending) && len(w) >= len(ending)+4 {
			return true
		}
	}
	return false
}

// partitive reports whether token i is «از» and a noun phrase follows.
func (p *passage) partitive(i int) bool {
	return p.is(i, fromWord) && i+1 < len(p.ws)
}

// partitiveNoun returns the token of the noun after «از» at token i, «این», «مجموع» and a number being passed over; 0 where a pronoun or no
// noun follows.
func (p *passage) partitiveNoun(i int) int {
	for k := i + 1; k < min(i+7, len(p.ws)); k++ {
		switch {
		case p.ws[k].figure, p.is(k, gathering), p.is(k, determiner) && !p.is(k, pronoun):
		case p.nominal(k) || p.is(k, foreNoun):
			return k
		default:
			return 0
		}
	}
	return 0
}

// verbStem reports a past stem that may be a noun, but ends its clause right behind a number: «از ۶ هزار گذشت».
func (p *passage) verbStem(i int) bool {
	return p.lex.stems[p.ws[i].id] && (i+1 >= len(p.ws) || p.ws[i+1].ends || p.ws[i+1].pause)
}

// nounBefore finds the noun in «تعداد مدارس به ۴۵۰ رسید», where nothing after the figure is counted.
func (f *figure) nounBefore() {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	for k := f.first - 1; k >= s.first && k > f.first-20; k-- {
		if p.is(k, finite) && !p.is(k, participle) {
			return
		}
		if p.is(k, amountOf) && p.nominal(k+1) {
			f.Counted = p.noun(k + 1)
			f.explain("noun:amount-of")
			return
		}
	}
}

// coordinatedVerb reports «تولید و توزیع می‌کنیم»: a noun that is part of a compound verb further on.
func (p *passage) coordinatedVerb(k int) bool {
	return p.is(k+1, andWord) && p.isWord(k+2) && p.verbAfter(k+2) && !p.is(k, personNoun)
}

// phraseEnd returns the token after the noun phrase that starts at token i: nouns and adjectives up to a preposition, conjunction, verb,
// mark, number, or the noun of a compound verb.
func (p *passage) phraseEnd(i int) int {
	k := i
	for k < len(p.toks) {
		switch {
		case p.is(k, nounEnding) && !p.is(k, copula) && k > i:
		case !p.nominal(k):
			return k
		case k > i && (p.is(k, predicate) || p.verbAfter(k) || p.coordinatedVerb(k) || p.is(k, participle) && p.is(k+1, finite|andWord)):
			return k
		case k == i && p.verbAfter(k) && p.is(k, changeNoun):
			return k
		}
		k++
	}
	return k
}

// phraseBehindUnit does so behind a unit, where the noun of a compound verb belongs to the verb: «۳ میلیون تومان | پرداخت شد».
func (p *passage) phraseBehindUnit(i int) int {
	if p.isWord(i) && p.verbAfter(i) {
		return i
	}
	return p.phraseEnd(i)
}

// noun spells the noun at token k as it is shown: Persian letters, singular, without ezafe.
func (p *passage) noun(k int) string {
	if !p.isWord(k) {
		return ""
	}
	if k+1 < len(p.ws) && p.lex.agents[p.ws[k+1].id] { // «تولید کننده»
		return clean(p.original(k, k+1)) + "\u200c" + p.noun(k+1)
	}
	if n, ok := p.lex.nouns[p.ws[k].id]; ok {
		return n
	}
	w := clean(p.original(k, k+1))
	if p.lex.compounds[p.ws[k].id] && p.nominal(k+1) {
		return w + " " + p.noun(k+1)
	}
	if p.is(k+1, relative) && !p.is(k, nounInI|personNoun) {
		w = p.lex.beforeRelative(w)
		if n, ok := p.lex.nouns[p.lex.look(normalize.FoldString(w)).id]; ok { // «کارکنانی که»
			return n
		}
	}
	if s := singular(w); s != w {
		if n, ok := p.lex.nouns[p.lex.look(normalize.FoldString(s)).id]; ok {
			return n
		}
		return s
	}
	if one := p.lex.unpossessed(p.lex.animatePlural(w)); one != w {
		return one
	}
	if p.nominal(k+1) || p.is(k+1, determiner|pronoun|foreNoun|predicate) && !p.is(k+1, finite) || p.verbless(k+1) {
		w = p.lex.withoutEzafe(w)
	}
	return w
}

// verbless reports a token after which an ezafe can be written although no noun of the phrase follows: a bracket or quotation.
func (p *passage) verbless(k int) bool { return k < len(p.ws) && p.ws[k].open }

// relationalAdjective reports whether token i is an adjective such as «تولیدی», by the table or by its ending.
func (p *passage) relationalAdjective(i int) bool {
	if !p.nominal(i) {
		return false
	}
	if p.is(i, adjective) {
		return true
	}
	w := p.folded(i)
	if !strings.HasSuffix(w, "\u06cc") || len(w) < 10 || p.is(i, personNoun|nounInI) || singular(w) != w {
		return false
	}
	if before, ok := strings.CutSuffix(w, "\u0627\u06cc"); ok && !strings.HasSuffix(before, "\u0647") && !strings.HasSuffix(before, "\u200c") {
		return false // «هواپیمای جاسوسی»: the ezafe; but «هسته‌ای»
	}
	for _, ending := range p.lex.actEndings { // «تیراندازی», «آب‌گرفتگی» are nouns
		if strings.HasSuffix(w, ending) {
			return false
		}
	}
	return true
}
