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
var textFields = []string{"counted", "unit", "speaker", "org", "outlet", "section", "title"}

// enumFields are the fields that hold one of a few values.
var enumFields = map[string][]string{
	"kind": {string(claim.Quantity), string(claim.Money), string(claim.Percent), string(claim.Duration)},
	"bound": {string(claim.Exact), string(claim.Approx), string(claim.MoreThan), string(claim.AtLeast), string(claim.LessThan),
		string(claim.AtMost), string(claim.Range), string(claim.Vague)},
	"status": {string(claim.Done), string(claim.Ongoing), string(claim.Planned), string(claim.Negated), string(claim.Stated)},
	"part":   {string(extract.Title), string(extract.Lead), string(extract.Body)},
}

// Fields are the names of all fields, sorted.
func Fields() []string {
	names := []string{"value", "money", "year", "date", "published", "site", "url"}
	names = append(names, textFields...)
	names = slices.AppendSeq(names, maps.Keys(enumFields))
	slices.Sort(names)
	return names
}

// parseField reads name:value.
func parseField(l lexeme) (Node, error) {
	value := strings.TrimSpace(l.text)
	switch {
	case !slices.Contains(Fields(), l.name):
		return nil, &SyntaxError{l.column, fmt.Sprintf("no field %q: expected one of %s", l.name, strings.Join(Fields(), ", "))}
	case value == "":
		return nil, &SyntaxError{l.at, fmt.Sprintf("expected a value right after %s:", l.name)}
	}
	switch l.name {
	case "value", "money":
		return parseNumberField(l.name, value, l.at)
	case "year", "date", "published":
		return parsePeriodField(l.name, value, l.at)
	case "site", "url":
		value = strings.Map(printable, value)
		if l.name == "site" {
			value = site(value)
		}
		if value == "" {
			return nil, &SyntaxError{l.at, fmt.Sprintf("expected an address after %s:", l.name)}
		}
		return Is{l.name, value}, nil
	}
	if known, ok := enumFields[l.name]; ok {
		return parseEnumField(l.name, value, known, l.at)
	}
	return parseTextField(l.name, value, l.at)
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

// parseTextField reads words; «*» alone asks that the field holds anything at all, one at the end that the last word begins so.
func parseTextField(name, value string, at int) (Node, error) {
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

// parseNumberField reads N, =N, ~N, >N, >=N, <N, <=N and A..B.
func parseNumberField(name, value string, at int) (Node, error) {
	read := amount
	if name == "money" {
		read = rials
	}
	one := func(text string, column int) (Number, error) {
		if strings.TrimSpace(text) == "" {
			return Number{}, &SyntaxError{column, "expected a number here"}
		}
		n, err := read(name, text)
		if err != nil {
			return n, &SyntaxError{column, fmt.Sprintf("%v: expected digits such as 9020, 9,020 or 1e12, or number words in quotation marks", err)}
		}
		return n, nil
	}
	op, rest, found := cutOperator(value)
	column := at + len([]rune(value)) - len([]rune(rest))
	low, high, ranged := strings.Cut(rest, "..")
	if !ranged {
		n, err := one(rest, column)
		if err != nil {
			return nil, err
		}
		if n.Op == Within && found {
			return nil, &SyntaxError{column, "expected one number after the comparison, not a range"}
		}
		if found {
			n.Op = op
		}
		return n, nil
	}
	if found {
		return nil, &SyntaxError{column, "expected one number after the comparison, not a range"}
	}
	node := Number{Field: name, Op: Within}
	if strings.TrimSpace(low+high) == "" {
		return nil, &SyntaxError{column, "expected a number before or after .."}
	}
	if strings.TrimSpace(low) != "" {
		n, err := one(low, column)
		if err != nil {
			return nil, err
		}
		node.Low = n.Low
	}
	if strings.TrimSpace(high) != "" {
		n, err := one(high, column+len([]rune(low))+2)
		if err != nil {
			return nil, err
		}
		node.High = n.Low
	}
	c, err := node.Condition()
	if err == nil && c.hasLow && c.hasHigh && c.low.Compare(c.high) > 0 {
		return nil, &SyntaxError{column, "expected the smaller number first"}
	}
	return node, err
}
