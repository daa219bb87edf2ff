package extract

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"raqam/corpus"
)

// FuzzFromRecord feeds arbitrary bytes as each kind of record. Whatever comes out is an article with text or an error, its texts are UTF-8 and
// trimmed, and a second run says the same.
func FuzzFromRecord(f *testing.F) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		r := readFixture(f, path).record
		f.Add(uint8(r.Kind), r.URL, r.Body)
	}
	f.Add(uint8(corpus.Article), "", []byte(`{"title":"x","paragraphs":["y"],"published":"1399-08-26"}`))
	f.Add(uint8(corpus.Page), "https://a.example/1", []byte(strings.Repeat("<div>", 600)+"<p>x"))
	f.Add(uint8(corpus.Page), "", []byte("<table><tr><td>1<td>2<tr><p>\xc7\xe1\xcd"))
	f.Add(uint8(corpus.Text), "", []byte("۲۶ آبان ۱۳۹۹\nالف\nالف\nکد خبر: ۱\n"))
	f.Fuzz(func(t *testing.T, kind uint8, url string, body []byte) {
		rec := corpus.Record{Kind: corpus.Kind(kind), URL: url, Body: body}
		a, _, err := Explain(rec)
		again, _, err2 := Explain(rec)
		if (err == nil) != (err2 == nil) || pretty(t, a) != pretty(t, again) {
			t.Fatalf("two runs differ: %v, %v", err, err2)
		}
		if err != nil {
			if a.Title != "" || a.Paragraphs != nil {
				t.Fatalf("an article comes with the error %v", err)
			}
			return
		}
		if a.Title == "" && a.Lead == "" && len(a.Paragraphs) == 0 {
			t.Fatal("no text and no error")
		}
		if rec.Kind == corpus.Article {
			return // texts are what the line says
		}
		for _, s := range append([]string{a.Title, a.Lead, a.Kicker, a.Author, a.Code}, a.Paragraphs...) {
			if !utf8.ValidString(s) || s != trim(s) {
				t.Fatalf("%q", s)
			}
		}
	})
}

// FuzzClean asks of hygiene that it only leaves out: every paragraph is the beginning of a line of the input.
func FuzzClean(f *testing.F) {
	f.Add("متن خبر در یک جمله بلند آمده است و چیزی کم ندارد.\nکد خبر: ۱۲\nانتهای پیام", true)
	f.Add("a.\nبیشتر بخوانید: b\n17302", false)
	f.Fuzz(func(t *testing.T, text string, plain bool) {
		blocks := lines(strings.ToValidUTF8(text, "?"))
		c := clean(blocks, plain)
		at := 0
		for _, p := range c.paragraphs() {
			for at < len(blocks) && !strings.HasPrefix(blocks[at].text, p) {
				at++
			}
			if at == len(blocks) {
				t.Fatalf("%q was not in the text", p)
			}
			at++
		}
	})
}
