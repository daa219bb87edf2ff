package main

import (
	"fmt"
	"strings"

	"github.com/mavihq/persian"

	"raqam/claim"
	"raqam/internal/cli"
	"raqam/search"
)

// signs show a bound in front of the figure.
var signs = map[claim.Bound]string{
	claim.Approx: "≈ ", claim.MoreThan: "> ", claim.AtLeast: "≥ ", claim.LessThan: "< ", claim.AtMost: "≤ ", claim.Vague: "≈ ",
}

// style holds the escape sequences of a terminal, or marks that do without.
type style struct{ figure, word, faint, end, open, close string }

func styleFor(colour bool) style {
	if colour {
		return style{figure: "\x1b[1;33m", word: "\x1b[4m", faint: "\x1b[2m", end: "\x1b[0m"}
	}
	return style{open: "⟦", close: "⟧"}
}

// writeTable writes the hits for a reader: the figure, what it counts, who says so and for when; the sentence; where it stands.
func writeTable(p page) error {
	digits := func(s string) string { return s }
	if p.flags.digits == "persian" {
		digits = persian.ToPersianDigits
	}
	st := styleFor(cli.Colour(p.w))
	var b strings.Builder
	for i, h := range p.result.Hits {
		c := h.Claim
		fmt.Fprintf(&b, "%s  %s%s%s", digits(fmt.Sprintf("%2d.", p.flags.offset+i+1)), st.figure, digits(figureOf(c)), st.end)
		for _, field := range []string{thingOf(c), perOf(c), string(c.Status), digits(yearOf(c)), speakerOf(c)} {
			if field != "" {
				fmt.Fprintf(&b, "  ·  %s", cli.Printable(field))
			}
		}
		fmt.Fprintf(&b, "\n     %s\n", highlight(h, st))
		fmt.Fprintf(&b, "     %s%s%s\n\n", st.faint, placeOf(c, digits), st.end)
	}
	if p.result.Total > 0 {
		fmt.Fprintf(&b, "%s\n", digits(countLine(p)))
	}
	_, err := fmt.Fprint(p.w, b.String())
	return err
}

func countLine(p page) string {
	first, last := p.flags.offset+1, p.flags.offset+len(p.result.Hits)
	switch {
	case len(p.result.Hits) == 0:
		return fmt.Sprintf("%d claims; none so far down", p.result.Total)
	case first == 1 && last == p.result.Total:
		return fmt.Sprintf("%d claims", p.result.Total)
	}
	return fmt.Sprintf("claims %d to %d of %d", first, last, p.result.Total)
}

// figureOf shows value, range and bound: "> 10,000", "20–30".
func figureOf(c claim.Claim) string {
	s := signs[c.Bound] + grouped(c.Value)
	if c.High != "" {
		s += "–" + grouped(c.High)
	}
	switch c.Kind {
	case claim.Percent:
		s += "%"
	case claim.Money:
		s += " " + c.Unit
	}
	return s
}

// grouped sets commas between thousands of a plain decimal.
func grouped(s string) string {
	whole, fraction, isFraction := strings.Cut(s, ".")
	if strings.Trim(whole, "-0123456789") != "" { // "1/3"
		return s
	}
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if isFraction {
		return whole + "." + fraction
	}
	return whole
}

// thingOf shows what is counted, as the text has it.
func thingOf(c claim.Claim) string {
	switch {
	case c.Kind == claim.Money:
		return ""
	case c.Phrase != "":
		return c.Phrase
	case c.Counted != "":
		return c.Counted
	}
	return c.Unit
}

func perOf(c claim.Claim) string {
	if c.Per == "" {
		return ""
	}
	return "per " + strings.TrimPrefix(c.Per, "each:")
}

func yearOf(c claim.Claim) string {
	from, to := referenceOf(c).From.Year, referenceOf(c).To.Year
	switch {
	case from == 0 && to == 0:
		return ""
	case from == 0 || to == 0 || from == to:
		return fmt.Sprint(max(from, to))
	}
	return fmt.Sprintf("%d–%d", from, to)
}

// placeOf tells where to find the sentence.
func placeOf(c claim.Claim, digits func(string) string) string {
	var parts []string
	for _, s := range []string{c.Outlet, digits(c.Published.Date.String()), c.URL, c.ID} { // address and id are to be copied: as they are
		if s != "" {
			parts = append(parts, cli.Printable(s))
		}
	}
	return strings.Join(parts, "  ")
}

// highlight sets off the figure in its sentence, and on a terminal the words of the query.
func highlight(h search.Hit, st style) string {
	quote := []rune(h.Claim.Quote)
	start, end := h.Claim.Start-h.Claim.QuoteAt, h.Claim.End-h.Claim.QuoteAt
	before := make([]string, len(quote)+1) // what to print ahead of each code point
	mark := func(from, to int, open, close string) {
		if from < 0 || to > len(quote) || from >= to {
			return
		}
		before[from] += open
		before[to] = close + before[to]
	}
	for _, m := range h.Marks {
		if m.End <= start || m.Start >= end { // the figure has its own mark
			mark(m.Start, m.End, st.word, st.end)
		}
	}
	mark(start, end, st.figure+st.open, st.close+st.end)
	var b strings.Builder
	for i, r := range quote {
		b.WriteString(before[i])
		if r == '\n' || r == '\t' {
			r = ' '
		}
		b.WriteString(cli.Printable(string(r)))
	}
	b.WriteString(before[len(quote)])
	return b.String()
}
