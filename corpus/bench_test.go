package corpus

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// benchmarkPage is a page of 40 kB that compresses about as news pages do, to a fifth.
func benchmarkPage(n int) string {
	random := rand.New(rand.NewPCG(uint64(n), 7))
	var b strings.Builder
	for b.Len() < 40_000 {
		fmt.Fprintf(&b, "<div class=\"item\"><a href=\"/news/%d\">خبر شماره %x</a><p>در سال گذشته %d واحد در %d شهر</p></div>\n",
			random.IntN(1e6), random.Uint64(), random.IntN(1e5), random.IntN(400))
	}
	return b.String()[:40_000]
}

func BenchmarkReadFile(b *testing.B) {
	const pages = 500
	dir := tempDir(b)
	w, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		b.Fatal(err)
	}
	var path string
	for n := range pages {
		x := exchange(n)
		x.Body = []byte(benchmarkPage(n))
		source, err := w.Append(context.Background(), x)
		if err != nil {
			b.Fatal(err)
		}
		path = source.Path
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(pages * 40_000)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range ReadFile(context.Background(), path, 0) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != pages {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkAppend appends from 16 goroutines.
func BenchmarkAppend(b *testing.B) {
	w, err := OpenWriter(filepath.Join(b.TempDir(), "archive"), WriterOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	x := exchange(1)
	x.Body = []byte(benchmarkPage(1))
	b.ReportAllocs()
	b.SetParallelism(16 / runtime.GOMAXPROCS(0))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := w.Append(context.Background(), x); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "exchanges/s")
}

func BenchmarkVerify(b *testing.B) {
	const pages = 500
	w, err := OpenWriter(tempDir(b), WriterOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for n := range pages {
		x := exchange(n)
		x.Body = []byte(benchmarkPage(n))
		if _, err := w.Append(context.Background(), x); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(pages * 40_000)
	for b.Loop() {
		for _, err := range Verify(context.Background(), w.path) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkSURT keys an address as news sites have them.
func BenchmarkSURT(b *testing.B) {
	for b.Loop() {
		SURT("https://www.khabar.example/fa/news/123456/%D9%85%D8%AF%D8%B1%D8%B3%D9%87-%D9%87%D8%A7?utm_source=x&b=2&a=1")
	}
}
