package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

// fastwarcCheck runs `fastwarc check`, a reader of its own in another language. It knows nothing of revisits: it expects their payload in them.
func fastwarcCheck(ctx context.Context, b *bench) (string, error) {
	files, err := b.ours()
	if err != nil {
		return "", err
	}
	blocks, payloads := 0, 0
	for _, file := range files {
		revisits := 0
		if err := eachRecord(ctx, file, func(rec corpus.Record) error {
			if rec.Revisit {
				revisits++
			}
			return nil
		}); err != nil {
			return "", err
		}
		report := filepath.Join(b.dir, "fastwarc.txt")
		_, failed := b.python.tool(ctx, "", "fastwarc", "check", "--quiet", "--verify-payloads", "--output", report, file) // fails for the revisits
		text, err := os.ReadFile(report)
		if err != nil {
			return "", errors.Join(failed, err)
		}
		for line := range strings.Lines(string(text)) {
			if !strings.Contains(line, ": OK,") {
				return "", fmt.Errorf("%s: %s", file, line)
			}
			blocks++
		}
		payloads += strings.Count(string(text), "PAYLOAD_OK")
		if n := strings.Count(string(text), "PAYLOAD_FAIL"); n != revisits {
			return "", fmt.Errorf("%s: %d payloads fail, there are %d revisits", file, n, revisits)
		}
	}
	return fmt.Sprintf("%d blocks, %d payloads", blocks, payloads), nil
}

// gzipTest lets gzip itself read the members.
func gzipTest(ctx context.Context, b *bench) (string, error) {
	files, err := b.ours()
	if err != nil {
		return "", err
	}
	_, err = execute(ctx, "", nil, nil, "gzip", append([]string{"--test"}, files...)...)
	return fmt.Sprintf("%d files", len(files)), err
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
