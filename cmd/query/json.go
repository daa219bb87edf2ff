package main

import (
	"encoding/json"
	"fmt"
	"io"

	"raqam/claim"
	"raqam/search"
)

// foundClaim is a hit in JSON: the claim, and what the search adds to it.
type foundClaim struct {
	Line  int    `json:"line,omitempty"` // JSON Lines of a file of queries: which one
	Query string `json:"query,omitempty"`
	claim.Claim
	Statement string `json:"statement,omitempty"`
	search.Reprint
	Marks       [][2]int     `json:"marks,omitempty"` // code points of quote to highlight
	Appearances *appearances `json:"appearances,omitempty"`
}

type appearances struct {
	search.Appearances
	FirstSeen firstSeen `json:"first_seen"`
}

type firstSeen struct {
	Published string `json:"published,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url"`
}

func foundOf(h search.Hit) foundClaim {
	f := foundClaim{Claim: h.Claim, Statement: h.Statement, Reprint: h.Reprint}
	for _, m := range h.Marks {
		f.Marks = append(f.Marks, [2]int{m.Start, m.End})
	}
	if h.Seen != nil {
		f.Appearances = &appearances{*h.Seen, firstSeen{h.Claim.Published.String(), h.Claim.Outlet, h.Claim.URL}}
	}
	return f
}

// jsonWriter writes each answer as an object; those of a file of queries make an array.
type jsonWriter struct {
	w     io.Writer
	many  bool
	count int
}

type jsonAnswer struct {
	Line   int          `json:"line,omitempty"`
	Query  string       `json:"query"`
	Read   string       `json:"read_as"` // the query in canonical form
	Total  int          `json:"total"`
	Offset int          `json:"offset,omitempty"`
	Next   string       `json:"next,omitempty"` // --cursor of the next page
	Facets []jsonFacet  `json:"facets,omitempty"`
	Hits   []foundClaim `json:"hits"`
}

type jsonFacet struct {
	Field  string           `json:"field"`
	Values []jsonFacetValue `json:"values"`
	More   int              `json:"more,omitempty"` // values not shown
	None   int              `json:"none,omitempty"` // matches without a value
}

type jsonFacetValue struct {
	Value string `json:"value"`
	Count int    `json:"count"`
	Query string `json:"query"` // finds these
}

func (j *jsonWriter) answer(a *answer) error {
	out := jsonAnswer{Line: a.line, Query: a.text, Read: a.query.String(), Total: a.result.Total, Offset: a.offset, Next: a.result.Next, Hits: []foundClaim{}}
	for _, f := range a.facets {
		facet := jsonFacet{Field: f.Field, Values: []jsonFacetValue{}, More: f.More, None: f.None}
		for _, v := range f.Values {
			facet.Values = append(facet.Values, jsonFacetValue{v.Label, v.Count, search.Narrow(a.query, f.Field, v.Label, false).String()})
		}
		out.Facets = append(out.Facets, facet)
	}
	for _, h := range a.result.Hits {
		out.Hits = append(out.Hits, foundOf(h))
	}
	return j.object(out)
}

func (j *jsonWriter) failed(q question, err error) error {
	return j.object(failure{q.line, q.text, err.Error()})
}

// failure is a query without an answer.
type failure struct {
	Line  int    `json:"line"`
	Query string `json:"query"`
	Error string `json:"error"`
}

func (j *jsonWriter) object(v any) error {
	j.count++
	if j.many {
		separator := ",\n"
		if j.count == 1 {
			separator = "[\n"
		}
		if _, err := io.WriteString(j.w, separator); err != nil {
			return err
		}
	}
	enc := encoder(j.w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (j *jsonWriter) end() error {
	if !j.many {
		return nil
	}
	_, err := fmt.Fprintln(j.w, "]")
	return err
}

// linesWriter writes a claim a line.
type linesWriter struct{ w io.Writer }

func (l linesWriter) answer(a *answer) error {
	enc := encoder(l.w)
	for _, h := range a.result.Hits {
		found := foundOf(h)
		if a.line != 0 {
			found.Line, found.Query = a.line, a.text
		}
		if err := enc.Encode(found); err != nil {
			return err
		}
	}
	return nil
}

func (l linesWriter) failed(q question, err error) error {
	return encoder(l.w).Encode(failure{q.line, q.text, err.Error()})
}

func (l linesWriter) end() error { return nil }

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}
