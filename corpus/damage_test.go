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

// TestDamage reads on after damage in the middle: every other record comes, and one error says where and what.
func TestDamage(t *testing.T) {
	p := func(n int) string {
		return page(fmt.Sprintf("http://khabar.example/%d", n), fmt.Sprintf("<p>%d</p>", n))
	}
	cut := func(s string, n int) string { return s[:len(s)-n] }
	longer := func(s string) string { return strings.Replace(s, "Content-Length: ", "Content-Length: 1", 1) }
	random := strings.Repeat("\x1f\x8b\x08\x00 not a member ", 500)
	flipped := []byte(gz(p(1)))
	flipped[len(flipped)-6] ^= 1 // in the checksum
	for _, test := range []struct {
		name, file, damaged string
		err                 string
	}{
		{"length too small", "a.warc", strings.Replace(p(1), "Content-Length: 5", "Content-Length: 4", 1), "wrong Content-Length"},
		{"length too large", "a.warc", longer(p(1)), "wrong Content-Length"},
		{"length beyond the file", "a.warc", strings.Replace(p(1), "Content-Length: ", "Content-Length: 99999999999", 1), "ends inside a record"},
		{"length beyond measure", "a.warc", strings.Replace(p(1), "Content-Length: ", "Content-Length: 99999999999999999999", 1), "Content-Length \"9"},
		{"negative length", "a.warc", strings.Replace(p(1), "Content-Length: ", "Content-Length: -", 1), "Content-Length \"-"},
		{"no length", "a.warc", strings.Replace(p(1), "Content-Length: ", "Content-Size: ", 1), "Content-Length \"\""},
		{"no version", "a.warc", strings.Replace(p(1), "WARC/1.1\r\n", "", 1), "not a WARC record"},
		{"garbage between", "a.warc", "\x00\x01 garbage \n more\n", "not a WARC record"},
		{"half a record", "a.warc", cut(p(1), 20), "wrong Content-Length"},
		{"half a head", "a.warc", p(1)[:60] + "\r\n", "another record begins within it"},
		{"endless head", "a.warc", "WARC/1.1\r\n" + strings.Repeat("x", 2<<20) + "\r\n\r\n", "head is too long"},

		{"half a member", "a.warc.gz", cut(gz(p(1)), 20), ""},
		{"half a gzip head", "a.warc.gz", gz(p(1))[:7], ""},
		{"wrong checksum", "a.warc.gz", string(flipped), "checksum"},
		{"member without a record", "a.warc.gz", gz("hello"), "not a WARC record"},
		{"empty member", "a.warc.gz", gz(""), "not a WARC record"},
		{"short block", "a.warc.gz", gz(longer(p(1))), "the gzip member ends before the block"},
		{"long block", "a.warc.gz", gz(strings.Replace(p(1), "Content-Length: 5", "Content-Length: 4", 1)), "not a WARC record"},
		{"garbage between members", "a.warc.gz", random, ""},
		{"gowarc panics at this", "a.warc.gz", gz("WARC/\n\n"), "no version"},
		{"and at this", "a.warc.gz", cut(gz("WARC/1.1\r\nWARC-Type: response\r\n"), 9), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			pack := func(s string) string { return s }
			if strings.HasSuffix(test.file, ".gz") {
				pack = gz
			}
			before := pack(warcinfo()) + pack(p(0))
			path := writeFile(t, test.file, before+test.damaged+pack(p(2))+pack(p(3)))
			got, errs := readAll(t, path)
			var urls []string
			for _, rec := range got {
				urls = append(urls, rec.URL[len("http://khabar.example/"):])
			}
			if strings.Join(urls, " ") != "0 2 3" {
				t.Errorf("records %q, want 0 2 3; errors %v", urls, errs)
			}
			if len(errs) != 1 {
				t.Fatalf("errors: %v", errs)
			}
			var re *RecordError
			if !errors.As(errs[0], &re) || re.Path != path {
				t.Fatalf("not a RecordError: %v", errs[0])
			}
			if re.Offset != int64(len(before)) {
				t.Errorf("offset %d, want %d", re.Offset, len(before))
			}
			if !strings.Contains(errs[0].Error(), test.err) {
				t.Errorf("error %q, want %q", errs[0], test.err)
			}
		})
	}
}

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
