package claim

// rateCue is a row of rates.tsv.
type rateCue struct {
	per   string // day, week, month, year, hour, each
	place string // adverb, after, each
}

// eachPrefix starts the rate of a thing: «each:نفر».
const eachPrefix = "each:"

// rateReach is how many words before a figure a rate may stand.
const rateReach = 25

// setRate finds the period or the unit a figure is a rate of: «روزانه ۱۷ میلیون ماسک», «۴۵ میلیون دلار در سال», «هر نفر ۵ متر».
func (f *figure) setRate() {
	p := f.p
	if f.Kind == Duration {
		return
	}
	s := p.sents[p.sentenceAt(f.first)]
	if f.rateAfter(s) {
		return
	}
	figures := 0
	for k := f.first - 1; k >= max(s.first, f.first-rateReach); k-- {
		w := p.ws[k]
		if w.ends || w.is(finite) && !w.is(participle) {
			return
		}
		if w.figure && !p.ws[min(k+1, len(p.ws)-1)].figure {
			figures++
		}
		cue, n := p.lex.rates.at(p.ws, k, f.first)
		switch {
		case n == 0:
		case cue.place == "adverb" && !p.is(k-1, preposition), cue.place == "before" && p.boundOrNothing(k+n, f.first):
			f.Per = cue.per
			f.explain("per:" + p.original(k, k+n))
			return
		case cue.place == "each" && figures == 0:
			if f.each(k, n) {
				return
			}
		}
	}
}

// shareRates gives the upper end of «هر کیلو ۹ هزار ریال تا ۱۰ هزار ریال» the rate of the lower one.
func shareRates(figures []*figure) {
	for i, f := range figures {
		if i == 0 || f.Per != "" || figures[i-1].Per == "" || figures[i-1].Unit != f.Unit || f.first != figures[i-1].after+1 || !f.p.lex.so[f.p.ws[f.first-1].id] {
			continue
		}
		f.Per = figures[i-1].Per
		f.explain("per:shared")
	}
}

// boundOrNothing reports whether nothing but the cue of a bound stands in tokens [i, figure).
func (p *passage) boundOrNothing(i, figure int) bool {
	cue, n := p.lex.bounds.endingAt(p.ws, i, figure)
	return i == figure || n == figure-i && !cue.after
}

// rateAfter looks right behind the noun phrase, and behind «را».
func (f *figure) rateAfter(s sentence) bool {
	p := f.p
	for _, at := range []int{f.after, f.phraseEnd} {
		if p.is(at, objectMark) {
			at++
		}
		cue, n := p.lex.rates.at(p.ws, at, s.next)
		switch {
		case n == 0:
		case cue.place == "adverb" || cue.place == "after":
			if at+n < s.next && (p.lex.dated[p.ws[at+n].id] || p.ws[at+n].figure) {
				break
			}
			f.Per = cue.per
			f.explain("per:" + p.original(at, at+n))
			return true
		}
		if p.is(at, preposition) { // «۲۵ نفر در هر کلاس», «دو بن به هر نفر»
			if cue, n := p.lex.rates.at(p.ws, at+1, s.next); n > 0 && cue.place == "each" && f.each(at+1, n) {
				return true
			}
		}
	}
	return false
}

// each makes the noun after «هر» (n words at token k) the measure of the rate. A number may stand between («هر ۱۰۰ هزار نفر»), and after
// «هر یک» without a noun it is the noun of the clause.
func (f *figure) each(k, n int) bool {
	p := f.p
	at := k + n
	for at < len(p.ws) && p.ws[at].figure && at < f.first {
		at++
	}
	if at >= len(p.ws) || p.lex.noMeasure[p.ws[at].id] || at >= f.first && k < f.first {
		return false
	}
	if !p.nominal(at) {
		if n < 2 || !p.is(at, preposition) {
			return false
		}
		if at = p.pluralBefore(k); at < 0 {
			return false
		}
	}
	f.Per = eachPrefix + p.noun(at)
	f.explain("per:" + p.original(k, max(k+n, at+1)))
	return true
}

// pluralBefore returns the first plural noun before token k in its sentence after a connective, or -1: what «هر یک» stands for.
func (p *passage) pluralBefore(k int) int {
	s := p.sents[p.sentenceAt(k)]
	found := -1
	for i := k - 1; i >= max(s.first, k-rateReach); i-- {
		if p.is(i, andWord) && found >= 0 || p.ws[i].ends {
			break
		}
		if p.nominal(i) && (singular(p.folded(i)) != p.folded(i) || p.is(i+1, nounEnding)) {
			found = i
		}
	}
	return found
}
