package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// TestTruncatedAtEveryByte: the records before the cut come, then one ErrTruncated or, when the cut is between records, none.
func TestTruncatedAtEveryByte(t *testing.T) {
	p := func(n int) string {
		return page(fmt.Sprintf("http://khabar.example/%d", n), fmt.Sprintf("<p>%d</p>", n))
	}
	for _, test := range []struct{ file, head, last string }{
		{"a.warc", warcinfo() + p(0), p(1)},
		{"a.warc.gz", gz(warcinfo()) + gz(p(0)), gz(p(1))},
	} {
		path := writeFile(t, test.file, "")
		lineEnds := 0
		if test.file == "a.warc" {
			lineEnds = len("\r\n\r\n") // without them the last record is whole all the same
		}
		for n := 1; n < len(test.last)-lineEnds; n++ {
			if err := os.WriteFile(path, []byte(test.head+test.last[:n]), 0o644); err != nil {
				t.Fatal(err)
			}
			got, errs := readAll(t, path)
			if len(got) != 1 || len(errs) != 1 {
				t.Fatalf("%s cut at %d: %d records, %v", test.file, n, len(got), errs)
			}
			if n >= len("WARC/") && !errors.Is(errs[0], ErrTruncated) {
				t.Errorf("%s cut at %d: %v", test.file, n, errs[0])
			}
		}
	}
}

// TestFlippedBits: a changed page is never taken for a good one, and what is not touched is read.
func TestFlippedBits(t *testing.T) {
	var file bytes.Buffer
	body := map[string]string{}
	for n := range 20 {
		url := fmt.Sprintf("http://khabar.example/%d", n)
		body[url] = strings.Repeat(fmt.Sprintf("<p>در سال ۱۳۹۹ %d واحد</p>", n*7919), 20)
		file.WriteString(gz(page(url, body[url])))
	}
	path := writeFile(t, "a.warc.gz", "")
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		damaged := bytes.Clone(file.Bytes())
		i := random.IntN(len(damaged))
		damaged[i] ^= 1 << random.IntN(8)
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		got, errs := readAll(t, path)
		// A gzip head has bytes that nobody checks (time, operating system), so no error is possible; then nothing may be lost either.
		if want := 20 - min(len(errs), 1); len(got) != want {
			t.Errorf("bit flipped in byte %d: %d records, want %d: %v", i, len(got), want, errs)
		}
		for _, rec := range got {
			if string(rec.Body) != body[rec.URL] {
				t.Errorf("bit flipped in byte %d: %s is not what was written", i, rec.URL)
			}
		}
	}
}

// TestArchivedArchive: a page that is itself a .warc.gz (stored as it is in the member, since it cannot be compressed further) is never
// mistaken for records of the archive, even when its record is damaged.
func TestArchivedArchive(t *testing.T) {
	inner := gz(warcinfo()) + gz(page("http://attacker.example/", "۹۹۹۹۹ کارگاه"))
	var stored bytes.Buffer
	z, err := gzip.NewWriterLevel(&stored, gzip.NoCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write([]byte(page("http://khabar.example/download.warc.gz", inner))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	outer := stored.Bytes()
	if !bytes.Contains(outer, []byte(inner)) {
		t.Fatal("the inner archive cannot be seen")
	}
	outer[len(outer)-6] ^= 1 // in the checksum
	path := writeFile(t, "a.warc.gz", gz(page("http://khabar.example/0", "۱"))+string(outer)+gz(page("http://khabar.example/2", "۲")))
	got, errs := readAll(t, path)
	if len(errs) != 1 || len(got) != 2 || got[0].URL != "http://khabar.example/0" || got[1].URL != "http://khabar.example/2" {
		t.Errorf("%+v, %v", got, errs)
	}
}

// TestDamagedStream: what cannot be rewound is read on as well.
func TestDamagedStream(t *testing.T) {
	bad := gz("hello")
	data := gz(page("http://khabar.example/0", "خبر 0")) + bad + gz(page("http://khabar.example/1", "خبر 1"))
	urls, fails := 0, 0
	for rec, err := range Read(context.Background(), io.MultiReader(strings.NewReader(data)), "-") {
		if err != nil {
			fails++
			continue
		}
		if want := fmt.Sprintf("http://khabar.example/%d", urls); rec.URL != want || rec.Source.Path != "-" {
			t.Errorf("%s, want %s", rec.URL, want)
		}
		urls++
	}
	if urls != 2 || fails != 1 {
		t.Errorf("%d records and %d errors, want 2 and 1", urls, fails)
	}
}

func TestCancelled(t *testing.T) {
	path := writeFile(t, "a.warc", strings.Repeat(page("http://khabar.example/0", "خبر"), 10))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	records := 0
	var last error
	for _, err := range ReadFile(ctx, path, 0) {
		if err == nil {
			records++
		}
		last = err
		cancel()
	}
	if records != 1 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d records, then %v", records, last)
	}
}
