package extract

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"raqam/corpus"
)

func TestJSONLine(t *testing.T) {
	line := `{"url":"seed:1","kicker":"ک:","title":" عنوان ","lead":"","paragraphs":["یک ","دو"],"published":"۱۳۹۹/۰۸/۲۶ - ۱۲:۳۳","tags":["الف"],"code":"7",
		"source":{"path":"elsewhere","offset":9},"claims":[{"value":3}],"unknown":{"a":[1]}}`
	rec := corpus.Record{Kind: corpus.Article, Body: []byte(line), Source: corpus.Source{Path: "a.jsonl", Offset: 40, Digest: "sha256:00"}}
	got, err := FromRecord(rec)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"url":"seed:1","kicker":"ک:","title":"عنوان","lead":"","paragraphs":["یک","دو"],"published":"2020-11-16T12:33:00+03:30","tags":["الف"],"code":"7",` +
		`"source":{"path":"a.jsonl","offset":40,"digest":"sha256:00"}}`
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := FromRecord(corpus.Record{Kind: corpus.Article, Body: b, Source: rec.Source})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("its own output is read otherwise (-first +second):\n%s", diff)
	}
}

func TestJSONLineErrors(t *testing.T) {
	for _, c := range []struct{ line, says string }{
		{`{"paragraphs":["x"]}`, `"title" is missing`},
		{`{"title":"x"}`, `"paragraphs" is missing`},
		{`{"title":"x","paragraphs":"y"}`, `"paragraphs" is a string`},
		{`{"title":"x","paragraphs":["y",1]}`, `"paragraphs`},
		{`{"title":7,"paragraphs":[]}`, `"title" is a number`},
		{`{"title":"x","paragraphs":[],"published":"آبان"}`, `"published"`},
		{`{"title":"x","paragraphs":[],"published":1399}`, `"published" is a number`},
		{`{"title":"x"`, "JSON"},
		{`[1]`, "JSON"},
		{``, "JSON"},
	} {
		_, err := FromRecord(corpus.Record{Kind: corpus.Article, Body: []byte(c.line), Source: corpus.Source{Path: "a.jsonl", Offset: 12}})
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "file:a.jsonl#12") || errors.Is(err, ErrNotArticle) {
			t.Errorf("%s: %v, want %s", c.line, err, c.says)
		}
	}
	if _, err := FromRecord(corpus.Record{Kind: corpus.Article, Body: []byte(`{"title":"","paragraphs":[]}`)}); !errors.Is(err, ErrNotArticle) {
		t.Errorf("an empty article: %v", err)
	}
}

func TestNotArticle(t *testing.T) {
	html := []byte("<html><body><h1>سرویس در دسترس نیست</h1></body></html>")
	for _, c := range []struct {
		name string
		rec  corpus.Record
		says string
	}{
		{"error status", corpus.Record{Kind: corpus.Page, Status: 503, Body: html}, "HTTP status 503"},
		{"redirect", corpus.Record{Kind: corpus.Page, Status: 301, Body: html}, "HTTP status 301"},
		{"empty", corpus.Record{Kind: corpus.Page, Status: 200}, "empty"},
		{"white space", corpus.Record{Kind: corpus.Page, Body: []byte(" \n ")}, "empty"},
		{"image by header", corpus.Record{Kind: corpus.Page, Body: html, Header: http.Header{"Content-Type": {"image/png"}}}, "image/png"},
		{"feed", corpus.Record{Kind: corpus.Page, Body: html, Header: http.Header{"Content-Type": {"application/rss+xml; charset=utf-8"}}}, "rss"},
		{"image by content", corpus.Record{Kind: corpus.Page, Body: []byte("\x89PNG\r\n\x1a\n\x00\x00")}, "image/png"},
		{"feed by content", corpus.Record{Kind: corpus.Page, Body: []byte(`<?xml version="1.0"?><rss><channel><title>ا</title></channel></rss>`)}, "XML"},
		{"no text", corpus.Record{Kind: corpus.Page, Body: html}, "no text"},
		{"language front page", corpus.Record{Kind: corpus.Page, URL: "https://a.example/fa/", Body: html}, "front page"},
	} {
		if _, err := FromRecord(c.rec); !errors.Is(err, ErrNotArticle) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
	if _, err := FromRecord(corpus.Record{Body: html}); err == nil || errors.Is(err, ErrNotArticle) {
		t.Errorf("unknown kind: %v", err)
	}
	if _, err := FromRecord(corpus.Record{Kind: corpus.Text, Body: []byte("a\x00b")}); err == nil || errors.Is(err, ErrNotArticle) {
		t.Errorf("binary text: %v", err)
	}
}

func TestTitleAndLeadAlone(t *testing.T) {
	page := `<html><head><meta name="generator" content="www.nastooh.ir"></head><body><h1 class="title">عنوان</h1><p class="introtext">در ۱۲ شهر برف بارید.</p><div class="item-text"></div></body></html>`
	a, err := FromRecord(corpus.Record{Kind: corpus.Page, Body: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := json.Marshal(a); err != nil || !strings.Contains(string(b), `"paragraphs":[]`) {
		t.Errorf("%s, %v", b, err)
	}
}

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ link, fetched, want string }{
		{"https://a.example/news/1/عنوان", "https://www.a.example/news/1", "https://a.example/news/1/عنوان"},
		{"/news/1/x#top", "https://a.example/news/1", "https://a.example/news/1/x"},
		{"https://a.example/news/1#c", "", "https://a.example/news/1"},
		{"https://b.example/news/1", "https://a.example/news/1", ""},
		{"https://a.example/", "https://a.example/news/1", ""},
		{"javascript:alert(1)", "https://a.example/news/1", ""},
		{"javascript:alert(1)", "", ""},
		{"/news/1", "", ""},
		{"ftp://a.example/news/1", "", ""},
		{"https://%zz/", "", ""},
	} {
		got, why := trustedCanonical(c.link, c.fetched)
		if got != c.want || (got == "") == (why == "") {
			t.Errorf("trustedCanonical(%q, %q) = %q, %q, want %q", c.link, c.fetched, got, why, c.want)
		}
	}
}

func TestFileURL(t *testing.T) {
	for want, rec := range map[string]corpus.Record{
		"file:a.html":      {Kind: corpus.Page, Source: corpus.Source{Path: "a.html"}},
		"file:a.txt":       {Kind: corpus.Text, Source: corpus.Source{Path: "a.txt"}},
		"file:a.jsonl#0":   {Kind: corpus.Article, Source: corpus.Source{Path: "a.jsonl"}},
		"file:a.warc.gz#7": {Kind: corpus.Page, Status: 200, Source: corpus.Source{Path: "a.warc.gz", Offset: 7}},
	} {
		if got := fileURL(rec); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestPublished(t *testing.T) {
	day := time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		dates   []string
		fetched time.Time
		want    string
	}{
		{"the first counts", []string{"۲۶ آبان ۱۳۹۹ - ۱۲:۳۳", "2020-11-17T09:03:00Z"}, time.Time{}, "2020-11-16T12:33:00+03:30"},
		{"the clock may come later", []string{"۲۶ آبان ۱۳۹۹", "2020-11-16T09:03:00Z"}, time.Time{}, "2020-11-16T12:33:00+03:30"},
		{"but not from another day", []string{"۲۶ آبان ۱۳۹۹", "2020-11-17T09:03:00Z"}, time.Time{}, "1399-08-26"},
		{"UTC near midnight is the next day in Tehran", []string{"2020-11-16T21:00:00Z"}, time.Time{}, "2020-11-17T00:30:00+03:30"},
		{"Solar Hijri digits", []string{"1399-08-26T12:33:00"}, time.Time{}, "2020-11-16T12:33:00+03:30"},
		{"the future is refused", []string{"۲۶ آبان ۱۴۰۵", "2020-11-16"}, day, "1399-08-26"},
		{"a day of grace", []string{"2021-03-01T20:00:00Z"}, day, "2021-03-01T23:30:00+03:30"},
		{"no date", []string{"دیروز", "۱۴:۳۰", ""}, day, ""},
		{"no such day", []string{"۳۱ مهر ۱۳۹۹", "2020-10-21"}, day, "1399-07-30"},
	} {
		d := &draft{}
		for _, s := range c.dates {
			d.addDate("test", s)
		}
		d.choosePublished(corpus.Record{Fetched: c.fetched})
		if got := d.article.Published.String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDateLine(t *testing.T) {
	for line, want := range map[string]bool{
		"۲۶ آبان ۱۳۹۹ - ۱۲:۳۳": true, "دوشنبه ۲۶ آبان ۱۳۹۹ ساعت ۱۲:۳۳": true, "1399/08/26 - 12:33": true,
		"2 تير 1399 - 12:09:08 ب.ظ": true, "۲۶ آبان ۱۳۹۹ روز جشن تولید بود": false, "۱۲ نفر": false, "آبان ۱۳۹۹": false, "": false,
	} {
		if got := isDateLine(line); got != want {
			t.Errorf("isDateLine(%q) = %v", line, got)
		}
	}
}

func fmtDate(y, m, d int) string { return fmt.Sprintf("%04d-%02d-%02d", y, m, d) }

// words is the text of a body as it can be compared between annotators: its words, without what white space and ZWNJ stood between them.
func words(s string) []string {
	return strings.Fields(strings.ReplaceAll(s, "\u200c", " "))
}
