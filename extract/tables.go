package extract

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed boilerplate.tsv
var boilerplateFile string

//go:embed writercodes.tsv
var writerCodesFile string

// action is what a line of boilerplate does to the article; the words are those of boilerplate.tsv.
type action string

const (
	keep       action = ""
	cutTail    action = "tail"
	cutCode    action = "code"
	cutDate    action = "date"
	cutAuthor  action = "author"
	cutSection action = "section"
	cutUpdated action = "updated"
	cutSource  action = "source"
	cutCredit  action = "credit"
	cutClock   action = "clock"
	cutMore    action = "more"
	cutLinks   action = "links"
	cutLine    action = "drop"
	formLine          = "line"
	formLabel         = "label"
	formStart         = "prefix"
)

// phrases is boilerplate.tsv by [matchKey].
type phrases struct {
	lines    map[string]action // also every label
	labels   map[string]action
	prefixes map[string]action
	// Letters of the Arabic block by which a line or label, or a prefix, can begin, as they stand on pages.
	lineBegins, prefixBegins beginnings
}

type beginnings [0x100]bool

// of reports whether one of the phrases can begin s, by its first letter or digit.
func (b *beginnings) of(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r < '\u0600' || r > '\u06ff' || b[r-'\u0600']
		}
	}
	return false
}

// add notes how the keys of phrases begin.
func (b *beginnings) add(phrases map[string]action) {
	first := map[rune]bool{}
	for key := range phrases {
		r, _ := utf8.DecodeRuneInString(key)
		first[r] = true
	}
	for i := range b {
		for _, r := range matchKey(string(rune('\u0600' + i))) {
			b[i] = b[i] || first[r]
		}
	}
}

// rows yields the fields of a table's lines; blank lines and those that start with # are none.
func rows(table string, columns int, yield func(line int, fields []string) error) error {
	n := 0
	for line := range strings.Lines(table) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != columns {
			return fmt.Errorf("line %d: %d columns, want %d", n, len(fields), columns)
		}
		if err := yield(n, fields); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// boilerplate is the embedded table; a test parses it, so the panic is unreachable in a release.
var boilerplate = sync.OnceValue(func() *phrases {
	p, err := parsePhrases(boilerplateFile)
	if err != nil {
		panic("boilerplate.tsv: " + err.Error())
	}
	p.lineBegins.add(p.lines) // every label is a line
	p.prefixBegins.add(p.prefixes)
	return &p
})

func parsePhrases(table string) (phrases, error) {
	p := phrases{lines: map[string]action{}, labels: map[string]action{}, prefixes: map[string]action{}}
	err := rows(table, 3, func(_ int, f []string) error {
		act, key := action(f[0]), matchKey(f[2])
		switch act {
		case cutTail, cutCode, cutDate, cutAuthor, cutSection, cutUpdated, cutSource, cutCredit, cutClock, cutMore, cutLinks, cutLine:
		default:
			return fmt.Errorf("unknown action %q", f[0])
		}
		if key == "" {
			return fmt.Errorf("phrase %q has no letter", f[2])
		}
		if p.lines[key] != keep || p.prefixes[key] != keep {
			return fmt.Errorf("phrase %q stands twice", f[2])
		}
		switch f[1] {
		case formLine:
			p.lines[key] = act
		case formLabel:
			p.lines[key], p.labels[key] = act, act
		case formStart:
			p.prefixes[key] = act
		default:
			return fmt.Errorf("unknown form %q", f[1])
		}
		return nil
	})
	return p, err
}

// codePatterns is writercodes.tsv.
type codePatterns struct {
	block, suffix, line []codePattern
}

// codePattern is a pattern, and what every text that it matches has in it.
type codePattern struct {
	*regexp.Regexp
	sign string
}

// possible reports whether s has the sign.
func (p codePattern) possible(s string) bool {
	switch p.sign {
	case "-":
		return true
	case "0":
		return strings.ContainsFunc(s, unicode.IsDigit)
	case `\d`:
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "/* \t\u00a0"))
		return unicode.IsDigit(r)
	}
	return strings.Contains(s, p.sign)
}

// writerCodes is the embedded table; a test parses it, so the panic is unreachable in a release.
var writerCodes = sync.OnceValue(func() codePatterns {
	c, err := parseCodes(writerCodesFile)
	if err != nil {
		panic("writercodes.tsv: " + err.Error())
	}
	return c
})

func parseCodes(table string) (codePatterns, error) {
	var c codePatterns
	err := rows(table, 4, func(_ int, f []string) error {
		compiled, err := regexp.Compile(f[2])
		if err != nil {
			return err
		}
		re := codePattern{compiled, f[1]}
		switch f[0] {
		case "block":
			c.block = append(c.block, re)
		case "suffix":
			c.suffix = append(c.suffix, re)
		case "line":
			c.line = append(c.line, re)
		default:
			return fmt.Errorf("unknown place %q", f[0])
		}
		return nil
	})
	return c, err
}
