package claim

import (
	"strings"

	"raqam/normalize"
)

// loadLexicon reads the tables. What is wrong in them is a mistake of the build: it panics with file and line, and a test loads them.
func loadLexicon(read tableReader) *lexicon {
	l := &lexicon{
		words: map[string]entry{}, lemmas: map[int32]string{}, nouns: map[int32]string{}, pasts: map[string]string{}, longUnits: map[string]bool{},
		needs: map[int32][]int32{}, pairs: map[[2]int32]bool{}, fixed: map[fixedNumber]bool{},
		bounds: newPhrases[boundCue](), frames: newPhrases[frameCue](), rates: newPhrases[rateCue](),
		labels: newPhrases[labelCue](), closings: newPhrases[bool](), statuses: newPhrases[statusCue](), habits: newPhrases[bool](),
		times: newPhrases[timeEffect](), comparisons: newPhrases[bool](),
		openers: newPhrases[opener](), desks: newPhrases[bool](), sayings: newPhrases[bool](),
	}
	l.loadVerbs(read)
	l.loadWords(read, "words.tsv")
	l.loadWords(read, "people.tsv")
	for _, row := range read.rows("nouns.tsv", 2) {
		l.nouns[l.add(row.column(0), 0)] = row.column(1)
		l.add(row.column(1), 0)
	}
	l.loadSpeech(read)
	l.loadCues(read)
	l.loadPredicates(read)
	l.loadChanges(read)
	return l
}

// loadWords reads a table of word classes. Rows of four names are no classes: they tell what a word does beside another.
func (l *lexicon) loadWords(read tableReader, table string) {
	for _, row := range read.rows(table, 2) {
		name := row.column(0)
		for w := range strings.FieldsSeq(row.column(1)) {
			first, second, _ := strings.Cut(w, "=")
			switch name {
			case "needs":
				head := l.add(first, officeHead)
				l.needs[head] = append(l.needs[head], l.add(second, 0))
			case "pair":
				l.pairs[[2]int32{l.add(first, 0), l.add(second, 0)}] = true
			case "agent":
				l.agents.add(l.add(w, 0))
			case "compound":
				l.compounds.add(l.add(w, 0))
			default:
				c, ok := classNames[name]
				if !ok {
					row.wrong("unknown class " + name)
				}
				if c == copula {
					c |= finite
				}
				l.add(w, c)
			}
		}
	}
}

// loadSpeech reads speechverbs.tsv.
func (l *lexicon) loadSpeech(read tableReader) {
	for _, row := range read.rows("speechverbs.tsv", 2) {
		cell := row.column(1)
		switch row.column(0) {
		case "quote":
			l.addSayingNouns(cell, quoteNoun)
		case "whole":
			l.addSayingNouns(cell, wholeNoun)
		case "becomes":
			for w := range strings.SplitSeq(cell, "|") {
				l.add(w, becomes)
			}
		case "simple":
			for w := range strings.SplitSeq(cell, "|") {
				l.markVerb(w, opiningVerb)
			}
		case "reporter":
			l.openers.add(l, cell, reporter)
		case "according":
			l.openers.add(l, cell, according)
		case "viewed":
			l.openers.add(l, cell, viewed)
		case "source":
			l.openers.add(l, cell, source)
		case "quoted":
			l.openers.add(l, cell, quoted)
		case "desk":
			l.desks.add(l, cell, true)
		case "narration":
			l.openers.add(l, cell, narration)
		case "reported":
			l.openers.add(l, cell, reported)
		case "written":
			l.openers.add(l, cell, written)
		case "with":
			l.addIDs(&l.with, cell)
		case "intext":
			l.addIDs(&l.inText, cell)
		default:
			row.wrong("unknown class " + row.column(0))
		}
	}
}

// addSayingNouns enters the nominal parts of verbs of saying; of a part of two words the last one carries the class. The part and the verb are
// often typed as one word («اظهارداشت»).
func (l *lexicon) addSayingNouns(cell string, c class) {
	l.sayings.add(l, cell, true)
	for p := range strings.SplitSeq(cell, "|") {
		ws := strings.Fields(p)
		last := ws[len(ws)-1]
		l.add(last, c)
		for _, v := range l.light {
			joined := normalize.FoldString(strings.Join(ws, "")) + v
			if c == quoteNoun {
				l.add(joined, finite|sayingVerb|pastTense)
			} else {
				l.add(joined, finite|opiningVerb|pastTense)
			}
		}
	}
}

// loadCues reads the tables of bounds, rates, labels, status and time.
func (l *lexicon) loadCues(read tableReader) {
	for _, row := range read.rows("bounds.tsv", 3) {
		row.oneOf(0, "filler", string(Approx), string(MoreThan), string(AtLeast), string(LessThan), string(AtMost), string(Vague))
		row.oneOf(1, "before", "after", "frame", "-")
		bound, place, cell := Bound(row.column(0)), row.column(1), row.column(2)
		switch {
		case row.column(0) == "filler":
			l.addIDs(&l.filler, cell)
		case place == "frame":
			for p := range strings.SplitSeq(cell, "|") {
				head, tail, _ := strings.Cut(p, "\u2026")
				l.frames.add(l, head, frameCue{bound, l.ids(tail)})
			}
		default:
			l.bounds.add(l, cell, boundCue{bound, place == "after"})
		}
	}
	for _, row := range read.rows("rates.tsv", 3) {
		row.oneOf(0, "hour", "day", "week", "month", "year", "each", "dated", "noteach")
		row.oneOf(1, "adverb", "after", "before", "each", "-")
		name, place, cell := row.column(0), row.column(1), row.column(2)
		switch name {
		case "dated":
			l.addIDs(&l.dated, cell)
		case "noteach":
			l.addIDs(&l.noMeasure, cell)
		default:
			l.rates.add(l, cell, rateCue{name, place})
		}
	}
	for _, row := range read.rows("identifiers.tsv", 3) {
		row.oneOf(0, "closing", string(Identifier), string(Ordinal), string(Other), string(Year))
		row.oneOf(1, "label", "weak", "fixed", "-")
		kind, place, cell := row.column(0), row.column(1), row.column(2)
		switch {
		case kind == "closing":
			l.closings.add(l, cell, true)
		case place == "fixed":
			for p := range strings.SplitSeq(cell, "|") {
				word, number, _ := strings.Cut(p, " ")
				l.fixed[fixedNumber{l.add(word, 0), number}] = true
			}
		default:
			l.labels.add(l, cell, labelCue{Kind(kind), place == "weak"})
		}
	}
	for _, row := range read.rows("status.tsv", 3) {
		row.oneOf(0, "coming", "standing", "causes", "so", "habit", string(Done), string(Ongoing), string(Planned), string(Negated), string(Stated))
		row.oneOf(1, "clause", "time", "sentence", "before", "after", "verb", "-")
		name, place, cell := row.column(0), row.column(1), row.column(2)
		switch name {
		case "coming":
			l.addIDs(&l.coming, cell)
		case "standing":
			l.addIDs(&l.standing, cell)
		case "causes":
			l.addIDs(&l.causes, cell)
		case "so":
			l.addIDs(&l.so, cell)
		case "habit":
			l.habits.add(l, cell, true)
		default:
			l.statuses.add(l, cell, statusCue{Status(name), place})
		}
	}
	for _, row := range read.rows("times.tsv", 2) {
		switch row.column(0) {
		case "none":
			l.times.add(l, row.column(1), noYear)
		case "same":
			l.times.add(l, row.column(1), sameTime)
		case "nothing":
			l.times.add(l, row.column(1), noEffect)
		case "now":
			l.times.add(l, row.column(1), thisDay)
		case "compared":
			l.comparisons.add(l, row.column(1), true)
		case "lexical":
			l.addIDs(&l.lexical, row.column(1))
		case "parties":
			l.addIDs(&l.parties, row.column(1))
		case "war":
			l.addIDs(&l.warWords, row.column(1))
		case "later":
			l.addIDs(&l.later, row.column(1))
		case "lifeyear":
			l.addIDs(&l.lifeYears, row.column(1))
		case "spanfrom":
			l.addIDs(&l.spanFrom, row.column(1))
		case "age":
			l.addIDs(&l.ageWords, row.column(1))
		case "long":
			for u := range strings.SplitSeq(row.column(1), "|") {
				l.longUnits[u] = true
			}
		default:
			row.wrong("unknown effect " + row.column(0))
		}
	}
}

// addIDs enters the last word of each phrase of a cell.
func (l *lexicon) addIDs(set *wordSet, cell string) {
	for p := range strings.SplitSeq(cell, "|") {
		if ids := l.ids(p); len(ids) > 0 {
			set.add(ids[len(ids)-1])
		}
	}
}
