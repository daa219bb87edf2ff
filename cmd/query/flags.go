package main

import (
	"slices"
	"strings"
	"time"

	"github.com/mavihq/persian"
	"github.com/spf13/pflag"

	"raqam/internal/cli"
)

// shared are the flags of all questions.
type shared struct {
	format, digits string
	timeout        time.Duration
	loose          bool
}

func formatNames() []string { return []string{"table", "json", "jsonl", "csv", "tsv"} }

func (s *shared) add(f *pflag.FlagSet) {
	f.BoolVar(&s.loose, "loose", false, "value: also finds claims whose bound merely allows the value")
	f.StringVar(&s.format, "format", "table", strings.Join(formatNames(), ", "))
	f.StringVar(&s.digits, "digits", "latin", "latin or persian, in the table")
	f.DurationVar(&s.timeout, "timeout", defaultTimeout, "cut a query that takes longer; 0 for no limit")
}

func (s shared) check() error {
	switch {
	case !slices.Contains(formatNames(), s.format):
		return cli.Usagef("--format %s: not one of %s", s.format, strings.Join(formatNames(), ", "))
	case s.digits != "latin" && s.digits != "persian":
		return cli.Usagef("--digits %s: not one of latin, persian", s.digits)
	case s.timeout < 0:
		return cli.Usagef("--timeout %v: expected a duration such as 2s, or 0 for no limit", s.timeout)
	}
	return nil
}

// numerals writes the digits of a table as asked for.
func (s shared) numerals() func(string) string {
	if s.digits == "persian" {
		return persian.ToPersianDigits
	}
	return func(text string) string { return text }
}
