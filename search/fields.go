package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parseField reads name:value.
func parseField(l lexeme) (Node, error) {
	value := strings.TrimSpace(l.text)
	switch {
	case !slices.Contains(Fields(), l.name):
		return nil, &SyntaxError{l.column, fmt.Sprintf("no field %.40q: %s", l.name, fieldHint(l.name))}
	case value == "":
		return nil, &SyntaxError{l.at, fmt.Sprintf("expected a value right after %s:", l.name)}
	}
	switch l.name {
	case "value", "money":
		return parseNumberField(l.name, value, l.at)
	case "year", "date", "published":
		return parseEach(l.name, value, l.at, parsePeriodField)
	}
	if l.name == "site" {
		return parseEach(l.name, value, l.at, parseIDField)
	}
	if slices.Contains(idFields, l.name) {
		return parseIDField(l.name, value, l.at)
	}
	if known, ok := enumFields[l.name]; ok {
		return parseEnumField(l.name, value, known, l.at)
	}
	return parseEach(l.name, value, l.at, parseTextField)
}

// parseEach reads one value, or several between commas, any of which will do. Where there is a space, which only quotation marks can hold, the
// commas are part of the text.
func parseEach(name, value string, at int, parse func(name, value string, at int) (Node, error)) (Node, error) {
	isComma := func(r rune) bool { return r == ',' || r == '\u060c' }
	if strings.ContainsFunc(value, unicode.IsSpace) || strings.HasPrefix(value, "=") {
		return parse(name, value, at)
	}
	var nodes []Node
	for rest := value; ; {
		end := strings.IndexFunc(rest, isComma)
		one := rest
		if end >= 0 {
			one = rest[:end]
		}
		if one == "" && len(nodes)+len(rest) > 0 {
			return nil, &SyntaxError{at, fmt.Sprintf("expected a value before and after each comma of %s:", name)}
		}
		n, err := parse(name, one, at)
		if err != nil {
			return nil, err
		}
		if nodes = append(nodes, n); end < 0 {
			return anyOf(nodes), nil
		}
		_, size := utf8.DecodeRuneInString(rest[end:])
		at += utf8.RuneCountInString(rest[:end]) + 1
		rest = rest[end+size:]
	}
}

// parseIDField reads an address or another identifier. Of a key only what words are made of counts (see [claim.Key]).
func parseIDField(name, value string, at int) (Node, error) {
	value = strings.Map(printable, value)
	switch name {
	case "site":
		value = site(value)
	case "key":
		value = fold(value)
	case "claim", "cluster":
		value = strings.ToLower(value)
	}
	if value == "" {
		return nil, &SyntaxError{at, fmt.Sprintf("expected an address or identifier after %s:", name)}
	}
	return Is{name, value}, nil
}

// printable drops what a URL cannot hold and a canonical query could not print: quotation marks, spaces and control characters.
func printable(r rune) rune {
	if _, quote := closing(r); quote || r <= ' ' || r == 0x7f {
		return -1
	}
	return r
}

// site is a host as it is compared: lower case, no scheme, no "www.", no path.
func site(value string) string {
	host := strings.ToLower(value)
	if _, after, ok := strings.Cut(host, "://"); ok {
		host = after
	}
	host, _, _ = strings.Cut(host, "/")
	return strings.Trim(strings.TrimPrefix(host, "www."), ".")
}

// parseEnumField reads one value of a few, or several between commas.
func parseEnumField(name, value string, known []string, at int) (Node, error) {
	var nodes []Node
	for v := range strings.SplitSeq(strings.ToLower(value), ",") {
		if !slices.Contains(known, v) {
			return nil, &SyntaxError{at, fmt.Sprintf("no %s %q: expected one of %s", name, v, strings.Join(known, ", "))}
		}
		nodes = append(nodes, Is{name, v})
	}
	return anyOf(nodes), nil
}

// parseTextField reads words; «*» alone asks that the field holds anything at all, one at the end that the last word begins so, «=» before
// them that it holds nothing else, «=» alone that it holds nothing.
func parseTextField(name, value string, at int) (Node, error) {
	if whole, exact := strings.CutPrefix(value, "="); exact {
		n := Text{Field: name, Text: canonical(whole), Exact: true}
		if len(Terms(n.Text)) == 0 && strings.TrimSpace(whole) != "" {
			return nil, &SyntaxError{at + 1, fmt.Sprintf("expected a word after %s:=, or nothing for what holds none", name)}
		}
		return n, nil
	}
	stem := strings.TrimRight(value, "*")
	n := Text{Field: name, Text: canonical(stem), Prefix: stem != value}
	if len(Terms(n.Text)) == 0 && (!n.Prefix || strings.TrimSpace(stem) != "") {
		return nil, &SyntaxError{at, fmt.Sprintf("expected a word after %s:", name)}
	}
	return n, nil
}

// operators, each before those it begins with.
var operators = []struct {
	sign string
	op   Op
}{
	{">=", AtLeast}, {"<=", AtMost}, {"\u2265", AtLeast}, {"\u2264", AtMost}, {">", Greater}, {"<", Less}, {"=", Equal}, {"~", About},
}

func cutOperator(value string) (Op, string, bool) {
	for _, o := range operators {
		if rest, ok := strings.CutPrefix(value, o.sign); ok {
			return o.op, strings.TrimSpace(rest), true
		}
	}
	return Stated, value, false
}

// parseNumberField reads N, =N, ~N, >N, >=N, <N, <=N, A..B and * (any figure).
func parseNumberField(name, value string, at int) (Node, error) {
	if value == "*" {
		return Number{Field: name, Op: Within}, nil
	}
	if rest, unit := cutUnit(name, value); unit != nil {
		n, err := parseNumberField("value", rest, at)
		return allOf(append([]Node{n}, unit...)), err
	}
	op, rest, found := cutOperator(value)
	column := at + len([]rune(value)) - len([]rune(rest))
	low, high, ranged := strings.Cut(rest, "..")
	if found && ranged {
		return nil, &SyntaxError{column, "expected one number after the comparison, not a range"}
	}
	node, worth, err := parseAmount(name, low, column, ranged)
	if err != nil {
		return nil, err
	}
	switch {
	case ranged:
		upper, upperWorth, err := parseAmount(name, high, column+len([]rune(low))+2, true)
		if err != nil {
			return nil, err
		}
		if worth == 0 && upperWorth != 0 { // «2..5 تومان»: both ends are in the unit of the second
			node.Low = times(node.Low, upperWorth)
		}
		worth = max(worth, upperWorth)
		node.Op, node.High = Within, upper.Low
		if node.Low == "" && node.High == "" {
			return nil, &SyntaxError{column, "expected a number before or after .."}
		}
		c, err := node.Condition()
		if err != nil {
			return nil, &SyntaxError{column, err.Error()}
		}
		if c.hasLow && c.hasHigh && c.low.Compare(c.high) > 0 {
			return nil, &SyntaxError{column, "expected the smaller number first"}
		}
	case node.Op == Within && found:
		return nil, &SyntaxError{column, "expected one number after the comparison, not a range"}
	case found:
		node.Op = op
	}
	if name == "money" {
		return typedAmount{node, worth != 0, at}, nil
	}
	return node, nil
}

// parseAmount reads one number of a field, in rial where it is money; worth is that of the currency it names, or 0. An end of a range may be
// open.
func parseAmount(name, text string, column int, end bool) (n Number, worth int64, err error) {
	if strings.TrimSpace(text) == "" {
		if end {
			return Number{Field: name}, 0, nil
		}
		return n, 0, &SyntaxError{column, "expected a number here, without a space before it"}
	}
	if name == "money" {
		text, worth = cutCurrency(text)
	}
	n, err = amount(name, text)
	if err != nil {
		return n, 0, &SyntaxError{column, fmt.Sprintf("%v: expected digits such as 9020, 9,020 or 1e12, or number words in quotation marks", err)}
	}
	if worth != 0 {
		n.Low, n.High = times(n.Low, worth), times(n.High, worth)
	}
	return n, worth, nil
}
