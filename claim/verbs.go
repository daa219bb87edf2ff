package claim

import (
	"slices"
	"strings"

	"raqam/normalize"
)

// Places of persons in the rows of endings.tsv, and the longest form in bytes that is too short to be told from other words («دهم», «رود»).
const (
	secondSingular = 1 // news never says «تو», and its forms are nouns: «کشتی», «گشتی»
	thirdSingular  = 2
	shortest       = 6
)

// verbFlags are the flags of verbs.tsv.
var verbFlags = []string{"", "light", "noun", "said", "plain", "steady", "ability", "passive", "goes", "prefixed"}

// loadVerbs conjugates the rows of verbs.tsv. Persian conjugation is regular: two stems, six endings, the prefixes می and نمی, ن and ب,
// and the participle in ه with forms of "to be". Forms are entered without ZWNJ, so that «شده‌اند», «شدهاند» and (as two words) «شده اند»
// are all known.
func (l *lexicon) loadVerbs(read tableReader) {
	g := read.grammar()
	l.infinitive, l.participle = g.infinitive, g.participle
	for _, row := range read.rows("verbs.tsv", 3) {
		for f := range strings.SplitSeq(row.column(2), ",") {
			if !slices.Contains(verbFlags, f) {
				row.wrong("unknown flag " + f)
			}
		}
		past, now, flags := normalize.FoldString(row.column(0)), normalize.FoldString(row.column(1)), row.column(2)
		c := finite
		if strings.Contains(flags, "light") {
			c |= lightVerb
			l.light = append(l.light, past)
		}
		if strings.Contains(flags, "said") {
			c |= sayingVerb
		}
		if strings.Contains(flags, "passive") {
			c |= passiveAux
		}
		infinitive := past + g.infinitive
		l.pasts[infinitive] = row.column(0)
		l.pasts[row.column(0)+g.infinitive] = row.column(0)
		enter := func(form string, c class) {
			id := l.add(form, c)
			l.lemmas[id] = infinitive
			if strings.Contains(flags, "ability") {
				l.ability.add(id)
			}
			if infinitive == normalize.FoldString(g.be) {
				l.been.add(id)
			}
			if strings.Contains(flags, "goes") {
				l.goes.add(id)
			}
			if strings.Contains(flags, "steady") {
				l.steady.add(id)
			}
		}
		for i, ending := range g.pastEndings {
			if i == secondSingular {
				continue
			}
			p := c | g.persons[i]
			if ending != "" || !strings.Contains(flags, "noun") {
				enter(past+ending, p|pastTense)
			} else {
				id := l.add(past, 0)
				l.stems.add(id)
				l.lemmas[id] = infinitive
			}
			enter(g.progressive+past+ending, p|pastTense)
			enter(g.notProgressive+past+ending, p|pastTense|deniedForm)
			enter(g.negate(past)+ending, p|pastTense|deniedForm)
		}
		for i, ending := range g.presentEndings {
			if i == secondSingular {
				continue
			}
			p := c | g.persons[i] | presentTense
			enter(g.progressive+now+ending, p)
			enter(g.notProgressive+now+ending, p|deniedForm)
			if i == thirdSingular && c&lightVerb != 0 || len(now+ending) > shortest && (!strings.Contains(flags, "noun") || strings.Contains(flags, "prefixed")) {
				if strings.Contains(flags, "plain") {
					enter(now+ending, p)
				} else {
					enter(now+ending, p|subjunctive)
					if c&lightVerb == 0 && !strings.Contains(flags, "prefixed") && infinitive != normalize.FoldString(g.be) {
						l.bare.add(l.add(now+ending, 0))
					}
				}
			}
			enter(g.subjunctive+now+ending, p|subjunctive)
			enter(g.negate(now)+ending, p|deniedForm)
		}
		for i, be := range g.perfect {
			if i == secondSingular { // «درآمده‌ای» is spelled as «درآمدهای» is
				continue
			}
			p := c | g.persons[i] | pastTense
			enter(past+g.participle+be, p)
			enter(g.progressive+past+g.participle+be, p)
			enter(g.negate(past)+g.participle+be, p|deniedForm)
		}
		l.add(past+g.participle, participle|c&^finite)
		done := l.add(past+g.participle, 0)
		l.lemmas[done] = infinitive
		if strings.Contains(flags, "ability") {
			l.ability.add(done)
		}
		l.add(g.negate(past)+g.participle, participle|deniedForm|c&^finite)
	}
	l.personEndings, l.actEndings, l.possessives = g.person, g.act, g.possessive
	l.be = g.be
	for i, form := range g.future {
		l.add(form, futureAux|finite|g.persons[i])
		l.add(g.negation+form, futureAux|finite|deniedForm|g.persons[i])
	}
}

// markVerb adds a class to the finite forms of a verb, given its past stem.
func (l *lexicon) markVerb(past string, c class) {
	infinitive := normalize.FoldString(past) + l.infinitive
	for k, e := range l.words {
		if e.class&finite != 0 && l.lemmas[e.id] == infinitive {
			e.class |= c
			l.words[k] = e
		}
	}
}

// grammar is the endings and prefixes of Persian verbs, in the order of the six persons.
type grammar struct {
	pastEndings, presentEndings, perfect, future []string
	persons                                      []class
	progressive, notProgressive, subjunctive     string
	negation, glide, participle, infinitive      string
	alef, be                                     string
	person, act, possessive                      []string
}

// negate puts the negation before a stem; before alef there is a glide («نیامد»).
func (g grammar) negate(stem string) string {
	if strings.HasPrefix(stem, g.alef) {
		return g.negation + g.glide + stem
	}
	return g.negation + stem
}

// grammar reads endings.tsv.
func (read tableReader) grammar() grammar {
	cells := map[string][]string{}
	for _, row := range read.rows("endings.tsv", 2) {
		var forms []string
		for f := range strings.SplitSeq(row.column(1), " ") {
			forms = append(forms, strings.ReplaceAll(normalize.FoldString(f), "-", ""))
		}
		cells[row.column(0)] = forms
	}
	one := func(name string) string { return cells[name][0] }
	return grammar{
		pastEndings: cells["past"], presentEndings: cells["present"], perfect: cells["perfect"], future: cells["future"],
		persons:     []class{firstPerson, 0, 0, firstPerson, 0, 0},
		progressive: one("progressive"), notProgressive: one("notprogressive"), subjunctive: one("subjunctive"),
		negation: one("negation"), glide: one("glide"), participle: one("participle"), infinitive: one("infinitive"), alef: one("alef"), be: one("be"),
		person: cells["person"], act: cells["act"], possessive: cells["possessive"],
	}
}
