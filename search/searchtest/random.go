package searchtest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"raqam/claim"
	"raqam/extract"
	"raqam/normalize/calendar"
	"raqam/search"
)

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// vocabulary is small, so that random words meet, in all the spellings of a compound too.
var vocabulary = strings.Fields("alpha beta gamma delta epsilon zeta alphabet alpha\u200cgamma alphagamma gamma\u200cbeta\u200cdelta 12 7")

func randomText(r *rand.Rand, most int) string {
	words := make([]string, r.IntN(most+1))
	for i := range words {
		words[i] = pick(r, vocabulary...)
	}
	return strings.Join(words, " ")
}

func randomNumber(r *rand.Rand) string {
	return pick(r, "0", "1", "7", "10", "12.5", "0.1", "1/3", "2/3", "100", "9007199254740992", "9007199254740993", "10000000000000000000000")
}

func randomDate(r *rand.Rand) calendar.Date {
	d := calendar.Date{Year: 1396 + r.IntN(5)}
	if r.IntN(2) == 0 {
		d.Month = 1 + r.IntN(12)
		if r.IntN(2) == 0 {
			d.Day = 1 + r.IntN(29)
		}
	}
	return d
}

// randomClaims makes an article of a few claims; its URL may be that of an earlier one.
func randomClaims(r *rand.Rand) []claim.Claim {
	article := claim.Claim{
		URL:      fmt.Sprintf("https://%s.example/%d", pick(r, "www.one", "two", "a.two"), r.IntN(100)),
		Headline: randomText(r, 3), Outlet: pick(r, "", "alpha news", "beta"), Section: pick(r, "", "gamma"),
	}
	if r.IntN(5) > 0 {
		article.Published.Date = calendar.Date{Year: 1396 + r.IntN(5), Month: 1 + r.IntN(12), Day: 1 + r.IntN(29)}
	}
	claims := make([]claim.Claim, 1+r.IntN(4))
	for i := range claims {
		c := article
		c.ID = fmt.Sprintf("%s#%d", article.URL, i)
		c.Quote, c.Phrase, c.Counted, c.Unit = randomText(r, 8), randomText(r, 2), randomText(r, 1), randomText(r, 1)
		c.Part = pick(r, extract.Title, extract.Lead, extract.Body)
		c.Kind = pick(r, claim.Quantity, claim.Money, claim.Percent, claim.Duration)
		c.Status = pick(r, claim.Done, claim.Ongoing, claim.Planned, claim.Negated, claim.Stated)
		c.Bound = pick(r, claim.Exact, claim.Approx, claim.MoreThan, claim.AtLeast, claim.LessThan, claim.AtMost, claim.Vague)
		c.Start, c.End = r.IntN(5), r.IntN(9)
		c.Value = randomNumber(r)
		if low, err := search.ParseExact(c.Value); err == nil && r.IntN(6) == 0 {
			if high, err := search.ParseExact(randomNumber(r)); err == nil && low.Compare(high) <= 0 {
				c.Bound, c.High = claim.Range, high.String()
			}
		}
		if c.Kind == claim.Money {
			c.Rial, c.RialHigh = c.Value, c.High
		}
		c.Predicate, c.Per = randomText(r, 1), pick(r, "", "", "month", "each:beta")
		if r.IntN(3) == 0 {
			c.Change = &claim.Change{Direction: pick(r, claim.Rise, claim.Fall, claim.To), Role: pick(r, claim.Delta, claim.Level, claim.Start)}
		}
		if c.Key = pick(r, "", "alpha||beta||1399", "gamma"); r.IntN(3) == 0 {
			c.Repeats = fmt.Sprintf("%s#%d", article.URL, r.IntN(5)) // itself and one that is not there, too
		}
		if r.IntN(2) == 0 {
			c.Speaker = &claim.Speaker{Name: randomText(r, 2), Role: randomText(r, 1), Org: randomText(r, 1)}
		}
		if r.IntN(2) == 0 {
			c.Reference = &claim.Reference{From: randomDate(r), Source: pick(r, "stated", "relative", "publication")}
			if to := randomDate(r); to.Year > c.Reference.From.Year {
				c.Reference.To = to
			}
		}
		claims[i] = c
	}
	return claims
}

// randomNode makes a canonical query: one that Parse could have returned. With all it may ask for the fields that only a backend that also
// measures need know.
func randomNode(r *rand.Rand, depth int, all bool) search.Node {
	if depth > 0 && r.IntN(2) == 0 {
		nodes := make([]search.Node, 2+r.IntN(2))
		or := r.IntN(2) == 0
		for i := range nodes {
			nodes[i] = randomNode(r, depth-1, all)
			// The parser flattens what nests in its own kind.
			_, and := nodes[i].(search.And)
			_, isOr := nodes[i].(search.Or)
			if and && !or || isOr && or {
				nodes[i] = search.Not{Node: nodes[i]}
			}
		}
		if or {
			return search.Or{Nodes: nodes}
		}
		return search.And{Nodes: nodes}
	}
	if all && r.IntN(6) == 0 {
		return randomFieldNode(r)
	}
	word := func() string { return vocabulary[r.IntN(len(vocabulary)-2)] } // a bare number is no word
	switch r.IntN(10) {
	case 0:
		return search.Not{Node: randomNode(r, 0, all)}
	case 1:
		return search.Word{Text: word()[:3], Prefix: true}
	case 2, 3:
		return search.Word{Text: word()}
	case 4:
		return search.Phrase{Text: word() + " " + pick(r, vocabulary...)}
	case 5:
		field := pick(r, "counted", "unit", "speaker", "org", "outlet", "section", "title")
		return search.Text{Field: field, Text: pick(r, word(), word()+" "+word()), Prefix: r.IntN(3) == 0}
	case 6:
		return pick(r, search.Is{Field: "kind", Value: "money"}, search.Is{Field: "status", Value: "planned"}, search.Is{Field: "bound", Value: "approx"},
			search.Is{Field: "part", Value: "lead"}, search.Is{Field: "site", Value: "two.example"}, search.Is{Field: "url", Value: "https://two.example/7"})
	case 7:
		n := search.Period{Field: pick(r, "date", "published", "year"), From: randomDate(r)}
		if n.Field == "year" {
			n.From.Month, n.From.Day = 0, 0
		}
		n.To = n.From
		switch r.IntN(3) {
		case 0:
			n.To = calendar.Date{}
		case 1:
			n.To.Year++
		}
		return n
	}
	n := search.Number{Field: pick(r, "value", "money"), Op: search.Op(r.IntN(int(search.Within) + 1)), Low: randomNumber(r)}
	if n.Op == search.Within {
		low, _ := search.ParseExact(n.Low)
		n.High = randomNumber(r)
		if high, _ := search.ParseExact(n.High); low.Compare(high) > 0 {
			n.High = ""
		}
	}
	return n
}

// randomFieldNode makes a node of the fields a backend that only searches need not know.
func randomFieldNode(r *rand.Rand) search.Node {
	switch r.IntN(4) {
	case 0:
		field := pick(r, "counted", "unit", "speaker", "org", "outlet", "section", "title", "predicate", "per")
		return search.Text{Field: field, Text: pick(r, "", "alpha", "gamma", "alpha gamma", "alpha\u200cgamma", "alpha news"), Exact: true}
	case 1:
		return search.Text{Field: pick(r, "predicate", "per"), Text: pick(r, "alpha", "gam", "month", "each beta"), Prefix: r.IntN(2) == 0}
	case 2:
		return pick[search.Node](r, search.Number{Field: pick(r, "value", "money"), Op: search.Within}, search.Period{Field: pick(r, "date", "year", "published")})
	}
	return pick(r, search.Is{Field: "change", Value: pick(r, "rise", "delta", "none")}, search.Is{Field: "repeats", Value: pick(r, "yes", "no")},
		search.Is{Field: "reprint", Value: pick(r, "yes", "no")}, search.Is{Field: "id", Value: fmt.Sprintf("https://two.example/%d#1", r.IntN(100))},
		search.Is{Field: "key", Value: pick(r, "alpha||beta||1399", "gamma")}, search.Is{Field: "cluster", Value: pick(r, "k1", "k3")})
}
