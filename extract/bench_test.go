package extract

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"raqam/corpus"
)

// bigPage is a Nastooh page of the size real ones have, about 140 kB: menus, an article, related boxes, comments, scripts.
func bigPage(generator string) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>گزارش تولید</title>` + generator +
		`<meta property="og:title" content="گزارش تولید ۴۰ کارخانه"><meta property="article:published_time" content="2021-05-03T08:00:00Z"></head><body>`)
	b.WriteString(`<script>` + strings.Repeat("var a=[1,2,3];function f(x){return x+1};", 400) + `</script><nav><ul>`)
	for i := range 220 {
		fmt.Fprintf(&b, `<li class="item-%d"><a href="/service/s%d" target="_blank" title="بخش">بخش شماره %d سایت</a></li>`, i, i, i)
	}
	b.WriteString(`</ul></nav><article id="item" class="box item"><div class="item-header"><div class="item-date"><span>۱۳ اردیبهشت ۱۴۰۰ - ۱۲:۳۰</span></div>` +
		`<div class="item-title"><h1 class="title">گزارش تولید ۴۰ کارخانه</h1></div></div><p class="summary introtext">تولید ۴۰ کارخانه در بهار دو برابر شد.</p>` +
		`<div class="item-body"><div class="item-text" itemprop="articleBody">`)
	for i := range 30 {
		fmt.Fprintf(&b, `<p>مدیر کارخانه شماره %d گفت: تولید ما در سه ماه به %d هزار تن رسید و <strong>۱۲ درصد</strong> بیشتر از پارسال شد، هر چند برق سه بار قطع شد.</p>`, i, 100+i)
	}
	b.WriteString(`</div></div></article><section class="related-items"><ul>`)
	for i := range 150 {
		fmt.Fprintf(&b, `<li class="news"><div class="desc"><h3><a href="/news/%d/x">خبر مرتبط شماره %d درباره تولید و بازار کار در استان‌ها</a></h3><time>۲ ساعت پیش</time></div></li>`, i, i)
	}
	b.WriteString(`</ul></section><section class="comments"><ul class="comments-list">`)
	for i := range 60 {
		fmt.Fprintf(&b, `<li><span class="author">کاربر %d</span><div class="comment-body">من هم در این کارخانه کار می‌کنم و چیزی از این افزایش ندیده‌ام، دستمزدها همان است.</div></li>`, i)
	}
	b.WriteString(`</ul></section></body></html>`)
	return []byte(b.String())
}

// BenchmarkOverParse says how many times as long as goquery's parse alone extraction takes, the two in turn on the same page and the fastest of
// each, so that a busy machine slows both alike.
func BenchmarkOverParse(b *testing.B) {
	pages := map[string][]byte{"profile/made up": bigPage(nastoohMark)}
	for _, name := range []string{"fa-khabaronline-1523806243", "fa-yjc-1602557452", "fa-aryanews-1641304459"} {
		if body, err := os.ReadFile(shared(b, "pages/"+name+".html")); err == nil {
			pages["profile/"+name] = body
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		b.Run(name, func(b *testing.B) {
			parse, extract := time.Hour, time.Hour
			for b.Loop() {
				start := time.Now()
				if _, err := goquery.NewDocumentFromReader(bytes.NewReader(pages[name])); err != nil {
					b.Fatal(err)
				}
				parsed := time.Now()
				if _, err := FromRecord(corpus.Record{Kind: corpus.Page, Body: pages[name]}); err != nil {
					b.Fatal(err)
				}
				parse, extract = min(parse, parsed.Sub(start)), min(extract, time.Since(parsed))
			}
			b.ReportMetric(float64(extract)/float64(parse), "x-parse")
		})
	}
}

const nastoohMark = `<meta name="generator" content="www.nastooh.ir">`

func BenchmarkGoqueryAlone(b *testing.B) {
	page := bigPage(nastoohMark)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := goquery.NewDocumentFromReader(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProfile(b *testing.B) { benchmark(b, bigPage(nastoohMark)) }

func BenchmarkGeneric(b *testing.B) {
	page := string(bigPage(""))
	for _, known := range []string{"item-text", "item-date", "item-title", `id="item"`, "articleBody"} { // nothing of Nastooh
		page = strings.ReplaceAll(page, known, "x"+known[1:])
	}
	benchmark(b, []byte(page))
}

func benchmark(b *testing.B, page []byte) {
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		a, err := FromRecord(corpus.Record{Kind: corpus.Page, Body: page})
		if err != nil || len(a.Paragraphs) != 30 {
			b.Fatalf("%d paragraphs, %v", len(a.Paragraphs), err)
		}
	}
}
