package claim

import (
	"strconv"
	"strings"

	"raqam/extract"
	"raqam/normalize"
)

// keySeparator stands between the parts of a key; no word contains it.
const keySeparator = "|"

// Key names the statement a mention makes, so that the same statement can be found in other articles: what is counted, its unit, what is said to
// be done, who says so, and the year, separated by "|". Its parts are words, so that a key can be read. Value and bound are no part of it: the
// mentions of one key are the figures given for one thing. It is "" where neither a thing nor an act is known.
//
// Law: the key depends on nothing but the mention's Counted, Phrase, Unit, Predicate, Speaker and the year of its Reference: not on the article,
// its URL, or where the mention stands. Nor does it depend on how these are spelled (keyboard, half-spaces, plural), on a verb's voice or light
// verb («ایجاد شد», «ایجاد کردند», «ایجاد خواهد شد»), or on titles before the speaker's name.
func Key(m Mention) string {
	thing, act := thingKey(m), keyOf(words().act(m.Predicate))
	if thing == "" && act == "" {
		return ""
	}
	year := ""
	if m.Reference != nil && m.Reference.From.Year != 0 {
		year = strconv.Itoa(m.Reference.From.Year)
	}
	return strings.Join([]string{thing, keyOf(m.Unit), act, speakerKey(m.Speaker), year}, keySeparator)
}

// keyOf folds words and takes out what is between them.
func keyOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u200c' || strings.ContainsRune(keySeparator, r) {
			return -1
		}
		return r
	}, normalize.FoldString(s))
}

// thingKey returns the head noun: what is counted, else the word behind the unit in the phrase («تومان تسهیلات»).
func thingKey(m Mention) string {
	if m.Counted != "" {
		return keyOf(singular(m.Counted))
	}
	rest := strings.TrimPrefix(normalize.FoldString(m.Phrase), normalize.FoldString(m.Unit))
	for w := range strings.FieldsSeq(rest) {
		if n, ok := words().nouns[words().look(w).id]; ok {
			w = n
		}
		return keyOf(singular(w))
	}
	return ""
}

// speakerKey returns the name without titles; the office of who has no name.
func speakerKey(s *Speaker) string {
	if s == nil {
		return ""
	}
	if s.Name == "" {
		return keyOf(s.Role)
	}
	name := strings.Fields(normalize.FoldString(s.Name))
	for len(name) > 1 && words().look(name[0]).class&(honorific|givenName|institution) == honorific {
		name = name[1:]
	}
	return keyOf(strings.Join(name, ""))
}

// statement is what a headline says again.
type statement struct {
	kind                       Kind
	value, high, unit, counted string
}

// repeat gives a claim of the headline or lead that repeats a figure of the text below it the key of that one: a headline has no room for verb,
// speaker or year.
func repeat(claims []Claim) {
	said := map[statement]*Claim{} // the first in the body, then in the lead
	of := func(c *Claim) statement {
		return statement{c.Kind, c.Value, c.High, keyOf(c.Unit), thingKey(c.Mention)}
	}
	for _, part := range []extract.Part{extract.Body, extract.Lead, extract.Title} {
		for i := range claims {
			c := &claims[i]
			if c.Part != part {
				continue
			}
			if b := said[of(c)]; b != nil && b.Part != part {
				c.Repeats, c.Key = b.ID, b.Key
			}
		}
		for i := range claims {
			if c := &claims[i]; c.Part == part && said[of(c)] == nil {
				said[of(c)] = c
			}
		}
	}
}
