package claim

import "raqam/normalize"

// statusCue is a row of status.tsv.
type statusCue struct {
	status Status
	place  string // clause, sentence, before
}

// beforeReach is how many words before the figure a cue of place "before" may stand.
const beforeReach = 6

// setStatus says whether the claimed thing is done, planned, denied …: by the future auxiliary, cue words, then tense.
func (f *figure) setStatus() {
	p := f.p
	f.Status = Stated
	if !f.IsClaim() {
		return
	}
	c := f.clause
	for k := c.verb; k < c.next; k++ {
		if p.is(k, futureAux) {
			f.decide(Planned, "status:future")
			return
		}
	}
	if f.cued() {
		return
	}
	for k := c.verb; k < c.next; k++ {
		if p.is(k, deniedForm) {
			f.decide(Negated, "status:negative-verb")
			return
		}
	}
	verb := p.verbClass(c.verb, c.next)
	switch {
	case verb&pastTense != 0:
		f.decide(Done, "status:past")
	case verb&presentTense != 0 && f.coming():
		f.decide(Planned, "status:announced")
	case verb&presentTense != 0:
		f.decide(Ongoing, "status:present")
	}
}

func (f *figure) decide(s Status, rule string) {
	f.Status = s
	f.explain(rule)
}

// cued looks for cue words in the clause, the sentence and right before the figure. Of several, planned wins: «در حال … خواهد» is still to come.
func (f *figure) cued() bool {
	p := f.p
	s := p.sents[p.sentenceAt(f.first)]
	found := Status("")
	var at, n int
	for k := max(s.first, f.first-clauseReach); k < min(s.next, f.next+clauseReach); k++ {
		cue, m := p.lex.statuses.at(p.ws, k, s.next)
		if m == 0 {
			continue
		}
		inClause := k >= f.clause.first && k < f.clause.next
		switch cue.place {
		case "clause":
			if !inClause {
				continue
			}
		case "before":
			if k < f.first-beforeReach || k >= f.first || !inClause {
				continue
			}
		}
		if found == "" || cue.status == Planned {
			found, at, n = cue.status, k, m
		}
		if found == Planned {
			break
		}
	}
	if found == "" {
		return false
	}
	if found != Planned && p.verbClass(f.clause.verb, f.clause.next)&pastTense != 0 {
		return false
	}
	f.decide(found, "status:"+p.original(at, at+n))
	return true
}

// verbClass joins the tense of the words of a verb; «شده است» is past.
func (p *passage) verbClass(from, to int) class {
	var c class
	for k := from; k < to; k++ {
		if p.is(k, participle) {
			return pastTense
		}
		c |= p.ws[k].class & (pastTense | presentTense)
	}
	if c&pastTense != 0 {
		return pastTense
	}
	return c
}

// coming reports a present tense that announces an act («ساخته می‌شود», «برگزار می‌شود») where no word says that it is a habit.
func (f *figure) coming() bool {
	p := f.p
	if f.Per != "" {
		return false
	}
	if _, _, n := p.lex.habits.find(p.ws, f.clause.first, f.clause.next); n > 0 {
		return false
	}
	k := f.clause.verb - 1
	for p.is(k, verbPrefix) {
		k--
	}
	for i := f.clause.verb; i < f.clause.next; i++ {
		if p.is(i, participle) && p.lex.coming[p.ws[i].id] {
			return true
		}
	}
	return k >= 0 && p.toks[k].Kind == normalize.Word && p.lex.coming[p.ws[k].id]
}
