package claim

// opener is what a phrase that opens a sentence or a reported clause does; see speechverbs.tsv.
type opener uint8

const (
	reporter  opener = iota + 1 // «با بیان اینکه»
	according                   // «به گفته»
	viewed                      // «از نظر»
	source                      // «به گزارش»
	quoted                      // «به نقل از»
	narration                   // «گفتنی است»
	reported                    // «بر اساس این گزارش»
	written                     // «به قلم»
)

// speech is a verb of saying: tokens [at, next).
type speech struct {
	at, next int
	quote    bool // what is said follows («گفت: …»); else the whole sentence is said («خبر داد»)
	text     bool // it stands in a text («در این بیانیه آمده است: …»)
}

// speeches finds the verbs of saying of a stretch of tokens, in order. Passives («گفته شد»), the first person, and what is still to be said
// («قرار است اعلام کند») speak for nobody.
func (p *passage) speeches(from, to int) []speech {
	var out []speech
	for k := from; k < to; k++ {
		v, ok := p.speechAt(k)
		if !ok {
			continue
		}
		if v.quote = v.quote && p.quoteFollows(v.next); !p.is(v.at-1, futureAux) && !p.unsaid(v.at, v.next) {
			out = append(out, v)
		}
		k = v.next - 1
	}
	return out
}

// speechAt reads the verb of saying that starts at token k.
func (p *passage) speechAt(k int) (v speech, ok bool) {
	switch w := p.ws[k]; {
	case w.is(sayingVerb|opiningVerb) && w.is(finite|participle) && !w.is(firstPerson):
		return p.simpleSpeech(k)
	case w.is(becomes) && !p.is(k+1, lightVerb) && (p.is(k+1, copula) || p.becomesFurtherOn(k) > 0):
		if p.is(k+1, copula) { // «معتقد است که …»
			return speech{at: k, next: k + 2, quote: true}, !p.is(k+1, firstPerson)
		}
		return speech{at: k, next: k + 1}, true // «خواستار پرداخت … شد»
	case w.is(quoteNoun | wholeNoun):
		return p.compoundSpeech(k)
	case p.lex.inText[w.id] && p.is(k+1, copula):
		return speech{at: k, next: k + 2, quote: true, text: true}, p.quoteFollows(k + 2)
	}
	return speech{}, false
}

// simpleSpeech reads «گفت», «افزوده است».
func (p *passage) simpleSpeech(k int) (speech, bool) {
	w, next := p.ws[k], p.verbEnd(k)
	if w.is(participle) && !w.is(finite) && (next == k+1 && p.is(k-1, preposition|demonstrative) || !p.is(k+1, copula|relative|nounEnding) && next == k+1 && !p.quoteFollows(next)) {
		return speech{}, false // «به گفته», «گفته می‌شود»
	}
	if p.is(next, passiveAux) || p.is(next, verbPrefix) {
		return speech{}, false
	}
	return speech{at: k, next: next, quote: w.is(sayingVerb)}, true
}

// compoundSpeech reads «اظهار داشت», «خبر می‌دهد», and the first part of «اعلام و اظهار کرد».
func (p *passage) compoundSpeech(k int) (speech, bool) {
	w := p.ws[k]
	if p.is(k+1, andWord) && p.is(k+2, quoteNoun|wholeNoun) && p.verbAfter(k+2) {
		return speech{at: k, next: k + 1}, true
	}
	v := k + 1
	if p.nominal(v) && !p.is(v, lightVerb|quoteNoun|wholeNoun|participle) && p.verbAfter(v) { // «ابراز خرسندی کرد»
		v++
		w.class &^= quoteNoun
	}
	if p.is(v, verbPrefix) {
		v++
	}
	if !p.is(v, lightVerb) || p.is(v, firstPerson) || p.is(k-1, preposition) && !w.is(wholeNoun) || p.is(v, passiveAux) && !w.is(becomes) {
		return speech{}, false
	}
	next := p.verbEnd(v)
	if p.is(next, passiveAux) && p.is(v, participle) {
		return speech{}, false
	}
	return speech{at: k, next: next, quote: w.is(quoteNoun)}, true
}

// complementReach is how many words may stand between the parts of «خواستار … شد».
const complementReach = 40

// becomesFurtherOn returns the form of «شدن» that a nominal part at token k belongs to, its complement standing between; 0 where another verb comes
// first.
func (p *passage) becomesFurtherOn(k int) int {
	for i := k + 1; i < min(k+complementReach, len(p.ws)) && !p.ws[i].ends; i++ {
		switch {
		case p.ws[i].figure:
		case p.is(i, passiveAux) && p.is(i, finite):
			return i
		case p.is(i, finite|relative):
			return 0
		}
	}
	return 0
}

// unsaid reports a verb that tells what is still to be said, or might be: «اعلام خواهد کرد», «اعلام کنند».
func (p *passage) unsaid(i, next int) bool {
	for ; i < next; i++ {
		if p.is(i, futureAux) || p.is(i, subjunctive) && !p.is(i, pastTense) && !p.is(i-1, verbPrefix) {
			return true
		}
	}
	return false
}

// quoteFollows reports whether token k begins what is said: a colon, «که», a quotation mark, or a pause.
func (p *passage) quoteFollows(k int) bool {
	if k >= len(p.ws) {
		return false
	}
	w := p.ws[k]
	if w.colon || w.is(relative) || w.open {
		return true
	}
	if w.pause {
		return k+1 < len(p.ws)
	}
	return p.isWord(k) && !w.is(andWord|finite) || w.figure // «گفت این انفجار …»
}
