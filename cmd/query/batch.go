package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
)

// readQuestions reads a file of queries, one a line; blank lines and those that begin with # are passed over. "-" is standard input.
func readQuestions(cmd *cobra.Command, path string) (questions []question, err error) {
	in := cmd.InOrStdin()
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, cli.WithCode(cli.BadUsage, fmt.Errorf("--queries: %w", err))
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if text := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")); text != "" && text[0] != '#' {
			questions = append(questions, question{line: n, text: text})
		}
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
	}
	if len(questions) == 0 {
		return nil, cli.Usagef("--queries %s: no query in it", path)
	}
	return questions, nil
}

// runAll answers questions one after the other. One that cannot be answered does not stop the rest; it is reported, and in the end the
// command says that its answer is not complete.
func runAll(cmd *cobra.Command, index search.Searcher, questions []question, f searchFlags, o search.Options, write writer) error {
	failed := 0
	for _, q := range questions {
		a, err := ask(cmd.Context(), index, q, f, o)
		if ctx := cmd.Context().Err(); errors.Is(ctx, context.Canceled) {
			return ctx
		}
		if err != nil {
			failed++
			cli.Warn(cmd)("line %d: %v", q.line, err)
			if err := write.failed(q, err); err != nil {
				return fmt.Errorf("printing: %w", err)
			}
			continue
		}
		if err := write.answer(a); err != nil {
			return fmt.Errorf("printing: %w", err)
		}
	}
	if err := write.end(); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	if failed > 0 {
		return cli.WithCode(cli.Incomplete, fmt.Errorf("%d of %d queries have no answer", failed, len(questions)))
	}
	return nil
}
