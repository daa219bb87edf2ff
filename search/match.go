package search

import (
	"net/url"
	"slices"
	"strings"

	"raqam/claim"
)

// Evaluate reports whether the claim matches: the definition of the query language, which every backend is tested against. It works from
// the claim alone and prepares nothing, so it is not for searching many claims.
func Evaluate(n Node, c claim.Claim, loose bool) bool {
	switch n := n.(type) {
	case All:
		return true
	case And:
		for _, child := range n.Nodes {
			if !Evaluate(child, c, loose) {
				return false
			}
		}
		return true
	case Or:
		for _, child := range n.Nodes {
			if Evaluate(child, c, loose) {
				return true
			}
		}
		return false
	case Not:
		return !Evaluate(n.Node, c, loose)
	case Word:
		return NewPattern(n.Text, n.Prefix).In(Keys(c.Quote)) || Near(n, c)
	case Phrase:
		return NewPattern(n.Text, false).In(Keys(c.Quote)) || Near(n, c)
	case Text:
		return NewPattern(n.Text, n.Prefix).In(FieldKeys(n.Field, c))
	case Is:
		return FieldIs(n.Field, c, n.Value)
	case Number:
		f, ok := FigureOf(n.Field, c)
		condition, err := n.Condition()
		return ok && err == nil && condition.Matches(f, loose)
	case Period:
		return TimesOf(c).In(n.Field).Overlaps(n.Span())
	}
	return false
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
	switch field {
	case "counted":
		return Keys(c.Counted)
	case "unit":
		return Keys(c.Unit)
	case "speaker":
		if c.Speaker != nil {
			return Keys(c.Speaker.Name) + fieldBreak + Keys(c.Speaker.Role)
		}
	case "org":
		if c.Speaker != nil {
			return Keys(c.Speaker.Org) + fieldBreak + Keys(c.Speaker.Role) // «رئیس سازمان …» names it too
		}
	case "outlet":
		return Keys(c.Outlet)
	case "section":
		return Keys(c.Section)
	case "title":
		return Keys(c.Headline)
	}
	return ""
}

// FieldIs reports whether a field with fixed values has this one.
func FieldIs(field string, c claim.Claim, value string) bool {
	switch field {
	case "kind":
		return string(c.Kind) == value
	case "bound":
		return string(c.Bound) == value
	case "status":
		return string(c.Status) == value
	case "part":
		return string(c.Part) == value
	case "url":
		return c.URL == value
	case "site":
		return OnSite(c.URL, value)
	}
	return false
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
