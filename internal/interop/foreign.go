package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"raqam/corpus"
)

// page is what is to be found of a capture: the decoded body by its digest.
type page struct {
	File    string `json:"file"`
	URL     string `json:"url"`
	Status  int    `json:"status"`
	SHA256  string `json:"sha256"`
	Revisit bool   `json:"revisit"`
}

func found(rec corpus.Record) page {
	sum := sha256.Sum256(rec.Body)
	return page{File: filepath.Base(rec.Source.Path), URL: rec.URL, Status: rec.Status, SHA256: hex.EncodeToString(sum[:]), Revisit: rec.Revisit}
}

// readPages reads a file or folder, and each record again at its address.
func readPages(ctx context.Context, path string) (map[page]int, error) {
	pages := map[page]int{}
	err := eachRecord(ctx, path, func(rec corpus.Record) error {
		pages[found(rec)]++
		again, err := corpus.ReadAt(rec.Source.Path, rec.Source.Offset)
		if err == nil && (again.Source != rec.Source || !bytes.Equal(again.Body, rec.Body)) {
			err = fmt.Errorf("%s: another record lies at offset %d", rec.URL, rec.Source.Offset)
		}
		return err
	})
	return pages, err
}

// difference says what one has and the other has not.
func difference(got, want map[page]int) error {
	if maps.Equal(got, want) {
		return nil
	}
	var errs []error
	for p, n := range want {
		if got[p] != n {
			errs = append(errs, fmt.Errorf("%d times instead of %d: %+v", got[p], n, p))
		}
	}
	for p, n := range got {
		if want[p] == 0 {
			errs = append(errs, fmt.Errorf("%d times, not expected: %+v", n, p))
		}
	}
	return errors.Join(errs[:min(len(errs), 6)]...)
}

// readWget crawls the outlet with wget twice, the second time with --warc-dedup, so that it writes revisits.
func readWget(ctx context.Context, b *bench) (string, error) {
	b.outlet.day.Store(1)
	dir := filepath.Join(b.dir, "wget")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	want := map[page]int{}
	var addresses []string
	for n := range pageCount {
		addresses = append(addresses, b.outlet.server.URL+path(n))
	}
	for _, name := range []string{"first", "second"} {
		args := []string{"--quiet", "--no-config", "--tries=1", "--header=Accept-Encoding: gzip", "--output-document=" + filepath.Join(b.dir, "wget.out"),
			"--warc-cdx", "--warc-file=" + filepath.Join(dir, name)}
		if name == "second" {
			args = append(args, "--warc-dedup="+filepath.Join(dir, "first.cdx"))
		}
		if _, err := execute(ctx, "", nil, nil, "wget", append(args, addresses...)...); err != nil {
			return "", err
		}
		for n, address := range addresses {
			sum := sha256.Sum256([]byte(html(path(n), 1)))
			want[page{name + ".warc.gz", address, 200, hex.EncodeToString(sum[:]), name == "second"}]++
		}
	}
	got, err := readPages(ctx, dir)
	if err != nil {
		return "", err
	}
	if err := difference(got, want); err != nil {
		return "", err
	}
	records, err := verifyAll(ctx, dir)
	return fmt.Sprintf("%d captures as they were served; %d records verified", len(got), records), err
}

//go:embed scripts/write.py
var writeScript string

// readWarcio reads files in all forms that warcio can write.
func readWarcio(ctx context.Context, b *bench) (string, error) {
	dir := filepath.Join(b.dir, "warcio")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	if _, err := b.python.run(ctx, "", nil, "-c", writeScript, dir); err != nil {
		return "", err
	}
	want, err := expected(filepath.Join(dir, "expected.jsonl"))
	if err != nil {
		return "", err
	}
	got := map[page]int{}
	records := 0
	for _, name := range files(want) {
		pages, err := readPages(ctx, filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		maps.Copy(got, pages)
		n, err := verifyAll(ctx, filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		records += n
	}
	return fmt.Sprintf("%d captures; %d records verified", len(got), records), difference(got, want)
}

func expected(path string) (map[page]int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	want := map[page]int{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var p page
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, err
		}
		want[p]++
	}
	return want, lines.Err()
}

func files(pages map[page]int) []string {
	names := map[string]bool{}
	for p := range pages {
		names[p.File] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// readWACZ packs what warcio wrote with wacz and reads it in place.
func readWACZ(ctx context.Context, b *bench) (string, error) {
	return packAndRead(ctx, b, "warcio", filepath.Join(b.dir, "warcio"))
}

// packOurs packs our crawl with wacz.
func packOurs(ctx context.Context, b *bench) (string, error) {
	return packAndRead(ctx, b, "ours", b.crawls)
}

func packAndRead(ctx context.Context, b *bench, name, dir string) (string, error) {
	warcs, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil || len(warcs) == 0 {
		return "", fmt.Errorf("no WARC files in %s: %v", dir, err)
	}
	pack := filepath.Join(b.dir, name+".wacz")
	if _, err := b.python.tool(ctx, b.dir, "wacz", append([]string{"create", "--detect-pages", "--output", pack}, warcs...)...); err != nil {
		return "", err
	}
	got, err := readPages(ctx, pack)
	if err != nil {
		return "", err
	}
	want := map[page]int{}
	for _, warc := range warcs {
		pages, err := readPages(ctx, warc)
		if err != nil {
			return "", err
		}
		for p, n := range pages {
			p.File = filepath.Base(pack)
			want[p] += n
		}
	}
	if err := difference(got, want); err != nil {
		return "", err
	}
	records, err := verifyAll(ctx, pack)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d captures of %d files; %d records verified", len(got), len(warcs), records), nil
}
