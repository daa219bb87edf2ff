package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"raqam/claim"
	"raqam/corpus"
	"raqam/search"
)

// writeSeries writes a series in the format of its flags.
func writeSeries(w io.Writer, s *series) error {
	switch s.flags.format {
	case "json":
		enc := encoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			Query   string       `json:"query"`
			By      []string     `json:"by"`
			Of      string       `json:"of"`
			Total   int          `json:"total"`             // claims that match, every appearance counted
			Without int          `json:"without,omitempty"` // of them without a figure to measure, in no row
			Rows    []jsonPeriod `json:"rows"`
		}{s.query, s.By, s.flags.of, s.Total, s.Without, jsonPeriods(s)})
	case "jsonl":
		enc := encoder(w)
		for _, row := range jsonPeriods(s) {
			if err := enc.Encode(row); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		return writeSeriesSeparated(w, s, ',')
	case "tsv":
		return writeSeriesSeparated(w, s, '\t')
	}
	return writeSeriesTable(w, s)
}

// jsonPeriod is a row of a series in JSON; of a gap there is only the period.
type jsonPeriod struct {
	By     map[string]string `json:"by"` // {"year": "1399", "speaker": "…"}
	Gap    bool              `json:"gap,omitempty"`
	Status string            `json:"status,omitempty"`
	*jsonFigures
}

type jsonFigures struct {
	Measure     search.Measure `json:"measure"`
	Claims      int            `json:"claims"`      // different ones
	Appearances int            `json:"appearances"` // of them, in all articles
	First       jsonPoint      `json:"first"`       // first seen
	Last        jsonPoint      `json:"last"`
	Min         jsonPoint      `json:"min"`
	Median      string         `json:"median"`
	Max         jsonPoint      `json:"max"`
	Sum         string         `json:"sum"` // of the different claims, which may well speak of the same things
	Outlets     []string       `json:"outlets"`
}

// jsonPoint is a figure with its evidence.
type jsonPoint struct {
	ID        string        `json:"id"`
	Value     string        `json:"value"`
	High      string        `json:"high,omitempty"`
	Bound     claim.Bound   `json:"bound"`
	Surface   string        `json:"surface"`
	Speaker   string        `json:"speaker,omitempty"`
	Quote     string        `json:"quote"`
	Outlet    string        `json:"outlet,omitempty"`
	Published string        `json:"published,omitempty"`
	URL       string        `json:"url"`
	Source    corpus.Source `json:"source"` // the archived record
}

func jsonPeriods(s *series) []jsonPeriod {
	rows := []jsonPeriod{}
	for _, row := range s.Rows {
		if row.Gap {
			rows = append(rows, jsonPeriod{By: map[string]string{s.By[0]: row.Period}, Gap: true})
			continue
		}
		by := map[string]string{}
		for i, label := range row.Labels {
			by[s.By[i]] = label
		}
		outlets := append([]string{}, row.Outlets...)
		rows = append(rows, jsonPeriod{By: by, Status: row.Status, jsonFigures: &jsonFigures{
			Measure: row.Measure, Claims: row.Statements, Appearances: row.Claims,
			First: s.point(row.First), Last: s.point(row.Last), Sum: row.Sum, Min: s.point(row.Least), Median: row.Median, Max: s.point(row.Greatest), Outlets: outlets,
		}})
	}
	return rows
}

func (s *series) point(p search.Point) jsonPoint {
	c := s.claims[p.ID]
	return jsonPoint{
		ID: p.ID, Value: p.Value, High: p.High, Bound: p.Bound, Surface: c.Surface, Speaker: speakerOf(c), Quote: c.Quote, Outlet: c.Outlet,
		Published: c.Published.String(), URL: c.URL, Source: c.Source,
	}
}

// writeSeriesSeparated writes a line a row. A gap has its period, the word "gap" and nothing else: an empty cell is no zero.
func writeSeriesSeparated(w io.Writer, s *series, comma rune) error {
	out := csv.NewWriter(w)
	out.Comma = comma
	header := append(append([]string{}, s.By...), "status", "kind", "unit", "per", "change", "claims", "appearances")
	for _, name := range []string{"first", "min", "max"} {
		for _, part := range []string{"", "_high", "_bound", "_id", "_published", "_outlet", "_url"} {
			header = append(header, name+part)
		}
		if name == "min" {
			header = append(header, "median")
		}
	}
	header = append(header, "sum", "outlets")
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range s.Rows {
		cells := append(make([]string, 0, len(header)), row.Period)
		if len(s.By) > 1 {
			cells = append(cells, row.Label)
		}
		if row.Gap {
			cells = append(cells, "gap")
		} else {
			cells = append(cells, row.Status)
			m := row.Measure
			change := ""
			if m.Delta {
				change = claim.Delta
			}
			cells = append(cells, string(m.Kind), m.Unit, m.Per, change, strconv.Itoa(row.Statements), strconv.Itoa(row.Claims))
			cells = append(append(cells, s.cells(row.First)...), s.cells(row.Least)...)
			cells = append(append(cells, row.Median), s.cells(row.Greatest)...)
			cells = append(cells, row.Sum, strings.Join(row.Outlets, "; "))
		}
		for i := range cells {
			cells[i] = disarm(cells[i])
		}
		if err := out.Write(append(cells, make([]string, len(header)-len(cells))...)); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing a row: %w", err)
	}
	return nil
}

func (s *series) cells(p search.Point) []string {
	c := s.claims[p.ID]
	return []string{p.Value, p.High, string(p.Bound), p.ID, c.Published.Date.String(), c.Outlet, c.URL}
}
