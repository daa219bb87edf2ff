package main

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"raqam/claim"
	"raqam/search"
)

// separated writes a line a claim, RFC 4180 (with tabs for TSV).
type separated struct {
	out     *csv.Writer
	columns []column
}

// column of CSV and TSV.
type column struct {
	name string
	of   func(*answer, search.Hit) string
}

func newSeparated(w io.Writer, comma rune, f searchFlags) *separated {
	s := &separated{out: csv.NewWriter(w)}
	s.out.Comma = comma
	if f.queries != "" {
		s.columns = append(s.columns, column{"line", func(a *answer, _ search.Hit) string { return strconv.Itoa(a.line) }},
			column{"query", func(a *answer, _ search.Hit) string { return a.text }})
	}
	for _, col := range claimColumns {
		s.columns = append(s.columns, column{col.name, func(_ *answer, h search.Hit) string { return col.of(h.Claim) }})
	}
	s.columns = append(s.columns, column{"statement", func(_ *answer, h search.Hit) string { return h.Statement }})
	if f.group != "" {
		s.columns = append(s.columns, seenColumns...)
	}
	row := make([]string, len(s.columns))
	for i, col := range s.columns {
		row[i] = col.name
	}
	_ = s.out.Write(row) // kept by the writer: end returns it
	return s
}

// claimColumns are what a line tells of a claim.
var claimColumns = []struct {
	name string
	of   func(claim.Claim) string
}{
	{"id", func(c claim.Claim) string { return c.ID }},
	{"kind", func(c claim.Claim) string { return string(c.Kind) }},
	{"bound", func(c claim.Claim) string { return string(c.Bound) }},
	{"value", func(c claim.Claim) string { return c.Value }},
	{"high", func(c claim.Claim) string { return c.High }},
	{"unit", func(c claim.Claim) string { return c.Unit }},
	{"rial", func(c claim.Claim) string { return c.Rial }},
	{"counted", func(c claim.Claim) string { return c.Counted }},
	{"phrase", func(c claim.Claim) string { return c.Phrase }},
	{"per", func(c claim.Claim) string { return c.Per }},
	{"predicate", func(c claim.Claim) string { return c.Predicate }},
	{"change", func(c claim.Claim) string { return strings.TrimSpace(changeOf(c).Direction + " " + changeOf(c).Role) }},
	{"status", func(c claim.Claim) string { return string(c.Status) }},
	{"speaker", func(c claim.Claim) string { return speakerOf(c) }},
	{"from", func(c claim.Claim) string { return referenceOf(c).From.String() }},
	{"to", func(c claim.Claim) string { return referenceOf(c).To.String() }},
	{"published", func(c claim.Claim) string { return c.Published.Date.String() }},
	{"outlet", func(c claim.Claim) string { return c.Outlet }},
	{"title", func(c claim.Claim) string { return c.Headline }},
	{"quote", func(c claim.Claim) string { return c.Quote }},
	{"url", func(c claim.Claim) string { return c.URL }},
	{"record", func(c claim.Claim) string { return c.Source.Path + "@" + strconv.FormatInt(c.Source.Offset, 10) }},
	{"digest", func(c claim.Claim) string { return c.Source.Digest }},
	{"key", func(c claim.Claim) string { return c.Key }},
	{"repeats", func(c claim.Claim) string { return c.Repeats }},
}

// seenColumns are what a line tells of the appearances of a claim; where it was first seen is what the other columns tell.
var seenColumns = []column{
	{"appearances", func(_ *answer, h search.Hit) string { return strconv.Itoa(h.Seen.Claims) }},
	{"articles", func(_ *answer, h search.Hit) string { return strconv.Itoa(h.Seen.Articles) }},
	{"texts", func(_ *answer, h search.Hit) string { return strconv.Itoa(h.Seen.Texts) }},
	{"outlets", func(_ *answer, h search.Hit) string { return strings.Join(h.Seen.Outlets, "; ") }},
}

func (s *separated) answer(a *answer) error {
	row := make([]string, len(s.columns))
	for _, h := range a.result.Hits {
		for i, col := range s.columns {
			row[i] = disarm(col.of(a, h))
		}
		if err := s.out.Write(row); err != nil {
			return err
		}
	}
	return nil
}

func (s *separated) failed(question, error) error { return nil } // a table has no place for it: standard error tells

func (s *separated) end() error {
	s.out.Flush()
	return s.out.Error()
}

// negative is a negative number.
var negative = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// formulaLeads begin a formula in some spreadsheet: OWASP, CSV Injection, with the full-width forms that East Asian versions take too.
const formulaLeads = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"

// disarm keeps a spreadsheet from reading text as a formula: an apostrophe goes before what could be one. A plain negative number stays one.
func disarm(cell string) string {
	lead, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune(formulaLeads, lead) {
		return cell
	}
	if negative.MatchString(cell) {
		return cell
	}
	return "'" + cell
}
