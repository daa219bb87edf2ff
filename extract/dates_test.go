package extract

import (
	"strings"
	"testing"
	"time"

	"raqam/corpus"
)

// TestDatePages reads small pages that say in every way we know when they were published, and in some that mislead.
func TestDatePages(t *testing.T) {
	const (
		p    = `<p>سخنگوی شرکت برق گفت: مصرف برق در تابستان امسال به ۷۹ هزار مگاوات رسید که ۶ درصد بیشتر از پارسال است و باز هم بیشتر می‌شود.</p>`
		h    = `<title>مصرف برق رکورد زد - نور</title><h1>مصرف برق رکورد زد</h1>`
		text = p + `<p>وی افزود: ۱۲ نیروگاه تازه در دست ساخت است و نیمی از آن‌ها تا پایان سال آینده به شبکه سراسری می‌پیوندند.</p>`
		noon = "2020-11-16T12:33:00+03:30"
		day  = "1399-08-26"
	)
	meta := func(name, value string) string {
		return `<meta property="` + name + `" content="` + value + `">` + h + text
	}
	line := func(s string) string { return h + `<div>` + s + `</div>` + text }
	ld := func(s string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"مصرف برق رکورد زد","datePublished":"` + s + `"}</script>` + h + text
	}
	for _, c := range []struct{ name, page, want string }{
		{"visible, month in words", line("۲۶ آبان ۱۳۹۹ - ۱۲:۳۳"), noon},
		{"with weekday", line("دوشنبه ۲۶ آبان ۱۳۹۹ - ۱۲:۳۳"), noon},
		{"with a comma", line("۲۶ آبان ۱۳۹۹، ۱۲:۳۳"), noon},
		{"with «ساعت»", line("دوشنبه ۲۶ آبان ۱۳۹۹ ساعت ۱۲:۳۳"), noon},
		{"slash before the clock", line("۲۶ آبان ۱۳۹۹ / ۱۲:۳۳"), noon},
		{"day only", line("۲۶ آبان ۱۳۹۹"), day},
		{"ASCII digits", line("26 آبان 1399 - 12:33"), noon},
		{"Arabic digits", line("٢٦ آبان ١٣٩٩ - ١٢:٣٣"), noon},
		{"Arabic letters", line("۲۲ ارديبهشت ۱۳۹۹ - ۱۸:۵۹"), "2020-05-11T18:59:00+04:30"},
		{"figures", line("۱۳۹۹/۰۸/۲۶ - ۱۲:۳۳"), noon},
		{"figures, no zeros", line("۱۳۹۹/۸/۲۶"), day},
		{"figures with hyphens", line("1399-08-26 12:33"), noon},
		{"clock first", line("۱۲:۳۳ - ۱۳۹۹/۰۸/۲۶"), noon},
		{"with its label", line("تاریخ انتشار: ۲۶ آبان ۱۳۹۹ - ۱۲:۳۳"), noon},
		{"label with a space before the colon", line("تاریخ انتشار : دوشنبه ۲۶ آبان ۱۳۹۹ ساعت ۱۲:۳۳"), noon},
		{"afternoon", line("26 آبان 1399 - 02:33:00 ب.ظ"), "2020-11-16T14:33:00+03:30"},
		{"Gregorian in Persian", line("۱۶ نوامبر ۲۰۲۰"), day},
		{"last day of a leap year", line("۳۰ اسفند ۱۳۹۹ - ۱۰:۰۰"), "2021-03-20T10:00:00+03:30"},
		{"summer time", line("۲۶ تیر ۱۳۹۹ - ۱۲:۳۳"), "2020-07-16T12:33:00+04:30"},
		{"after the end of summer time", line("۲۶ تیر ۱۴۰۲ - ۱۲:۳۳"), "2023-07-17T12:33:00+03:30"},
		{"meta, UTC", meta("article:published_time", "2020-11-16T09:03:00Z"), noon},
		{"meta, +00:00", meta("article:published_time", "2020-11-16T09:03:00+00:00"), noon},
		{"meta, offset", meta("article:published_time", "2020-11-16T12:33:00+03:30"), noon},
		{"meta, offset without colon", meta("article:published_time", "2020-11-16T12:33:00+0330"), noon},
		{"meta, Solar Hijri in Persian digits", meta("article:published_time", "۱۳۹۹/۰۸/۲۶ - ۱۲:۳۳"), noon},
		{"meta, Solar Hijri in a Gregorian form", meta("article:published_time", "1399-08-26T12:33:00"), noon},
		{"meta, day", meta("nastooh:publishDate", "2020-11-16"), day},
		{"meta, Dublin Core", meta("DC.date.issued", "2020-11-16"), day},
		{"meta, UTC before midnight in Tehran's next day", meta("article:published_time", "2020-11-15T21:00:00Z"), "2020-11-16T00:30:00+03:30"},
		{"JSON-LD", ld("2020-11-16T12:33:00+03:30"), noon},
		{"JSON-LD, day", ld("2020-11-16"), day},
		{"JSON-LD, Solar Hijri", ld("1399/08/26 12:33"), noon},
		{"microdata", h + `<time itemprop="datePublished" datetime="2020-11-16T12:33:00+03:30">دیروز</time>` + text, noon},
		{"microdata in meta", `<meta itemprop="datePublished" content="2020-11-16">` + h + text, day},
		{"meta without a clock, visible with one", meta("article:published_time", "2020-11-16") + `<div>x</div>`, day},
		{"address", `<article class="single-news"><h1 class="title">مصرف برق رکورد زد</h1><h3 class="lead">x</h3><div class="story">` + text + `</div></article>`, day},
		{"render time refused", `<meta name="date" content="2024-02-18 T 07:20:50 +0330">` + h + text, ""},
		{"render time beside the real one", `<meta name="date" content="2024-02-18 T 07:20:50 +0330">` + meta("article:published_time", "2020-11-16"), day},
		{"footer refused", h + text + `<footer>© ۱۳۸۸ تا ۱۴۰۲، ۳ دی ۱۴۰۲</footer>`, ""},
		{"clock of the page's head refused", `<nav>امروز: ۳ دی ۱۴۰۲</nav>` + line("۲۶ آبان ۱۳۹۹"), day},
		{"comment's date refused", h + text + `<section class="comments"><span>۱۳:۴۰ - ۱۴۰۱/۰۸/۱۲</span></section>`, ""},
		{"the future refused", meta("article:published_time", "2026-12-13T10:00:00Z"), ""},
		{"the future refused, another taken", meta("article:published_time", "2026-12-13T10:00:00Z") + `<meta name="pubdate" content="2020-11-16">`, day},
		{"no such day", line("۳۱ آبان ۱۳۹۹"), ""},
		{"Arabic months, two names", line("تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً"), "1399-02-05"},
		{"Arabic month, Arabic digits", line("تم نشره الجمعة ٢٤ أبريل ٢٠٢٠"), "1399-02-05"},
		{"no such day in Arabic", line("تم نشره الجمعة 31 أبريل 2020"), ""},
		{"month before the day", line("آبان ۲۶, ۱۳۹۹ ۱۲:۳۳ ب.ظ"), noon},
		{"month before the day, Persian comma", line("دوشنبه، آبان ۲۶، ۱۳۹۹"), day},
		{"three calendars in one line", line("۲۶ آبان ۱۳۹۹ - ۳۰ ربیع‌الاول ۱۴۴۲ - ۱۶ نوامبر ۲۰۲۰"), day},
		{"two-digit year", line("۹۹/۰۸/۲۶ ساعت ۱۲:۳۳"), noon},
		{"day first", line("۲۶/۰۸/۱۳۹۹"), day},
		{"dots", line("1399.08.26"), day},
		{"Gregorian in English", line("Monday, November 16, 2020"), day},
		{"mail form in meta", meta("article:published_time", "Mon, 16 Nov 2020 09:03:00 GMT"), noon},
		{"milliseconds and Z", meta("article:published_time", "2020-11-16T09:03:00.000Z"), noon},
		{"a lunar year in figures refused", line("۱۴۴۲/۰۳/۳۰"), ""},
		{"a clock that was never set refused", meta("article:published_time", "1970-01-01T00:00:00Z"), ""},
		{"year zero of a database refused", meta("article:published_time", "0001-01-01T00:00:00"), ""},
		{"among other spans", line("<span>۲۶ آبان ۱۳۹۹</span><span>۱۲:۳۳</span><span>۴ دقیقه مطالعه</span><span>۸۷۱ بازدید</span>"), noon},
		{"below the lead", h + "<p>مصرف برق کشور در تابستان امسال به بالاترین میزان در تاریخ رسید.</p><div>۲۶ آبان ۱۳۹۹ - ۱۲:۳۳</div>" + text, noon},
		{"above the title", `<div>دوشنبه ۲۶ آبان ۱۳۹۹ - ۱۲:۳۳</div>` + h + text, noon},
		{"in an attribute only", line(`<time datetime="2020-11-16T12:33:00+03:30">دیروز</time>`), noon},
		{"submitted line", line("ارسال شده توسط webmaster در دوشنبه, 1399/08/26 - 12:33"), noon},
		{"last change beside it", line("۲۶ آبان ۱۳۹۹ - ۱۲:۳۳") + "<div>آخرین به‌روزرسانی: ۲۸ آبان ۱۳۹۹ - ۱۰:۰۰</div>", noon},
		{"the moment of the crawl in meta", meta("article:published_time", "2024-12-31T23:59:30Z") + "", "2025-01-01T03:29:30+03:30"},
		{"the moment of the crawl in meta, another shown", `<meta property="article:published_time" content="2024-12-31T23:59:30Z">` + line("۲۶ آبان ۱۳۹۹ - ۱۲:۳۳"), noon},
		{"day in the address", h + text, day},
		{"day in the address and shown, another in meta", `<meta property="article:published_time" content="2019-02-03T10:00:00Z">` + line("۲۶ آبان ۱۳۹۹ - ۱۲:۳۳"), noon},
		{"related article's date refused", h + text + `<div class="related"><a href="/n/3">خبر دیگری از برق</a><span>۳ دی ۱۴۰۲</span></div>`, ""},
		{"a date in a sentence is none", h + `<p>در ۳ دی ۱۴۰۲ مصرف برق کشور به ۷۹ هزار مگاوات رسید که ۶ درصد بیشتر از پارسال است و باز هم بیشتر می‌شود.</p>` + text, ""},
		{"none", h + text, ""},
	} {
		url := "https://nur.example/news/7"
		switch {
		case c.name == "address":
			url = "https://nur.example/fa/news/1399/08/26/7/x"
		case strings.HasPrefix(c.name, "day in the address"):
			url = "https://nur.example/2020/11/16/power"
		}
		rec := corpus.Record{Kind: corpus.Page, URL: url, Fetched: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), Body: []byte(`<!DOCTYPE html><meta charset="utf-8">` + c.page)}
		a, reasons, err := Explain(rec)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := a.Published.String(); got != c.want {
			t.Errorf("%s: %q, want %q\n%v", c.name, got, c.want, reasons)
		}
	}
}
