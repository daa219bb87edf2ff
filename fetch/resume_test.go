package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// tree is a site of n pages, each linking to two more and back home.
func tree(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i := 0
		if _, err := fmt.Sscanf(r.URL.Path, "/p%d", &i); err != nil && r.URL.Path != "/" || i >= n {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, "<!doctype html><a href=/>home</a>")
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < n {
				fmt.Fprintf(w, "<a href=/p%d>x</a>", child)
			}
		}
	}
}

func wantTree(t *testing.T, dir string, site *testSite, n int) {
	t.Helper()
	got := archived(t, dir)
	for i := range n {
		target := fmt.Sprintf("/p%d", i)
		if i == 0 {
			target = "/"
		}
		if got[target] != 1 {
			t.Errorf("%s is archived %d times and was fetched %d times", target, got[target], site.count(target))
		}
	}
	if len(got) != n {
		t.Errorf("%d addresses archived, want %d", len(got), n)
	}
}

func TestMaxPagesAndResume(t *testing.T) {
	site := newTestSite(t, tree(50))
	dir, o := t.TempDir(), quick()
	o.MaxPages = 7
	for run := range 7 {
		if s := mustCrawl(t, dir, o, site.URL); s.Pages != 7 || s.Replayed != 0 {
			t.Fatalf("run %d: %+v", run, s)
		}
	}
	o.MaxPages = 0
	mustCrawl(t, dir, o, site.URL)
	wantTree(t, dir, site, 50)
	if n := site.total() - site.count("/robots.txt"); n != 50 {
		t.Errorf("%d requests for 50 pages", n)
	}
}

// The limit is exact however many hosts are fetched from at the same time.
func TestMaxPagesAcrossHosts(t *testing.T) {
	var seeds []string
	for range 5 {
		seeds = append(seeds, newTestSite(t, tree(10)).URL)
	}
	dir, o := t.TempDir(), quick()
	for _, want := range []int{7, 7, 36} {
		o.MaxPages = want
		if s := mustCrawl(t, dir, o, seeds...); s.Pages != want {
			t.Errorf("%d pages, want %d", s.Pages, want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var served atomic.Int32
	handler := tree(30)
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		if served.Add(1) == 10 {
			cancel()
			<-r.Context().Done() // in hand when the interrupt comes
		}
		handler(w, r)
	})
	dir := t.TempDir()
	s, err := Crawl(ctx, dir, []string{site.URL}, quick())
	if !errors.Is(err, context.Canceled) || s.Pages != 8 || s.Failed != 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	mustCrawl(t, dir, quick(), site.URL)
	wantTree(t, dir, site, 30)
}

// The frontier is derived: without it, or with a damaged one, everything is known again from the archive.
func TestFrontierRebuilt(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, file string){
		"deleted": func(t *testing.T, file string) {
			if err := os.RemoveAll(filepath.Dir(file)); err != nil {
				t.Fatal(err)
			}
		},
		"overwritten": func(t *testing.T, file string) {
			if err := os.WriteFile(file, make([]byte, 1<<16), 0o644); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			site := newTestSite(t, tree(40))
			dir, o := t.TempDir(), quick()
			o.MaxPages = 15
			mustCrawl(t, dir, o, site.URL)
			spoil(t, filepath.Join(dir, "frontier", "pages.db"))
			s := mustCrawl(t, dir, quick(), site.URL)
			if s.Replayed != 15 || s.Pages != 25 {
				t.Errorf("%+v", s)
			}
			wantTree(t, dir, site, 40)
		})
	}
}

// What was taken out of the archive is fetched again.
func TestArchiveIsTheTruth(t *testing.T) {
	site := newTestSite(t, tree(10))
	dir := t.TempDir()
	mustCrawl(t, dir, quick(), site.URL)
	files, err := filepath.Glob(filepath.Join(dir, "archive", "*.warc.gz"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	mustCrawl(t, dir, quick(), site.URL)
	wantTree(t, dir, site, 10)
}

func TestTwoSitesOneArchive(t *testing.T) {
	a, b := newTestSite(t, tree(20)), newTestSite(t, tree(20))
	dir, o := t.TempDir(), quick()
	o.MaxPages = 5
	mustCrawl(t, dir, o, a.URL)
	mustCrawl(t, dir, quick(), b.URL)
	if n := a.total() - a.count("/robots.txt"); n != 5 {
		t.Errorf("crawling the other site made %d requests here", n-5)
	}
	mustCrawl(t, dir, quick(), a.URL, b.URL)
	for _, s := range []*testSite{a, b} {
		if n := s.total() - s.count("/robots.txt"); n != 20 {
			t.Errorf("%d requests for 20 pages", n)
		}
	}
}

func TestSecondCrawlRefused(t *testing.T) {
	dir := t.TempDir()
	release := make(chan struct{})
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) { <-release })
	ended := make(chan error)
	go func() {
		_, err := Crawl(context.Background(), dir, []string{site.URL}, quick())
		ended <- err
	}()
	for {
		if _, err := os.Stat(filepath.Join(dir, "failed.jsonl")); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	began := time.Now()
	_, err := Crawl(context.Background(), dir, []string{site.URL}, quick())
	if !errors.Is(err, ErrRunning) || time.Since(began) > 2*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
	close(release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestBadArguments(t *testing.T) {
	for _, seeds := range [][]string{{}, {"example.ir"}, {"ftp://example.ir/"}, {"http://ok.ir/", ":"}} {
		if _, err := Crawl(context.Background(), t.TempDir(), seeds, Options{}); !errors.Is(err, ErrURL) {
			t.Errorf("%v: %v", seeds, err)
		}
	}
	if _, err := Crawl(context.Background(), t.TempDir(), []string{"http://e.ir/"}, Options{Include: []string{""}}); !errors.Is(err, ErrPattern) {
		t.Errorf("%v", err)
	}
}

// copyDir copies the files of a folder to a new one.
func copyDir(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	restore(t, dir, to)
	return to
}

// restore makes a folder what another one is.
func restore(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
