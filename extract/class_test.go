package extract

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"raqam/corpus"
)

func TestClassOf(t *testing.T) {
	const (
		prose = `<p>سخنگوی شرکت برق گفت: مصرف برق در تابستان امسال به ۷۹ هزار مگاوات رسید که ۶ درصد بیشتر از پارسال است و باز هم بیشتر می‌شود.</p>`
		link  = `<li><a href="/n/1">۷۹ هزار مگاوات برق در تابستان مصرف شد</a></li>`
		card  = `<div><h3><a href="/n/1">۷۹ هزار مگاوات برق در تابستان مصرف شد</a></h3>` + prose + `</div>`
		head  = `<meta charset="utf-8"><title>برق - نور</title><h1>آمار برق کشور</h1>`
	)
	for _, c := range []struct {
		name, url, page string
		want            PageClass
	}{
		{"article", "https://nur.example/n/1", head + prose + prose, ArticlePage},
		{"front page", "https://nur.example/", head + prose + prose, FrontPage},
		{"front page in Persian", "https://nur.example/fa/", head + prose + prose, FrontPage},
		{"front page by its own word", "", `<meta property="og:type" content="website"><link rel="canonical" href="https://nur.example/">` + head + prose + prose, FrontPage},
		{"article whose template names the front page", "", `<meta property="og:type" content="article"><link rel="canonical" href="https://nur.example/">` + head + prose + prose, ArticlePage},
		{"links", "https://nur.example/s", head + "<ul>" + strings.Repeat(link, 20) + "</ul>", ListingPage},
		{"teasers", "https://nur.example/s", head + strings.Repeat(card, 12), ListingPage},
		{"Nastooh's archive", "https://nur.example/archive", `<meta name="generator" content="www.nastooh.ir"><meta property="nastooh:pageType" content="archive">` + head + prose, ListingPage},
		{"pictures", "https://nur.example/p", head + strings.Repeat(`<figure><a href="/1.jpg"><img src="/1.jpg"></a><figcaption>۱ از ۹</figcaption></figure>`, 9), GalleryPage},
		{"video", "https://nur.example/v", head + `<video src="v.mp4"></video><p>کیفیت ۷۲۰</p>`, VideoPage},
		{"video by its own word", "https://nur.example/v", `<meta property="og:type" content="video.other">` + head, VideoPage},
		{"video with a text", "https://nur.example/v", head + `<video src="v.mp4"></video>` + prose + prose, ArticlePage},
		{"form", "https://nur.example/f", head + `<form><input name="q"></form>`, OtherPage},
		{"nothing", "https://nur.example/x", " ", OtherPage},
	} {
		_, err := FromRecord(corpus.Record{Kind: corpus.Page, URL: c.url, Body: []byte(c.page)})
		if got := ClassOf(err); got != c.want || (err != nil) != errors.Is(err, ErrNotArticle) {
			t.Errorf("%s: %q (%v), want %q", c.name, got, err, c.want)
		}
	}
	if got := ClassOf(fmt.Errorf("read: %w", io.ErrUnexpectedEOF)); got != "" {
		t.Errorf("a failure is of class %q", got)
	}
}
