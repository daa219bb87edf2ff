package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"raqam/corpus"
)

// changing is a site of a front page and two articles: one answers conditional requests, the other does not; both can be edited.
func changing(edited *atomic.Bool, conditional *atomic.Int32) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text := "<p>۹۰۲۰ کارگاه</p>"
		if edited.Load() {
			text = "<p>۹۲۰۰ کارگاه</p>"
		}
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, links("/news/10001/a-b", "/news/10002/a-b"))
		case "/news/10001/a-b":
			tag := fmt.Sprintf("%q", text)
			w.Header().Set("Etag", tag)
			if r.Header.Get("If-None-Match") == tag {
				conditional.Add(1)
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, "<!doctype html>"+text)
		case "/news/10002/a-b":
			fmt.Fprint(w, "<!doctype html>"+text)
		default:
			http.NotFound(w, r)
		}
	}
}

// captures gives the captures of an address, revisits marked.
func captures(t *testing.T, dir, address string) (list []corpus.Capture) {
	t.Helper()
	for c, err := range corpus.Captures(context.Background(), filepath.Join(dir, "archive"), address) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b corpus.Capture) int { return cmp.Compare(a.Offset, b.Offset) }) // all within one second
	return list
}

func TestRecrawl(t *testing.T) {
	var edited atomic.Bool
	var conditional atomic.Int32
	site := newTestSite(t, changing(&edited, &conditional))
	dir, o := t.TempDir(), quick()
	mustCrawl(t, dir, o, site.URL)
	again := o
	again.Recrawl = time.Hour
	if s := mustCrawl(t, dir, again, site.URL); s.Pages+s.Other != 0 {
		t.Errorf("asked again for what is younger than an hour: %+v", s)
	}
	again.Recrawl = time.Nanosecond
	time.Sleep(2 * time.Millisecond) // times are kept to the millisecond
	if s := mustCrawl(t, dir, again, site.URL); s.Unchanged != 3 || conditional.Load() != 1 {
		t.Errorf("%+v, %d answers of 304", s, conditional.Load())
	}
	edited.Store(true)
	time.Sleep(2 * time.Millisecond)
	if s := mustCrawl(t, dir, again, site.URL); s.Unchanged != 1 {
		t.Errorf("%+v", s)
	}
	for _, path := range []string{"/news/10001/a-b", "/news/10002/a-b"} {
		list := captures(t, dir, site.URL+path)
		if len(list) != 3 || list[0].Revisit || !list[1].Revisit || list[2].Revisit || list[1].PayloadDigest != list[0].PayloadDigest ||
			list[2].PayloadDigest == list[0].PayloadDigest {
			t.Errorf("%s: %+v", path, list)
		}
	}
}

// A revisit that was archived, and not yet in the frontier, is known again from the archive: it is not asked for a third time.
func TestRecrawlReplayed(t *testing.T) {
	var edited atomic.Bool
	var conditional atomic.Int32
	site := newTestSite(t, changing(&edited, &conditional))
	dir, o := t.TempDir(), quick()
	mustCrawl(t, dir, o, site.URL)
	old := copyDir(t, filepath.Join(dir, "frontier"))
	o.Recrawl = time.Nanosecond
	time.Sleep(2 * time.Millisecond)
	mustCrawl(t, dir, o, site.URL)
	restore(t, old, filepath.Join(dir, "frontier")) // as if the process had died before it stored anything
	before := site.total()
	o.Recrawl = time.Hour
	s := mustCrawl(t, dir, o, site.URL)
	if s.Replayed != 3 || site.total()-before > 1 { // robots.txt at most
		t.Errorf("%+v, %d requests", s, site.total()-before)
	}
	edited.Store(true)
	o.Recrawl = time.Nanosecond
	time.Sleep(2 * time.Millisecond)
	mustCrawl(t, dir, o, site.URL)
	if list := captures(t, dir, site.URL+"/news/10001/a-b"); len(list) != 3 || list[2].Revisit {
		t.Errorf("%+v", list)
	}
}

func TestBudgets(t *testing.T) {
	a, b := newTestSite(t, tree(40)), newTestSite(t, tree(40))
	dir, o := t.TempDir(), quick()
	o.MaxPerHost = 5
	if s := mustCrawl(t, dir, o, a.URL, b.URL); s.Pages != 10 || s.Limit != "" {
		t.Errorf("5 pages a host: %+v", s)
	}
	o.MaxPerHost, o.MaxBytes, o.Parallel = 0, 500, 1
	if s := mustCrawl(t, dir, o, a.URL, b.URL); s.Limit != "max-bytes" || s.Bytes < 500 || s.Bytes > 700 {
		t.Errorf("500 bytes: %+v", s)
	}
	o.MaxBytes, o.MaxTime, o.Delay = 0, 50*time.Millisecond, 20*time.Millisecond
	if s := mustCrawl(t, dir, o, a.URL, b.URL); s.Limit != "max-time" || s.Queued == 0 {
		t.Errorf("50 ms: %+v", s)
	}
	mustCrawl(t, dir, quick(), a.URL, b.URL)
	if got := len(archived(t, dir)); got != 40 {
		t.Errorf("%d paths archived, want 40", got)
	}
}
