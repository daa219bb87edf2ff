package claim

import (
	"cmp"
	"strings"

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
	if f.next < f.phraseEnd {
		f.Phrase = p.original(f.next, f.phraseEnd)
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
