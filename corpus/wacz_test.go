package corpus

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// waczEntry is a file in a zip.
type waczEntry struct {
	name, content string
	deflated      bool
}

func zipped(t testing.TB, entries ...waczEntry) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		method := zip.Store
		if e.deflated {
			method = zip.Deflate
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// waczPages is a WARC of pages from a number on.
func waczPages(from, to int, pack func(string) string) string {
	var b strings.Builder
	b.WriteString(pack(warcinfo()))
	for n := from; n < to; n++ {
		b.WriteString(pack(page(fmt.Sprintf("http://khabar.example/%d", n), fmt.Sprintf("خبر %d", n))))
	}
	return b.String()
}

// TestWACZ reads all WARC files of a WACZ, stored or compressed, and each record again at its address.
func TestWACZ(t *testing.T) {
	plain := func(s string) string { return s }
	other := []waczEntry{
		{name: "datapackage.json", content: `{"profile":"data-package","wacz_version":"1.1.1"}`, deflated: true},
		{name: "pages/pages.jsonl", content: `{"format":"json-pages-1.0"}`, deflated: true},
		{name: "indexes/index.cdx.gz", content: gz("x")},
		{name: "logs/archive/x.warc.gz.txt", content: "x"},
	}
	for _, test := range []struct {
		name  string
		parts []waczEntry
	}{
		{"one", []waczEntry{{"archive/a.warc.gz", waczPages(0, 4, gz), false}}},
		{"two", []waczEntry{{"archive/b.warc.gz", waczPages(0, 2, gz), false}, {"archive/a.warc.gz", waczPages(2, 4, gz), false}}},
		{"plain", []waczEntry{{"archive/b.warc", waczPages(0, 3, plain), false}, {"archive/a.warc", waczPages(3, 4, plain), false}}},
		{"compressed", []waczEntry{{"archive/b.warc", waczPages(0, 1, plain), true}, {"archive/a.warc", waczPages(1, 3, plain), true}, {"archive/c.warc.gz", waczPages(3, 4, gz), true}}},
		{"mixed", []waczEntry{{"archive/b.warc", waczPages(0, 2, plain), true}, {"archive/a.warc.gz", waczPages(2, 4, gz), false}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := zipped(t, append(test.parts, other...)...)
			for _, name := range []string{"a.wacz", "a"} { // by name, by content
				path := writeFile(t, name, content)
				got, errs := readAll(t, path)
				if errs != nil {
					t.Fatal(errs)
				}
				if n := 4; len(got) != n {
					t.Fatalf("%d records, want %d", len(got), n)
				}
				for n, rec := range got {
					if rec.URL != fmt.Sprintf("http://khabar.example/%d", n) || string(rec.Body) != fmt.Sprintf("خبر %d", n) {
						t.Errorf("record %d: %s %s", n, rec.URL, rec.Body)
					}
				}
				checkAddresses(t, got)
				if test.name == "one" && !strings.HasPrefix(content[got[2].Source.Offset:], string(memberMagic)) {
					t.Errorf("the address is not the place in the zip: %d", got[2].Source.Offset)
				}
				if found := captures(t, path, "http://khabar.example/2"); len(found) != 1 || found[0].Offset != got[2].Source.Offset {
					t.Errorf("captures: %+v", found)
				}
			}
		})
	}
}

// TestWACZDamage: what is wrong with one file in a WACZ leaves the others.
func TestWACZDamage(t *testing.T) {
	damaged := []byte(waczPages(0, 2, gz))
	damaged[len(gz(warcinfo()))+40] ^= 0xff
	path := writeFile(t, "a.wacz", zipped(t, waczEntry{"archive/a.warc.gz", string(damaged), false}, waczEntry{"archive/b.warc.gz", waczPages(2, 4, gz), false}))
	got, errs := readAll(t, path)
	if len(got) != 3 || len(errs) != 1 {
		t.Errorf("%d records, %v", len(got), errs)
	}
	for name, test := range map[string]struct{ content, message string }{
		"no WARC": {zipped(t, waczEntry{"pages/pages.jsonl", "{}", false}), "no WARC file"},
		"cut off": {waczOf(t)[:200], "zip"},
		"no zip":  {"PK\x03\x04 hello", "zip"},
	} {
		records, errs := readAll(t, writeFile(t, "a.wacz", test.content))
		if len(records) != 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), test.message) {
			t.Errorf("%s: %d records, %v", name, len(records), errs)
		}
	}
	for _, err := range Read(context.Background(), strings.NewReader(waczOf(t)), "-") {
		if !errors.Is(err, errWACZStream) {
			t.Errorf("from a stream: %v", err)
		}
	}
}

// waczOf is a WACZ with a datapackage.json that states the digests of its files; change may then change what is stored.
func waczOf(t testing.TB, change ...func(*waczEntry)) string {
	t.Helper()
	warc := waczEntry{"archive/a.warc.gz", waczPages(0, 4, gz), false}
	pages := waczEntry{"pages/pages.jsonl", "{\"format\":\"json-pages-1.0\"}\n", true}
	resource := func(e waczEntry) string {
		return fmt.Sprintf(`{"path":%q,"hash":"sha256:%x","bytes":%d}`, e.name, sha256.Sum256([]byte(e.content)), len(e.content))
	}
	description := waczEntry{"datapackage.json", fmt.Sprintf(`{"profile":"data-package","resources":[%s,%s],"wacz_version":"1.1.1"}`, resource(warc), resource(pages)), true}
	seal := waczEntry{"datapackage-digest.json", fmt.Sprintf(`{"path":"datapackage.json","hash":"sha256:%x"}`, sha256.Sum256([]byte(description.content))), true}
	entries := []waczEntry{warc, pages, description, seal}
	for _, c := range change {
		for i := range entries {
			c(&entries[i])
		}
	}
	return zipped(t, entries...)
}

// TestVerifyWACZ compares the files of a WACZ with the digests its datapackage.json states.
func TestVerifyWACZ(t *testing.T) {
	replace := func(name, old, with string) func(*waczEntry) {
		return func(e *waczEntry) {
			if e.name == name {
				e.content = strings.Replace(e.content, old, with, 1)
			}
		}
	}
	for name, test := range map[string]struct {
		change  func(*waczEntry)
		message string // of the one error
	}{
		"whole":             {func(*waczEntry) {}, ""},
		"changed page list": {replace("pages/pages.jsonl", "json", "jsom"), "pages/pages.jsonl"},
		"changed package":   {replace("datapackage.json", "data-package", "data-packagf"), "datapackage.json"},
		"a file too few":    {replace("datapackage.json", "pages/pages.jsonl", "pages/pages.jsonx"), "datapackage.json"},
		"no package":        {replace("datapackage.json", "{", "["), "datapackage.json"},
	} {
		sources, errs := verifyAll(writeFile(t, "a.wacz", waczOf(t, test.change)))
		if len(sources) != 5 {
			t.Errorf("%s: %d records", name, len(sources))
		}
		if test.message == "" {
			if errs != nil {
				t.Errorf("%s: %v", name, errs)
			}
			continue
		}
		if len(errs) == 0 || !strings.Contains(fmt.Sprint(errs), test.message) {
			t.Errorf("%s: %v", name, errs)
		}
	}
	path := writeFile(t, "a.wacz", waczOf(t))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[bytes.Index(data, memberMagic)+5] ^= 1 // a byte of a gzip head that nothing depends on
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if sources, errs := verifyAll(path); len(sources) != 5 || len(errs) == 0 || !errors.Is(errs[0], ErrDigest) {
		t.Errorf("%d records, %v", len(sources), errs)
	}
}
