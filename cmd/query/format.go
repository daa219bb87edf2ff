package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"raqam/claim"
	"raqam/search"
)

// page is one answer and how it is to be shown.
type page struct {
	w      io.Writer
	query  string
	flags  searchFlags
	result *search.Result
}

// formats are the writers of --format.
var formats = map[string]func(page) error{
	"table": writeTable,
	"json":  writeJSON,
	"jsonl": writeJSONLines,
	"csv":   func(p page) error { return writeSeparated(p, ',') },
	"tsv":   func(p page) error { return writeSeparated(p, '\t') },
}

func formatNames() []string { return []string{"table", "json", "jsonl", "csv", "tsv"} }

// writeJSON writes the whole answer as one object.
func writeJSON(p page) error {
	enc := encoder(p.w)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Query string        `json:"query"`
		Total int           `json:"total"`
		Hits  []claim.Claim `json:"hits"`
	}{p.query, p.result.Total, claims(p.result)})
}

// writeJSONLines writes a claim a line.
func writeJSONLines(p page) error {
	enc := encoder(p.w)
	for _, c := range claims(p.result) {
		if err := enc.Encode(c); err != nil {
			return err
		}
	}
	return nil
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func claims(r *search.Result) []claim.Claim {
	out := make([]claim.Claim, len(r.Hits))
	for i, h := range r.Hits {
		out[i] = h.Claim
	}
	return out
}

// columns of CSV and TSV.
var columns = []struct {
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
}

// writeSeparated writes a line a claim, RFC 4180 (with tabs for TSV).
func writeSeparated(p page, comma rune) error {
	w := csv.NewWriter(p.w)
	w.Comma = comma
	row := make([]string, len(columns))
	for i, col := range columns {
		row[i] = col.name
	}
	if err := w.Write(row); err != nil {
		return err
	}
	for _, c := range claims(p.result) {
		for i, col := range columns {
			row[i] = disarm(col.of(c))
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// disarm keeps a spreadsheet from reading text as a formula: a leading = + - @ tab or carriage return gets an apostrophe before it
// (OWASP, CSV Injection). A plain negative number stays one.
func disarm(cell string) string {
	if cell == "" || !slices.Contains([]byte("=+-@\t\r"), cell[0]) {
		return cell
	}
	if cell[0] == '-' && strings.Trim(cell[1:], "0123456789.") == "" && len(cell) > 1 {
		return cell
	}
	return "'" + cell
}

// speakerOf renders who speaks: name and role, or the organisation; empty for narration.
func speakerOf(c claim.Claim) string {
	if c.Speaker == nil {
		return ""
	}
	parts := slices.DeleteFunc([]string{c.Speaker.Name, c.Speaker.Role, c.Speaker.Org}, func(s string) bool { return s == "" })
	return strings.Join(parts, " – ")
}

func referenceOf(c claim.Claim) claim.Reference {
	if c.Reference == nil {
		return claim.Reference{}
	}
	return *c.Reference
}
