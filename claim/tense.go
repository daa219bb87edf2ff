package claim

import "strings"

// afterFuture reports a present tense that goes on with a future: «این طرح اجرا خواهد شد و ۳ گروه به کار می‌پردازند».
func (f *figure) afterFuture() bool {
	p, c := f.p, f.clause
	if !p.is(c.first, andWord) {
		return false
	}
	for k := c.first - 1; k >= max(0, c.first-3); k-- {
		if p.is(k, futureAux) {
			return true
		}
	}
	return false
}

// verbClass joins the tense of the words of a verb: «شده است» is past, «ساخته می‌شود» is present.
func (p *passage) verbClass(from, to int) class {
	var c class
	for k := from; k < to; k++ {
		if p.is(k, participle) {
			if k+1 < to && (p.is(k+1, passiveAux) || p.is(k+1, verbPrefix)) && !p.is(k+1, participle) {
				continue // the passive auxiliary has the tense
			}
			return pastTense
		}
		if p.is(k, subjunctive) && !p.is(k-1, verbPrefix) {
			c |= subjunctive
		}
		c |= p.ws[k].class & (pastTense | presentTense)
	}
	if c&pastTense != 0 {
		return pastTense
	}
	return c
}

// able reports a clause about what can be («می‌تواند … باشد»), which promises nothing, and one about what came to be («توانست … برساند»,
// «باعث شد تا … بازی کند»).
func (p *passage) able(c clause) (ability, past bool) {
	for k := max(0, c.first-2); k < c.next; k++ { // «می‌تواند», «توانسته است» end the clause before
		if p.lex.ability[p.ws[k].id] {
			return true, p.is(k, pastTense|participle)
		}
		if p.lex.causes[p.ws[k].id] && k < c.first && p.is(k+1, passiveAux) {
			return true, p.is(k+1, pastTense|participle)
		}
	}
	return false, false
}

// coming reports a present tense that announces an act («ساخته می‌شود», «برگزار می‌کنیم», «به اردو می‌روند») where no word says that it is a habit.
// The passive of «شدن» and «گردیدن» announces, except of what goes on all the time («تولید می‌شود»).
func (f *figure) coming() bool {
	p := f.p
	if f.Per != "" && !strings.HasPrefix(f.Per, eachPrefix) {
		return false
	}
	if _, _, n := p.lex.habits.find(p.ws, f.clause.first, f.clause.next); n > 0 {
		return false
	}
	k := f.clause.verb - 1
	for p.is(k, verbPrefix) {
		k--
	}
	passive, goes := false, false
	for i := f.clause.verb; i < f.clause.next; i++ {
		switch id := p.ws[i].id; {
		case p.is(i, participle) && p.lex.standing[id]:
			return false
		case p.is(i, participle) && p.lex.coming[id]:
			return true
		case p.lex.steady[id]:
			return false // «قرار دارد» is where a thing is, «خدمات ارائه می‌دهند» what it does
		}
		passive = passive || p.is(i, passiveAux)
		goes = goes || p.lex.goes[p.ws[i].id]
	}
	if _, n := p.lex.predicates.parts.endingAt(p.ws, f.clause.first, k+1); n > 0 {
		goes = false // «به کار می‌رود»
	}
	if !p.isWord(k) || p.ws[k].figure || p.is(k, objectMark) {
		return goes
	}
	return p.lex.coming[p.ws[k].id] || goes && !p.is(k, preposition) || passive && k >= f.after && !p.lex.standing[p.ws[k].id] && !p.is(k, finite|preposition)
}
