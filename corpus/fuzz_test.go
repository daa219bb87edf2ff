package corpus

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzRead: whatever the bytes, reading and verifying end without panic, what it yields is within its limits, and addresses lead back to records.
func FuzzRead(f *testing.F) {
	const html = "<p>۱۲ کارگاه</p>"
	seeds := []string{
		"", "{", "{}\n{\n", "\xef\xbb\xbf{}", "<html>", "سلام", "\x1f\x8b", "\x1f\x8b\x08\x00", "WARC/1.0", "WARC/\n\n", "WARC/1.1\r\n\r\n",
		warcinfo() + page("http://khabar.example/0", html),
		gz(warcinfo()) + gz(page("http://khabar.example/0", html)) + gz(page("http://khabar.example/1", html)),
		gz(warcinfo() + page("http://khabar.example/0", html)),
		gz(warcinfo()) + gz("hello") + gz(page("http://khabar.example/0", html))[:40],
		warc("1.0", "response", "WARC-Target-URI: <http://khabar.example/0>", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"+chunked(gz(html))),
		warc("1.0", "response", "WARC-Target-URI: http://khabar.example/0", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"+br(html)),
		warc("1.0", "response", "WARC-Target-URI: http://khabar.example/0", "HTTP/1.1 200 OK\r\nContent-Encoding: zstd, deflate\r\n\r\n"+deflated(zst(html))),
		warc("1.0", "response", "WARC-Target-URI: http://khabar.example/0\n folded", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"+html),
		strings.Replace(page("http://khabar.example/0", html), "Content-Length: ", "Content-Length: -", 1) + page("http://khabar.example/1", html),
		"WARC/1.0\r\nContent-Length: 9223372036854775807\r\n\r\n",
		gz(page("http://khabar.example/0", html)) + gz(warc("1.0", "revisit", "WARC-Target-URI: http://khabar.example/1\nWARC-Refers-To-Target-URI: http://khabar.example/0\nWARC-Refers-To-Date: 2020-11-16T09:03:00Z", "")),
		waczOf(f),
	}
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	reader := Reader{MaxBody: 1 << 16}
	dir := tempDir(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		check := func(rec Record, err error) {
			var re *RecordError
			if err != nil && !errors.As(err, &re) {
				t.Errorf("not a RecordError: %v", err)
			}
			if err == nil && (len(rec.Body) > 1<<16 && rec.Kind != Article || rec.Source.Digest != digest(rec.Body)) {
				t.Errorf("%+v", rec.Source)
			}
		}
		for rec, err := range reader.Read(context.Background(), io.MultiReader(bytes.NewReader(data)), "-") {
			check(rec, err)
		}
		for _, name := range []string{"a.warc", "a.warc.gz", "a.jsonl", "a.wacz", "a"} {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
			last, n := int64(-1), 0
			for rec, err := range reader.ReadFile(context.Background(), path, 0) {
				check(rec, err)
				if err != nil {
					continue
				}
				if rec.Source.Offset < last || rec.Next < rec.Source.Offset {
					t.Errorf("%s: offset %d after %d, next %d", name, rec.Source.Offset, last, rec.Next)
				}
				if n++; rec.Source.Offset > last && n < 5 {
					again, err := reader.ReadAt(path, rec.Source.Offset)
					if err != nil || again.Source.Offset != rec.Source.Offset {
						t.Errorf("%s: ReadAt %d: %v", name, rec.Source.Offset, err)
					}
				}
				last = rec.Source.Offset
			}
			for _, err := range Verify(context.Background(), path) {
				check(Record{Kind: Article, Source: Source{Digest: digest(nil)}}, err)
			}
		}
	})
}

// FuzzRepair: opening an archive whose last file holds any bytes keeps every byte, leaves only whole records and can be gone on with.
func FuzzRepair(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte(gz(warcinfo()) + gz(page("http://khabar.example/0", "خبر")) + gz(page("http://khabar.example/1", "خبر"))[:50]))
	f.Add([]byte(gz(warcinfo()) + gz("hello") + gz(page("http://khabar.example/0", "خبر"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := tempDir(t)
		path := filepath.Join(dir, "raqam-20260321000000-00000.warc.gz")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		w, err := OpenWriter(dir, WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) { // an empty file is removed
			t.Fatal(err)
		}
		if repair := w.Repair(); repair != nil {
			saved, err := os.ReadFile(repair.Saved)
			if err != nil {
				t.Fatal(err)
			}
			kept = append(kept, saved...)
		}
		if !bytes.Equal(kept, data) {
			t.Errorf("%d bytes are left of %d", len(kept), len(data))
		}
		source, err := w.Append(context.Background(), exchange(1))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if rec, err := ReadAt(source.Path, source.Offset); err != nil || rec.URL != exchange(1).URL {
			t.Errorf("%s, %v", rec.URL, err)
		}
		for _, err := range ReadFile(context.Background(), source.Path, 0) {
			if errors.Is(err, ErrTruncated) {
				t.Error(err)
			}
		}
	})
}
