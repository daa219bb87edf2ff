package search

import (
	"fmt"
	"regexp"
	"strings"

	"raqam/normalize/number"
)

// decimal is a number as a keyboard without Persian types it, after folding: grouped by marks or spaces or not, with or without exponent.
var decimal = regexp.MustCompile(`^[+-]?(\d+|\d{1,3}([,\x{66c}]\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?(e[+-]?\d{1,3})?$`)

var fraction = regexp.MustCompile(`^\d+/\d+$`)

// plainDecimal reads a folded number in digits only.
func plainDecimal(text string) (Exact, bool) {
	if len(text) > 1000 || !decimal.MatchString(text) {
		return Exact{}, false
	}
	x, err := ParseExact(strings.NewReplacer(",", "", "\u066c", "", "+", "", " ", "").Replace(text))
	return x, err == nil
}

// amount reads the number of a field: digits, a fraction a/b, or digits and words («۹ هزار و ۲۰»).
func amount(field, text string) (Number, error) {
	text = strings.TrimSpace(strings.ToLower(fold(text)))
	if x, ok := plainDecimal(text); ok {
		return Number{Field: field, Low: x.String()}, nil
	}
	if fraction.MatchString(text) { // and not a decimal with a slash, as newspapers may write one
		x, err := ParseExact(text)
		return Number{Field: field, Low: x.String()}, err
	}
	n, err := number.Parse(text)
	if err != nil {
		return Number{}, fmt.Errorf("%.40q is no number", text)
	}
	return numberNode(field, n)
}

// numberNode is the comparison a number that was read asks for: a range asks for what lies within.
func numberNode(field string, n number.Number) (Number, error) {
	low, err := ParseExact(n.Value.String())
	if err != nil {
		return Number{}, err
	}
	node := Number{Field: field, Low: low.String()}
	if n.Bound == number.Range || n.High != (number.Value{}) {
		high, err := ParseExact(n.High.String())
		if err != nil {
			return Number{}, err
		}
		node.Op, node.High = Within, high.String()
	}
	return node, nil
}
