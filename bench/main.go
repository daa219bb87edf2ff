// Bench runs our extractor and the best open ones in Go on the same pages, in one process and one goroutine.
//
//	go run . -pages ../../shared/extract-bench/html -truth ../../shared/extract-bench/ground-truth.json -out /tmp/bench
//
// writes OUT/NAME.jsonl for each extractor, a page a line, for score.py, and prints how long each took for a page. It is a module of its
// own, so that the other extractors never become dependencies of ours.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	pages := flag.String("pages", "", "folder of ID.html or ID.html.gz files")
	truth := flag.String("truth", "", "JSON file {ID: {\"url\": …}} with the pages' addresses (optional)")
	out := flag.String("out", ".", "folder for NAME.jsonl")
	rounds := flag.Int("rounds", 3, "how often each page is read; the fastest counts")
	flag.Parse()
	if err := run(*pages, *truth, *out, *rounds); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

type page struct {
	id, address string
	body        []byte
}

func run(folder, truth, out string, rounds int) error {
	pages, err := load(folder, truth)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	took := make([][]time.Duration, len(extractors)) // by extractor and page
	files := make([]*json.Encoder, len(extractors))
	for i, e := range extractors {
		f, err := os.Create(filepath.Join(out, strings.ReplaceAll(e.name, " ", "-")+".jsonl"))
		if err != nil {
			return err
		}
		defer f.Close()
		files[i] = json.NewEncoder(f)
		took[i] = make([]time.Duration, len(pages))
	}
	for n, p := range pages { // page by page, so that a busy machine slows all of them alike
		for round := range rounds {
			for i, e := range extractors {
				start := time.Now()
				text, err := e.text(p.body, p.address)
				if d := time.Since(start); round == 0 || d < took[i][n] {
					took[i][n] = d
				}
				if err != nil && round == 0 {
					slog.Debug("no text", "extractor", e.name, "page", p.id, "error", err)
				}
				if round == 0 {
					if err := files[i].Encode(map[string]string{"id": p.id, "text": text}); err != nil {
						return err
					}
				}
			}
		}
	}
	fmt.Printf("%d pages, the fastest of %d rounds\n%-26s %10s %10s\n", len(pages), rounds, "extractor", "mean ms", "median ms")
	for i, e := range extractors {
		slices.Sort(took[i])
		var sum time.Duration
		for _, d := range took[i] {
			sum += d
		}
		fmt.Printf("%-26s %10.2f %10.2f\n", e.name, ms(sum)/float64(len(pages)), ms(took[i][len(pages)/2]))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func load(folder, truth string) ([]page, error) {
	addresses := map[string]struct {
		URL string `json:"url"`
	}{}
	if truth != "" {
		data, err := os.ReadFile(truth)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &addresses); err != nil {
			return nil, fmt.Errorf("%s: %w", truth, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.html*"))
	if err != nil {
		return nil, err
	}
	var pages []page
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(path, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err == nil {
				body, err = io.ReadAll(z)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		}
		id, _, _ := strings.Cut(filepath.Base(path), ".html")
		pages = append(pages, page{id, addresses[id].URL, body})
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("no page in %q", folder)
	}
	return pages, nil
}
