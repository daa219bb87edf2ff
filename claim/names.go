package claim

import "raqam/normalize"

// A number behind a noun counts nothing: Persian puts what is counted behind the number, so that «دوربان ۲», «شبکه ۴» and «آپولو ۱۱» are names.

// nameLength is how many digits the number of a name has at most.
const nameLength = 4

// afterNoun reports digits right behind a noun with nothing behind them to be counted: «اجلاس دوربان ۲ را …».
func (f *figure) afterNoun() bool {
	p := f.p
	b := f.first - 1
	if f.p.toks[f.first].Kind != normalize.Digits || f.next != f.first+1 || f.High != "" || len(f.Value) > nameLength || f.num.Literal.IsSet() {
		return false
	}
	if !p.nominal(b) || p.is(b, amountOf|measured|changeNoun|predicate|timeWord|quoteNoun|wholeNoun|participle|becomes) || p.lex.filler[p.ws[b].id] || p.lex.changes.levels[p.ws[b].id] {
		return false
	}
	if s := p.folded(b); singular(s) != s { // «شهدا ۲۲۳»: a plural is counted
		return false
	}
	if _, n := p.lex.bounds.endingAt(p.ws, 0, f.first); n > 0 {
		return false
	}
	k := f.after
	switch {
	case k >= len(p.ws), p.is(k, preposition) && !p.is(k, fromWord), p.is(k, objectMark|relative|copula), p.is(k, finite) && p.is(k, passiveAux|copula):
		return true
	}
	return false
}

// hyphenated reports the number of a model: «تی-۷۲», «بی ام-۲۱».
func (f *figure) hyphenated() bool {
	p := f.p
	return p.toks[f.first].Kind == normalize.Digits && p.touching(f.first-1) && p.touching(f.first-2) && p.isWord(f.first-2) &&
		p.s[p.toks[f.first-1].Start] == '-' && p.toks[f.first-1].End == p.toks[f.first-1].Start+1
}

// numberName is a name that ends in a number: the word before it, folded, and the number.
type numberName struct{ word, value string }

// numberName returns the name that the figure would be the end of.
func (f *figure) numberName() (n numberName, ok bool) {
	if f.num == nil || f.p.toks[f.first].Kind != normalize.Digits || !f.p.nominal(f.first-1) {
		return n, false
	}
	return numberName{key(f.p.folded(f.first - 1)), f.Value}, true
}

// shareNames makes a number that ends a name in one place end it in all: once «دوربان ۲ را» is a name, it is one in «دوربان ۲ اخلال» too.
func shareNames(passages []*passage) {
	names := map[numberName]bool{}
	for _, p := range passages {
		for _, f := range p.found {
			if n, ok := f.numberName(); ok && f.named {
				names[n] = true
			}
		}
	}
	if len(names) == 0 {
		return
	}
	for _, p := range passages {
		for _, f := range p.found {
			if n, ok := f.numberName(); ok && names[n] && f.Kind == Quantity && f.unit.Class == 0 {
				f.Kind, f.Bound = Identifier, Exact
				f.explain("kind:same-name")
			}
		}
	}
}
