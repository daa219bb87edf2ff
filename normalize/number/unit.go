package number

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"raqam/normalize"
)

//go:embed units.tsv
var unitsTSV string

// UnitClass is what sort of thing a unit is.
type UnitClass uint8

const (
	Classifier UnitClass = iota + 1 // نفر, دستگاه: stands between a number and what is counted
	Measure                         // کیلومتر, تن
	Currency                        // ریال, دلار
	TimeUnit                        // سال, ساعت
	Percent                         // درصد, %
)

// Unit is a row of units.tsv as it was found in a text.
type Unit struct {
	Name      string // as results write it, in Persian letters, singular
	Class     UnitClass
	Rial      int64 // what one of a currency is worth in rial, where that is fixed; else 0
	Adjective bool  // «تومانی», «ساله»: the number and the unit describe a noun that stands before or after
	Ambiguous bool  // the word has a sense that is no unit of this class: «تن» is a tonne, and a classifier of persons
}

var unitClasses = map[string]UnitClass{
	"classifier": Classifier, "measure": Measure, "currency": Currency, "time": TimeUnit, "percent": Percent,
}

// readUnits enters the rows of units.tsv.
func (l *lexicon) readUnits(tsv string) error {
	l.signs = map[string]int{}
	return rows(tsv, 2, func(cols []string) error {
		if cols[0] == "plural" {
			for _, ending := range strings.Fields(normalize.FoldString(cols[1])) {
				l.plural[ending] = true
			}
			return nil
		}
		cols = append(cols, make([]string, 4)...)
		class, ok := unitClasses[cols[0]]
		if !ok {
			return fmt.Errorf("unknown class %q", cols[0])
		}
		u := Unit{Name: strings.ReplaceAll(cols[1], "_", " "), Class: class, Ambiguous: strings.HasPrefix(cols[5], "ambiguous")}
		if cols[4] != "" {
			n, err := strconv.ParseInt(cols[4], 10, 64)
			if err != nil {
				return err
			}
			u.Rial = n
		}
		adjective := u
		adjective.Adjective = true
		plain := len(l.table)
		l.table = append(l.table, u, adjective)
		forms := append([]string{strings.ReplaceAll(cols[1], "\u200c", "_")}, strings.Fields(cols[2])...)
		for _, form := range forms {
			for _, f := range spellings(form) {
				if f[0] < 0xD8 || f[0] > 0xDB {
					l.signs[f] = plain
					continue
				}
				l.units.add(f, entry{class: unit, value: uint64(plain)})
				for _, ending := range strings.Fields(cols[3]) {
					ending = normalize.FoldString(strings.TrimPrefix(ending, "-"))
					for _, g := range spellings(f + "_" + ending) {
						l.units.add(g, entry{class: unit, value: uint64(plain + 1)})
					}
				}
			}
		}
		return nil
	})
}

// UnitAt returns the unit that begins with token i and how many tokens it takes; plural endings written apart belong to it.
func UnitAt(t normalize.Text, toks []normalize.Token, i int) (u Unit, n int, ok bool) {
	if i < 0 || i >= len(toks) {
		return Unit{}, 0, false
	}
	index, _, next, ok := unitFrom(t.Folded(), toks, i, toks[i].Start)
	if !ok {
		return Unit{}, 0, false
	}
	return lex.table[index], next - i, true
}

// UnitAfter returns the unit that follows number n, and the token after that unit. A sign that touches it from the left («٪۲۰») counts where
// none follows. A unit that is glued to the number («سیدرصد») or inside it
// («دو ساعت و نیم») is found as well; the unit of «۲۰۰ همت» is the toman, with no token of its own.
func UnitAfter(t normalize.Text, toks []normalize.Token, n Number) (u Unit, next int, ok bool) {
	s := t.Folded()
	if n.Inner > 0 {
		u, _, ok = UnitAt(t, toks, n.Inner)
		return u, n.Next, ok
	}
	if n.Next > 0 && n.Next <= len(toks) {
		last := toks[n.Next-1]
		if n.End < last.End { // glued
			at := n.End
			if strings.HasPrefix(s[at:], "\u200c") {
				at += 3
			}
			if index, _, next, ok := unitFrom(s, toks, n.Next-1, at); ok {
				return lex.table[index], next, true
			}
			return Unit{}, n.Next, false
		}
		if e, ok := lex.word(s, last); ok && e.class == money {
			return lex.table[lex.toman], n.Next, true
		}
	}
	if n.Next < len(toks) && (toks[n.Next].Kind != normalize.Word || blank(s[n.End:toks[n.Next].Start])) {
		if index, _, next, ok := unitFrom(s, toks, n.Next, toks[n.Next].Start); ok {
			return lex.table[index], next, true
		}
	}
	if index, ok := signBefore(s, toks, n.First); ok && n.Start == toks[n.First].Start {
		return lex.table[index], n.Next, true
	}
	return Unit{}, n.Next, false
}

// signBefore finds a sign that touches token i from the left and belongs to no number before it: «٪۲۰», «$۵».
func signBefore(s string, toks []normalize.Token, i int) (index int, ok bool) {
	if i == 0 || toks[i-1].Kind != normalize.Mark || toks[i-1].End != toks[i].Start {
		return 0, false
	}
	if i > 1 && toks[i-2].Kind == normalize.Digits && toks[i-2].End == toks[i-1].Start {
		return 0, false
	}
	index, ok = lex.signs[s[toks[i-1].Start:toks[i-1].End]]
	return index, ok
}

// unitFrom finds the longest unit at byte at of token tok: its index in the table, where it ends, and the token after it.
func unitFrom(s string, toks []normalize.Token, tok, at int) (index, end, next int, ok bool) {
	if toks[tok].Kind != normalize.Word || s[at] < 0x80 {
		index, ok = lex.signs[s[at:toks[tok].End]]
		return index, toks[tok].End, tok + 1, ok
	}
	var room [8]hit
	hits := lex.units.find(room[:0], s, at)
	for k := len(hits) - 1; k >= 0; k-- {
		if next, ok := endsAt(s, toks, tok, hits[k].end); ok {
			return int(hits[k].value), hits[k].end, next, true
		}
	}
	return 0, 0, 0, false
}

// endsAt reports whether byte end is where a word ends, but for a plural ending, and returns the token after it.
func endsAt(s string, toks []normalize.Token, tok, end int) (next int, ok bool) {
	for tok < len(toks) && toks[tok].End < end {
		tok++
	}
	if tok == len(toks) || toks[tok].Start >= end {
		return 0, false
	}
	if rest := s[end:toks[tok].End]; rest != "" && !lex.plural[strings.TrimPrefix(rest, "\u200c")] {
		return 0, false
	}
	return tok + 1, true
}

// blank reports whether s is white space or half-spaces at most.
func blank(s string) bool {
	for len(s) > 0 {
		switch {
		case s[0] == ' ' || s[0] == '\n':
			s = s[1:]
		case strings.HasPrefix(s, "\u200c"):
			s = s[3:]
		default:
			return false
		}
	}
	return true
}
