package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// TestForeignRecords reads single records as other crawlers write them.
func TestForeignRecords(t *testing.T) {
	const html = "<html><p>۱۲ کارگاه در ۳ شهر</p></html>"
	const target = "WARC-Target-URI: http://khabar.example/1\nWARC-Date: 2020-11-16T09:03:00Z\nContent-Type: application/http; msgtype=response"
	response := func(head, body string) string {
		return warc("1.1", "response", target, "HTTP/1.1 200 OK\r\n"+strings.ReplaceAll(head, "\n", "\r\n")+"\r\n\r\n"+body)
	}
	for _, test := range []struct {
		name, record string
		body         string // of the one record; empty for none
		truncated    string
		err          string // part of the one error
	}{
		{name: "plain", record: response("Content-Type: text/html", html), body: html},
		{name: "no header lines", record: warc("1.1", "response", target, "HTTP/1.1 200 OK\r\n\r\n"+html), body: html},
		{name: "bare line feeds", record: warc("1.1", "response", target, "HTTP/1.0 200 OK\nServer: x\n\n"+html), body: html},
		{name: "header line without colon", record: response("nonsense\nX: y", html), body: html},
		{name: "gzip", record: response("Content-Encoding: gzip", gz(html)), body: html},
		{name: "x-gzip in capitals", record: response("content-encoding: X-GZIP", gz(html)), body: html},
		{name: "br", record: response("Content-Encoding: br", br(html)), body: html},
		{name: "zstd", record: response("Content-Encoding: zstd", zst(html)), body: html},
		{name: "deflate as zlib", record: response("Content-Encoding: deflate", zlibbed(html)), body: html},
		{name: "deflate without zlib", record: response("Content-Encoding: deflate", deflated(html)), body: html},
		{name: "chunked", record: response("Transfer-Encoding: chunked", chunked(html)), body: html},
		{name: "chunked and gzip", record: response("Transfer-Encoding: chunked\nContent-Encoding: gzip", chunked(gz(html))), body: html},
		{name: "gzip as transfer coding", record: response("Transfer-Encoding: gzip, chunked", chunked(gz(html))), body: html},
		{name: "two codings", record: response("Content-Encoding: br, gzip", gz(br(html))), body: html},
		{name: "two header lines of codings", record: response("Content-Encoding: gzip\nContent-Encoding: gzip", gz(gz(html))), body: html},
		{name: "gzip in two members", record: response("Content-Encoding: gzip", gz(html[:9])+gz(html[9:])), body: html},
		{name: "stored without its chunks", record: response("Transfer-Encoding: chunked", html), body: html},
		{name: "stored decoded, gzip", record: response("Content-Encoding: gzip", html), body: html},
		{name: "stored decoded, br", record: response("Content-Encoding: br", html), body: html},
		{name: "stored decoded, deflate", record: response("Content-Encoding: deflate", html), body: html},
		{name: "a coding that is none", record: response("Content-Encoding: utf-8", html), body: html},
		{name: "cut gzip", record: response("Content-Encoding: gzip", gz(html)[:len(gz(html))-8]), body: html, truncated: "disconnect"},
		{name: "cut chunks", record: response("Transfer-Encoding: chunked", "7\r\n<html><\r\n9\r\np>"), body: "<html><p>", truncated: "disconnect"},
		{name: "broken br", record: response("Content-Encoding: br", "\xff\xfe\xfd\xfc\xfb"), err: "coding br"},
		{name: "six codings", record: response("Content-Encoding: gzip,gzip,gzip,gzip,gzip,gzip", html), err: "too many content codings: 6"},
		{name: "truncated by the crawler", record: warc("1.0", "response", target+"\nWARC-Truncated: time", "HTTP/1.1 200 OK\r\n\r\n"+html), body: html, truncated: "time"},
		{name: "first segment", record: warc("1.0", "response", target+"\nWARC-Segment-Number: 1", "HTTP/1.1 200 OK\r\n\r\n"+html), body: html, truncated: "unspecified"},
		{name: "unknown digest", record: warc("1.0", "response", target+"\nWARC-Block-Digest: blake9:abc", "HTTP/1.1 200 OK\r\n\r\n"+html), body: html},
		{name: "Common Crawl", record: warc("1.0", "response", target+"\nWARC-Identified-Payload-Type: text/html\nWARC-Payload-Digest: sha1:AAAA",
			"HTTP/1.1 200 OK\r\nX-Crawler-Content-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: 49\r\n\r\n"+html), body: html},
		{name: "Common Crawl's metadata", record: warc("1.0", "metadata", target, "fetchTimeMs: 250\r\ncharset-detected: UTF-8\r\n")},
		{name: "Browsertrix", record: warc("1.1", "response", target+"\nWARC-Page-ID: 1\nWARC-JSON-Metadata: {\"ipType\":\"Public\",\"cert\":{\"ctc\":\"1\"}}\nWARC-Resource-Type: document",
			"HTTP/1.1 200 \r\ncontent-encoding: br\r\ncontent-type: text/html\r\n\r\n"+br(html)), body: html},
		{name: "Browsertrix, HTTP/2", record: warc("1.1", "response", target, "HTTP/2 200\r\n:status: 200\r\ncontent-encoding: zstd\r\n\r\n"+zst(html)), body: html},
		{name: "Browsertrix's page information", record: warc("1.1", "resource", "WARC-Target-URI: urn:pageinfo:http://khabar.example/1\nContent-Type: application/json", "{}")},
		{name: "Browsertrix's text", record: warc("1.1", "resource", "WARC-Target-URI: urn:text:http://khabar.example/1\nContent-Type: text/plain", "x")},
		{name: "resource", record: warc("1.1", "resource", "WARC-Target-URI: http://khabar.example/1\nContent-Type: text/html; charset=utf-8", html), body: html},
		{name: "resource that is no page", record: warc("1.1", "resource", "WARC-Target-URI: http://khabar.example/1\nContent-Type: image/png", html)},
		{name: "request", record: warc("1.1", "request", target, "GET /1 HTTP/1.1\r\nHost: khabar.example\r\n\r\n")},
		{name: "metadata", record: warc("1.1", "metadata", target, "via: http://khabar.example/\r\n")},
		{name: "revisit", record: warc("1.1", "revisit", target+"\nWARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified", "HTTP/1.1 304 Not Modified\r\n\r\n")},
		{name: "name lookup", record: warc("1.0", "response", "WARC-Target-URI: dns:khabar.example\nContent-Type: text/dns", "20201116090300\nkhabar.example. 86400 IN A 192.0.2.7\n")},
		{name: "not HTTP", record: warc("1.0", "response", target, "SSH-2.0-OpenSSH\r\n"), err: "not an HTTP response"},
		{name: "status that is none", record: warc("1.0", "response", target, "HTTP/1.1 OK\r\n\r\n"+html), err: `status "OK"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, name := range []string{"a.warc", "a.warc.gz"} {
				content := test.record
				if strings.HasSuffix(name, ".gz") {
					content = gz(warcinfo()) + gz(content)
				}
				records, errs := readAll(t, writeFile(t, name, content))
				switch {
				case test.err != "":
					if len(errs) != 1 || !strings.Contains(errs[0].Error(), test.err) {
						t.Fatalf("%s: errors %v, want %q", name, errs, test.err)
					}
				case errs != nil:
					t.Fatalf("%s: %v", name, errs)
				}
				if test.body == "" {
					if len(records) > 0 {
						t.Fatalf("%s: %d records, want none", name, len(records))
					}
					continue
				}
				if len(records) != 1 {
					t.Fatalf("%s: %d records, want 1", name, len(records))
				}
				rec := records[0]
				if string(rec.Body) != test.body || rec.Truncated != test.truncated || rec.URL != "http://khabar.example/1" || rec.Kind != Page {
					t.Errorf("%s: %q %q truncated %q", name, rec.URL, rec.Body, rec.Truncated)
				}
				if rec.Source.Digest != digest([]byte(test.body)) {
					t.Errorf("%s: digest %s", name, rec.Source.Digest)
				}
			}
		})
	}
}

// TestLayouts reads the same records however they are packed.
func TestLayouts(t *testing.T) {
	var records []string
	for n := range 4 {
		records = append(records,
			warc("1.0", "request", fmt.Sprintf("WARC-Target-URI: <http://khabar.example/%d>", n), "GET / HTTP/1.1\r\n\r\n"),
			warc("1.0", "response", fmt.Sprintf("WARC-Target-URI: <http://khabar.example/%d>\nWARC-Date: 2020-11-16T09:03:00Z", n),
				fmt.Sprintf("HTTP/1.1 200 OK\r\n\r\nخبر %d", n)))
	}
	members := func(records []string) string {
		var b strings.Builder
		for _, r := range records {
			b.WriteString(gz(r))
		}
		return b.String()
	}
	all := strings.Join(records, "")
	for _, test := range []struct{ name, file, content string }{
		{"plain", "a.warc", warcinfo() + all},
		{"plain by content", "a.archive", all},
		{"plain, named gz", "a.warc.gz", all},
		{"a member a record", "a.warc.gz", gz(warcinfo()) + members(records)},
		{"a member a record, by content", "a", members(records)},
		{"gzipped as a whole", "a.warc.gz", gz(warcinfo() + all)},
		{"gzipped in two halves", "a.warc.gz", gz(strings.Join(records[:3], "")) + gz(strings.Join(records[3:], ""))},
		{"four line ends", "a.warc", strings.ReplaceAll(all, "\r\n\r\nWARC", "\r\n\r\n\r\n\r\nWARC")},
		{"bare line feeds", "a.warc", strings.ReplaceAll(all, "\r\n", "\n")},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.name == "bare line feeds" { // the blocks are shorter too: one line end each in the requests' two, the responses' two
				test.content = strings.ReplaceAll(test.content, "Content-Length: 18", "Content-Length: 16")
				test.content = strings.ReplaceAll(test.content, fmt.Sprintf("Content-Length: %d", len("HTTP/1.1 200 OK\r\n\r\nخبر 0")),
					fmt.Sprintf("Content-Length: %d", len("HTTP/1.1 200 OK\n\nخبر 0")))
			}
			path := writeFile(t, test.file, test.content)
			got, errs := readAll(t, path)
			if errs != nil {
				t.Fatal(errs)
			}
			checkPages(t, got, 4)
			checkAddresses(t, got)

			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var streamed []Record
			for rec, err := range Read(context.Background(), io.MultiReader(f), "-") {
				if err != nil {
					t.Fatal(err)
				}
				streamed = append(streamed, rec)
			}
			checkPages(t, streamed, 4)
		})
	}
}

func checkPages(t *testing.T, got []Record, want int) {
	t.Helper()
	if len(got) != want {
		t.Fatalf("%d records, want %d", len(got), want)
	}
	for n, rec := range got {
		if rec.URL != fmt.Sprintf("http://khabar.example/%d", n) || string(rec.Body) != fmt.Sprintf("خبر %d", n) ||
			!rec.Fetched.Equal(time.Date(2020, 11, 16, 9, 3, 0, 0, time.UTC)) {
			t.Errorf("record %d: %q %q %v", n, rec.URL, rec.Body, rec.Fetched)
		}
	}
}

// TestMixedMembers has one record in the first member and two in a later one: all are read, and reading on from any Next loses none.
func TestMixedMembers(t *testing.T) {
	path := writeFile(t, "a.warc.gz", gz(warcinfo())+gz(page("http://khabar.example/0", "۱")+page("http://khabar.example/1", "۲"))+
		gz(page("http://khabar.example/2", "۳")))
	got, errs := readAll(t, path)
	if errs != nil || len(got) != 3 {
		t.Fatalf("%d records, %v", len(got), errs)
	}
	for i, rec := range got {
		seen := map[string]bool{}
		for after, err := range ReadFile(context.Background(), path, rec.Next) {
			if err != nil {
				t.Fatal(err)
			}
			seen[after.URL] = true
		}
		for _, after := range got[i+1:] {
			if !seen[after.URL] {
				t.Errorf("reading on after %s misses %s", rec.URL, after.URL)
			}
		}
	}
}

func TestMaxBody(t *testing.T) {
	big := strings.Repeat("الف", 1000)
	path := writeFile(t, "a.warc", page("http://khabar.example/0", big)+
		warc("1.1", "response", "WARC-Target-URI: http://khabar.example/1", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+gz(big))+
		page("http://khabar.example/2", big[:100]))
	var got []string
	for rec, err := range (Reader{MaxBody: 100}).ReadFile(context.Background(), path, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if len(rec.Body) != 100 || string(rec.Body) != big[:100] {
			t.Errorf("%s: %d bytes", rec.URL, len(rec.Body))
		}
		got = append(got, rec.Truncated)
	}
	if want := []string{"length", "length", ""}; strings.Join(got, ",") != strings.Join(want, ",") {
		t.Errorf("truncated %q, want %q", got, want)
	}
}

func TestDatePrecision(t *testing.T) {
	for in, want := range map[string]time.Time{
		"2020-11-16T09:03:00Z":           time.Date(2020, 11, 16, 9, 3, 0, 0, time.UTC),
		"2020-11-16T09:03:00.123456789Z": time.Date(2020, 11, 16, 9, 3, 0, 123456789, time.UTC),
		"2020-11-16T09:03Z":              time.Date(2020, 11, 16, 9, 3, 0, 0, time.UTC),
		"2020-11-16":                     time.Date(2020, 11, 16, 0, 0, 0, 0, time.UTC),
		"2020":                           time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		"yesterday":                      {},
	} {
		if got := parseDate(in); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
}

func TestReadAtElsewhere(t *testing.T) {
	path := writeFile(t, "a.warc.gz", gz(warcinfo())+gz(page("http://khabar.example/0", "۱")))
	for _, offset := range []int64{0, 1, int64(len(gz(warcinfo()))) + 1, 1 << 40} {
		if _, err := ReadAt(path, offset); err == nil {
			t.Errorf("ReadAt(%d): no error", offset)
		}
	}
	if _, err := ReadAt(path, 0); !errors.Is(err, ErrNoRecord) { // the warcinfo record is no page
		t.Errorf("ReadAt(0): %v", err)
	}
}
