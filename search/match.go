package search

import (
	"net/url"
	"slices"
	"strings"

	"raqam/claim"
)

// Evaluate reports whether a claim matches: [Matches] of a claim of which nothing else is known. The statement of a headline that repeats its
// text is then taken for its own.
func Evaluate(n Node, c claim.Claim, loose bool) bool {
	return Matches(n, Record{Claim: c, Statement: statement(c)}, loose)
}

// Matches reports whether the record matches: the definition of the query language, which every backend is tested against. It works from the
// record alone and prepares nothing, so it is not for searching many claims.
func Matches(n Node, r Record, loose bool) bool {
	switch n := n.(type) {
	case All:
		return true
	case And:
		for _, child := range n.Nodes {
			if !Matches(child, r, loose) {
				return false
			}
		}
		return true
	case Or:
		for _, child := range n.Nodes {
			if Matches(child, r, loose) {
				return true
			}
		}
		return false
	case Not:
		return !Matches(n.Node, r, loose)
	case Word:
		return NewPattern(n.Text, n.Prefix).In(Keys(r.Quote)) || Near(n, r.Claim)
	case Phrase:
		return NewPattern(n.Text, false).In(Keys(r.Quote)) || Near(n, r.Claim)
	case Text:
		return n.Matcher()(FieldText(n.Field, r))
	case Is:
		return TextIs(n.Field, FieldText(n.Field, r), n.Value)
	case Number:
		f, ok := FigureOf(n.Field, r.Claim)
		condition, err := n.Condition()
		return ok && err == nil && condition.Matches(f, loose)
	case Period:
		return TimesOf(r.Claim).In(n.Field).Overlaps(n.Span())
	}
	return false
}

// Matcher returns whether a [FieldText] of n.Field matches n.
func (n Text) Matcher() func(text string) bool {
	if n.Exact {
		want := wordsGroup(n.Text).Key
		return func(text string) bool { return GroupOf(n.Field, text).Key == want }
	}
	pattern := NewPattern(n.Text, n.Prefix)
	return func(text string) bool { return pattern.In(TextKeys(text)) }
}

// Pattern finds the words of a query text, side by side, in the [Keys] of another text.
type Pattern struct {
	readings []string // what to find, any of them; none finds nothing
	any      bool     // finds any word at all
}

// NewPattern prepares the words of text. With prefix the last word only begins so; an empty prefix is found wherever there is a word.
func NewPattern(text string, prefix bool) Pattern {
	var p Pattern
	for _, keys := range readingKeys(text) {
		switch {
		case keys == " ":
			p.any = prefix
		case prefix:
			p.readings = append(p.readings, strings.TrimSuffix(keys, " "))
		default:
			p.readings = append(p.readings, keys)
		}
	}
	return p
}

// In reports whether the pattern is found in what [Keys] or [FieldKeys] returned.
func (p Pattern) In(keys string) bool {
	if p.any {
		return strings.Trim(keys, " "+fieldBreak) != ""
	}
	return slices.ContainsFunc(p.readings, func(reading string) bool { return strings.Contains(keys, reading) })
}

// NearKeys are the keys of what a claim itself counts: its noun phrase and counted noun. No phrase reaches from one into the other.
func NearKeys(c claim.Claim) string { return Keys(c.Phrase) + fieldBreak + Keys(c.Counted) }

// Near reports whether a Word or Phrase stands in what the claim counts, rather than only in the sentence around it.
func Near(n Node, c claim.Claim) bool {
	switch n := n.(type) {
	case Word:
		return NewPattern(n.Text, n.Prefix).In(NearKeys(c))
	case Phrase:
		return NewPattern(n.Text, false).In(NearKeys(c))
	}
	return false
}

// FieldKeys are the keys of a text field of the claim; "" where the claim has none.
func FieldKeys(field string, c claim.Claim) string {
	return TextKeys(FieldText(field, Record{Claim: c}))
}

// OnSite reports whether the address lies on the host or one under it: «mehrnews.com» has www.mehrnews.com and en.mehrnews.com.
func OnSite(address, host string) bool {
	u, err := url.Parse(address)
	if err != nil || host == "" {
		return false
	}
	got := strings.ToLower(u.Hostname())
	return got == host || strings.HasSuffix(got, "."+host)
}

// FigureOf returns the figure of a claim as value (as stated) or money (in rial); false where it has none.
func FigureOf(field string, c claim.Claim) (Figure, bool) {
	low, high := c.Value, c.High
	if field == "money" {
		low, high = c.Rial, c.RialHigh
	}
	f := Figure{Bound: c.Bound}
	var err error
	if f.Low, err = ParseExact(low); err != nil {
		return f, false
	}
	f.High = f.Low
	if high != "" {
		if f.High, err = ParseExact(high); err != nil {
			return f, false
		}
	}
	return f, true
}

// In returns the span a Period field asks about.
func (t Times) In(field string) Span {
	switch field {
	case "year":
		return t.Year
	case "published":
		return t.Published
	}
	return t.Date
}
