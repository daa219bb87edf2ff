package corpus

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// Foreign WARC records are written out by hand here, so that reading is not tested against our own writing.

// warc is one record; head holds its lines but for WARC-Type and Content-Length, separated by "\n".
func warc(version, kind, head, block string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/%s\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n", version, kind)
	for line := range bytes.Lines([]byte(head)) {
		fmt.Fprintf(&b, "%s\r\n", bytes.TrimSpace(line))
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	return b.String()
}

// page is a response record with a 200 and a body in no coding.
func page(url, body string) string {
	return warc("1.1", "response", "WARC-Target-URI: "+url+"\nWARC-Date: 2020-11-16T09:03:00Z\nContent-Type: application/http;msgtype=response",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+body)
}

func warcinfo() string {
	return warc("1.0", "warcinfo", "WARC-Date: 2020-11-16T09:03:00Z\nContent-Type: application/warc-fields", "software: Wget/1.21\r\nformat: WARC File Format 1.0\r\n")
}

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func br(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func zst(s string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func deflated(s string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 6)
	if err != nil {
		panic(err)
	}
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// chunked is s in the chunked transfer coding, in chunks of 7 bytes.
func chunked(s string) string {
	var b bytes.Buffer
	for len(s) > 0 {
		n := min(7, len(s))
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	b.WriteString("0\r\n\r\n")
	return b.String()
}

// tempDir is a folder for tests that sync very often: in memory, where the system has such a place.
func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "corpus-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// writeFile puts a file into a folder of the test's own.
func writeFile(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// readAll reads files from the beginning; errors come in their order.
func readAll(t testing.TB, paths ...string) (records []Record, errs []error) {
	t.Helper()
	for _, path := range paths {
		for rec, err := range ReadFile(context.Background(), path, 0) {
			if err != nil {
				errs = append(errs, err)
			} else {
				records = append(records, rec)
			}
		}
	}
	return records, errs
}

// checkAddresses states what Offset and Next are for: each record can be read again at its address, and reading on from Next gives exactly
// the records after it.
func checkAddresses(t *testing.T, records []Record) {
	t.Helper()
	for i, rec := range records {
		again, err := ReadAt(rec.Source.Path, rec.Source.Offset)
		if err != nil {
			t.Errorf("ReadAt %d: %v", rec.Source.Offset, err)
			continue
		}
		if again.Source != rec.Source || !bytes.Equal(again.Body, rec.Body) || again.Next != rec.Next {
			t.Errorf("ReadAt %d: %+v, want %+v", rec.Source.Offset, again.Source, rec.Source)
		}
		var rest []Source
		for after, err := range ReadFile(context.Background(), rec.Source.Path, rec.Next) {
			if err == nil {
				rest = append(rest, after.Source)
			}
		}
		if len(rest) != len(records)-i-1 {
			t.Errorf("after record %d: %d more records, want %d", i, len(rest), len(records)-i-1)
			continue
		}
		for k, source := range rest {
			if source != records[i+1+k].Source {
				t.Errorf("after record %d: %+v, want %+v", i, source, records[i+1+k].Source)
			}
		}
	}
}
