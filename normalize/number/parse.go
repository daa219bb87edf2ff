package number

import (
	"fmt"
	"strings"

	"raqam/normalize"
)

// Parse reads a text that is one number and nothing else, as somebody asks for it: "9020", "۹٬۰۲۰", "9.02هزار", «نه هزار و بیست», "1.5e9".
// Words that are doubtful in running text («نه», «یک») are numbers here. The offsets and tokens of the result refer to the folded text.
// Errors wrap [ErrSyntax] or [ErrTooLarge].
func Parse(s string) (Number, error) {
	t := normalize.Fold(s)
	folded := t.Folded()
	trimmed := strings.TrimSpace(folded)
	if n, ok, err := parseScientific(trimmed); ok {
		n.Start = strings.Index(folded, trimmed)
		n.End = n.Start + len(trimmed)
		return n, err
	}
	negative := false
	if rest := strings.TrimLeft(trimmed, "+-\u2212"); len(trimmed)-len(rest) > 0 && rest != "" && isDigit(rest[0]) {
		negative = trimmed[0] != '+'
		t = normalize.Fold(rest)
	}
	toks := normalize.Tokenize(nil, t.Folded())
	m := &matcher{t: t, s: t.Folded(), toks: toks, sure: true}
	if len(toks) == 0 {
		return Number{}, fmt.Errorf("number: %q: %w", s, ErrSyntax)
	}
	n, next, ok := m.expression(m.at(0))
	n.Next = next
	if !ok || n.Kind == Code || n.End != toks[len(toks)-1].End {
		if len(trimmed) > MaxDigits && strings.Trim(trimmed, "0123456789") == "" {
			return Number{}, fmt.Errorf("number: %d digits: %w", len(trimmed), ErrTooLarge)
		}
		return Number{}, fmt.Errorf("number: %.100q: %w", s, ErrSyntax)
	}
	if negative {
		n.Value.dec.Negative = n.Value.Sign() != 0
	}
	return n, nil
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// parseScientific reads "-12.5e9"; ok is false where s has no such form.
func parseScientific(s string) (n Number, ok bool, err error) {
	mantissa, exponent, found := strings.Cut(strings.ToLower(s), "e")
	if !found || mantissa == "" || exponent == "" {
		return n, false, nil
	}
	exponent = strings.TrimPrefix(exponent, "+")
	v, err := ParseValue(strings.TrimPrefix(mantissa, "+"))
	if err != nil || v.den != 0 || strings.Trim(exponent, "0123456789") != "" || exponent == "" {
		return n, false, nil
	}
	exp := 0
	for _, d := range exponent {
		if exp = exp*10 + int(d-'0'); exp > MaxDigits {
			return n, true, fmt.Errorf("number: %q: %w", s, ErrTooLarge)
		}
	}
	v.dec.Exponent += int32(exp)
	return Number{Kind: Cardinal, Value: v, Next: 1, Rule: "scientific"}, true, nil
}
