package claim

// clause is the stretch of a sentence a figure belongs to: tokens [first, next), its verb being [verb, next).
type clause struct {
	first, next int
	verb        int // first token of the verb, or next where there is none
}

// clauseReach bounds how far a verb is looked for, so that a text of one endless sentence takes linear time.
const clauseReach = 120

// setClause finds the clause of a figure. Persian puts the verb last, so that the figure's verb is the first finite one after it, except that a
// relative clause behind the figure («۱۰ نفر که … داشتند، … می‌شود») comes before it with a verb of its own.
func (f *figure) setClause() {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	c := clause{first: max(s.first, f.first-clauseReach)}
	for k := f.first - 1; k >= max(s.first, f.first-clauseReach); k-- {
		if p.ws[k].ends || (p.is(k, finite) || p.endsInParticiple(k, s.next)) && !p.ws[k].figure {
			c.first = k + 1
			break
		}
	}
	limit := min(s.next, f.next+clauseReach)
	c.next, c.verb = limit, limit
	pending, kept := 0, -1 // relative clauses open, and the verb of one
	for k := f.next; k < limit; k++ {
		w := p.ws[k]
		switch {
		case w.ends && !(w.colon && k+1 < limit && p.ws[k+1].open):
			limit = k
		case w.figure:
		case w.is(relative) && kept < 0:
			pending = 1
		case pending == 0 && p.endsInParticiple(k, limit):
			c.verb, c.next = p.verbStart(k), k+1
			f.clause = c
			return
		case w.is(finite) || w.is(participle) && p.is(k+1, copula) || w.is(modal):
			if w.is(modal) {
				continue
			}
			if pending > 0 {
				pending, kept = 0, k
				k = p.verbEnd(k) - 1
				continue
			}
			c.verb, c.next = p.verbStart(k), p.verbEnd(k)
			f.clause = c
			return
		}
	}
	c.next, c.verb = limit, limit
	if kept >= 0 {
		c.verb, c.next = p.verbStart(kept), p.verbEnd(kept)
	}
	f.clause = c
}

// sharedReach is how many words after «و» a verb may stand that a participle before it shares: «ساخته و تحویل داده شد».
const sharedReach = 3

// endsInParticiple reports whether the clause ends at token k in a participle whose copula is dropped: «هزار کارگاه به راه افتاده و قرار است
// …», «۳ پایگاه ایجاد شده تا …».
func (p *passage) endsInParticiple(k, limit int) bool {
	if !p.is(k, participle) || p.is(k, predicate|finite) || k+1 >= limit {
		return false
	}
	switch {
	case p.is(k+1, copula), p.is(k+1, finite):
		return false
	case p.ws[k+1].pause, p.is(k+1, relative), p.is(k+1, preposition) && p.lex.so[p.ws[k+1].id]:
		return p.is(k, lightVerb|passiveAux)
	case !p.is(k+1, andWord):
		return false
	}
	for n := k + 2; n < min(k+2+sharedReach, limit); n++ {
		if _, cue := p.lex.statuses.at(p.ws, n, limit); cue > 0 {
			return true
		}
		if p.is(n, finite|participle) {
			return false
		}
	}
	return true
}

// verbStart returns where the verb with its finite form at token k starts: participle, «می», and the noun of a compound verb included.
func (p *passage) verbStart(k int) int {
	for k > 0 && (p.is(k-1, participle) && !p.is(k-1, predicate) || p.is(k-1, verbPrefix|futureAux) || p.is(k-1, finite) && p.is(k-1, passiveAux)) {
		k--
	}
	return k
}

// verbEnd returns the token after the verb with a finite form at token k: «خواهد شد», «شده است», «شده اند».
func (p *passage) verbEnd(k int) int {
	k++
	for k < len(p.ws) && (p.is(k, copula|nounEnding) && p.is(k-1, participle|finite) || p.is(k-1, participle) && !p.is(k-1, predicate) && p.lex.been[p.ws[k].id] || p.is(k-1, futureAux) && p.is(k, lightVerb|finite|participle) ||
		p.is(k-1, futureAux) && p.isWord(k) && !p.is(k, breaksPhrase)) {
		k++
	}
	return k
}
