package searchtest

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"raqam/claim"
	"raqam/search"
)

//go:embed testdata
var testdata embed.FS

// rows reads a table: columns between tabs, lines that begin with # left out.
func rows(t testing.TB, name string, columns int) [][]string {
	t.Helper()
	text, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var table [][]string
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			t.Fatalf("%s:%d: %d columns, want %d", name, i+1, len(row), columns)
		}
		table = append(table, row)
	}
	return table
}

// Claims returns the claims of testdata/claims.jsonl: every bound, several kinds of money, three outlets, dates of four years.
func Claims(t testing.TB) []claim.Claim {
	t.Helper()
	text, err := testdata.ReadFile("testdata/claims.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var claims []claim.Claim
	for line := range strings.Lines(string(text)) {
		var c claim.Claim
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
	return claims
}

// Entries groups claims by article, in order.
func Entries(claims []claim.Claim) []search.Entry {
	var entries []search.Entry
	at := map[string]int{}
	for _, c := range claims {
		i, ok := at[c.URL]
		if !ok {
			i = len(entries)
			at[c.URL] = i
			entries = append(entries, search.Entry{URL: c.URL})
		}
		entries[i].Claims = append(entries[i].Claims, c)
	}
	return entries
}

// sentence makes a claim of which only the sentence matters.
func sentence(n int, text string) claim.Claim {
	c := claim.Claim{ID: fmt.Sprintf("s%04d", n), URL: fmt.Sprintf("https://sentences.example/%d", n)}
	c.Quote, c.Kind, c.Bound, c.Value = text, claim.Quantity, claim.Exact, "7"
	return c
}
