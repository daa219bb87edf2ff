package searchtest

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"raqam/search"
)

func testFacets(t *testing.T, b Backend) {
	s := figures(t, b)
	for _, row := range rows(t, "facets.tsv", 7) {
		t.Run(strings.Join(row[:4], " "), func(t *testing.T) {
			o := search.FacetOptions{Field: row[1], Prefix: strings.Trim(row[2], "-")}
			if row[3] != "-" {
				o.Limit, _ = strconv.Atoi(row[3])
			}
			f, err := s.Facet(t.Context(), query(t, row[0]), o)
			if err != nil {
				t.Fatal(err)
			}
			values := make([]string, len(f.Values))
			for i, v := range f.Values {
				values[i] = fmt.Sprintf("%s=%d", v.Label, v.Count)
			}
			got := fmt.Sprintf("%s\t%d\t%d", cmp.Or(strings.Join(values, " ; "), "-"), f.None, f.More)
			if want := strings.Join(row[4:], "\t"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	if _, err := s.Facet(t.Context(), query(t, "*"), search.FacetOptions{Field: "quote"}); err == nil {
		t.Error("a facet of a field that has none")
	}
	// A facet keeps its word: narrowed to one of its values the search finds as many.
	for _, text := range []string{"*", "counted:واحد", "year:1399 OR kind:money"} {
		q := query(t, text)
		for _, field := range search.FacetFields() {
			f, err := s.Facet(t.Context(), q, search.FacetOptions{Field: field, Limit: 1000})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range append(f.Values, search.FacetValue{Count: f.None}) {
				for _, exclude := range []bool{false, true} {
					narrowed, want := search.Narrow(q, field, v.Label, exclude), v.Count
					if exclude {
						want = f.Total - v.Count
					}
					if got := find(t, s, narrowed, search.Options{}).Total; got != want {
						t.Errorf("%s: %d, want %d", narrowed, got, want)
					}
					if again, err := search.Parse(narrowed.String()); err != nil || !gocmp.Equal(again, narrowed) {
						t.Errorf("%s reads back as %s, %v", narrowed, again, err)
					}
				}
			}
		}
	}
}

func testAggregates(t *testing.T, b Backend) {
	s := figures(t, b)
	for _, row := range rows(t, "aggregates.tsv", 5) {
		t.Run(strings.Join(row[:3], " "), func(t *testing.T) {
			o := search.AggregateOptions{Of: strings.Trim(row[1], "-")}
			if row[2] != "-" {
				o.By = strings.Split(row[2], ",")
			}
			a, err := s.Aggregate(t.Context(), query(t, row[0]), o)
			if err != nil {
				t.Fatal(err)
			}
			got := strconv.Itoa(a.Without) + " ; " + printGroups(a, o.Of)
			if d := gocmp.Diff(strings.Split(row[3]+" ; "+row[4], " ; "), strings.Split(got, " ; ")); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	for _, o := range []search.AggregateOptions{{By: []string{"quote"}}, {By: []string{"year", "outlet", "speaker"}}, {Of: "high"}} {
		if _, err := s.Aggregate(t.Context(), query(t, "*"), o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

// printGroups writes groups as aggregates.tsv has them.
func printGroups(a *search.Aggregation, of string) string {
	var groups []string
	for _, g := range a.Groups {
		var words []string
		if len(g.Labels) > 0 {
			words = append(words, strings.Join(g.Labels, "/"))
		}
		if of != "" {
			measure := []string{string(g.Measure.Kind), g.Measure.Unit, g.Measure.Per}
			if g.Measure.Delta {
				measure = append(measure, "delta")
			}
			words = append(words, "["+strings.Join(strings.Fields(strings.Join(measure, " ")), " ")+"]")
		}
		words = append(words, fmt.Sprint(g.Claims, " ", g.Statements, " ", len(g.Outlets)), g.First.ID, g.Last.ID)
		if of != "" {
			words = append(words, point(g.Least), point(g.Greatest), g.Median, g.Sum)
		}
		groups = append(groups, strings.TrimSpace(strings.Join(words, " ")))
	}
	return cmp.Or(strings.Join(groups, " ; "), "-")
}

func point(p search.Point) string {
	if p.High != "" {
		return p.Value + ".." + p.High + "@" + p.ID
	}
	return p.Value + "@" + p.ID
}
