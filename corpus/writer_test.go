package corpus

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
	source, err := w.Append(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	w := openTest(t, dir, WriterOptions{})
	var want []Record
	for n := range 5 {
		x := exchange(n)
		source := appendTest(t, w, x)
		want = append(want, Record{Kind: Page, URL: x.URL, Fetched: x.Fetched, Status: 200, Header: x.Header, Body: x.Body, Source: source})
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
		got[i].Next = 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriterIsExclusive(t *testing.T) {
	dir := t.TempDir()
	openTest(t, dir, WriterOptions{})
	_, err := OpenWriter(dir, WriterOptions{})
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("second writer: %v", err)
	}
}
