package main

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"raqam/claim"
)

// writer shows answers in one format.
type writer interface {
	answer(*answer) error
	failed(question, error) error // a question of a file that has no answer
	end() error                   // after the last answer
}

// newWriter returns the writer of --format.
func newWriter(w io.Writer, f searchFlags) (writer, error) {
	if err := f.shared.check(); err != nil {
		return nil, err
	}
	switch f.format {
	case "json":
		return &jsonWriter{w: w, many: f.queries != ""}, nil
	case "jsonl":
		return linesWriter{w}, nil
	case "csv":
		return newSeparated(w, ',', f), nil
	case "tsv":
		return newSeparated(w, '\t', f), nil
	}
	return tableWriter{w}, nil
}

// speakerOf renders who speaks: name and role, or the organisation; empty for narration.
func speakerOf(c claim.Claim) string {
	if c.Speaker == nil {
		return ""
	}
	parts := slices.DeleteFunc([]string{c.Speaker.Name, c.Speaker.Role, c.Speaker.Org}, func(s string) bool { return s == "" })
	return strings.Join(parts, " – ")
}

func referenceOf(c claim.Claim) claim.Reference { return *cmp.Or(c.Reference, new(claim.Reference)) }

func changeOf(c claim.Claim) claim.Change { return *cmp.Or(c.Change, new(claim.Change)) }
