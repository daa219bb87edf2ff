package search

import (
	"fmt"
	"slices"
	"strings"

	"raqam/claim"
	"raqam/normalize"
	"raqam/normalize/number"
)

// latinCurrencies are the names a keyboard without Persian types, and what one is worth in rial; the Persian ones are package number's.
var latinCurrencies = []struct {
	name  string
	rials int64
}{{"rial", 1}, {"irr", 1}, {"toman", 10}, {"irt", 10}}

// cutCurrency cuts an Iranian currency off the end of an amount of money (1e12, 5e9toman, «۵ میلیارد تومان», «۳ همت») and returns what one of it
// is worth in rial, 0 where there is none.
func cutCurrency(text string) (amount string, worth int64) {
	text = strings.TrimSpace(strings.ToLower(fold(text)))
	for _, c := range latinCurrencies {
		if rest, ok := strings.CutSuffix(text, c.name); ok {
			return rest, c.rials
		}
	}
	t := normalize.Fold(text)
	tokens := normalize.Tokenize(nil, t.Folded())
	for i := 1; i < len(tokens); i++ {
		if u, n, ok := number.UnitAt(t, tokens, i); ok && i+n == len(tokens) && u.Rial > 0 {
			return t.Folded()[:tokens[i].Start], u.Rial
		}
	}
	if n, err := number.Parse(text); err == nil && n.Next == len(tokens) { // perhaps a scale that is money by itself
		if u, next, ok := number.UnitAfter(t, tokens, n); ok && next == len(tokens) && u.Rial > 0 {
			return text, u.Rial
		}
	}
	return text, 0
}

// times multiplies a number that ParseExact wrote; the open end "" stays open.
func times(s string, factor int64) string {
	x, err := ParseExact(s)
	if err != nil {
		return s // unreachable but for ""
	}
	return x.scale(factor, 1).String()
}

// typedAmount is an amount of money as parsed, until it is known whether a unit stands beside it.
type typedAmount struct {
	Number
	named  bool // a currency was typed with the number
	column int  // of the value
}

// settle turns the amounts of an expression into Numbers. A currency beside a money field («money:>=1e12 unit:ریال») says what the amount is
// given in and excludes nothing: all Iranian currencies are compared in rial. A foreign one has no fixed worth in rial; what is stated in it
// is compared then.
func settle(n Node) (Node, error) {
	switch n := n.(type) {
	case typedAmount:
		return n.Number, nil
	case Not:
		child, err := settle(n.Node)
		return Not{child}, err
	case Or:
		for i, child := range n.Nodes {
			var err error
			if n.Nodes[i], err = settle(child); err != nil {
				return nil, err
			}
		}
	case And:
		return settleAnd(n.Nodes)
	}
	return n, nil
}

var kindMoney = Is{Field: "kind", Value: string(claim.Money)}

func settleAnd(nodes []Node) (Node, error) {
	isAmount := func(n Node) bool { _, ok := n.(typedAmount); return ok }
	worth, foreign := int64(0), ""
	if slices.ContainsFunc(nodes, isAmount) {
		nodes = slices.DeleteFunc(nodes, func(n Node) bool {
			w := int64(0)
			if t, ok := n.(Text); ok && t.Field == "unit" && !t.Prefix && !t.Exact {
				var currency bool
				if w, currency = currencyWorth(t.Text); currency && w == 0 {
					foreign = t.Text
				}
			}
			if worth == 0 {
				worth = w
			}
			return w != 0
		})
	}
	for i, n := range nodes {
		a, ok := n.(typedAmount)
		switch {
		case !ok:
			var err error
			if nodes[i], err = settle(n); err != nil {
				return nil, err
			}
			continue
		case foreign != "" && a.named:
			return nil, &SyntaxError{a.column, fmt.Sprintf("this amount names its currency: expected no unit:%s beside it", foreign)}
		case foreign != "":
			a.Field = "value"
			if !slices.ContainsFunc(nodes, func(n Node) bool { is, ok := n.(Is); return ok && is == kindMoney }) {
				nodes = append(nodes, kindMoney)
			}
		case !a.named && worth != 0:
			a.Low, a.High = times(a.Low, worth), times(a.High, worth)
		}
		nodes[i] = a.Number
	}
	return allOf(nodes), nil
}

// cutUnit cuts a unit off the end of a figure (50%, 5تن, 5e6دلار) and returns what asks for it; nothing where there is none, or where the unit is
// an Iranian currency and the field is money.
func cutUnit(field, value string) (rest string, unit []Node) {
	t := normalize.Fold(value)
	tokens := normalize.Tokenize(nil, t.Folded())
	for i := 1; i < len(tokens); i++ {
		u, n, ok := number.UnitAt(t, tokens, i)
		switch {
		case !ok || i+n != len(tokens):
			continue
		case u.Class == number.Percent:
			unit = []Node{Is{Field: "kind", Value: string(claim.Percent)}}
		case u.Class == number.Currency && u.Rial == 0:
			unit = []Node{Text{Field: "unit", Text: canonical(u.Name)}, kindMoney}
		case field == "value":
			unit = []Node{Text{Field: "unit", Text: canonical(u.Name)}}
		}
		if unit != nil {
			return strings.TrimSpace(t.Folded()[:tokens[i].Start]), unit
		}
	}
	return value, nil
}

// currencyWorth reads the name of a currency: what one is worth in rial, or 0 where that is not fixed.
func currencyWorth(name string) (rial int64, currency bool) {
	if rest, worth := cutCurrency("1 " + name); worth != 0 {
		n, err := amount("money", rest)
		x, errExact := ParseExact(n.Low)
		return int64(x.Float) * worth, err == nil && errExact == nil && n.Op == Stated
	}
	t := normalize.Fold(name)
	tokens := normalize.Tokenize(nil, t.Folded())
	if len(tokens) == 0 {
		return 0, false
	}
	u, n, ok := number.UnitAt(t, tokens, 0)
	return 0, ok && n == len(tokens) && u.Class == number.Currency
}
