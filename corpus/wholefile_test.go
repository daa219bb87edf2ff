package corpus

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
)

func TestWholeFiles(t *testing.T) {
	const html = "<!DOCTYPE html><p>۳۵ مدرسه</p>"
	const text = "۲۶ آبان ۱۳۹۹\n۳۵ مدرسه ساخته شد.\n"
	const object = "{\n  \"url\": \"http://khabar.example/1\",\n  \"title\": \"۳۵ مدرسه\"\n}\n"
	windows1256 := "<html><p>\xe3\xcf\xd1\xd3\xe5</p>"
	for _, test := range []struct {
		name, file, content string
		kind                Kind
		body                string
	}{
		{"html", "a.html", html, Page, html},
		{"gzipped", "a.html.gz", gz(html), Page, html},
		{"gzipped, but not by name", "a.html", gz(html), Page, html},
		{"named gz, but is not", "a.html.gz", html, Page, html},
		{"html in another encoding", "a.htm", windows1256, Page, windows1256},
		{"html by content", "page", " \r\n" + html, Page, " \r\n" + html},
		{"html by content, gzipped", "page", gz("<HTML>"), Page, "<HTML>"},
		{"text", "a.txt", text, Text, text},
		{"text by content", "text", text, Text, text},
		{"text, gzipped", "a.txt.gz", gz(text), Text, text},
		{"text that looks like html", "a.txt", html, Text, html},
		{"object over several lines", "a.json", object, Article, strings.TrimSpace(object)},
		{"object in one line", "a.json", `{"a":1}`, Article, `{"a":1}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := writeFile(t, test.file, test.content)
			got, errs := readAll(t, path)
			if errs != nil || len(got) != 1 {
				t.Fatalf("%d records, %v", len(got), errs)
			}
			rec := got[0]
			want := Source{Path: path, Digest: digest([]byte(test.body))}
			if rec.Kind != test.kind || string(rec.Body) != test.body || rec.Source != want || rec.Next != int64(len(test.content)) || rec.URL != "" {
				t.Errorf("%+v", rec)
			}
			checkAddresses(t, got)
		})
	}
}

func TestUnreadableFiles(t *testing.T) {
	for _, test := range []struct {
		name, file, content string
		is                  error
		offset              int64
		message             string
	}{
		{"empty html", "a.html", "", ErrEmpty, 0, "a.html: empty file"},
		{"empty warc", "a.warc", "", ErrEmpty, 0, "a.warc: empty file"},
		{"empty lines", "a.jsonl", "", ErrEmpty, 0, "a.jsonl: empty file"},
		{"empty, gzipped", "a.txt.gz", gz(""), ErrEmpty, 0, "a.txt.gz: empty file"},
		{"another encoding", "a.txt", "سلام \xe3\xcf", ErrNotUTF8, 9, "a.txt: offset 9: not UTF-8: byte 0xe3"},
		{"UTF-16", "a.txt", "\xff\xfe\x33\x06", ErrNotUTF8, 0, "not UTF-8: byte 0xff"},
		{"cut code point", "a.txt", "سلا\xd9", ErrNotUTF8, 6, "not UTF-8: byte 0xd9"},
		{"unknown binary", "a.bin", "\x89PNG\r\n", ErrNotUTF8, 0, "not UTF-8: byte 0x89"},
		{"cut gzip", "a.txt.gz", gz(strings.Repeat("سلام", 100))[:30], io.ErrUnexpectedEOF, 0, "ends inside a record"},
		{"cut gzip of html", "a.html.gz", gz("<html>")[:5], io.ErrUnexpectedEOF, 0, "gzip"},
		{"not JSON", "a.json", "{\n\"a\": \n", errNotObject, 0, "not a JSON object"},
		{"array", "a.json", "[\n{}]", errNotObject, 0, "not a JSON object"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := writeFile(t, test.file, test.content)
			got, errs := readAll(t, path)
			if len(got) != 0 || len(errs) != 1 {
				t.Fatalf("%d records, %v", len(got), errs)
			}
			var re *RecordError
			if !errors.As(errs[0], &re) || !errors.Is(re, test.is) || re.Path != path || re.Offset != test.offset {
				t.Errorf("%#v", errs[0])
			}
			if !strings.Contains(errs[0].Error(), test.message) {
				t.Errorf("%q, want %q", errs[0], test.message)
			}
		})
	}
	missing := t.TempDir() + "/nothing-here.warc"
	if _, errs := readAll(t, missing); len(errs) != 1 || !errors.Is(errs[0], fs.ErrNotExist) || !strings.Contains(errs[0].Error(), missing) {
		t.Errorf("missing: %v", errs)
	}
}

// TestLongText is cut at a code point.
func TestLongText(t *testing.T) {
	path := writeFile(t, "a.txt", strings.Repeat("سلام", 10))
	for limit := int64(1); limit <= 80; limit++ {
		for rec, err := range (Reader{MaxBody: limit}).ReadFile(context.Background(), path, 0) {
			if err != nil {
				t.Fatal(limit, err)
			}
			if len(rec.Body) != int(limit)/2*2 || (rec.Truncated == "length") != (limit < 80) {
				t.Errorf("limit %d: %d bytes, truncated %q", limit, len(rec.Body), rec.Truncated)
			}
		}
	}
}

// TestStandardInput reads the formats by content alone.
func TestStandardInput(t *testing.T) {
	for _, test := range []struct {
		content string
		kind    Kind
		records int
	}{
		{"<!DOCTYPE html><p>سلام", Page, 1},
		{"سلام", Text, 1},
		{"\xef\xbb\xbf{\"a\":1}\n{\"b\":2}\n", Article, 2},
		{gz("{\"a\":1}\n{\"b\":2}\n"), Article, 2},
		{page("http://khabar.example/0", "خبر"), Page, 1},
		{gz(warcinfo()) + gz(page("http://khabar.example/0", "خبر")), Page, 1},
		{gz(warcinfo() + page("http://khabar.example/0", "خبر") + page("http://khabar.example/1", "خبر")), Page, 2},
	} {
		n := 0
		for rec, err := range Read(context.Background(), io.MultiReader(strings.NewReader(test.content)), "-") {
			if err != nil {
				t.Fatal(err)
			}
			if n++; rec.Kind != test.kind || rec.Source.Path != "-" {
				t.Errorf("%q: %+v", test.content[:5], rec)
			}
		}
		if n != test.records {
			t.Errorf("%q: %d records, want %d", test.content[:5], n, test.records)
		}
	}
}
