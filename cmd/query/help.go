package main

import (
	_ "embed"
	"strings"
)

// helpText holds the examples and the explanation of the query language, in a file because they are Persian text and not code.
//
//go:embed search.help
var helpText string

// queryHelp explains the query language.
var queryHelp = section("language")

// examplesOf gives the examples of a subcommand.
func examplesOf(name string) string { return section("examples " + name) }

// section cuts the part headed "-- name --" out of the help file.
func section(name string) string {
	_, rest, _ := strings.Cut(helpText, "-- "+name+" --\n")
	text, _, _ := strings.Cut(rest, "\n-- ")
	return strings.TrimRight(text, "\n")
}
