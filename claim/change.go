package claim

import (
	"strings"

	"raqam/normalize"
	"raqam/normalize/number"
)

// Directions of a [Change].
const (
	Rise = "rise"
	Fall = "fall"
	To   = "to" // a level is reached; whether from above or below is not said
)

// Roles of a figure in a [Change].
const (
	Delta = "delta" // the amount by which something changes: «۵ درصد افزایش یافت»
	Level = "level" // the amount it gets to: «به ۷ درصد رسید»
	Start = "start" // the amount it starts from: «از ۵ به …»
)

// Change says that a figure measures how something changes, not how much of it there is.
type Change struct {
	Direction string `json:"direction"`      // rise, fall or to
	Role      string `json:"role"`           // what the mention's own figure is: delta, level or start
	From      string `json:"from,omitempty"` // value at the start, where the text says it; of a range its lower end
	To        string `json:"to,omitempty"`   // value reached, likewise
}

// changes is what changes.tsv says.
type changes struct {
	nouns  map[int32]string
	verbs  map[string]string // infinitive, folded → direction
	levels wordSet
}

// loadChanges reads changes.tsv.
func (l *lexicon) loadChanges(read tableReader) {
	t := changes{nouns: map[int32]string{}, verbs: map[string]string{}}
	for _, row := range read.rows("changes.tsv", 3) {
		row.oneOf(0, Rise, Fall, To, "-")
		row.oneOf(1, "noun", "verb", "level")
		for _, w := range strings.Split(row.column(2), "|") {
			switch direction := row.column(0); row.column(1) {
			case "noun":
				t.nouns[l.add(w, 0)] = direction
			case "verb":
				if l.pasts[w] == "" {
					row.wrong("no verb " + w)
				}
				t.verbs[l.pasts[w]] = direction
			case "level":
				t.levels.add(l.add(w, 0))
			}
		}
	}
	l.changes = t
}

// setChange marks a figure that measures a change, by the noun of change beside it, else by the verb of its clause.
func (f *figure) setChange() {
	if !f.IsClaim() || f.num == nil {
		return
	}
	p := f.p
	if direction, k := f.changeBeside(); direction != "" && !f.reached() {
		f.Change = &Change{Direction: direction, Role: Delta}
		f.explain("change:" + p.original(k, k+1))
		return
	}
	direction, k := f.changeVerb()
	switch {
	case direction == "":
	case f.reached() && (direction != To || f.ofLevel()):
		f.Change = &Change{Direction: direction, Role: Level, To: f.Value}
		f.explain("change:" + p.original(k, f.clause.next))
	case !f.reached() && direction != To && f.after >= k-1 && !p.is(f.first-1, preposition):
		f.Change = &Change{Direction: direction, Role: Delta}
		f.explain("change:" + p.original(k, f.clause.next))
	}
}

// changeBeside returns the direction of a noun of change right behind the amount («۵ درصد افزایش») or right before it («رشد ۵ درصدی»), and its
// token.
func (f *figure) changeBeside() (direction string, at int) {
	p := f.p
	t := &p.lex.changes
	if f.after < len(p.ws) {
		if d := t.nouns[p.ws[f.after].id]; d != "" && (f.unit.Class != 0 || f.num.Kind == number.Multiple) {
			return d, f.after
		}
	}
	if k := f.first - 1; k >= 0 && f.unit.Adjective {
		for k > 0 && (p.lex.filler[p.ws[k].id] || p.is(k, adverb|preposition)) {
			k--
		}
		if d := t.nouns[p.ws[k].id]; d != "" {
			return d, k
		}
		if p.isWord(k) { // «رشدی ۵ درصدی»
			if d := t.nouns[p.lex.look(normalize.FoldString(indefinite(p.folded(k)))).id]; d != "" {
				return d, k
			}
		}
	}
	return "", 0
}

// changeVerb returns the direction of the verb of the clause, and its first token.
func (f *figure) changeVerb() (direction string, at int) {
	p, c := f.p, f.clause
	if c.verb >= c.next || p.onlyReported(c) {
		return "", 0
	}
	t := &p.lex.changes
	if end := f.partEnd(); end-1 >= f.after {
		if d := t.nouns[p.ws[end-1].id]; d != "" {
			return d, end - 1
		}
	}
	for k := c.verb; k < c.next; k++ {
		if lemma := p.lex.lemmas[p.ws[k].id]; lemma != "" && !p.is(k, futureAux) {
			return t.verbs[p.lex.pasts[lemma]], k
		}
	}
	return "", 0
}

// reached reports a figure behind «به», cue phrases of its bound being passed over: «به بیش از ۴۵۰ رسید».
func (f *figure) reached() bool { return f.behind(toWord) }

// behind reports a figure behind a preposition, cue phrases of its bound being passed over.
func (f *figure) behind(c class) bool {
	p := f.p
	if p.is(f.first-1, c) && !p.ws[f.first-1].figure {
		if cue, n := p.lex.bounds.endingAt(p.ws, max(0, f.first-p.lex.bounds.longest), f.first); n == 0 || cue.after {
			return true
		}
	}
	if cue, n := p.lex.bounds.endingAt(p.ws, max(0, f.first-p.lex.bounds.longest), f.first); n > 0 && !cue.after {
		return p.is(f.first-n-1, c)
	}
	return false
}

// ofLevel reports whether the clause speaks of an amount that can get somewhere: «۲۰ بسته به ۵ روستا رسید» does not.
func (f *figure) ofLevel() bool {
	p := f.p
	if f.Kind == Percent {
		return true
	}
	for k := f.first - 1; k >= f.clause.first; k-- {
		if p.lex.changes.levels[p.ws[k].id] || p.lex.changes.nouns[p.ws[k].id] != "" {
			return true
		}
	}
	return false
}

// pairReach is how many tokens may stand between the two figures of «از ۵ درصد … به ۷ درصد».
const pairReach = 8

// pairChanges joins what a change starts from and what it gets to: «از ۵ به ۷ درصد رسید». The first takes the unit and noun of the second, where
// it has none of its own.
func pairChanges(figures []*figure) {
	for i := 1; i < len(figures); i++ {
		a, b := figures[i-1], figures[i]
		if b.Change == nil || b.Change.Role != Level || a.num == nil || a.High != "" || b.High != "" ||
			b.first-a.after > pairReach || !a.behind(fromWord) || !a.IsClaim() {
			continue
		}
		if a.bare() && b.Kind != Duration {
			a.Kind, a.unit, a.Unit, a.Counted = b.Kind, b.unit, b.Unit, b.Counted
			a.explain("change:shares-unit")
		}
		if a.Kind != b.Kind || a.Unit != b.Unit {
			continue
		}
		switch b.num.Value.Cmp(a.num.Value) {
		case 1:
			b.Change.Direction = Rise
		case -1:
			b.Change.Direction = Fall
		}
		b.Change.From = a.Value
		a.Change = &Change{Direction: b.Change.Direction, Role: Start, From: a.Value, To: b.Value}
		a.explain("change:pair")
	}
}
