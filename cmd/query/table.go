package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

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

// tableWriter writes the hits for a reader: the figure, what it counts, who says so and for when; the sentence; where it stands.
type tableWriter struct{ w io.Writer }

func (t tableWriter) answer(a *answer) error {
	digits := a.flags.numerals()
	st := styleFor(cli.Colour(t.w))
	var b strings.Builder
	if a.line != 0 {
		b.WriteString(label(a.question, st, digits))
	}
	for i, h := range a.result.Hits {
		c := h.Claim
		fmt.Fprintf(&b, "%s  %s%s%s", digits(fmt.Sprintf("%2d.", a.offset+i+1)), st.figure, digits(figureOf(c)), st.end)
		for _, field := range []string{digits(rialOf(c)), thingOf(c), perOf(c), changeLine(c), string(c.Status), digits(yearOf(c)), speakerOf(c)} {
			if field != "" {
				fmt.Fprintf(&b, "  ·  %s", cli.Printable(field))
			}
		}
		fmt.Fprintf(&b, "\n     %s\n", highlight(h, st))
		if h.Seen != nil {
			fmt.Fprintf(&b, "     %s\n", seenLine(h, digits))
		}
		fmt.Fprintf(&b, "     %s%s%s\n\n", st.faint, placeOf(c, digits), st.end)
	}
	if a.result.Total > 0 {
		fmt.Fprintf(&b, "%s\n", digits(countLine(a)))
		if a.result.Next != "" {
			fmt.Fprintf(&b, "the next: --cursor %s\n", a.result.Next)
		}
	} else if a.line != 0 {
		b.WriteString("no claim\n")
	}
	if len(a.facets) > 0 {
		fmt.Fprintf(&b, "\n%s", facetLines(a.facets, digits))
	}
	if a.line != 0 {
		b.WriteString("\n")
	}
	_, err := fmt.Fprint(t.w, b.String())
	return err
}

func (t tableWriter) failed(q question, err error) error {
	_, err = fmt.Fprintf(t.w, "%sno answer: %s\n\n", label(q, styleFor(cli.Colour(t.w)), func(s string) string { return s }), cli.Printable(err.Error()))
	return err
}

func (t tableWriter) end() error { return nil }

// label heads the answer to one query of a file.
func label(q question, st style, digits func(string) string) string {
	return fmt.Sprintf("%s%s %s%s\n", st.word, digits(fmt.Sprintf("%d:", q.line)), cli.Printable(q.text), st.end)
}

// seenLine tells how often a claim appears and where it was seen first.
func seenLine(h search.Hit, digits func(string) string) string {
	s := h.Seen
	line := plural(s.Claims, "appearance") + " in " + plural(s.Articles, "article")
	if s.Texts != s.Articles {
		line += " (" + plural(s.Texts, "text") + ")"
	}
	if len(s.Outlets) > 0 {
		line += ": " + strings.Join(s.Outlets, ", ")
	}
	first := []string{"first seen"}
	for _, part := range []string{h.Claim.Published.Date.String(), cmp.Or(h.Claim.Outlet, search.HostOf(h.Claim.URL))} {
		if part != "" {
			first = append(first, part)
		}
	}
	if len(first) > 1 {
		line += "; " + strings.Join(first, " ")
	}
	line = digits(cli.Printable(line))
	if s.Claims > 1 {
		line += "; all of them: claim:" + h.Statement // to be copied: as it is
	}
	return line
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func countLine(a *answer) string {
	thing := "claim"
	if a.flags.group != "" {
		thing = "different claim"
	}
	total, first, last := a.result.Total, a.offset+1, a.offset+len(a.result.Hits)
	switch {
	case len(a.result.Hits) == 0:
		return plural(total, thing) + "; none so far down"
	case first == 1 && last == total:
		return plural(total, thing)
	}
	return fmt.Sprintf("%ss %d to %d of %d", thing, first, last, total)
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

// rialOf shows what an amount in another unit is worth in rial.
func rialOf(c claim.Claim) string {
	if c.Rial == "" || c.Rial == c.Value {
		return ""
	}
	s := grouped(c.Rial)
	if c.RialHigh != "" {
		s += "–" + grouped(c.RialHigh)
	}
	return s + " rial"
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

// changeLine tells that a figure measures a change, and which end of it.
func changeLine(c claim.Claim) string {
	switch change := changeOf(c); change.Role {
	case claim.Delta:
		return change.Direction
	case claim.Level, claim.Start:
		return change.Direction + ", " + change.Role
	}
	return ""
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
