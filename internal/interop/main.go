// Command interop holds our archives against tools that nobody here wrote, and our reader against archives that such tools made.
//
//	go run ./internal/interop            (make interop)
//	go run ./internal/interop -keep      leaves the archives for a look
//
// It crawls an outlet on loopback with cmd/crawl, and lets warcio and fastwarc check every digest, pywb index and replay the archive, and wacz pack it;
// then it reads what wget, warcio and wacz write. The Python tools are installed in the versions of requirements.txt into a folder of the
// user's cache, wget and python3-venv by apt-get where they are missing. Nothing is skipped: what cannot be had is a failure.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// step is one thing to hold against a foreign tool. It says what was compared.
type step struct {
	name string
	run  func(context.Context, *bench) (string, error)
}

// bench is what the steps work on.
type bench struct {
	dir    string // of this run
	python *python
	outlet *outlet
	crawls string // archive folder written by cmd/crawl
	kinds  string // archive folder with every kind of record that Writer knows
}

var steps = []step{
	{"crawl an outlet twice", crawlOutlet},
	{"write every kind of record", writeKinds},
	{"corpus.Verify passes them", verifyOurs},
	{"warcio check passes them", warcioCheck},
	{"fastwarc check passes them", fastwarcCheck},
	{"gzip --test passes them", gzipTest},
	{"pywb indexes them as we do", compareIndexes},
	{"pywb replays every page of them", replay},
	{"surt keys addresses as we do", compareKeys},
	{"wacz packs our archive, and we read it", packOurs},
	{"we read what wget archives", readWget},
	{"we read what warcio writes", readWarcio},
	{"we read what wacz packs", readWACZ},
}

func main() {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir := flag.String("cache", filepath.Join(cache, "raqam-interop"), "folder for the Python tools")
	keep := flag.Bool("keep", false, "leave the archives that were made")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	if err := run(ctx, *dir, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "interop:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cache string, keep bool) error {
	python, err := install(ctx, cache)
	if err != nil {
		return err
	}
	b := &bench{python: python}
	if b.dir, err = os.MkdirTemp("", "raqam-interop-"); err != nil {
		return err
	}
	if keep {
		fmt.Println("in", b.dir)
	} else {
		defer os.RemoveAll(b.dir)
	}
	if b.outlet, err = openOutlet(); err != nil {
		return err
	}
	defer b.outlet.close()
	failed := 0
	for _, s := range steps {
		began := time.Now()
		detail, err := s.run(ctx, b)
		took := time.Since(began).Round(100 * time.Millisecond)
		if err != nil {
			failed++
			fmt.Printf("FAIL %s (%v): %v\n", s.name, took, err)
			continue
		}
		fmt.Printf("ok   %s: %s (%v)\n", s.name, detail, took)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d steps failed", failed, len(steps))
	}
	return nil
}
