package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
)

// pack compresses data in a content coding.
func pack(t testing.TB, coding string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEncodings(t *testing.T) {
	page := []byte(links("/next"))
	bodies := map[string][]byte{
		"gzip": pack(t, "gzip", page), "br": pack(t, "br", page), "zstd": pack(t, "zstd", page), "gzip, br": pack(t, "br", pack(t, "gzip", page)),
		"x-gzip": pack(t, "gzip", page), "identity": page, "GZIP": pack(t, "gzip", page), "gzip ": page, // the last is labelled only
	}
	for coding, body := range bodies {
		t.Run(coding, func(t *testing.T) {
			var accepted string
			site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/robots.txt":
					http.NotFound(w, r)
				case "/":
					accepted = r.Header.Get("Accept-Encoding")
					w.Header().Set("Content-Encoding", coding)
					w.Header().Set("Content-Type", "text/html")
					_, _ = w.Write(body)
				}
			})
			dir := t.TempDir()
			mustCrawl(t, dir, quick(), site.URL)
			wantArchived(t, dir, "/", "/next")
			if accepted != acceptEncoding {
				t.Errorf("Accept-Encoding: %q", accepted)
			}
		})
	}
}

func TestBombs(t *testing.T) {
	zeros := make([]byte, 48<<20)
	bombs := map[string]struct {
		header map[string]string
		body   []byte
	}{
		"/gzip":           {map[string]string{"Content-Encoding": "gzip"}, pack(t, "gzip", zeros)},
		"/br":             {map[string]string{"Content-Encoding": "br"}, pack(t, "br", zeros)},
		"/zstd":           {map[string]string{"Content-Encoding": "zstd"}, pack(t, "zstd", zeros)},
		"/double":         {map[string]string{"Content-Encoding": "gzip, gzip"}, pack(t, "gzip", pack(t, "gzip", zeros))},
		"/sitemap.xml.gz": {map[string]string{"Content-Type": "application/gzip"}, pack(t, "gzip", zeros)},
		"/many":           {map[string]string{"Content-Encoding": "gzip, gzip, gzip, gzip, gzip"}, pack(t, "gzip", nil)},
		"/odd":            {map[string]string{"Content-Encoding": "pack200"}, []byte("x")},
	}
	zeros = nil
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch b, ok := bombs[r.URL.Path]; {
		case r.URL.Path == "/":
			fmt.Fprint(w, links("/gzip", "/br", "/zstd", "/double", "/sitemap.xml.gz", "/many", "/odd", "/plain", "/fine"))
		case r.URL.Path == "/plain":
			w.Header().Set("Content-Type", "text/html")
			for range 40 {
				_, _ = w.Write(make([]byte, 1<<20)) // fails when the crawler has had enough
			}
		case ok:
			for name, value := range b.header {
				w.Header().Set(name, value)
			}
			_, _ = w.Write(b.body)
		}
	})
	runtime.GC()
	var before, peak runtime.MemStats
	runtime.ReadMemStats(&before)
	o := quick()
	o.MaxBody = 4 << 20
	o.Report = func(Progress) {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		if now.HeapAlloc > peak.HeapAlloc {
			peak = now
		}
	}
	dir := t.TempDir()
	s := mustCrawl(t, dir, o, site.URL)
	list := readFailures(t, dir)
	for path := range bombs {
		if f, ok := list[site.URL+path]; !ok || f.Retry || f.Attempts != 1 {
			t.Errorf("%s: %+v", path, f)
		}
	}
	if f := list[site.URL+"/plain"]; !strings.Contains(f.Reason, "too large") {
		t.Errorf("/plain: %+v", f)
	}
	// A compressed file is archived as it is, only what is in it is refused; of the others the beginning, and nothing of what cannot be read.
	wantArchived(t, dir, "/", "/fine", "/sitemap.xml.gz", "/gzip", "/br", "/zstd", "/double", "/plain")
	for path, list := range records(t, dir) {
		if r := list[0]; slices.Contains([]string{"/", "/fine", "/sitemap.xml.gz"}, path) == (r.Truncated != "") || int64(len(r.Body)) > o.MaxBody {
			t.Errorf("%s: truncated %q, %d bytes", path, r.Truncated, len(r.Body))
		}
	}
	if s.Failed != 8 {
		t.Errorf("%+v", s)
	}
	if grown := int64(peak.HeapAlloc) - int64(before.HeapAlloc); grown > 64<<20 {
		t.Errorf("the heap grew by %d MB", grown>>20)
	}
}

func TestSlow(t *testing.T) {
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, links("/drip", "/silent", "/fine"))
		case "/drip":
			for r.Context().Err() == nil {
				fmt.Fprint(w, "x")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		case "/silent":
			<-r.Context().Done()
		}
	})
	o := quick()
	o.HeaderTimeout, o.BodyTimeout, o.Attempts = 500*time.Millisecond, 700*time.Millisecond, 1
	dir := t.TempDir()
	began := time.Now()
	s := mustCrawl(t, dir, o, site.URL)
	list := readFailures(t, dir)
	if s.Failed != 2 || !list[site.URL+"/drip"].Retry || !list[site.URL+"/silent"].Retry || time.Since(began) > 4*time.Second {
		t.Errorf("after %v: %+v %v", time.Since(began), s, list)
	}
	if r := list[site.URL+"/drip"].Reason; !strings.Contains(r, "no complete response within") {
		t.Errorf("reason: %s", r)
	}
	wantArchived(t, dir, "/", "/fine", "/drip")
}

func TestHostilePages(t *testing.T) {
	persian, err := charmap.Windows1256.NewEncoder().String("<meta charset=windows-1256><a href='/خبر'>خبر</a>")
	if err != nil {
		t.Fatal(err)
	}
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/":
			fmt.Fprint(w, links("/deep", "/legacy", "/base", "/nofollow", "/meta", "/binary"))
		case "/deep": // more than x/net/html parses
			fmt.Fprint(w, strings.Repeat("<div>", 5000)+`<a href="/from-deep">x</a>`)
		case "/legacy":
			fmt.Fprint(w, persian)
		case "/base":
			fmt.Fprint(w, `<base href="/sub/dir/"><a href="page">x</a><link rel="next" href="?p=2"><area href="../area">`)
		case "/nofollow":
			fmt.Fprint(w, `<a rel="external NoFollow" href="/forbidden">x</a>`)
		case "/meta":
			fmt.Fprint(w, `<meta name="Robots" content="noindex, NOFOLLOW"><a href="/forbidden">x</a>`)
		case "/binary":
			w.Header().Set("Content-Type", "video/mp4")
			fmt.Fprint(w, "…")
		}
	})
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), site.URL)
	wantArchived(t, dir, "/", "/deep", "/from-deep", "/legacy", "/%D8%AE%D8%A8%D8%B1", "/base", "/sub/dir/page", "/sub/dir/?p=2", "/sub/area", "/nofollow", "/meta")
	if s.Skipped != 1 || s.Failed != 0 {
		t.Errorf("%+v", s)
	}
}

func TestRedirectLoops(t *testing.T) {
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch _, err := fmt.Sscanf(r.URL.Path, "/hop/%d", &n); {
		case err == nil:
			http.Redirect(w, r, fmt.Sprintf("/hop/%d", n+1), http.StatusFound)
		case r.URL.Path == "/self":
			http.Redirect(w, r, "/self", http.StatusMovedPermanently)
		case r.URL.Path == "/ping":
			http.Redirect(w, r, "/pong", http.StatusTemporaryRedirect)
		case r.URL.Path == "/pong":
			http.Redirect(w, r, "/ping", http.StatusPermanentRedirect)
		case r.URL.Path == "/nowhere":
			w.WriteHeader(http.StatusFound)
		case r.URL.Path == "/odd":
			w.Header().Set("Location", "javascript:alert(1)")
			w.WriteHeader(http.StatusFound)
		case r.URL.Path == "/":
			fmt.Fprint(w, links("/hop/1", "/self", "/ping", "/nowhere", "/odd"))
		default:
			http.NotFound(w, r)
		}
	})
	s := mustCrawl(t, t.TempDir(), quick(), site.URL)
	if n := site.total(); n != 1+1+11+1+2+1+1 {
		t.Errorf("%d requests: %+v", n, s)
	}
	if s.Failed != 3 { // the eleventh hop, nowhere, odd
		t.Errorf("%+v", s)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(pack(f, "gzip", []byte("a")), "gzip")
	f.Add(pack(f, "br", []byte("a")), "br, identity")
	f.Add(pack(f, "zstd", []byte("a")), "zstd")
	f.Add([]byte{0x78, 0x9c, 3, 0, 0, 0, 0, 1}, "deflate")
	f.Fuzz(func(t *testing.T, body []byte, coding string) {
		const limit = 1 << 16
		if out, err := decode(body, coding, limit); err == nil && len(out) > limit && len(out) > len(body) {
			t.Fatalf("%d bytes came out", len(out))
		}
	})
}
