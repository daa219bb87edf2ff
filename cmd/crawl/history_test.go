package main

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"raqam/corpus"
)

// page is an article with a figure in its second paragraph.
func page(figure, footer string) string {
	return `<!doctype html><html><head><title>کارگاه‌های استان</title></head><body><article><h1>کارگاه‌های تازه در استان</h1>
<p>مدیرکل سازمان در نشست دیروز گفت که برنامه‌های امسال برای روستاهای استان با همکاری مردم و دستگاه‌ها پیش می‌رود.</p>
<p>او افزود که در سال گذشته ` + figure + ` کارگاه کوچک در روستاهای استان به راه افتاده است و این روند ادامه خواهد داشت.</p>
<p>به گفته او بازار این کارگاه‌ها بیشتر در شهرهای همسایه است و مردم از کیفیت آن‌ها خشنودند.</p></article><footer>` + footer + `</footer></body></html>`
}

func TestHistory(t *testing.T) {
	const address = "https://e.ir/news/10001/a-b"
	dir, ctx := t.TempDir(), context.Background()
	w, err := corpus.OpenWriter(dir, corpus.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var previous *corpus.Capture
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, body := range []string{page("۹۰۲۰", "۱"), page("۹۰۲۰", "۱"), page("۹۰۲۰", "۲"), "", page("۹۲۰۰", "۲")} {
		status := "200 OK"
		if body == "" {
			status = "404 Not Found"
		}
		c, err := w.Append(ctx, corpus.Exchange{
			URL: address, Fetched: at.AddDate(0, 0, i), Status: status, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body),
			Previous: previous,
		})
		if err != nil {
			t.Fatal(err)
		}
		if previous = nil; !c.Revisit && c.Status == 200 {
			previous = &c
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	list, err := history(ctx, dir, address)
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	for _, c := range list {
		changes = append(changes, c.Change)
	}
	if want := []string{"first", "same", "markup", "error", "text"}; !slices.Equal(changes, want) {
		t.Fatalf("%q, want %q", changes, want)
	}
	last := list[4]
	if len(last.LinesGone) != 1 || len(last.LinesCome) != 1 || !slices.Equal(last.FiguresLost, []string{"۹۰۲۰"}) || !slices.Equal(last.FiguresGained, []string{"۹۲۰۰"}) {
		t.Errorf("%+v", last)
	}
	var b strings.Builder
	if err := writeHistory(&b, list, "table"); err != nil || !strings.Contains(b.String(), "figures: ۹۰۲۰ → ۹۲۰۰") || strings.Count(b.String(), "\n    + ") != 1 {
		t.Errorf("%s, %v", b.String(), err)
	}
}
