package main

import (
	_ "embed"
	"fmt"
	"strings"
)

// question is a row of queries.tsv.
type question struct {
	flags []string // of query search
	query string
	note  string
}

//go:embed queries.tsv
var queriesTSV string

// questions reads the rows for one occasion, "ask" or "next".
func questions(table, when string) ([]question, error) {
	var rows []question
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 4 || columns[0] != "ask" && columns[0] != "next" {
			return nil, fmt.Errorf("queries.tsv, line %d: not the four columns that its head describes", i+1)
		}
		if columns[0] != when {
			continue
		}
		q := question{query: columns[2], note: columns[3]}
		if columns[1] != "-" {
			q.flags = strings.Fields(columns[1])
		}
		rows = append(rows, q)
	}
	return rows, nil
}
