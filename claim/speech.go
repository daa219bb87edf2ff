package claim

// opener is what a phrase that opens a sentence or a reported clause does; see speechverbs.tsv.
type opener uint8

const (
	reporter  opener = iota + 1 // «با بیان اینکه»
	according                   // «به گفته»
	viewed                      // «از نظر»
	source                      // «به گزارش»
	narration                   // «گفتنی است»
)

// speech is a verb of saying: tokens [at, next).
type speech struct {
	at, next int
	quote    bool // what is said follows («گفت: …»); else the whole sentence is said («خبر داد»)
}

// speeches finds the verbs of saying of a stretch of tokens, in order. Passives («گفته شد») and the first person speak for nobody.
func (p *passage) speeches(from, to int) []speech {
	var out []speech
	for k := from; k < to; k++ {
		w := p.ws[k]
		switch {
		case w.is(sayingVerb|opiningVerb) && w.is(finite|participle) && !w.is(firstPerson):
			next := p.verbEnd(k)
			if w.is(participle) && !w.is(finite) && (p.is(k-1, preposition|demonstrative) || !p.is(k+1, copula|relative|nounEnding) && !p.quoteFollows(next)) {
				continue // «به گفته», «گفته می‌شود»
			}
			if p.is(next, passiveAux) || p.is(next, verbPrefix) {
				continue
			}
			out = append(out, speech{k, next, w.is(sayingVerb)})
			k = next - 1
		case w.is(quoteNoun | wholeNoun):
			if p.is(k+1, andWord) && p.is(k+2, quoteNoun|wholeNoun) && p.verbAfter(k+2) { // «۵۰ تن اعلام و اظهار کرد: …»
				out = append(out, speech{k, k + 1, false})
				continue
			}
			v := k + 1
			if p.is(v, verbPrefix) {
				v++
			}
			if !p.is(v, lightVerb) || p.is(v, firstPerson) || p.is(k-1, preposition) && !p.is(k, wholeNoun) {
				continue
			}
			if p.is(v, passiveAux) && !w.is(becomes) {
				continue
			}
			next := p.verbEnd(v)
			if p.is(next, passiveAux) && p.is(v, participle) {
				continue
			}
			out = append(out, speech{k, next, w.is(quoteNoun)})
			k = next - 1
		}
	}
	for i := range out {
		if out[i].quote && !p.quoteFollows(out[i].next) {
			out[i].quote = false
		}
	}
	return out
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
