package search

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"raqam/normalize/calendar"
)

// String prints the query in canonical form: Parse(q.String()) equals q.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	return q.Root.String()
}

func (All) String() string { return "*" }

// String parenthesises what would read differently beside its neighbours: an OR, and words that would join into one word or number.
func (n And) String() string {
	parts := make([]string, len(n.Nodes))
	for i, child := range n.Nodes {
		parts[i] = child.String()
		if _, or := child.(Or); or {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	for start := 0; start < len(parts); {
		end := start
		for end < len(parts) && isWord(n.Nodes[end]) {
			end++
		}
		if end-start > 1 && !readsBack(parts[start:end], n.Nodes[start:end]) {
			for i := start; i < end; i++ {
				parts[i] = "(" + parts[i] + ")"
			}
		}
		start = end + 1
	}
	return strings.Join(parts, " ")
}

func isWord(n Node) bool { _, ok := n.(Word); return ok }

// readsBack reports whether words printed side by side are read as the same words again.
func readsBack(parts []string, want []Node) bool {
	var run []lexeme
	for _, word := range strings.Fields(strings.Join(parts, " ")) {
		run = append(run, lexeme{kind: lexWord, text: word})
	}
	got, err := bareWords(run)
	return err == nil && reflect.DeepEqual(got, want)
}

func (n Or) String() string {
	parts := make([]string, len(n.Nodes))
	for i, child := range n.Nodes {
		parts[i] = child.String()
	}
	return strings.Join(parts, " OR ")
}

func (n Not) String() string {
	switch child := n.Node.(type) {
	case And, Or:
		return "-(" + child.String() + ")"
	case Word:
		if strings.Contains(child.Text, " ") {
			return "-(" + child.String() + ")"
		}
	}
	return "-" + n.Node.String()
}

func (n Word) String() string {
	if n.Prefix {
		return n.Text + "*"
	}
	return n.Text
}

func (n Phrase) String() string { return `"` + n.Text + `"` }

func (n Text) String() string {
	switch {
	case n.Exact:
		return n.Field + ":=" + quote(n.Text)
	case n.Prefix:
		return n.Field + ":" + quote(n.Text) + "*"
	case strings.HasPrefix(n.Text, "="):
		return n.Field + `:" ` + n.Text + `"` // and not a comparison
	}
	return n.Field + ":" + quote(n.Text)
}

// quote puts a value in quotation marks where it would else end too early.
func quote(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return endsWord(r) || unicode.IsSpace(r) }) {
		return `"` + s + `"`
	}
	return s
}

func (n Is) String() string { return n.Field + ":" + quote(n.Value) }

func (n Number) String() string {
	if n.Op == Within && n.Low == "" && n.High == "" {
		return n.Field + ":*"
	}
	if n.Op == Within {
		return n.Field + ":" + n.Low + ".." + n.High
	}
	sign := ""
	for _, o := range operators {
		if o.op == n.Op && n.Op != Stated {
			sign = o.sign
			break
		}
	}
	return n.Field + ":" + sign + n.Low
}

func (n Period) String() string {
	if n == (Period{Field: n.Field}) {
		return n.Field + ":*"
	}
	if n.From == n.To {
		return n.Field + ":" + dateString(n.From)
	}
	return n.Field + ":" + dateString(n.From) + ".." + dateString(n.To)
}

// dateString writes 1399-08-26, 1399-08, 1399 or, for an open end, nothing.
func dateString(d calendar.Date) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
