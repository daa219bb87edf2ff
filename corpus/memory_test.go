package corpus

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// TestDecompressionBomb: what expands a thousandfold costs no more memory than the limit, however it is wrapped.
func TestDecompressionBomb(t *testing.T) {
	const limit = 1 << 20
	zeros := strings.Repeat("\x00", 64<<20)
	once := gz(zeros)
	for name, bomb := range map[string]struct{ coding, body string }{
		"gzip":        {"gzip", once},
		"double gzip": {"gzip, gzip", gz(once)},
		"zstd":        {"zstd", zst(zeros)},
		"br":          {"br", br(zeros[:32<<20])},
		"deflate":     {"deflate", zlibbed(zeros)},
	} {
		path := writeFile(t, "a.warc", warc("1.1", "response", "WARC-Target-URI: http://khabar.example/0", "HTTP/1.1 200 OK\r\nContent-Encoding: "+bomb.coding+"\r\n\r\n"+bomb.body))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for rec, err := range (Reader{MaxBody: limit}).ReadFile(context.Background(), path, 0) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(rec.Body) != limit || rec.Truncated != "length" {
				t.Errorf("%s: %d bytes, truncated %q", name, len(rec.Body), rec.Truncated)
			}
		}
		runtime.ReadMemStats(&after)
		// Growing by doubling allocates twice the limit; the decoders of zstd and br come with windows of up to 10 MiB.
		if used := after.TotalAlloc - before.TotalAlloc; used > 2*limit+14<<20 {
			t.Errorf("%s: %d MiB allocated", name, used>>20)
		}
	}
}

// TestFlatMemory: the last record costs no more than the tenth.
func TestFlatMemory(t *testing.T) {
	var file strings.Builder
	for n := range 400 {
		file.WriteString(gz(page(fmt.Sprintf("http://khabar.example/%d", n), strings.Repeat(fmt.Sprint("خبر ", n), 4000))))
	}
	for _, name := range []string{"a.warc.gz", "a"} {
		n := 0
		var early, late uint64
		for _, err := range ReadFile(context.Background(), writeFile(t, name, file.String()), 0) {
			if err != nil {
				t.Fatal(err)
			}
			switch n++; n {
			case 10:
				early = heap()
			case 400:
				late = heap()
			}
		}
		if n != 400 || late > early+2<<20 {
			t.Errorf("%s: %d records; %d kB in use early, %d kB late", name, n, early>>10, late>>10)
		}
	}
}

// TestFlatWriter: an archive of thousands of pages takes no more memory to write than one of hundreds.
func TestFlatWriter(t *testing.T) {
	pages := 2000
	if os.Getenv("RAQAM_LONG") != "" {
		pages = 50_000
	}
	w := openTest(t, tempDir(t), WriterOptions{MaxFileBytes: 300 << 20})
	body := []byte(benchmarkPage(1))
	var early uint64
	for n := range pages {
		x := exchange(n)
		x.Body = body
		appendTest(t, w, x)
		if n == 200 {
			early = heap()
		}
	}
	// The index lines since the last checkpoint are kept, 400 bytes a page; one comes every 64 MiB.
	if late := heap(); late > early+6<<20 {
		t.Errorf("%d kB in use after 200 pages, %d kB after %d", early>>10, late>>10, pages)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
