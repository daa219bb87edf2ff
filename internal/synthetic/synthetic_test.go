package synthetic

import (
	"reflect"
	"slices"
	"testing"

	"raqam/search"
)

func TestSameSeedSameClaims(t *testing.T) {
	collect := func(seed uint64) (all []search.Entry) {
		for e := range Entries(seed, 500) {
			all = append(all, e)
		}
		return all
	}
	first := collect(3)
	if !reflect.DeepEqual(first, collect(3)) {
		t.Error("the same seed gave other claims")
	}
	if reflect.DeepEqual(first, collect(4)) {
		t.Error("another seed gave the same claims")
	}
	claims := 0
	for _, e := range first {
		claims += len(e.Claims)
		for _, c := range e.Claims {
			if quote := []rune(c.Quote); string(quote[c.Start:c.End]) != c.Surface {
				t.Fatalf("%q does not stand at %d in %q", c.Surface, c.Start, c.Quote)
			}
		}
	}
	if claims != 500 {
		t.Errorf("%d claims, want 500", claims)
	}
}

// TestQueriesFind makes sure that the questions are about these claims: nearly all find something, and each can be parsed.
func TestQueriesFind(t *testing.T) {
	queries := Queries(3, 60)
	entries := slices.Collect(Entries(3, 10_000))
	found := 0
	for _, q := range queries {
		parsed, err := search.Parse(q.Raqam())
		if err != nil {
			t.Fatalf("%s: %v", q.Raqam(), err)
		}
	asking:
		for _, e := range entries {
			for _, c := range e.Claims {
				if search.Evaluate(parsed.Root, c, false) {
					found++
					break asking
				}
			}
		}
	}
	if found < len(queries)*6/10 {
		t.Errorf("%d of %d questions found something", found, len(queries))
	}
}
