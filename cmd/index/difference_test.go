package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"raqam/claim"
	"raqam/search"
	"raqam/search/bleveindex"
)

// indexOf publishes claims and opens them.
func indexOf(t *testing.T, claims ...claim.Claim) *bleveindex.Searcher {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	w, err := bleveindex.OpenWriter(dir, bleveindex.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, c := range claims {
		if err := w.Add(t.Context(), search.Entry{URL: c.URL, Claims: []claim.Claim{c}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Publish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s, err := bleveindex.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func numbered(i int, rule string) claim.Claim {
	c := claim.Claim{ID: fmt.Sprintf("%04d", i), URL: fmt.Sprint("https://a.example/", i)}
	c.Quote, c.Kind, c.Bound, c.Value, c.Rule = "quote", claim.Quantity, claim.Exact, fmt.Sprint(i), rule
	return c
}

func TestCompare(t *testing.T) {
	const count, noun = "kind:count; noun:follows:مدرسه", "kind:count; noun:none"
	var before, after []claim.Claim
	for i := range 10 {
		before = append(before, numbered(i, count))
		if i != 3 && i != 4 {
			after = append(after, numbered(i, count))
		}
	}
	after[0].Value, after[0].Speaker = "77", &claim.Speaker{Name: "name"}
	after[1].Rule = noun
	after[2].Source.Offset = 9
	for i := range 5 {
		after = append(after, numbered(20+i, noun))
	}
	progressed := func(_, _ int64) {}
	d, err := compare(t.Context(), indexOf(t, before...), indexOf(t, after...), 2, progressed)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(d.Same, d.Moved, d.Gained, d.Lost, d.Changed), "5 1 5 2 2"; got != want {
		t.Errorf("same, moved, gained, lost, changed are %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(d.Fields), "map[rule:1 source.offset:1 speaker.name:1 value:1]"; got != want {
		t.Errorf("fields %s, want %s", got, want)
	}
	var rules []string
	for _, r := range d.Rules {
		var ids []string
		for _, s := range r.Samples {
			ids = append(ids, s.What[:1]+s.ID)
		}
		rules = append(rules, fmt.Sprint(r.Rule, " ", r.Gained, r.Lost, r.Changed, ids))
	}
	want := []string{
		"kind:count 5 2 2 [c0000 c0001 g0020 g0021 l0003 l0004]", "noun:none 5 0 1 [c0001 g0020 g0021]", "noun:follows 0 2 1 [c0000 l0003 l0004]",
	}
	if !slices.Equal(rules, want) {
		t.Errorf("rules\n%q, want\n%q", rules, want)
	}
	for _, f := range d.Rules[0].Samples[0].Fields {
		if f.Field == "value" && (string(f.From) != `"0"` || string(f.To) != `"77"`) || f.Field == "speaker.name" && f.From != nil {
			t.Errorf("changed: %s from %s to %s", f.Field, f.From, f.To)
		}
	}
	same, err := compare(t.Context(), indexOf(t, before...), indexOf(t, before...), 2, progressed)
	if err != nil || same.Same != 10 || len(same.Rules) > 0 || len(same.Fields) > 0 {
		t.Errorf("the same claims twice: %+v, %v", same, err)
	}
}
