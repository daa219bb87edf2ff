package normalize

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed fold.tsv
var foldTSV string

// action says what folding does with one code point.
type action uint8

const (
	keep    action = iota // copy it
	replace               // write rule.to instead
	drop                  // write nothing
	joiner                // ZWNJ if letters or digits stand on both sides
	hamza                 // drop after alef, keep elsewhere
	cr                    // drop before a line feed, else a line feed
)

// foldRule is a row of fold.tsv in the form the loop wants.
type foldRule struct {
	action action
	to     string // folded already
}

// foldTable maps every code point of the basic plane to an index into rules; 0 is keep, so that one look decides for most of a text.
type foldTable struct {
	index [1 << 16]uint16
	rules []foldRule
	plain [256]bool // whether U+0600+i stays
}

// folding is the parsed table. It is built on first use: a program that folds nothing pays nothing.
var folding = sync.OnceValue(func() *foldTable {
	t, err := parseFoldTable(foldTSV)
	if err != nil {
		panic(err) // the table is part of the program: a test reads it
	}
	return t
})

// parseFoldTable reads fold.tsv and adds the presentation forms by Unicode's compatibility decompositions.
func parseFoldTable(tsv string) (*foldTable, error) {
	t := &foldTable{rules: []foldRule{{}}}
	known := map[foldRule]uint16{{}: 0}
	set := func(from, to rune, r foldRule) error {
		i, ok := known[r]
		if !ok {
			if len(t.rules) == 1<<16 {
				return fmt.Errorf("normalize: too many different folding rules")
			}
			i = uint16(len(t.rules))
			t.rules = append(t.rules, r)
			known[r] = i
		}
		for c := from; c <= to; c++ {
			t.index[c] = i
		}
		return nil
	}
	for n, line := range strings.Split(tsv, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) < 2 {
			return nil, fmt.Errorf("normalize: fold.tsv line %d: want at least 2 columns", n+1)
		}
		first, last, ranged := strings.Cut(cols[0], "..")
		if !ranged {
			last = first
		}
		from, err1 := strconv.ParseUint(first, 16, 16)
		to, err2 := strconv.ParseUint(last, 16, 16)
		rule, err3 := parseFoldRule(cols[1])
		for _, err := range []error{err1, err2, err3} {
			if err != nil {
				return nil, fmt.Errorf("normalize: fold.tsv line %d: %w", n+1, err)
			}
		}
		if err := set(rune(from), rune(to), rule); err != nil {
			return nil, err
		}
	}
	for c := rune(0xFB50); c <= 0xFEFC; c++ {
		if t.index[c] != 0 || !unicode.IsLetter(c) {
			continue
		}
		letters := norm.NFKC.String(string(c))
		if strings.ContainsRune(letters, ' ') {
			continue // an isolated mark on a space, or a whole sentence as one sign
		}
		if err := set(c, c, foldRule{replace, t.apply(letters)}); err != nil {
			return nil, err
		}
	}
	for i := range t.plain {
		t.plain[i] = t.index[0x0600+i] == 0
	}
	return t, nil
}

func parseFoldRule(s string) (foldRule, error) {
	switch s {
	case "drop":
		return foldRule{action: drop}, nil
	case "joiner":
		return foldRule{action: joiner}, nil
	case "hamza":
		return foldRule{action: hamza}, nil
	case "cr":
		return foldRule{action: cr}, nil
	}
	var to []rune
	for _, hex := range strings.Fields(s) {
		c, err := strconv.ParseUint(hex, 16, 16)
		if err != nil {
			return foldRule{}, err
		}
		to = append(to, rune(c))
	}
	return foldRule{replace, string(to)}, nil
}

// apply folds letters one by one, for decompositions.
func (t *foldTable) apply(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch r := t.rules[t.index[c]]; r.action {
		case keep, hamza:
			b.WriteRune(c)
		case replace:
			b.WriteString(r.to)
		}
	}
	return b.String()
}

// joins reports whether a ZWNJ next to c has something to keep apart: letters, digits and what is written on them.
func joins(c rune) bool {
	if c < utf8.RuneSelf {
		return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	if 0x0621 <= c && c <= 0x06D3 {
		return c <= 0x064A || c >= 0x066E && c != 0x06D4
	}
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c))
}
