package corpus

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func captureTest(t *testing.T, w *Writer, x Exchange) Capture {
	t.Helper()
	c, err := w.Append(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// later is the same page a day later.
func later(x Exchange, days int) Exchange {
	x.Fetched = x.Fetched.AddDate(0, 0, days)
	return x
}

// TestRevisits: what did not change is referred to, what did is stored, and reading gives the payload in all cases.
func TestRevisits(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{MaxFileBytes: 2000}) // the original lies in an earlier file
	x := exchange(1)
	html := string(x.Body)
	x.Header = http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Encoding": {"gzip"}, "Etag": {`"1"`}}
	x.Body = []byte(gz(html))
	first := captureTest(t, w, x)
	for n := 10; n < 20; n++ {
		appendTest(t, w, exchange(n))
	}

	same := later(x, 1)
	same.Previous = &first
	second := captureTest(t, w, same)

	notModified := later(x, 2)
	notModified.Previous, notModified.Status, notModified.Body = &first, "304 Not Modified", nil
	notModified.Header = http.Header{"Etag": {`"1"`}}
	third := captureTest(t, w, notModified)

	changed := later(exchange(1), 3)
	changed.Previous, changed.Body = &first, []byte("<p>۱۱ کارگاه</p>")
	fourth := captureTest(t, w, changed)

	if first.Revisit || !second.Revisit || !third.Revisit || fourth.Revisit {
		t.Fatalf("revisits: %v %v %v %v", first.Revisit, second.Revisit, third.Revisit, fourth.Revisit)
	}
	for _, test := range []struct {
		capture Capture
		status  int
		body    string
	}{{first, 200, html}, {second, 200, html}, {third, 304, html}, {fourth, 200, "<p>۱۱ کارگاه</p>"}} {
		rec, err := ReadAt(test.capture.Path, test.capture.Offset)
		if err != nil {
			t.Fatal(err)
		}
		if string(rec.Body) != test.body || rec.Status != test.status || rec.Revisit != test.capture.Revisit ||
			mediaType(rec.Header.Get("Content-Type")) != "text/html" {
			t.Errorf("%+v\n%s", rec, rec.Body)
		}
		again := rec.Capture()
		again.MIME = test.capture.MIME // a 304 does not say it, the record it refers to does
		if diff := cmp.Diff(test.capture, again); diff != "" {
			t.Errorf("the record says something else than Append did: %s", diff)
		}
	}

	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	records, errs := readAll(t, files...)
	if len(records) != 12 || errs != nil { // a page that is as it was says nothing new
		t.Errorf("%d records, %v", len(records), errs)
	}
	count := 0
	for _, f := range files {
		for _, err := range (Reader{Revisits: true}).ReadFile(context.Background(), f, 0) {
			if count++; err != nil {
				t.Error(err)
			}
		}
	}
	if count != 14 {
		t.Errorf("%d records with revisits, want 14", count)
	}
}

// TestForeignRevisits reads what other crawlers write of a page they have stored before.
func TestForeignRevisits(t *testing.T) {
	const html = "<p>۳۵ مدرسه</p>"
	response := func(url, date, digest string) string {
		return warc("1.1", "response", "WARC-Target-URI: "+url+"\nWARC-Date: "+date+"\nWARC-Payload-Digest: "+digest,
			"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+html)
	}
	revisit := func(url, fields, block string) string {
		return warc("1.0", "revisit", "WARC-Target-URI: "+url+"\nWARC-Date: 2021-01-02T03:04:05Z\n"+fields, block)
	}
	const a, b = "http://khabar.example/a", "http://khabar.example/b"
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: b\r\n\r\n"
	original := response(a, "2020-11-16T09:03:00Z", "sha1:AAAA")
	for _, test := range []struct {
		name, record string
		missing      bool
	}{
		{"by address and date", revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z\nWARC-Payload-Digest: sha1:AAAA", head), false},
		{"in angle brackets", revisit("<"+b+">", "WARC-Refers-To-Target-URI: <"+a+">\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z", head), false},
		{"date to the nanosecond", revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2020-11-16T09:03:00.5Z", head), false},
		{"by digest, other date", revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2019-01-01T00:00:00Z\nWARC-Payload-Digest: sha1:aaaa", head), false},
		{"no HTTP head", revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z", ""), false},
		{"other digest", revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z\nWARC-Payload-Digest: sha1:BBBB", head), true},
		{"other address", revisit(b, "WARC-Refers-To-Target-URI: http://khabar.example/c\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z", head), true},
		{"nothing but the date of another", revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2020-11-16T09:03:01Z", head), true},
	} {
		for _, pack := range []func(string) string{gz, func(s string) string { return s }} {
			path := writeFile(t, "a.warc", pack(warcinfo())+pack(test.record)+pack(original))
			records, errs := readAll(t, path)
			if test.missing {
				if len(records) != 1 || len(errs) != 1 || !errors.Is(errs[0], ErrNoOriginal) {
					t.Errorf("%s: %d records, %v", test.name, len(records), errs)
				}
				continue
			}
			if len(records) != 2 || errs != nil {
				t.Errorf("%s: %d records, %v", test.name, len(records), errs)
				continue
			}
			if rec := records[0]; string(rec.Body) != html || rec.URL != b || rec.Status != 200 || !rec.Revisit ||
				rec.Source.Digest != digest([]byte(html)) || !rec.Fetched.Equal(time.Date(2021, 1, 2, 3, 4, 5, 0, time.UTC)) {
				t.Errorf("%s: %+v", test.name, rec)
			}
		}
	}

	// From standard input there is no way to the original.
	stream := strings.NewReader(warcinfo() + original + revisit(b, "WARC-Refers-To-Target-URI: "+a+"\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z", head))
	var missing int
	for _, err := range Read(context.Background(), stream, "-") {
		if errors.Is(err, ErrNoOriginal) {
			missing++
		}
	}
	if missing != 1 {
		t.Errorf("%d missing from a stream, want 1", missing)
	}
}

// TestNearFiles: the file that was being written at a time is looked into first, and all others after it, once.
func TestNearFiles(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for n := range 9 {
		names = append(names, nextName("", time.Date(2020, 11, n+1, 0, 0, 0, 0, time.UTC)))
	}
	names = append(names, "other.warc.gz")
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, self := range []string{names[4], "other.warc.gz"} {
		o := &originals{ctx: context.Background(), path: filepath.Join(dir, self)}
		if err := o.list(); err != nil {
			t.Fatal(err)
		}
		for day := range 12 {
			for _, hour := range []int{0, 12} {
				var got []string
				for f := range o.near(time.Date(2020, 11, day, hour, 0, 0, 0, time.UTC)) {
					got = append(got, filepath.Base(f.path))
				}
				if want := names[min(max(day-1, 0), 8)]; got[0] != want {
					t.Errorf("day %d: first %s, want %s", day, got[0], want)
				}
				slices.Sort(got)
				if len(slices.Compact(got)) != len(names) {
					t.Errorf("day %d: %q", day, got)
				}
			}
		}
	}
}
