package search

import (
	"fmt"
	"regexp"
	"strings"

	"raqam/normalize"
	"raqam/normalize/number"
)

// decimal is a number as a keyboard without Persian types it, after folding: grouped or not, with or without exponent.
var decimal = regexp.MustCompile(`^[+-]?(\d+|\d{1,3}([,\x{66c}]\d{3})+)(\.\d+)?(e[+-]?\d{1,3})?$`)

var fraction = regexp.MustCompile(`^\d+/\d+$`)

// plainDecimal reads a folded number in digits only.
func plainDecimal(text string) (Exact, bool) {
	if len(text) > 1000 || !decimal.MatchString(text) {
		return Exact{}, false
	}
	x, err := ParseExact(strings.NewReplacer(",", "", "\u066c", "", "+", "").Replace(text))
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

// latinCurrencies are the names a keyboard without Persian types, and what one is worth in rial; the Persian ones are package number's.
var latinCurrencies = []struct {
	name  string
	rials int64
}{{"rial", 1}, {"irr", 1}, {"toman", 10}, {"irt", 10}}

// rials reads an amount of money, in rial unless an Iranian currency follows it: 1e12, 5e9toman, «۵ میلیارد تومان», «۳ همت».
func rials(field, text string) (Number, error) {
	text = strings.TrimSpace(strings.ToLower(fold(text)))
	for _, c := range latinCurrencies {
		if rest, ok := strings.CutSuffix(text, c.name); ok {
			return inRials(field, rest, c.rials)
		}
	}
	t := normalize.Fold(text)
	tokens := normalize.Tokenize(nil, t.Folded())
	for i := 1; i < len(tokens); i++ {
		if u, n, ok := number.UnitAt(t, tokens, i); ok && i+n == len(tokens) && u.Rial > 0 {
			return inRials(field, t.Folded()[:tokens[i].Start], u.Rial)
		}
	}
	if n, err := number.Parse(text); err == nil && n.Next == len(tokens) { // perhaps a scale that is money by itself
		if u, next, ok := number.UnitAfter(t, tokens, n); ok && next == len(tokens) && u.Rial > 0 {
			return inRials(field, text, u.Rial)
		}
	}
	return inRials(field, text, 1)
}

func inRials(field, text string, worth int64) (Number, error) {
	n, err := amount(field, text)
	if err == nil {
		n.Low, n.High = times(n.Low, worth), times(n.High, worth)
	}
	return n, err
}

// times multiplies a number that ParseExact wrote; the open end "" stays open.
func times(s string, factor int64) string {
	x, err := ParseExact(s)
	if err != nil {
		return s // unreachable but for ""
	}
	return x.scale(factor, 1).String()
}
