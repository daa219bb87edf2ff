package fetch

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"raqam/corpus"
)

// cutSite has pages that do not come whole. Each begins with the same words.
func cutSite(t *testing.T) http.HandlerFunc {
	beginning := links("/beyond")
	zipped := pack(t, "gzip", []byte(beginning+strings.Repeat("x", 1000)))
	bomb := pack(t, "gzip", append([]byte(beginning), make([]byte, 8<<20)...))
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		flush := func() { _ = http.NewResponseController(w).Flush() }
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, links("/large", "/bomb", "/short", "/aborted", "/unzippable", "/drip", "/lost", "/whole"))
		case "/whole":
			fmt.Fprint(w, links())
		case "/large":
			fmt.Fprint(w, beginning, strings.Repeat("x", 2<<20))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		case "/short": // fewer bytes than announced
			w.Header().Set("Content-Length", "100000")
			fmt.Fprint(w, beginning)
		case "/aborted":
			fmt.Fprint(w, beginning)
			flush()
			panic(http.ErrAbortHandler)
		case "/unzippable": // only the coding tells that there should be more
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped[:len(zipped)-12])
		case "/drip":
			fmt.Fprint(w, beginning)
			for r.Context().Err() == nil {
				fmt.Fprint(w, "x")
				flush()
				time.Sleep(20 * time.Millisecond)
			}
		case "/lost": // an error is an error, with its page or without
			w.Header().Set("Content-Length", "100000")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, beginning)
		default:
			http.NotFound(w, r)
		}
	}
}

func cutOptions() Options {
	o := quick()
	o.MaxBody, o.BodyTimeout, o.Attempts = 1<<20, 400*time.Millisecond, 2
	return o
}

// records gives what is archived by path.
func records(t *testing.T, dir string) map[string][]corpus.Record {
	t.Helper()
	files, err := corpus.Files(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]corpus.Record{}
	for _, f := range files {
		for r, err := range corpus.ReadFile(context.Background(), f, 0) {
			if err != nil {
				t.Fatal(err)
			}
			u, err := canonicalURL(nil, r.URL)
			if err != nil {
				t.Fatal(err)
			}
			got[u.Path] = append(got[u.Path], r)
		}
	}
	return got
}

// What came is kept, marked as what it is, and counts as failed.
func TestTruncated(t *testing.T) {
	site := newTestSite(t, cutSite(t))
	dir := t.TempDir()
	s := mustCrawl(t, dir, cutOptions(), site.URL)
	list, got := readFailures(t, dir), records(t, dir)
	for path, want := range map[string]struct {
		truncated []string // any of them
		attempts  int
		reason    string
	}{
		"/large":      {[]string{"length"}, 1, "body too large"},
		"/bomb":       {[]string{"length"}, 1, "body too large"},
		"/short":      {[]string{"disconnect"}, 2, "unexpected EOF"},
		"/aborted":    {[]string{"disconnect"}, 2, "unexpected EOF"},
		"/unzippable": {[]string{"disconnect"}, 2, "unexpected EOF"},
		"/drip":       {[]string{"time"}, 1, "no complete response within 400ms"},
		"/lost":       {[]string{"disconnect"}, 1, "404 Not Found"},
	} {
		f := list[site.URL+path]
		if f.Attempts != want.attempts || site.count(path) != want.attempts || !strings.Contains(f.Reason, want.reason) {
			t.Errorf("%s: %d requests, %+v", path, site.count(path), f)
		}
		if permanent := slices.Contains(want.truncated, "length") || path == "/lost"; f.Retry == permanent {
			t.Errorf("%s: to be tried again: %v", path, f.Retry)
		}
		if len(got[path]) != want.attempts {
			t.Errorf("%s is archived %d times, want %d", path, len(got[path]), want.attempts)
		}
		for _, r := range got[path] {
			if !slices.Contains(want.truncated, r.Truncated) || !strings.HasPrefix(string(r.Body), "<!doctype html>") || len(r.Body) > 1<<20 {
				t.Errorf("%s: truncated %q, %d bytes", path, r.Truncated, len(r.Body))
			}
		}
	}
	for _, path := range []string{"/", "/whole"} {
		if len(got[path]) != 1 || got[path][0].Truncated != "" {
			t.Errorf("%s: %d records", path, len(got[path]))
		}
	}
	if s.Failed != 7 || s.Pages != 2 || len(got) != 9 || site.count("/beyond") != 0 {
		t.Errorf("%+v; archived %v", s, slices.Sorted(maps.Keys(got)))
	}
}

// The archive tells again which pages did not come whole: none of them is done, none is fetched again that was given up for good.
func TestTruncatedReplayed(t *testing.T) {
	site := newTestSite(t, cutSite(t))
	dir, o := t.TempDir(), cutOptions()
	mustCrawl(t, dir, o, site.URL)
	if err := os.RemoveAll(filepath.Join(dir, "frontier")); err != nil {
		t.Fatal(err)
	}
	o.Attempts = 1
	s := mustCrawl(t, dir, o, site.URL)
	list := readFailures(t, dir)
	for path, requests := range map[string]int{"/": 1, "/whole": 1, "/large": 1, "/bomb": 1, "/lost": 1, "/short": 3, "/aborted": 3, "/drip": 2} {
		if site.count(path) != requests {
			t.Errorf("%s was asked for %d times, want %d", path, site.count(path), requests)
		}
		if _, failed := list[site.URL+path]; failed == (path == "/" || path == "/whole") {
			t.Errorf("%s: failed: %v", path, failed)
		}
	}
	if s.Pages != 0 || len(list) != 7 {
		t.Errorf("%+v %v", s, list)
	}
}

// A page that takes too long is asked for once a run, its robots.txt too, and a host that gives nothing but such pages is left alone.
func TestSlowOnce(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/":
			fmt.Fprint(w, links("/1", "/2", "/3", "/4", "/5", "/6", "/7"))
		default:
			slow(w, r)
		}
	})
	dir, o := t.TempDir(), quick()
	o.BodyTimeout = 100 * time.Millisecond
	for run := 1; run <= 2; run++ {
		s := mustCrawl(t, dir, o, site.URL)
		if len(s.SetAside) != 1 || s.Failed != hostFailures || s.Queued != 2 || site.total()-site.count("/")-site.count("/robots.txt") != run*hostFailures {
			t.Errorf("run %d: %+v", run, s)
		}
	}
	stuck := newTestSite(t, slow)
	if s := mustCrawl(t, t.TempDir(), o, stuck.URL); stuck.total() != 1 || len(s.SetAside) != 1 || s.Failed != 1 {
		t.Errorf("robots.txt: %d requests, %+v", stuck.total(), s)
	}
}

// A page that came cut off at first, and then whole, is done, also when the archive is read again.
func TestWholeAfterTruncated(t *testing.T) {
	cut := true
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case cut:
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, links())
			cut = false
		default:
			fmt.Fprint(w, links())
		}
	})
	dir, o := t.TempDir(), quick()
	mustCrawl(t, dir, o, site.URL)
	o.Exclude = []string{"/nothing"} // another scope: the whole archive is read again
	s := mustCrawl(t, dir, o, site.URL)
	if s.Replayed != 2 || s.Failed != 0 || site.count("/") != 2 || len(readFailures(t, dir)) != 0 {
		t.Errorf("%d requests, %+v", site.count("/"), s)
	}
}

// Of a coding of which too little came, nothing can be read back. The frontier beside such a record is good all the same.
func TestTruncatedUnreadable(t *testing.T) {
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, links("/cut"))
		case "/cut":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write(pack(t, "gzip", []byte("x"))[:11])
		}
	})
	dir, o := t.TempDir(), quick()
	o.Attempts = 1
	mustCrawl(t, dir, o, site.URL)
	s := mustCrawl(t, dir, o, site.URL)
	if s.Replayed != 0 || site.count("/") != 1 || site.count("/cut") != 2 {
		t.Errorf("%+v", s)
	}
}
