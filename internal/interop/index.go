package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"raqam/corpus"
)

// compareIndexes lets pywb index every file of ours and compares line by line with the index we wrote.
func compareIndexes(ctx context.Context, b *bench) (string, error) {
	files, err := b.ours()
	if err != nil {
		return "", err
	}
	total := 0
	for _, file := range files {
		theirs, err := b.python.tool(ctx, filepath.Dir(file), "cdx-indexer", "--cdxj", "--sort", filepath.Base(file))
		if err != nil {
			return "", err
		}
		ours, err := os.ReadFile(strings.TrimSuffix(file, ".warc.gz") + ".cdxj")
		if err != nil {
			return "", err
		}
		want, err := indexLines(theirs)
		if err != nil {
			return "", err
		}
		got, err := indexLines(ours)
		if err != nil {
			return "", err
		}
		if !slices.Equal(got, want) {
			return "", fmt.Errorf("%s:\npywb:\n%s\nours:\n%s", file, strings.Join(want, "\n"), strings.Join(got, "\n"))
		}
		total += len(got)
	}
	return fmt.Sprintf("%d lines of %d files are the same", total, len(files)), nil
}

// indexLines brings CDXJ lines into one form: JSON escapes differ, and pywb leaves out the status of revisits.
func indexLines(text []byte) (lines []string, err error) {
	for line := range bytes.Lines(text) {
		head, fields, _ := bytes.Cut(line, []byte("{"))
		var f map[string]string
		if err := json.Unmarshal(append([]byte("{"), fields...), &f); err != nil {
			return nil, fmt.Errorf("%s: %w", line, err)
		}
		if f["mime"] == "warc/revisit" {
			delete(f, "status")
		}
		plain, err := json.Marshal(f) // sorts the keys
		if err != nil {
			return nil, err
		}
		lines = append(lines, string(head)+string(plain))
	}
	return lines, nil
}

//go:embed scripts/keys.py
var keysScript string

// compareKeys compares SURT with the Python package on addresses as crawlers meet them and on random ones.
func compareKeys(ctx context.Context, b *bench) (string, error) {
	parts := []string{"a", "B", "0", "/", "?", "&", "=", ".", "%", ":", "@", "-", "_", "~", "+", ";", ",", "(", ")", "[", "]", "|", "\"", "'", " ",
		"%41", "%2f", "%25", "%DB", "www.", "..", "/./", "\u00e9", "\u062e", "\u200c", "http://", ".aspx", "sid=", "#"}
	hosts := []string{"khabar.example", "www.khabar.example", "KHABAR.example:8080", "\u062e\u0628\u0631.example", "192.0.2.7", "a_b.example", "3232235521"}
	random := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	var in bytes.Buffer
	var addresses []string
	for range 5000 {
		address := []string{"http://", "https://", ""}[random.IntN(3)] + hosts[random.IntN(len(hosts))] + "/"
		for range random.IntN(25) {
			address += parts[random.IntN(len(parts))]
		}
		addresses = append(addresses, address)
		fmt.Fprintln(&in, address)
	}
	out, err := b.python.run(ctx, "", in.Bytes(), "-c", keysScript)
	if err != nil {
		return "", err
	}
	keys := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(keys) != len(addresses) {
		return "", fmt.Errorf("%d keys for %d addresses", len(keys), len(addresses))
	}
	for i, address := range addresses {
		if got := corpus.SURT(address); got != keys[i] {
			return "", fmt.Errorf("%q: %q, the package says %q", address, got, keys[i])
		}
	}
	return fmt.Sprintf("%d addresses", len(addresses)), nil
}
