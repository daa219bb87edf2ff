package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"raqam/claim"
)

// Marks returns what to highlight in the claim's sentence: the words and phrases of the query wherever they stand in it and, where the
// query asks for a number, the mention itself. Ranges are sorted and do not touch each other.
func Marks(n Node, c claim.Claim) []Mark {
	m := marker{claim: c, readings: Readings(c.Quote)}
	m.walk(n)
	slices.SortFunc(m.marks, func(a, b Mark) int { return a.Start - b.Start })
	var merged []Mark
	for _, mark := range m.marks {
		if last := len(merged) - 1; last >= 0 && mark.Start <= merged[last].End {
			merged[last].End = max(merged[last].End, mark.End)
			continue
		}
		merged = append(merged, mark)
	}
	return merged
}

type marker struct {
	claim    claim.Claim
	readings [][]Term // of the sentence
	marks    []Mark
}

func (m *marker) walk(n Node) {
	switch n := n.(type) {
	case And:
		for _, child := range n.Nodes {
			m.walk(child)
		}
	case Or:
		for _, child := range n.Nodes {
			m.walk(child)
		}
	case Word:
		m.words(n.Text, n.Prefix)
	case Phrase:
		m.words(n.Text, false)
	case Text:
		if n.Field == "counted" || n.Field == "unit" {
			m.words(n.Text, n.Prefix && n.Text != "")
		}
	case Number:
		m.figure()
	}
}

// words marks every place where the words stand side by side, in any reading of them and of the sentence.
func (m *marker) words(text string, prefix bool) {
	for _, want := range Readings(text) {
		for _, terms := range m.readings {
			m.places(want, terms, prefix)
		}
	}
}

func (m *marker) places(want, terms []Term, prefix bool) {
	last := len(want) - 1
	if last < 0 {
		return
	}
places:
	for i := 0; i+last < len(terms); i++ {
		for j, w := range want {
			got := terms[i+j].Key
			if got != w.Key && !(prefix && j == last && strings.HasPrefix(got, w.Key)) {
				continue places
			}
		}
		quote := m.claim.Quote
		start, end := terms[i].Start, terms[i+last].End
		for r, size := utf8.DecodeRuneInString(quote[end:]); unicode.Is(unicode.Mn, r); r, size = utf8.DecodeRuneInString(quote[end:]) {
			end += size // a vowel mark or hamza is not to be torn from its letter
		}
		from := utf8.RuneCountInString(quote[:start])
		m.marks = append(m.marks, Mark{from, from + utf8.RuneCountInString(quote[start:end])})
	}
}

// figure marks the mention, where it stands in its sentence.
func (m *marker) figure() {
	start, end := m.claim.Start-m.claim.QuoteAt, m.claim.End-m.claim.QuoteAt
	if 0 <= start && start < end && end <= utf8.RuneCountInString(m.claim.Quote) {
		m.marks = append(m.marks, Mark{start, end})
	}
}
