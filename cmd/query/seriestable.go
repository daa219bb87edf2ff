package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"raqam/internal/cli"
	"raqam/search"
)

// writeSeriesTable writes a row a period: what was claimed first, the least, the middle and the greatest figure, with numbers that lead to the
// sentences below.
func writeSeriesTable(w io.Writer, s *series) error {
	digits := s.flags.numerals()
	st := styleFor(cli.Colour(w))
	notes := notebook{numbers: map[string]int{}}
	header := []string{s.By[0], strings.Join(s.By[1:], ""), "", "in", "claims", "first", "min", "median", "max", "", "outlets"}
	rows := [][]string{header}
	bars := barsOf(s.Rows)
	for i := 0; i < len(s.Rows); i++ {
		row := s.Rows[i]
		if row.Gap {
			run := gapsFrom(s.Rows[i:])
			period := row.Period
			if run >= longGap {
				i += run - 1
				period += " … " + s.Rows[i].Period
			}
			rows = append(rows, []string{digits(period), "", "no claim"})
			continue
		}
		period := cli.Printable(row.Period)
		if s.By[0] == "year" || s.By[0] == "month" {
			period = digits(period)
		}
		if period == "" {
			period = "none"
		}
		rows = append(rows, []string{
			period, cli.Printable(row.Label), row.Status, cli.Printable(measureLine(row.Measure)), digits(claimsCell(row)), digits(notes.cell(row.First)),
			digits(notes.cell(row.Least)), digits(grouped(row.Median)), digits(notes.cell(row.Greatest)), bars[i], digits(outletsCell(row.Outlets)),
		})
	}
	var b strings.Builder
	if len(s.Rows) > 0 {
		writeAligned(&b, rows)
	}
	for i, id := range notes.ids[:min(len(notes.ids), shownSentences)] {
		c := s.claims[id]
		h := search.Hit{Claim: c}
		fmt.Fprintf(&b, "\n%s %s\n    %s%s%s\n", digits(fmt.Sprintf("[%d]", i+1)), highlight(h, st), st.faint, placeOf(c, digits), st.end)
		if who := speakerOf(c); who != "" {
			fmt.Fprintf(&b, "    %s\n", cli.Printable(who))
		}
	}
	if more := len(notes.ids) - shownSentences; more > 0 {
		fmt.Fprintf(&b, "\n%s: --format json has them all\n", digits(plural(more, "more sentence")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// longGap is from how many periods without a claim they are told in one row.
const longGap = 6

// gapsFrom counts the gaps that rows begin with.
func gapsFrom(rows []search.SeriesRow) int {
	for i, row := range rows {
		if !row.Gap {
			return i
		}
	}
	return len(rows)
}

// shownSentences is how many sentences a table is followed by.
const shownSentences = 60

// notebook numbers the claims that a table refers to.
type notebook struct {
	ids     []string
	numbers map[string]int
}

// cell shows a figure with its bound and the number of its claim.
func (n *notebook) cell(p search.Point) string {
	if n.numbers[p.ID] == 0 {
		n.ids = append(n.ids, p.ID)
		n.numbers[p.ID] = len(n.ids)
	}
	s := signs[p.Bound] + grouped(p.Value)
	if p.High != "" {
		s += "–" + grouped(p.High)
	}
	return fmt.Sprintf("%s [%d]", s, n.numbers[p.ID])
}

// claimsCell shows how many different claims there are, and their appearances where there are more.
func claimsCell(row search.SeriesRow) string {
	if row.Claims == row.Statements {
		return strconv.Itoa(row.Statements)
	}
	return fmt.Sprintf("%d in %d places", row.Statements, row.Claims)
}

// shownOutlets is how many outlets a row names.
const shownOutlets = 3

func outletsCell(outlets []string) string {
	if len(outlets) > shownOutlets {
		return cli.Printable(strings.Join(outlets[:shownOutlets], ", ")) + fmt.Sprintf(" and %d more", len(outlets)-shownOutlets)
	}
	return cli.Printable(strings.Join(outlets, ", "))
}

// barWidth is the length of a bar for the greatest figure of its measure.
const barWidth = 20

// barsOf draws each row from zero, in proportion to the greatest figure of the same measure: a full block up to the least figure, a light one
// from there to the greatest. Nothing is drawn where a figure is negative or where only one row has the measure, nor for several years taken
// together, which would dwarf the single ones.
func barsOf(rows []search.SeriesRow) []string {
	greatest, count := map[search.Measure]float64{}, map[search.Measure]int{}
	ends := make([][2]float64, len(rows))
	for i, row := range rows {
		if row.Gap || strings.Contains(row.Period, "..") {
			continue
		}
		low, errLow := search.ParseExact(row.Least.Value)
		high, errHigh := search.ParseExact(topOf(row.Greatest))
		if errLow != nil || errHigh != nil || low.Float < 0 {
			greatest[row.Measure] = -1
			continue
		}
		ends[i] = [2]float64{low.Float, high.Float}
		count[row.Measure]++
		if greatest[row.Measure] >= 0 {
			greatest[row.Measure] = max(greatest[row.Measure], high.Float)
		}
	}
	bars := make([]string, len(rows))
	for i, row := range rows {
		if top := greatest[row.Measure]; ends[i][1] > 0 && top > 0 && count[row.Measure] > 1 {
			full, all := int(ends[i][0]/top*barWidth+0.5), int(ends[i][1]/top*barWidth+0.5)
			bars[i] = strings.Repeat("█", full) + strings.Repeat("░", all-full)
		}
	}
	return bars
}

func topOf(p search.Point) string {
	if p.High != "" {
		return p.High
	}
	return p.Value
}

// writeAligned writes rows in columns as wide as their widest cell; columns that are empty but for their head are left out, and what is behind
// the last filled cell of a row.
func writeAligned(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	filled := make([]bool, len(rows[0]))
	for r, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columnsOf(cell))
			filled[i] = filled[i] || r > 0 && cell != ""
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			if filled[i] {
				line += cell + strings.Repeat(" ", widths[i]-columnsOf(cell)+2)
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// columnsOf is how many columns of a terminal a text takes: marks and half-spaces take none.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.In(r, unicode.Mn, unicode.Cf) {
			n++
		}
	}
	return n
}
