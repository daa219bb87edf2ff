package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"raqam/corpus"
)

// testSite serves handlers and remembers who asked for what.
type testSite struct {
	*httptest.Server
	mu   sync.Mutex
	hits []hit
}

type hit struct {
	at     time.Time // when the request came in
	end    time.Time // when its answer was finished
	target string
	agent  string
}

func newTestSite(t *testing.T, handler http.HandlerFunc) *testSite {
	t.Helper()
	s := &testSite{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		n := len(s.hits)
		s.hits = append(s.hits, hit{at: time.Now(), target: r.URL.RequestURI(), agent: r.UserAgent()})
		s.mu.Unlock()
		defer func() { // also of a handler that aborts
			s.mu.Lock()
			defer s.mu.Unlock()
			s.hits[n].end = time.Now()
		}()
		handler(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// count gives how often a path was asked for.
func (s *testSite) count(target string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, h := range s.hits {
		if h.target == target {
			n++
		}
	}
	return n
}

func (s *testSite) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.hits)
}

// pages is a site of HTML pages by path; a body that begins with > is a redirect.
func pages(site map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, ok := site[r.URL.RequestURI()]
		switch {
		case !ok:
			http.NotFound(w, r)
		case strings.HasPrefix(body, ">"):
			w.Header().Set("Location", body[1:])
			w.WriteHeader(http.StatusFound)
		case r.URL.Path == "/robots.txt":
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, body)
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, body)
		}
	}
}

// links is a page that links to targets.
func links(targets ...string) string {
	var b strings.Builder
	b.WriteString("<!doctype html><title>t</title>")
	for _, t := range targets {
		fmt.Fprintf(&b, "<p><a href=%q>x</a>", t)
	}
	return b.String()
}

// quick are options for tests: no waiting, loopback allowed.
func quick() Options {
	return Options{AllowPrivate: true, Delay: -1, Backoff: time.Millisecond, HeaderTimeout: 2 * time.Second, BodyTimeout: 2 * time.Second}
}

func mustCrawl(t *testing.T, dir string, o Options, seeds ...string) Summary {
	t.Helper()
	s, err := Crawl(context.Background(), dir, seeds, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// archived gives the records in the archive by path and query, with how often each is there.
func archived(t *testing.T, dir string) map[string]int {
	t.Helper()
	got := map[string]int{}
	files, err := corpus.Files(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for r, err := range corpus.ReadFile(context.Background(), f, 0) {
			if errors.Is(err, corpus.ErrEmpty) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(r.URL, "://")
			_, target, _ := strings.Cut(rest, "/")
			got["/"+target]++
		}
	}
	return got
}

func wantArchived(t *testing.T, dir string, targets ...string) {
	t.Helper()
	got := archived(t, dir)
	for target, n := range got {
		if n != 1 || !slices.Contains(targets, target) {
			t.Errorf("%s is archived %d times", target, n)
		}
	}
	for _, target := range targets {
		if got[target] == 0 {
			t.Errorf("%s is not archived", target)
		}
	}
}

func TestCrawlSite(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{
		"/":  links("/a", "/b#x", "/a?utm_source=here", "/gone", "http://elsewhere.invalid/", "mailto:a@b.ir", "/photo.jpg"),
		"/a": links("/", "/b", "c"),
		"/b": links("/a", "/b?fbclid=1"),
		"/c": links("/%64"),
		"/d": links("/d", "."),
	}))
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), site.URL)
	wantArchived(t, dir, "/", "/a", "/b", "/c", "/d", "/gone")
	if s.Pages != 5 || s.Other != 1 || s.Failed != 1 || s.Queued != 0 {
		t.Errorf("summary: %+v", s)
	}
	before := site.total()
	s = mustCrawl(t, dir, quick(), site.URL)
	if site.total() != before || s.Pages+s.Other+s.Failed != 0 {
		t.Errorf("the second run made %d requests: %+v", site.total()-before, s)
	}
}

// readFailures gives the lines of failed.jsonl by address.
func readFailures(t *testing.T, dir string) map[string]Failure {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "failed.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]Failure{}
	for line := range bytes.Lines(data) {
		var f Failure
		if err := json.Unmarshal(line, &f); err != nil {
			t.Fatal(err)
		}
		list[f.URL] = f
	}
	return list
}
