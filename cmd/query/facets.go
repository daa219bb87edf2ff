package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"raqam/internal/cli"
	"raqam/search"
)

// usualFacets are what --facets all asks for.
var usualFacets = []string{"outlet", "speaker", "counted", "unit", "kind", "status", "year"}

// facetsOf reads --facets: fields between commas, each perhaps with words that its values are to have: outlet,speaker=سلی.
func facetsOf(flag string) ([]search.FacetOptions, error) {
	if flag == "" {
		return nil, nil
	}
	names := strings.Split(flag, ",")
	if flag == "all" {
		names = usualFacets
	}
	var asked []search.FacetOptions
	for _, name := range names {
		field, prefix, _ := strings.Cut(strings.TrimSpace(name), "=")
		if !slices.Contains(search.FacetFields(), field) {
			return nil, cli.Usagef("--facets %s: no facet %q: expected all, or some of %s", flag, field, strings.Join(search.FacetFields(), ", "))
		}
		asked = append(asked, search.FacetOptions{Field: field, Prefix: prefix})
	}
	return asked, nil
}

// askFacets counts the matches by each field of --facets.
func askFacets(ctx context.Context, index search.Searcher, q search.Query, f searchFlags) ([]*search.Facet, error) {
	asked, err := facetsOf(f.facets)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	faceter, ok := index.(search.Faceter)
	if !ok {
		return nil, fmt.Errorf("this index counts no facets")
	}
	var facets []*search.Facet
	for _, o := range asked {
		o.Loose = f.loose
		facet, err := faceter.Facet(ctx, q, o)
		if err != nil {
			return nil, fmt.Errorf("counting by %s: %w", o.Field, err)
		}
		facets = append(facets, facet)
	}
	return facets, nil
}

// facetLines writes a line a facet: its values with their counts.
func facetLines(facets []*search.Facet, digits func(string) string) string {
	var b strings.Builder
	for _, f := range facets {
		fmt.Fprintf(&b, "%-9s", f.Field)
		var parts []string
		for _, v := range f.Values {
			label := cli.Printable(v.Label)
			if f.Field == "year" {
				label = digits(label)
			}
			parts = append(parts, label+" "+digits(fmt.Sprint(v.Count)))
		}
		if f.More > 0 {
			parts = append(parts, digits(fmt.Sprintf("%d more", f.More)))
		}
		if f.None > 0 {
			parts = append(parts, digits(fmt.Sprintf("none %d", f.None)))
		}
		fmt.Fprintf(&b, "  %s\n", strings.Join(parts, "  ·  "))
	}
	return b.String()
}
