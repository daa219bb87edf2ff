package search

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"raqam/claim"
	"raqam/extract"
)

// textFields are the fields that hold words.
var textFields = []string{"counted", "unit", "speaker", "org", "outlet", "section", "title", "predicate", "per"}

// enumFields are the fields that hold one of a few values.
var enumFields = map[string][]string{
	"kind": {string(claim.Quantity), string(claim.Money), string(claim.Percent), string(claim.Duration)},
	"bound": {string(claim.Exact), string(claim.Approx), string(claim.MoreThan), string(claim.AtLeast), string(claim.LessThan),
		string(claim.AtMost), string(claim.Range), string(claim.Vague)},
	"status":  {string(claim.Done), string(claim.Ongoing), string(claim.Planned), string(claim.Negated), string(claim.Stated)},
	"part":    {string(extract.Title), string(extract.Lead), string(extract.Body)},
	"change":  {claim.Rise, claim.Fall, claim.To, claim.Delta, claim.Level, claim.Start, "none"},
	"repeats": {"yes", "no"},
	"reprint": {"yes", "no"},
}

// idFields are the fields that hold an identifier, to be given as a whole.
var idFields = []string{"site", "url", "id", "key", "claim", "cluster"}

// Fields are the names of all fields, sorted.
func Fields() []string {
	names := []string{"value", "money", "year", "date", "published"}
	names = append(append(names, textFields...), idFields...)
	names = slices.AppendSeq(names, maps.Keys(enumFields))
	slices.Sort(names)
	return names
}

// fieldHint tells which field was probably meant, else which there are. A phrase keeps a colon that belongs to the text.
func fieldHint(name string) string {
	for _, field := range Fields() {
		if len(name) < 40 && oneSlip(name, field) || len(name) >= 3 && strings.HasPrefix(field, name) {
			return fmt.Sprintf("perhaps %s: was meant", field)
		}
	}
	return "expected one of " + strings.Join(Fields(), ", ") + ", or quotation marks around what is no field"
}

// oneSlip reports whether a letter more, less or changed, or two next to each other exchanged, makes one name of the other.
func oneSlip(a, b string) bool {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	a, b = a[start:], b[start:]
	switch {
	case len(a) == len(b)+1:
		return a[1:] == b
	case len(b) == len(a)+1:
		return b[1:] == a
	case len(a) != len(b) || len(a) == 0:
		return false
	}
	return a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}
