//go:build linux

package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// bombSize is what the bombs unfold to, in bytes; bombMemory is what a crawler may use for one beyond what it uses anyway.
const (
	bombSize   = 200 << 20
	bombMemory = 64 << 20
)

// unfold writes bombSize bytes of the same text to w.
func unfold(t *testing.T, w io.WriteCloser, head, line string) {
	t.Helper()
	chunk := []byte(strings.Repeat(line, 1<<20/len(line)))
	if _, err := io.WriteString(w, head); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < bombSize; n += len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// bomb packs bombSize bytes in a coding, without ever having them in memory.
func bomb(t *testing.T, coding, head, line string) []byte {
	t.Helper()
	var b bytes.Buffer
	switch coding {
	case "gzip":
		unfold(t, gzip.NewWriter(&b), head, line)
	case "br":
		unfold(t, brotli.NewWriterLevel(&b, 4), head, line)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		unfold(t, z, head, line)
	}
	if b.Len() > 1<<20 {
		t.Fatalf("%s: %d bytes are no bomb", coding, b.Len())
	}
	return b.Bytes()
}

// crawlApart crawls in a process of its own and gives the most memory that it had, in bytes.
func crawlApart(t *testing.T, dir, seed string) (memory int64, s Summary) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestBombsApart$", "-test.v")
	cmd.Env = append(os.Environ(), "RAQAM_TEST_SEED="+seed, "RAQAM_TEST_DIR="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", seed, err, out)
	}
	_, answer, _ := strings.Cut(string(out), "SUMMARY ")
	memoryText, answer, _ := strings.Cut(answer, " ")
	answer, _, _ = strings.Cut(answer, "\n")
	if memory, err = strconv.ParseInt(memoryText, 10, 64); err == nil {
		err = json.Unmarshal([]byte(answer), &s)
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s", seed, err, out)
	}
	return memory << 10, s
}

// TestBombsApart is what crawlApart runs.
func TestBombsApart(t *testing.T) {
	seed := os.Getenv("RAQAM_TEST_SEED")
	if seed == "" {
		t.Skip("runs within TestBombMemory")
	}
	s, err := Crawl(context.Background(), os.Getenv("RAQAM_TEST_DIR"), []string{seed}, Options{
		AllowPrivate: true, Delay: -1, Attempts: 1, HeaderTimeout: 5 * time.Second, BodyTimeout: 3 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	status, err := os.ReadFile("/proc/self/status") // not getrusage(2), which counts what the parent had when it forked
	if err != nil {
		t.Fatal(err)
	}
	_, peak, _ := strings.Cut(string(status), "VmHWM:") // proc(5): the most resident memory, in kB
	fmt.Printf("SUMMARY %s %s\n", strings.Fields(peak)[0], line)
}

// TestBombMemory measures what a bomb costs with the limits that the program has when nobody sets any: little memory, whatever it unfolds to, and a
// record marked as truncated, which no article is made of.
func TestBombMemory(t *testing.T) {
	if underRace {
		t.Skip("skipped: the race detector's memory is not the program's")
	}
	const text, entry = "<p>خبر خبر خبر خبر</p>\n", "<url><loc>http://a.example/news/1</loc></url>\n"
	const page, sitemap = "<!doctype html><html><body>", `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
	type answer struct {
		coding, contentType string
		body                []byte
	}
	const html = "text/html; charset=utf-8"
	packed, listed := bomb(t, "gzip", page, text), bomb(t, "gzip", sitemap, entry)
	bombs := map[string]answer{
		"/gzip":           {"gzip", html, packed},
		"/br":             {"br", html, bomb(t, "br", page, text)},
		"/zstd":           {"zstd", html, bomb(t, "zstd", page, text)},
		"/double":         {"gzip, gzip", html, pack(t, "gzip", packed)},
		"/zeros":          {"gzip", html, bomb(t, "gzip", "", "\x00")},
		"/sitemap.xml.gz": {"", "application/x-gzip", listed},
		"/sitemap.xml":    {"gzip", "application/xml", listed},
	}
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		flush := func() { _ = http.NewResponseController(w).Flush() }
		name, what := "", strings.TrimPrefix(r.URL.Path, "/to")
		if what != r.URL.Path { // a front page of its own for each bomb
			name = what
		}
		b, isBomb := bombs[r.URL.Path]
		switch {
		case name != "":
			fmt.Fprint(w, links(name, "/fine"))
		case isBomb:
			w.Header().Set("Content-Type", b.contentType)
			if b.coding != "" {
				w.Header().Set("Content-Encoding", b.coding)
			}
			_, _ = w.Write(b.body)
		case r.URL.Path == "/endless", r.URL.Path == "/endless-gzip":
			var to io.Writer = w
			w.Header().Set("Content-Type", html)
			if r.URL.Path == "/endless-gzip" {
				w.Header().Set("Content-Encoding", "gzip")
				to = gzip.NewWriter(w)
			}
			chunk := []byte(strings.Repeat(text, 1000))
			for r.Context().Err() == nil {
				if _, err := to.Write(chunk); err != nil {
					return
				}
			}
		case r.URL.Path == "/drip":
			w.Header().Set("Content-Type", html)
			for r.Context().Err() == nil {
				fmt.Fprint(w, "x")
				flush()
				select {
				case <-r.Context().Done():
				case <-time.After(time.Second):
				}
			}
		case r.URL.Path == "/fine":
			fmt.Fprint(w, links())
		default:
			http.NotFound(w, r)
		}
	})
	base, s := crawlApart(t, t.TempDir(), site.URL+"/to/fine")
	if s.Pages != 2 {
		t.Fatalf("%+v", s)
	}
	for path, reason := range map[string]string{
		"/gzip": "length", "/br": "length", "/zstd": "length", "/double": "length", "/zeros": "length", "/sitemap.xml.gz": "", "/sitemap.xml": "length",
		"/endless": "length", "/endless-gzip": "length", "/drip": "time",
	} {
		t.Run(path[1:], func(t *testing.T) {
			t.Parallel() // each has a process of its own
			for try := 1; ; try++ {
				dir := t.TempDir()
				memory, s := crawlApart(t, dir, site.URL+"/to"+path)
				t.Logf("%d MB over %d MB", (memory-base)>>20, base>>20)
				if s.Pages != 2 || s.Failed != 1 {
					t.Errorf("%+v", s)
				}
				for _, r := range records(t, dir)[path] {
					if r.Truncated != reason {
						t.Errorf("archived as truncated %q, want %q", r.Truncated, reason)
					}
				}
				allowed := int64(bombMemory)
				if path == "/zstd" {
					allowed += 32 << 20 // for the windows of decoders that wait to be collected, 8 MB each
				}
				switch {
				case memory-base <= allowed:
					return
				case try == 3: // when garbage is collected is a matter of luck, and of the other processes here
					t.Errorf("%d MB more than without", (memory-base)>>20)
					return
				}
			}
		})
	}
}
