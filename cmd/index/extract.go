package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"raqam/claim"
	"raqam/corpus"
	"raqam/extract"
	"raqam/internal/cli"
)

// extracted is a line of output: the article, every figure in it, and those that are claims.
type extracted struct {
	extract.Article
	Mentions []claim.Mention `json:"mentions"`
	Claims   []claim.Claim   `json:"claims"`
}

func newExtract() *cobra.Command {
	cmd := &cobra.Command{
		Use: "extract PATH…", Short: "Print articles, mentions and claims as JSON Lines; no index is touched.",
		Example: "  index extract page.html | jq .claims\n  zcat articles.jsonl.gz | index extract - > claims.jsonl\n" +
			"  index extract --explain page.html      which profile or scorer gave each field, and what was refused",
		Args: func(_ *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return cli.Usagef("extract needs a PATH, or - for standard input; see index extract --help")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runExtract(cmd, paths)
		},
	}
	cmd.Flags().Bool("explain", false, "instead of the articles, print where each of their fields came from")
	return cmd
}

func runExtract(cmd *cobra.Command, paths []string) (err error) {
	given, err := absolute(paths)
	if err != nil {
		return err
	}
	failed := &failures{warn: cli.Warn(cmd)}
	out := bufio.NewWriter(cmd.OutOrStdout())
	defer func() { err = errors.Join(err, out.Flush()) }() // also when interrupted: the lines in it are whole
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	explain, _ := cmd.Flags().GetBool("explain")
	progress := cli.NewProgress(cmd, "extract", "articles")
	defer progress.Close()
	n := int64(0)
	for o, err := range process(cmd.Context(), readAll(cmd.Context(), cmd.InOrStdin(), given), asNamed) {
		if explain {
			if err := explainFields(out, o, err); err != nil {
				return err
			}
		}
		switch {
		case err != nil && (cmd.Context().Err() != nil || !inRecord(err)):
			return err
		case err != nil:
			if err := failed.note(err); err != nil {
				return err
			}
		case explain:
		case o.skipped != nil:
			cli.Notify(cmd)("%s: offset %d: %v", o.record.Source.Path, o.record.Source.Offset, o.skipped)
		default:
			if err := enc.Encode(extracted{o.article, nonNil(o.mentions), nonNil(o.claims)}); err != nil {
				return err
			}
			n++
		}
		progress.Set(n, -1, "")
	}
	return failed.asError()
}

// stdin is the path that stands for standard input.
const stdin = "-"

// readAll streams the records of all paths.
func readAll(ctx context.Context, in io.Reader, paths []string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		for _, path := range paths {
			if path == stdin {
				for rec, err := range corpus.Read(ctx, in, stdin) {
					if !yield(rec, err) {
						return
					}
				}
				continue
			}
			w := &workload{}
			files, err := corpus.Files(path)
			for _, file := range files {
				w.files = append(w.files, portion{path: file})
			}
			if err != nil && !yield(corpus.Record{}, unreadable(path, err)) {
				return
			}
			for rec, err := range w.records(ctx) {
				if !yield(rec, err) {
					return
				}
			}
		}
	}
}

// asNamed keeps the names of files as they are.
func asNamed(path string) string { return path }

// nonNil makes an empty list print as [] and not as null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
