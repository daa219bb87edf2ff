package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
)

func TestDiscovery(t *testing.T) {
	var origin string
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		body, contentType := "", "text/html; charset=utf-8"
		switch r.URL.RequestURI() {
		case "/robots.txt":
			body, contentType = "User-agent: *\nDisallow: /no\nSitemap: "+origin+"/index.xml\nSitemap: https://elsewhere.invalid/s.xml", "text/plain"
		case "/":
			body = `<link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" hreflang="en" href="/en"><a href="/page">x</a>`
		case "/page":
			body = `<link rel="alternate" type="application/atom+xml" href="/page/comments.atom">`
		case "/rss": // served as HTML, as some do
			body = `<?xml version="1.0"?><rss version="2.0"><channel><link>` + origin + `/</link><item><title>t</title><link>` + origin + `/news/1?utm_source=rss</link></item>` +
				`<item><guid>` + origin + `/news/2</guid></item></channel></rss>`
		case "/index.xml":
			body, contentType = `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc> `+origin+`/s1.xml.gz
				</loc></sitemap><sitemap><loc>/no.xml</loc></sitemap><sitemap><loc>/urls.txt</loc></sitemap></sitemapindex>`, "application/xml"
		case "/s1.xml.gz":
			w.Header().Set("Content-Type", "application/x-gzip")
			_, _ = w.Write(pack(t, "gzip", []byte(`<urlset xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>`+origin+`/news/3</loc>`+
				`<image:image><image:loc>`+origin+`/image-page</image:loc></image:image></url><url><loc>`+origin+`/no/4</loc></url><url><loc>`+origin+`/news/5</loc></url>`)))
			return
		case "/urls.txt":
			body, contentType = origin+"/news/6\n\n"+origin+"/news/7\r\n", "text/plain"
		}
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, body)
	})
	origin = site.URL
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), site.URL)
	wantArchived(t, dir, "/", "/page", "/rss", "/index.xml", "/s1.xml.gz", "/urls.txt", "/news/1", "/news/2", "/news/3", "/news/5", "/news/6", "/news/7")
	if s.Pages != 8 || s.Other != 4 || s.Failed != 1 { // the broken end of s1.xml.gz is told, what came before it is used
		t.Errorf("%+v %v", s, readFailures(t, dir))
	}
	// The same from a feed alone; patterns hold for its items, not for itself.
	alone := t.TempDir()
	o := quick()
	o.Include, o.MaxDepth = []string{"/news/2"}, 1
	mustCrawl(t, alone, o, site.URL+"/rss")
	if got := archived(t, alone); got["/rss"] != 1 || got["/news/2"] != 1 || got["/news/1"] != 0 || got["/page"] != 0 {
		t.Errorf("from the feed: %v", got)
	}
}

func TestKindOf(t *testing.T) {
	for _, test := range []struct {
		body, contentType string
		want              kind
	}{
		{"<!doctype html><p>x", "text/html", kindPage},
		{"x", "text/html; charset", kindPage},
		{"<?xml version='1.0'?>\n<!-- a --> <rss>", "text/html", kindFeed},
		{"\ufeff<rdf:RDF>", "application/xml", kindFeed},
		{"<feed xmlns='http://www.w3.org/2005/Atom'>", "application/atom+xml", kindFeed},
		{"<urlset\n>", "text/xml", kindSitemap},
		{"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", "application/xhtml+xml", kindPage},
		{`{"version": "https://jsonfeed.org/version/1.1", "items": []}`, "application/feed+json", kindFeed},
		{`{"a": 1}`, "application/json", kindOther},
		{"plain", "text/plain", kindOther},
		{"<html>", "", kindPage},
		{"<?xml", "", kindOther},
	} {
		if got := kindOf([]byte(test.body), test.contentType, false); got != test.want {
			t.Errorf("%q as %q: %d, want %d", test.body, test.contentType, got, test.want)
		}
	}
}

// FuzzLinks reads anything as a page, a feed and a sitemap: every link that comes out is canonical.
func FuzzLinks(f *testing.F) {
	f.Add([]byte(`<base href="//x/"><a href="a%zz"><link rel=next href=" /b ">`), "text/html")
	f.Add([]byte(`<rss><channel><item><link>http://e.ir/1</link></item></channel></rss>`), "application/rss+xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/x"/></entry></feed>`), "text/xml")
	f.Add([]byte(`<urlset><url><loc>/a</loc></url></urlset`), "text/xml; charset=windows-1256")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"http://e.ir/"}]}`), "application/json")
	at, _ := url.Parse("https://e.ir/dir/page")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		k := kindOf(body, contentType, true)
		found, _ := linksOf(k, body, at)
		onPage, _ := pageLinks(body, contentType, at, true)
		found = append(found, onPage...)
		found = append(found, listLinks(body, at)...)
		for _, l := range found {
			if again, err := Canonical(l.url.String()); err != nil || again != l.url.String() {
				t.Fatalf("%q: again %q, %v", l.url, again, err)
			}
		}
	})
}
