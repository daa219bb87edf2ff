package main

import (
	"encoding/json"
	"io"

	"raqam/internal/cli"
)

// writeList writes a list as --format asks: json, jsonl, or as table does it.
func writeList[T any](w io.Writer, list []T, format string, table func() error) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	switch format {
	case "json":
		enc.SetIndent("", "  ")
		return enc.Encode(list)
	case "jsonl":
		for _, item := range list {
			if err := enc.Encode(item); err != nil {
				return err
			}
		}
		return nil
	case "table":
		return table()
	}
	return cli.Usagef("--format %s: table, json or jsonl", format)
}
