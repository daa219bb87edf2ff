package claim

import "raqam/normalize/number"

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
