package fetch

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"raqam/corpus"
)

// rawSite answers each path with the bytes given for it, whatever HTTP thinks of them, and closes the connection.
func rawSite(t *testing.T, answers map[string]string) (origin string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				req, err := http.ReadRequest(bufio.NewReader(conn))
				if err != nil {
					return
				}
				answer, ok := answers[req.URL.Path]
				if !ok {
					answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
				}
				_, _ = conn.Write([]byte(answer)) // fails when the crawler has had enough
			}()
		}
	}()
	return "http://" + listener.Addr().String()
}

const rawHTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"

// brokenAnswers are responses that break HTTP, or bend it to get into the archive what does not belong there.
func brokenAnswers() map[string]string {
	return map[string]string{
		"/nothing":           "",
		"/no-http":           "<!doctype html><p>x",
		"/http09":            "hello\n",
		"/version":           "HTTP/3.7 200 OK\r\n\r\nx",
		"/no-status":         "HTTP/1.1\r\n\r\n",
		"/status-word":       "HTTP/1.1 two OK\r\n\r\nx",
		"/status-0":          "HTTP/1.1 000 \r\nContent-Length: 1\r\n\r\nx",
		"/status-99":         "HTTP/1.1 99 Low\r\nContent-Length: 1\r\n\r\nx",
		"/status-999":        "HTTP/1.1 999 High\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx",
		"/status-1000":       "HTTP/1.1 1000 Higher\r\nContent-Length: 1\r\n\r\nx",
		"/only-informed":     strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 1000),
		"/switched":          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nxyz",
		"/negative":          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
		"/two-lengths":       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
		"/length-word":       "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nxy",
		"/length-huge":       "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9223372036854775807\r\n\r\nx",
		"/length-overflow":   "HTTP/1.1 200 OK\r\nContent-Length: 92233720368547758070\r\n\r\nx",
		"/length-chunked":    rawHTML + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
		"/chunk-word":        rawHTML + "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
		"/chunk-huge":        rawHTML + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
		"/chunk-long-line":   rawHTML + "Transfer-Encoding: chunked\r\n\r\n1;" + strings.Repeat("x", 1<<20) + "\r\nx\r\n0\r\n\r\n",
		"/chunk-cut":         rawHTML + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
		"/transfer-odd":      rawHTML + "Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
		"/header-endless":    "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 4<<20) + "\r\n\r\nx",
		"/headers-many":      "HTTP/1.1 200 OK\r\n" + strings.Repeat("X: y\r\n", 200_000) + "\r\nx",
		"/header-no-colon":   "HTTP/1.1 200 OK\r\nnonsense\r\n\r\nx",
		"/header-nul":        rawHTML + "X: a\x00b\r\n\r\nx",
		"/header-folded":     rawHTML + "X: a\r\n b\r\n\r\nx",
		"/header-bare-cr":    rawHTML + "X: a\rWARC-Type: response\r\n\r\nx",
		"/header-latin":      rawHTML + "X: \xe9\xff\r\nX-Persian: خبر\r\n\r\nx",
		"/header-space":      rawHTML + "X : y\r\n\r\nx",
		"/status-line-warc":  "HTTP/1.1 200 OK\rWARC/1.1\r\nContent-Type: text/html\r\n\r\nx",
		"/body-warc":         rawHTML + "\r\nx\r\n\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://planted.example/\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
		"/body-gzip-member":  rawHTML + "\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00",
		"/location-header":   "HTTP/1.1 302 Found\r\nLocation: /x\rSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n",
		"/location-huge":     "HTTP/1.1 302 Found\r\nLocation: /" + strings.Repeat("x", 100_000) + "\r\nContent-Length: 0\r\n\r\n",
		"/location-file":     "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
		"/location-gopher":   "HTTP/1.1 302 Found\r\nLocation: gopher://127.0.0.1:1/_x\r\nContent-Length: 0\r\n\r\n",
		"/location-nonsense": "HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
		"/gzip-nothing":      rawHTML + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
		"/gzip-name":         rawHTML + "Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03" + strings.Repeat("n", 8<<20),
		"/gzip-nonsense":     rawHTML + "Content-Encoding: gzip\r\n\r\n\x1f\x8bnonsense",
		"/zstd-window":       rawHTML + "Content-Encoding: zstd\r\n\r\n\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00x",
		"/zstd-skippable":    rawHTML + "Content-Encoding: zstd\r\n\r\n" + strings.Repeat("\x50\x2a\x4d\x18\x00\x00\x00\x00", 100_000),
		"/br-nonsense":       rawHTML + "Content-Encoding: br\r\n\r\n\xff\xff\xff\xff\xff",
		"/deflate-nonsense":  rawHTML + "Content-Encoding: deflate\r\n\r\n\xff\xff\xff",
		"/type-nonsense":     "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"\x01\r\nConnection: close\r\n\r\n<p>x",
		"/charset-utf7":      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-7\r\nConnection: close\r\n\r\n+ADw-script+AD4-",
		"/empty-204":         "HTTP/1.1 204 No Content\r\n\r\n",
		"/body-304":          "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
		"/refresh":           "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nRefresh: 0; url=file:///etc/passwd\r\nConnection: close\r\n\r\n<p>x",
	}
}

// TestBrokenHTTP crawls a site whose answers break HTTP in every way: the crawl ends, the good pages are there, the archive is whole, and nothing is
// in it under an address that was not asked for.
func TestBrokenHTTP(t *testing.T) {
	answers := brokenAnswers()
	var paths []string
	for path := range answers {
		paths = append(paths, path)
	}
	page := links(append(paths, "/fine")...)
	answers["/"] = fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
	answers["/fine"] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>x"
	origin := rawSite(t, answers)
	dir, o := t.TempDir(), quick()
	o.Attempts = 1
	s := mustCrawl(t, dir, o, origin)
	if len(s.SetAside) > 0 { // five failures in a row: the rest waits for further runs
		for range len(paths) {
			if s = mustCrawl(t, dir, o, origin); s.Queued == 0 {
				break
			}
		}
	}
	if s.Queued > 0 {
		t.Errorf("%d addresses are never come to: %+v", s.Queued, s)
	}
	failures := readFailures(t, dir)
	files, err := corpus.Files(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range files {
		for source, err := range corpus.Verify(context.Background(), f) {
			if err != nil {
				t.Errorf("the archive at %d: %v", source.Offset, err)
			}
		}
		for r, err := range corpus.ReadFile(context.Background(), f, 0) {
			if err != nil {
				continue // of what cannot be decoded; that the archive is whole is shown above
			}
			path := strings.TrimPrefix(r.URL, origin)
			known[path] = true
			if _, asked := answers[path]; !asked && path != "/x" {
				t.Errorf("%q is in the archive", r.URL)
			}
			for name, values := range r.Header {
				if strings.ContainsAny(name+strings.Join(values, ""), "\r\n") {
					t.Errorf("%s: a header of several lines: %q: %q", path, name, values)
				}
			}
		}
	}
	for _, path := range append(paths, "/", "/fine") {
		if failure, failed := failures[origin+path]; !known[path] && !failed {
			t.Errorf("%s is neither archived nor told of: %+v", path, failure)
		}
	}
	if !known["/"] || !known["/fine"] || len(failures[origin+"/fine"].Reason) > 0 {
		t.Errorf("the good pages: %v", known)
	}
}
