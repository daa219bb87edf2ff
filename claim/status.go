package claim

import (
	"slices"
	"strings"

	"raqam/normalize/calendar"
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
	f.Status = Stated
	if !f.IsClaim() {
		return
	}
	switch {
	case f.Kind == Duration && f.ageOfSomebody():
		f.decide(Stated, "status:age")
	case f.future() && !(f.known() && f.denied()):
		f.decide(Planned, "status:future")
	case !f.known() && f.cued():
	default:
		f.byTense()
	}
}

// known reports «این ۳ تیم … بازی می‌کنند»: the three are spoken of before, and what is still to come is not that there are three.
// In «پس از آن ۳ تیم …» they are not.
func (f *figure) known() bool {
	p, k := f.p, f.first-1
	return p.is(k, demonstrative) && !p.ws[k].figure && !(p.is(k-1, preposition) && p.is(k-2, timeWord))
}

// future reports the future auxiliary in the verb of the clause.
func (f *figure) future() bool {
	for k := f.clause.verb; k < f.clause.next; k++ {
		if f.p.is(k, futureAux) {
			return true
		}
	}
	return false
}

// denied reports a negative verb.
func (f *figure) denied() bool {
	for k := f.clause.verb; k < f.clause.next; k++ {
		if f.p.is(k, deniedForm) {
			return true
		}
	}
	return false
}

// byTense decides by the verb of the clause alone.
func (f *figure) byTense() {
	p, c := f.p, f.clause
	if f.denied() {
		f.decide(Negated, "status:negative-verb")
		return
	}
	verb := p.verbClass(c.verb, c.next)
	ability, managed := false, false
	if verb&subjunctive != 0 {
		ability, managed = p.able(c)
	}
	switch {
	case c.verb == c.next, p.onlyReported(c):
		f.unsettled = !f.known()
	case verb&pastTense != 0, managed:
		f.decide(Done, "status:past")
	case ability:
		f.decide(Stated, "status:ability")
	case f.known() && verb&(subjunctive|presentTense) != 0:
		f.decide(Ongoing, "status:known-thing")
	case verb&subjunctive != 0:
		f.decide(Planned, "status:subjunctive")
	case verb&presentTense != 0 && f.afterFuture():
		f.decide(Planned, "status:after-future")
	case verb&presentTense != 0 && f.coming():
		f.announced = true
		f.decide(Planned, "status:announced")
	case verb&presentTense != 0:
		f.decide(Ongoing, "status:present")
	}
}

// onlyReported reports a clause whose verb is one of saying: «از ساخت ۱۰۰ خانه خبر داد», «خواستار ساخت ۱۰۰ خانه شد» say nothing of whether they
// stand.
func (p *passage) onlyReported(c clause) bool {
	for k := max(c.first, c.verb-complementReach); k < c.verb; k++ {
		if p.is(k, becomes) && p.becomesFurtherOn(k) == c.verb {
			return true
		}
	}
	for k := c.verb; k < c.next; k++ {
		if p.is(k, sayingVerb|opiningVerb) && !p.is(k, futureAux) {
			return true
		}
	}
	if c.verb == 0 || c.verb >= c.next {
		return false
	}
	return p.is(c.verb-1, wholeNoun|quoteNoun) || c.verb-2 >= c.first && p.is(c.verb-2, wholeNoun) // «ابراز خرسندی کرد»
}

// ageOfSomebody reports «مهاجم ۳۹ ساله», «در ۴۰ سالگی»: an age is no plan, whatever its bearer will do.
func (f *figure) ageOfSomebody() bool {
	p := f.p
	if p.lex.lifeYears[p.ws[f.after-1].id] {
		return true
	}
	if p.lex.longUnits[f.unit.Name] && (f.Bound == LessThan || f.Bound == MoreThan) && p.lex.ageWords[p.ws[max(f.first-1, 0)].id] && p.nominal(f.first-2) {
		return true // «تیم زیر ۲۱ سال»
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
			f.due = cue.place == "time"
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

// settleByDate corrects what tense leaves open: what is dated after the day of publication is still to come («برای سال ۱۴۰۰ اختصاص یافت»), and
// what has begun before it is not («از ۲۲ تا ۲۴ شهریور برگزار می‌شود», on the 22nd).
func (f *figure) settleByDate(published calendar.Date) {
	r := f.Reference
	if !f.IsClaim() || r == nil || r.From.IsZero() || r.Source == fromPublication || published.IsZero() || f.known() {
		return
	}
	began := r.From.First().Compare(published.First())
	switch {
	case began > 0 && (f.Status == Ongoing || f.Status == Stated && f.unsettled || f.Status == Done && r.From.Year > published.Year):
		f.redecide(Planned, "status:dated-ahead")
		if f.timelessLength() && strings.Contains(r.Text, f.p.original(f.first, f.next)) {
			r.From, r.To = calendar.Date{}, calendar.Date{} // «۲ سال دیگر» is a length that belongs to no one year
		}
	case f.Status == Planned && f.due && r.To.Year != 0 && r.To.Year < published.Year:
		f.Status = Stated // «تا پایان سال ۹۶», said in 97
		f.dropRule("status:")
		f.byTense()
	case f.Status == Planned && f.announced && r.From.IsDay() && (began < 0 || began == 0 && r.To.Compare(published) > 0):
		f.redecide(Ongoing, "status:begun")
	}
}

// redecide replaces what another rule has said of the status.
func (f *figure) redecide(s Status, rule string) {
	f.dropRule("status:")
	f.decide(s, rule)
}

// dropRule forgets why a field had its value.
func (f *figure) dropRule(field string) {
	f.rules = slices.DeleteFunc(f.rules, func(r string) bool { return strings.HasPrefix(r, field) })
}
