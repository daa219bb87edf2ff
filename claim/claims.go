package claim

import (
	"unicode/utf8"

	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/number"
)

// Claims makes claims of those mentions of an article that claim something; ms is what Mentions found in it.
func Claims(a extract.Article, ms []Mention) []Claim {
	type place struct {
		part     extract.Part
		sentence string
		start    int
	}
	seen := map[place]int{}
	var out []Claim
	var sentence normalize.Text
	for _, m := range ms {
		if !m.IsClaim() {
			continue
		}
		at := place{part: m.Part}
		if sentence.Original() != m.Quote {
			sentence = normalize.Fold(m.Quote)
		}
		at.sentence, at.start = sentence.Folded(), foldedOffset(sentence, m.Start-m.QuoteAt)
		c := Claim{
			ID: NewID(a.URL, m.Part, at.sentence, at.start, seen[at]), Mention: m, Key: Key(m),
			URL: a.URL, Headline: a.Title, Outlet: a.Outlet, Section: a.Section, Published: a.Published, Source: a.Source,
		}
		seen[at]++
		if m.Kind == Money {
			c.Rial, c.RialHigh = inRial(m.Value, m.Unit), inRial(m.High, m.Unit)
		}
		out = append(out, c)
	}
	repeat(out)
	return out
}

// foldedOffset returns the byte of the folded sentence at which its n-th code point stands.
func foldedOffset(sentence normalize.Text, n int) int {
	original, at := sentence.Original(), 0
	for ; n > 0 && at < len(original); n-- {
		_, size := utf8.DecodeRuneInString(original[at:])
		at += size
	}
	from, _ := sentence.FoldedSpan(at, len(original))
	return from
}

// inRial converts an amount by the currency's relation to the rial in the table of units; "" where it has none.
func inRial(amount, currency string) string {
	value, err := number.ParseValue(amount)
	if err != nil {
		return ""
	}
	t := normalize.Fold(currency)
	unit, _, ok := number.UnitAt(t, normalize.Tokenize(nil, t.Folded()), 0)
	if !ok || unit.Rial == 0 {
		return ""
	}
	return value.Mul(number.FromInt(unit.Rial)).String()
}
