package claim

// percentNoun finds what a percentage is about.
func (f *figure) percentNoun() {
	p := f.p
	i := f.after
	f.phraseEnd = i
	if i < len(p.ws) && p.ws[i].close { // «(حدود ۴۵ درصد) پرداخت‌ها»
		i++
	}
	if f.unit.Adjective {
		f.percentAdjective(i)
		return
	}
	if p.partitive(i) {
		if k := p.partitiveNoun(i); k > 0 {
			f.Counted = p.noun(k)
			f.phraseEnd = p.phraseEnd(k)
			f.explain("noun:partitive")
			return
		}
	}
	k := i
	if p.is(k, alsoWord) { // «۵۰ درصد نیز اراضی …»
		k++
	}
	if p.is(k, demonstrative) || p.is(k, gathering) && p.nominal(k+1) {
		k++
	}
	if p.counts(k) && !p.is(k, changeNoun) && !p.is(k, adjective) {
		f.Counted = p.noun(k)
		f.phraseEnd = max(p.phraseEnd(k), k+1)
		f.explain("noun:follows")
		return
	}
	if p.is(k, toWord) && p.is(k+1, measured) { // «۸ درصد به تراکم افزوده شد», «۸ درصد به کاهش طلاق می‌انجامد»
		if k++; p.is(k, changeNoun) && p.counts(k+1) {
			k++
		}
		f.Counted = p.noun(k)
		f.explain("noun:increased")
		return
	}
	f.variableBefore()
}

// percentAdjective handles «رشد ۵ درصدی قیمت» and «رشدی ۵ درصدی».
func (f *figure) percentAdjective(i int) {
	p := f.p
	b := f.first - 1
	for b >= 0 && (p.is(b, adverb|preposition) || p.lex.filler[p.ws[b].id]) { // «رشد بیش از ۵ درصدی»
		b--
	}
	if p.nominal(b) && !(p.is(b, changeNoun) && p.counts(i)) {
		f.Counted = indefinite(p.noun(b))
		f.explain("noun:before")
		return
	}
	if p.counts(i) {
		f.Counted = p.noun(i)
		f.phraseEnd = p.phraseEnd(i)
		f.explain("noun:follows")
		return
	}
	f.variableBefore()
}

// variableBefore takes the nearest noun of quantity before the figure in its sentence: «صادرات … ۱۰ درصد کاهش یافت».
func (f *figure) variableBefore() {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	for k := f.first - 1; k >= s.first && k > f.first-40 && !p.ws[k].colon; k-- {
		if p.is(k, amountOf) && p.counts(k+1) && k+1 < f.first { // «میزان عملیات … ۳۵ درصد افزایش داشت»
			f.Counted = p.noun(k + 1)
			f.explain("noun:amount-of")
			return
		}
		if p.is(k, measured) && !p.is(k, amountOf|changeNoun) && !p.ws[k].figure {
			f.Counted = p.noun(k)
			f.explain("noun:variable-before")
			return
		}
	}
}
