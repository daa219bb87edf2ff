package number

import (
	_ "embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed spellout.tsv
var spelloutTSV string

// spellRule is a row of spellout.tsv.
type spellRule struct {
	base       uint64
	quotient   bool // begins with <<
	text, join string
	end        bool
}

type spellRules struct {
	rules          []spellRule // by base
	minus, pointed string
}

var spellout = sync.OnceValue(func() *spellRules {
	r, err := parseSpellout(spelloutTSV)
	if err != nil {
		panic(err) // the table is part of the program: a test reads it
	}
	return r
})

func parseSpellout(tsv string) (*spellRules, error) {
	out := &spellRules{}
	err := rows(tsv, 2, func(cols []string) error {
		switch cols[0] {
		case "-x":
			out.minus = strings.TrimSuffix(cols[1], ">>")
			return nil
		case "x.x":
			out.pointed = strings.TrimSuffix(strings.TrimPrefix(cols[1], "<<"), ">>")
			return nil
		}
		base, err := strconv.ParseUint(cols[0], 10, 64)
		if err != nil {
			return err
		}
		r := spellRule{base: base, end: cols[1] == "end"}
		body, optional, _ := strings.Cut(strings.TrimSuffix(cols[1], "]"), "[")
		r.text, r.quotient = strings.CutPrefix(body, "<<")
		r.join = strings.TrimSuffix(optional, ">>")
		out.rules = append(out.rules, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("number: spellout.tsv: %w", err)
	}
	sort.SliceStable(out.rules, func(i, j int) bool { return out.rules[i].base < out.rules[j].base })
	return out, nil
}

// Spell writes a number in words, as Unicode CLDR does for Persian («۹۰۲۰» is «نه هزار و بیست»); integers of 10^18 and more come in digits,
// in groups of three, and so do fractions such as "1/3". Parse(Spell(v)) is v. The zero Value gives "".
func Spell(v Value) string {
	text := v.String()
	if text == "" || v.den != 0 {
		return text
	}
	r := spellout()
	var b strings.Builder
	if text[0] == '-' {
		b.WriteString(r.minus)
		text = text[1:]
	}
	before, after, pointed := strings.Cut(text, ".")
	n, err := strconv.ParseUint(before, 10, 64)
	if err != nil || n >= r.rules[len(r.rules)-1].base {
		for i, d := range []byte(before) {
			if i > 0 && (len(before)-i)%3 == 0 {
				b.WriteByte(',')
			}
			b.WriteByte(d)
		}
		if pointed {
			b.WriteString("." + after)
		}
		return b.String()
	}
	r.spell(&b, n)
	if pointed {
		b.WriteString(r.pointed)
		for i := range len(after) {
			if i > 0 {
				b.WriteByte(' ')
			}
			r.spell(&b, uint64(after[i]-'0'))
		}
	}
	return b.String()
}

func (r *spellRules) spell(b *strings.Builder, n uint64) {
	i := sort.Search(len(r.rules), func(i int) bool { return r.rules[i].base > n }) - 1
	rule := r.rules[i]
	rest := uint64(0)
	if rule.base > 0 {
		rest = n % rule.base
	}
	if rule.quotient {
		r.spell(b, n/rule.base)
	}
	b.WriteString(rule.text)
	if rest > 0 {
		b.WriteString(rule.join)
		r.spell(b, rest)
	}
}
