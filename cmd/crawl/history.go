package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"raqam/corpus"
	"raqam/extract"
	"raqam/fetch"
	"raqam/internal/cli"
)

func newHistory() *cobra.Command {
	cmd := &cobra.Command{
		Use: "history URL", Short: "List the captures of an address, and what changed from each to the next.",
		Example: "  crawl history https://news.example.ir/news/123/title\n" +
			"  crawl history --format jsonl https://news.example.ir/news/123/title | jq .figures_gained",
		Args: cobra.ExactArgs(1),
	}
	format := cmd.Flags().String("format", "table", "table, json or jsonl")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		address, err := fetch.Canonical(args[0])
		if err != nil {
			return cli.WithCode(cli.BadUsage, readableError{err})
		}
		list, err := history(cmd.Context(), filepath.Join(cli.Data(cmd), "archive"), address)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return cli.Usagef("%s is not in the archive", readable(address))
		}
		return writeHistory(cmd.OutOrStdout(), list, *format)
	}
	return cmd
}

// capture is one capture of an address, compared with the one before.
type capture struct {
	Time   time.Time `json:"time"`
	Status int       `json:"status"`
	Digest string    `json:"digest"` // sha256 of the decoded body; that of the earlier capture where nothing changed
	Size   int       `json:"size"`   // bytes of the decoded body
	Change string    `json:"change"` // first, same, markup (other bytes, the same text), text, error
	Path   string    `json:"path"`   // of the archive file
	Offset int64     `json:"offset"` // of the record

	LinesGone     []string `json:"lines_gone,omitempty"`
	LinesCome     []string `json:"lines_come,omitempty"`
	FiguresLost   []string `json:"figures_lost,omitempty"`
	FiguresGained []string `json:"figures_gained,omitempty"`
}

// history reads the captures of an address, the oldest first.
func history(ctx context.Context, archive, address string) (list []capture, err error) {
	var digest string
	var lines []string
	size, first := 0, true
	captures, err := capturesOf(ctx, archive, address)
	if err != nil {
		return nil, err
	}
	for _, c := range captures {
		now := capture{Time: c.Fetched.UTC(), Status: c.Status, Path: c.Path, Offset: c.Offset}
		if c.Revisit && !first {
			now.Digest, now.Size, now.Change = digest, size, "same"
			list = append(list, now)
			continue
		}
		record, err := corpus.ReadAt(c.Path, c.Offset)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", address, err)
		}
		now.Digest, now.Size = record.Source.Digest, len(record.Body)
		text := textOf(record)
		switch {
		case c.Status >= 300:
			now.Change = "error"
		case first:
			now.Change = "first"
		case now.Digest == digest:
			now.Change = "same"
		default:
			now.Change = "markup"
			if now.LinesGone, now.LinesCome = compareLines(lines, text); len(now.LinesGone)+len(now.LinesCome) > 0 {
				now.Change = "text"
				now.FiguresLost, now.FiguresGained = compareFigures(now.LinesGone, now.LinesCome)
			}
		}
		if now.Change != "error" { // what was there before is what the next page is compared with
			digest, size, lines, first = now.Digest, now.Size, text, false
		}
		list = append(list, now)
	}
	return list, nil
}

// capturesOf lists the captures of an address in the order in which they were made; an index knows no more than the second.
func capturesOf(ctx context.Context, archive, address string) (list []corpus.Capture, err error) {
	for c, err := range corpus.Captures(ctx, archive, address) {
		if err != nil {
			return nil, fmt.Errorf("reading the archive: %w", err)
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b corpus.Capture) int {
		return cmp.Or(a.Fetched.Truncate(time.Second).Compare(b.Fetched.Truncate(time.Second)), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Offset, b.Offset))
	})
	return list, nil
}

// textOf gives the lines of a record's article; none where it is no article.
func textOf(record corpus.Record) []string {
	a, err := extract.FromRecord(record)
	if err != nil {
		return nil
	}
	return linesOf(a)
}

func writeHistory(w io.Writer, list []capture, format string) error {
	return writeList(w, list, format, func() error {
		var b strings.Builder
		for _, c := range list {
			writeCapture(&b, c)
		}
		_, err := io.WriteString(w, cli.Printable(b.String()))
		return err
	})
}

// changeWords say what a change means.
var changeWords = map[string]string{
	"first": "first capture", "same": "unchanged", "markup": "other bytes, the same text", "text": "text changed", "error": "no page",
}

func writeCapture(b *strings.Builder, c capture) {
	fmt.Fprintf(b, "%s  %d  %s  %9s  %s\n", c.Time.Format("2006-01-02 15:04:05"), c.Status, shortDigest(c.Digest), size(int64(c.Size)), changeWords[c.Change])
	for _, line := range c.LinesGone {
		fmt.Fprintf(b, "    - %s\n", strings.Join(strings.Fields(line), " "))
	}
	for _, line := range c.LinesCome {
		fmt.Fprintf(b, "    + %s\n", strings.Join(strings.Fields(line), " "))
	}
	if len(c.FiguresLost)+len(c.FiguresGained) > 0 {
		fmt.Fprintf(b, "    figures: %s → %s\n", dash(strings.Join(c.FiguresLost, "; ")), dash(strings.Join(c.FiguresGained, "; ")))
	}
}

// shortDigest is enough of a digest to tell captures apart by eye.
func shortDigest(digest string) string {
	const digits = len("sha256:") + 12
	return fmt.Sprintf("%-19s", digest[:min(len(digest), digits)])
}
