package calendar

import (
	"raqam/normalize"
	"raqam/normalize/number"
)

// findAll finds everything in a folded text.
func findAll(t normalize.Text, ref Date) []Match {
	toks := normalize.Tokenize(nil, t.Folded())
	return Find(t, toks, number.Find(t, toks), ref)
}
