package main

import (
	"context"
	"fmt"
	"strings"

	"raqam/corpus"
)

// warcioCheck runs `warcio check -v`, which computes every digest anew.
func warcioCheck(ctx context.Context, b *bench) (string, error) {
	files, err := b.ours()
	if err != nil {
		return "", err
	}
	out, err := b.python.tool(ctx, "", "warcio", append([]string{"check", "-v"}, files...)...)
	if err != nil {
		return "", err
	}
	said := map[string]int{}
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "offset ") && !strings.HasSuffix(line, ".warc.gz") {
			said[line]++
		}
	}
	records, err := verifyAll(ctx, b.crawls, b.kinds)
	if err != nil {
		return "", err
	}
	revisits := said["digest present but not checked (revisit)"]
	if passed := said["digest pass"]; revisits == 0 || passed+revisits != records {
		return "", fmt.Errorf("of %d records: %v", records, said)
	}
	return fmt.Sprintf("%d digests pass, %d revisits whose payload is elsewhere", said["digest pass"], revisits), nil
}

// ours are the files of both our archives.
func (b *bench) ours() ([]string, error) {
	var all []string
	for _, dir := range []string{b.crawls, b.kinds} {
		files, err := corpus.Files(dir)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	return all, nil
}
