package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"raqam/corpus"
)

func manyMetas(property string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<meta property="%s" content="2020-01-01T%02d:%02d:%02d.%03dZ">`, property, i/3600%24, i/60%60, i%60, i%1000)
	}
	return b.String()
}

// TestHostilePages reads pages that are costly to read, or drown their text. Their size is a tenth of what RAQAM_LONG=1 asks for; that also prints
// how long each took.
func TestHostilePages(t *testing.T) {
	size := 10_000
	long := os.Getenv("RAQAM_LONG") != ""
	if long {
		size *= 10
	}
	const text = "<p>" + deepFirst + "</p><p>" + deepSecond + "</p>"
	repeat := strings.Repeat
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " data-%d=%d", i, i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, page string }{
		{"attributes", "<div" + attributes(10*size) + ">" + text + "</div>"},
		{"elements with many attributes", repeat("<i"+attributes(100)+"></i>", size/10) + text},
		{"long page", text + repeat("<p>او گفت: ۱۲ نفر در این حادثه زخمی شدند و ۳۰ نفر دیگر به بیمارستان رفتند و حال برخی از آن‌ها خوب است.</p>", size*6/10)},
		{"one long line", text + "<p>" + repeat("او گفت: ۱۲ نفر در این حادثه زخمی شدند. ", size*2) + "</p>"},
		{"digits", text + "<p>" + repeat("1234 ", 20*size) + "</p>"},
		{"slashes", text + "<p>" + repeat("/", 100*size) + "</p>"},
		{"line breaks", "<div>" + deepFirst + repeat("<br>x", 10*size) + "<br>" + deepSecond + "</div>"},
		{"formatting never closed", repeat("<b>", 2*size) + text},
		{"formatting crossed", repeat("<b><i><u>x</b></i></u>", size/2) + text},
		{"paragraphs in formatting", repeat("<b><p>", size) + text},
		{"table soup", repeat("<table><td><tr><p>x", size/2) + text},
		{"text outside cells", "<table>" + repeat("<div>x</div>", 2*size) + text},
		{"tables of two rows nested", repeat("<table><tr><td>ا<td>ب</tr><tr><td>", size/20) + text},
		{"large table", text + "<table><tr><th>استان</th><th>شمار</th></tr>" + repeat("<tr><td>یزد</td><td>۱۲</td></tr>", 2*size) + "</table>" + text},
		{"cells over all rows and columns", text + "<table>" + repeat("<tr>"+repeat("<td colspan=100 rowspan=1000>۱</td>", 100)+"</tr>", size/50) + "</table>"},
		{"long class", `<div class="` + repeat("a ", 25*size) + `">` + text + "</div>"},
		{"JSON-LD nested", `<script type="application/ld+json">` + repeat(`{"@graph":[`, size) + `</script>` + text},
		{"JSON-LD of many things", `<script type="application/ld+json">[` + repeat(`{"@type":"Thing","name":"x"},`, 2*size) + `{}]</script>` + text},
		{"comments", repeat("<!-- x -->", 7*size) + text},
		{"headings", repeat("<h1>مصرف برق رکورد زد</h1>", size) + text},
		{"dates", repeat(`<meta property="article:published_time" content="2020-01-01">`, size) + text},
		{"captions", text + repeat("<figure><figcaption>x</figcaption></figure>", size)},
		{"tags", `<div class="tags">` + repeat(`<a href=/t rel=tag>x</a>`, size) + "</div>" + text},
		{"articles beside each other", "<article>" + repeat("<article>x</article>", 2*size) + text},
		{"labels and short lines", repeat("<p>x</p><p>نظرات</p>", size*2) + "<article>" + text + "</article>"},
		{"quotations", text + repeat("<blockquote><p>این جمله در متن نیست و تکرار نمی‌شود و بلند است.</p></blockquote>", size)},
		{"pictures in a long text", repeat("<p>او گفت: ۱۲ نفر در این حادثه زخمی شدند و ۳۰ نفر دیگر به بیمارستان رفتند و حال برخی از آن‌ها خوب است.</p><figure><figcaption>او گفت: ۱۲ نفر</figcaption></figure>", size/2) + text},
		{"dates, each another", manyMetas("article:published_time", size) + text},
		{"keywords, each another", manyMetas("article:tag", size) + text},
		{"bodies in bodies", nastoohMark + repeat(`<div class="item-text" itemprop="articleBody">`, 400) + repeat("<p>متن کوتاه خبر که در اینجا آمده است.</p>", size/2) + text},
	} {
		page := `<html><head><meta charset="utf-8"><title>مصرف برق - نور</title><meta property="og:title" content="مصرف برق رکورد زد"></head><body><h1>مصرف برق رکورد زد</h1>` + c.page
		start := time.Now()
		a, _, err := Explain(corpus.Record{Kind: corpus.Page, Body: []byte(page)})
		if long {
			t.Logf("%-32s %5.1f MB in %v", c.name, float64(len(page))/1e6, time.Since(start).Round(time.Millisecond))
		}
		if all := a.Lead + "\n" + strings.Join(a.Paragraphs, "\n"); err != nil || !strings.Contains(all, deepFirst) || !strings.Contains(all, deepSecond) {
			t.Errorf("%s: %v, the text is not among %d paragraphs", c.name, err, len(a.Paragraphs))
		}
	}
}
