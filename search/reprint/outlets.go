package reprint

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"raqam/normalize"
)

//go:embed outlets.tsv
var outletsTable string

// general are the keys of words that say what kind of outlet one is, not which.
var general = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(outletsTable) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words[normalize.Key(line)] = true
		}
	}
	return words
})

// nameOf returns the words by which an outlet is told from others.
func nameOf(outlet string) []string {
	var words []string
	for _, w := range normalize.Words(normalize.Fold(outlet)) {
		if !general()[w.Key] {
			words = append(words, w.Key)
		}
	}
	return words
}

// sameOutlet reports whether two names can be of one outlet: one has no word that the other has not.
func sameOutlet(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) > 0 && !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// namedBy returns for each article whether another names its outlet as the source.
func namedBy(articles []Article) []bool {
	var sources [][]string // different ones, as a rule very few
	known := map[string]bool{}
	for _, a := range articles {
		if a.From != "" && !known[a.From] {
			known[a.From] = true
			sources = append(sources, nameOf(a.From))
		}
	}
	named := make([]bool, len(articles))
	if len(sources) == 0 {
		return named
	}
	outlets := map[string]bool{}
	for i, a := range articles {
		is, ok := outlets[a.Outlet]
		if !ok {
			name := nameOf(a.Outlet)
			is = slices.ContainsFunc(sources, func(s []string) bool { return sameOutlet(s, name) })
			outlets[a.Outlet] = is
		}
		named[i] = is
	}
	return named
}
