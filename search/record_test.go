package search

import (
	"testing"

	"raqam/claim"
)

// TestStatements: what two claims have to share to state the same.
func TestStatements(t *testing.T) {
	make := func(id, key, value string, bound claim.Bound) claim.Claim {
		c := claim.Claim{ID: id, Key: key}
		c.Value, c.Bound, c.Kind, c.Quote = value, bound, claim.Quantity, "متن "+id
		return c
	}
	of := func(claims ...claim.Claim) string { return Statements(Entry{Claims: claims})[0] }
	body := make("b", "k", "45", claim.MoreThan)
	statement := of(body)
	if len(statement) != 16 {
		t.Errorf("%q is not 16 digits", statement)
	}
	elsewhere := make("x", "k", "45", claim.MoreThan)
	elsewhere.URL, elsewhere.Status, elsewhere.Part = "https://other.example/", claim.Planned, "lead"
	headline := make("h", "k", "45", claim.Exact) // has no room for the bound
	headline.Repeats = "b"
	if of(elsewhere) != statement || of(headline, body) != statement {
		t.Error("another article, or the headline, states something else")
	}
	if of(headline) == statement {
		t.Error("a headline alone has the bound of a text that is not there")
	}
	for name, c := range map[string]claim.Claim{
		"another key": make("b", "k2", "45", claim.MoreThan), "another figure": make("b", "k", "46", claim.MoreThan), "another bound": make("b", "k", "45", claim.Exact),
	} {
		if of(c) == statement {
			t.Errorf("%s states the same", name)
		}
	}
	keyless := make("1", "", "45", claim.Exact)
	other := make("2", "", "45", claim.Exact)
	same := other
	same.Quote = "\u0645\u062a\u0646 1" // the sentence of keyless
	if of(keyless) == of(other) || of(keyless) != of(same) {
		t.Error("without a key the sentence decides")
	}
}
