package claim

import (
	"strings"

	"raqam/normalize"
)

// statusCue is a row of status.tsv.
type statusCue struct {
	status Status
	place  string // clause, time, sentence, before, after
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
	if f.Kind == Duration && f.ageOfSomebody() {
		f.explain("status:age")
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
	ability, managed := false, false
	if verb&subjunctive != 0 {
		ability, managed = p.able(c)
	}
	switch {
	case c.verb == c.next, p.onlyReported(c):
		f.unsettled = true
	case verb&pastTense != 0, managed:
		f.decide(Done, "status:past")
	case ability:
		f.decide(Stated, "status:ability")
	case verb&subjunctive != 0:
		f.decide(Planned, "status:subjunctive")
	case verb&presentTense != 0 && f.afterFuture():
		f.decide(Planned, "status:after-future")
	case verb&presentTense != 0 && f.coming():
		f.decide(Planned, "status:announced")
	case verb&presentTense != 0:
		f.decide(Ongoing, "status:present")
	}
}

// onlyReported reports a clause whose verb is one of saying: «از ساخت ۱۰۰ خانه خبر داد» says nothing of whether they stand.
func (p *passage) onlyReported(c clause) bool {
	for k := c.verb; k < c.next; k++ {
		if p.is(k, sayingVerb|opiningVerb) && !p.is(k, futureAux) {
			return true
		}
	}
	return c.verb > 0 && c.verb < c.next && p.is(c.verb-1, wholeNoun|quoteNoun)
}

// ageOfSomebody reports «مهاجم ۳۹ ساله», «در ۴۰ سالگی»: an age is no plan, whatever its bearer will do.
func (f *figure) ageOfSomebody() bool {
	p := f.p
	if p.lex.lifeYears[p.ws[f.after-1].id] {
		return true
	}
	return f.unit.Adjective && f.first > 0 && p.lex.longUnits[f.unit.Name] && (p.is(f.first-1, officeHead) || p.isWord(f.first-1) && p.peopleAt(f.first-1))
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
		opens := k+m == f.clause.first && !p.is(k+m, andWord) && !p.ws[f.clause.first].pause // «قرار است | …»
		inClause := k >= f.clause.first && k < f.clause.next || opens
		switch cue.place {
		case "clause":
			if !inClause {
				continue
			}
		case "time":
			if !inClause || p.verbClass(f.clause.verb, f.clause.next)&pastTense != 0 {
				continue
			}
		case "after":
			if k < f.after || k > f.after+1 {
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

// able reports a clause about what can be («می‌تواند … باشد»), which promises nothing.
func (p *passage) able(c clause) (ability, past bool) {
	for k := max(0, c.first-2); k < c.next; k++ { // «می‌تواند», «توانسته است» end the clause before
		if p.lex.ability[p.ws[k].id] {
			return true, p.is(k, pastTense|participle)
		}
	}
	return false, false
}

// coming reports a present tense that announces an act («ساخته می‌شود», «برگزار می‌شود») where no word says that it is a habit.
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
	for i := f.clause.verb; i < f.clause.next; i++ {
		if p.is(i, participle) && p.lex.coming[p.ws[i].id] {
			return true
		}
		if p.lex.steady[p.ws[i].id] {
			return false // «قرار دارد» is where a thing is, «خدمات ارائه می‌دهند» what it does
		}
	}
	return k >= 0 && p.toks[k].Kind == normalize.Word && p.lex.coming[p.ws[k].id]
}
