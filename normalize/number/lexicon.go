package number

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"raqam/normalize"
)

//go:embed numerals.tsv
var numeralsTSV string

// class is what a word does in a number; see numerals.tsv.
type class uint8

const (
	none class = iota
	card
	scale
	alone
	money
	ordinal
	nth
	fraction
	many
	few
	half
	and
	point
	minus
	to
	between
	times
	odd
	by     // «بر» of a score
	part   // a denominator that is no ordinal: «ربع»
	phrase // homographs.tsv: no number
	unit   // units.tsv
)

var classNames = map[string]class{
	"card": card, "scale": scale, "alone": alone, "money": money, "ordinal": ordinal, "nth": nth, "fraction": fraction, "many": many,
	"few": few, "half": half, "and": and, "point": point, "minus": minus, "to": to, "between": between, "times": times, "odd": odd, "part": part, "by": by,
	"phrase": phrase,
}

// entry is one row of a table as the matcher sees it.
type entry struct {
	class class
	value uint64 // or an exponent, or the index of a unit
	doubt int    // 1 + index into homographs.doubts, for words that are often no number
}

// lexicon is all tables, parsed.
type lexicon struct {
	words    *trie
	units    *trie
	table    []Unit // what entries of class unit point to
	doubts   []doubt
	function map[string]bool // words that no counted thing begins with
	compound map[string]bool // second halves of words that begin with a number word and are no number
	signs    map[string]int  // units that are no Persian words («%», «km»)
	plural   map[string]bool // plural endings that a unit may have
	verbal   map[string]bool // verb prefixes
	endings  map[string]bool // endings that make digits an ordinal; true: only where they touch
	toman    int             // the unit of class money
}

// lex is built when the program starts: every text needs it.
var lex = func() *lexicon {
	l, err := parseLexicon(numeralsTSV, homographsTSV, unitsTSV)
	if err != nil {
		panic(err) // the tables are part of the program: a test reads them
	}
	return l
}()

func parseLexicon(numerals, homographs, units string) (*lexicon, error) {
	l := &lexicon{words: newTrie(), units: newTrie()}
	if err := l.readHomographs(homographs); err != nil {
		return nil, fmt.Errorf("number: homographs.tsv: %w", err)
	}
	l.verbal, l.endings = map[string]bool{}, map[string]bool{}
	err := rows(numerals, 3, func(cols []string) error {
		for _, form := range strings.Fields(normalize.FoldString(cols[2])) {
			switch cols[0] {
			case "verb":
				l.verbal[form] = true
			case "ending":
				l.endings[form] = cols[1] == "1"
			}
		}
		if cols[0] == "verb" || cols[0] == "ending" {
			return nil
		}
		c, ok := classNames[cols[0]]
		if !ok {
			return fmt.Errorf("unknown class %q", cols[0])
		}
		v, err := strconv.ParseUint(cols[1], 10, 64)
		if err != nil {
			return err
		}
		for _, form := range strings.Fields(cols[2]) {
			for _, f := range spellings(form) {
				l.words.add(f, entry{c, v, l.doubtOf(f)})
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("number: numerals.tsv: %w", err)
	}
	l.plural = map[string]bool{}
	if err := l.readUnits(units); err != nil {
		return nil, fmt.Errorf("number: units.tsv: %w", err)
	}
	for i, u := range l.table {
		if u.Rial == 10 && !u.Adjective {
			l.toman = i
		}
	}
	return l, nil
}

// word returns the entry of a whole token.
func (l *lexicon) word(s string, tok normalize.Token) (entry, bool) {
	var room [8]hit
	hits := l.words.find(room[:0], s, tok.Start)
	for _, h := range hits {
		if h.end == tok.End {
			return h.entry, true
		}
	}
	return entry{}, false
}

// rows calls f with the columns of each row of a table; comments and empty lines are no rows.
func rows(tsv string, columns int, f func(cols []string) error) error {
	n := 0
	for line := range strings.Lines(tsv) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) < columns {
			return fmt.Errorf("line %d: want %d columns, have %d", n, columns, len(cols))
		}
		if err := f(cols); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// spellings returns the folded spellings of a form in which _ stands for a half-space, a space, or nothing.
func spellings(form string) []string {
	before, after, ok := strings.Cut(normalize.FoldString(form), "_")
	if !ok {
		return []string{before}
	}
	var out []string
	for _, rest := range spellings(after) {
		out = append(out, before+rest, before+" "+rest, before+"\u200c"+rest)
	}
	return out
}
