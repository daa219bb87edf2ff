package corpus

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// exchange is a small page of its own for each n.
func exchange(n int) Exchange {
	return Exchange{
		URL:           fmt.Sprintf("https://khabar.example/news/%d", n),
		Fetched:       time.Date(2020, 11, 16, 9, 3, n, 0, time.UTC),
		IP:            "192.0.2.7",
		RequestHeader: http.Header{"User-Agent": {"raqam-test"}},
		Proto:         "HTTP/1.1",
		Status:        "200 OK",
		Header:        http.Header{"Content-Type": {"text/html; charset=utf-8"}},
		Body:          fmt.Appendf(nil, "<html><title>خبر %d</title><p>%d کارگاه افتتاح شد.</p></html>", n, n*10),
	}
}

func openTest(t *testing.T, dir string, o WriterOptions) *Writer {
	t.Helper()
	w, err := OpenWriter(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func appendTest(t *testing.T, w *Writer, x Exchange) Source {
	t.Helper()
	c, err := w.Append(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	return c.Source
}

func TestRoundTrip(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	var want []Record
	for n := range 5 {
		x := exchange(n)
		source := appendTest(t, w, x)
		want = append(want, Record{Kind: Page, URL: x.URL, Fetched: x.Fetched, Status: 200, Header: x.Header, Body: x.Body, Source: source,
			PayloadDigest: digest(x.Body)})
	}
	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Fatalf("files: %q", files)
	}
	got, errs := readAll(t, files...)
	if errs != nil {
		t.Fatal(errs)
	}
	checkAddresses(t, got)
	for i := range got {
		if got[i].ID == "" {
			t.Errorf("%s has no id", got[i].URL)
		}
		got[i].Next, got[i].ID = 0, ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriterIsExclusive(t *testing.T) {
	dir := tempDir(t)
	openTest(t, dir, WriterOptions{})
	_, err := OpenWriter(dir, WriterOptions{})
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("second writer: %v", err)
	}
}

func TestClosedWriter(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	appendTest(t, w, exchange(1))
	for range 2 {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Append(context.Background(), exchange(2)); err == nil {
		t.Error("Append after Close: no error")
	}
	appendTest(t, openTest(t, dir, WriterOptions{}), exchange(2)) // the lock is free again
}

func TestRefusedExchanges(t *testing.T) {
	w := openTest(t, tempDir(t), WriterOptions{})
	for _, change := range []func(*Exchange){
		func(x *Exchange) { x.URL = "" },
		func(x *Exchange) { x.URL = "/relative" },
		func(x *Exchange) { x.URL = "ftp://khabar.example/1" },
		func(x *Exchange) { x.URL = "http://khabar.example/1\r\nWARC-Type: response" },
		func(x *Exchange) { x.URL = "http://khabar.example/a b" },
		func(x *Exchange) { x.Status = "" },
		func(x *Exchange) { x.Status = "200 OK\r\nX: y" },
		func(x *Exchange) { x.Method = "GET\r\n" },
		func(x *Exchange) { x.IP = "192.0.2.7\n" },
	} {
		x := exchange(1)
		change(&x)
		if _, err := w.Append(context.Background(), x); err == nil {
			t.Errorf("accepted %+v", x)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Append(ctx, exchange(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestAsSent keeps codings, repeated fields and statuses as they came.
func TestAsSent(t *testing.T) {
	w := openTest(t, tempDir(t), WriterOptions{})
	x := exchange(1)
	html := string(x.Body)
	x.Status = "404 Not Found"
	x.Proto = "HTTP/2.0"
	x.Body = []byte(gz(html))
	x.Truncated = "time"
	x.Header = http.Header{"Content-Encoding": {"gzip"}, "Set-Cookie": {"a=1", "b=2"}, "Transfer-Encoding": {"chunked"}}
	source := appendTest(t, w, x)
	got, err := ReadAt(source.Path, source.Offset)
	if err != nil {
		t.Fatal(err)
	}
	want := Record{
		Kind: Page, URL: x.URL, Fetched: x.Fetched, Status: 404, Body: []byte(html), Truncated: "time", Source: source, Next: got.Next,
		ID: got.ID, PayloadDigest: digest(x.Body),
		Header: http.Header{"Content-Encoding": {"gzip"}, "Set-Cookie": {"a=1", "b=2"}, "X-Archive-Orig-Transfer-Encoding": {"chunked"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if source.Digest != digest([]byte(html)) {
		t.Errorf("digest %s is not that of the decoded body", source.Digest)
	}
}

// TestOddAddresses keeps addresses as they were requested, whatever servers link to.
func TestOddAddresses(t *testing.T) {
	w := openTest(t, tempDir(t), WriterOptions{})
	for _, address := range []string{
		"https://khabar.example/", "http://khabar.example:8080/a?b=<c>&d=>", "http://khabar.example/%DB%B3%DB%B5", "http://khabar.example/خبر",
		"http://[2001:db8::1]/a:b", "http://khabar.example/?x=a,b;c|d#e", "http://khabar.example/" + strings.Repeat("x", 20_000),
	} {
		x := exchange(1)
		x.URL = address
		source := appendTest(t, w, x)
		if rec, err := ReadAt(source.Path, source.Offset); err != nil || rec.URL != address {
			t.Errorf("%.80s: read %.80s, %v", address, rec.URL, err)
		}
	}
}

// TestRotation: files are bounded, their names sort in the order of writing even when the clock goes back, and each begins with a warcinfo.
func TestRotation(t *testing.T) {
	dir := tempDir(t)
	clock := time.Date(2026, 3, 21, 0, 0, 0, 0, time.UTC)
	var want []string
	for run := range 3 {
		clock = clock.Add(-time.Hour)
		w, err := openWriter(dir, WriterOptions{MaxFileBytes: 4000}, osFiles{}, func() time.Time { return clock })
		if err != nil {
			t.Fatal(err)
		}
		for n := range 10 {
			x := exchange(run*10 + n)
			appendTest(t, w, x)
			want = append(want, x.URL)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 4 {
		t.Errorf("only %d files", len(files))
	}
	records, errs := readAll(t, files...)
	var got []string
	for _, rec := range records {
		got = append(got, rec.URL)
	}
	if diff := cmp.Diff(want, got); diff != "" || errs != nil {
		t.Error(diff, errs)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 4000+1500 {
			t.Errorf("%s: %d bytes", path, len(data))
		}
		if start := gunzipStart(data); !strings.Contains(string(start), "WARC-Type: warcinfo") {
			t.Errorf("%s begins with %q", path, start)
		}
	}
}

func TestConcurrentAppend(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{MaxFileBytes: 5000})
	var group sync.WaitGroup
	sources := make([]Source, 40)
	for n := range sources {
		group.Go(func() {
			c, err := w.Append(context.Background(), exchange(n))
			if sources[n] = c.Source; err != nil {
				t.Error(err)
			} else if _, err := ReadAt(sources[n].Path, sources[n].Offset); err != nil { // while others write
				t.Error(err)
			}
		})
	}
	group.Wait()
	for n, source := range sources {
		rec, err := ReadAt(source.Path, source.Offset)
		if err != nil {
			t.Fatal(err)
		}
		if rec.URL != exchange(n).URL || rec.Source != source {
			t.Errorf("%+v holds %s, want %s", source, rec.URL, exchange(n).URL)
		}
	}
}
