package fetch

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"raqam/normalize/calendar"
)

// kind is what a response turned out to be.
type kind uint8

const (
	kindOther   kind = iota // nothing that leads further
	kindPage                // HTML
	kindFeed                // RSS, Atom or JSON feed
	kindSitemap             // sitemap or sitemap index, sitemaps.org protocol 0.9
	kindList                // plain text with an address a line, fetched as a sitemap
	kindLeaf                // a sitemap in JSON, as Nastooh has for past years: {"urls": [{"loc": …}]}
)

// kindOf looks at the first element, then at the Content-Type: servers send feeds and sitemaps under many types, text/html among them.
func kindOf(body []byte, contentType string, listing bool) kind {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		mediaType, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		mediaType = strings.TrimSpace(mediaType)
	}
	if mediaType == "" {
		mediaType, _, _ = strings.Cut(http.DetectContentType(body), ";")
	}
	switch root := rootElement(body); {
	case root == "rss", root == "feed", root == "rdf":
		return kindFeed
	case root == "urlset", root == "sitemapindex":
		return kindSitemap
	case strings.HasSuffix(mediaType, "json") && bytes.Contains(body, []byte("//jsonfeed.org/version/")): // JSON Feed 1.1
		return kindFeed
	case listing && bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\ufeff"), []byte("{")):
		return kindLeaf
	case root == "html", mediaType == "text/html", mediaType == "application/xhtml+xml":
		return kindPage
	case listing && mediaType == "text/plain":
		return kindList
	}
	return kindOther
}

// rootElement gives the local name of the first element in lower case; empty where text comes first.
func rootElement(body []byte) string {
	rest := bytes.TrimPrefix(body, []byte("\ufeff"))
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		end := ""
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(rest, []byte("<!")):
			end = ">"
		case bytes.HasPrefix(rest, []byte("<")):
			name := rest[1:min(len(rest), 40)]
			if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
				name = name[:i]
			}
			if i := bytes.IndexByte(name, ':'); i >= 0 {
				name = name[i+1:]
			}
			return strings.ToLower(string(name))
		default:
			return ""
		}
		at := bytes.Index(rest, []byte(end))
		if at < 0 {
			return ""
		}
		rest = rest[at+len(end):]
	}
}

// linksOf gives the links of a response that is not HTML. What is broken gives the links before the break, and an error.
func linksOf(k kind, body []byte, at *url.URL) ([]link, error) {
	switch k {
	case kindFeed:
		return feedLinks(body, at)
	case kindSitemap:
		return sitemapLinks(body, at)
	case kindLeaf:
		return leafLinks(body, at)
	case kindList:
		r := newLinkReader(at, false)
		for line := range strings.Lines(string(body)) {
			r.add(line, rolePage, ViaSitemap)
		}
		return r.links, nil
	}
	return nil, nil
}

// feedLinks reads RSS, Atom or JSON Feed. A feed that makes the parser panic is one that cannot be read: as it is archived, it would
// otherwise stop every later run too.
func feedLinks(body []byte, at *url.URL) (_ []link, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the feed: %v", p)
		}
	}()
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("reading the feed: %w", err)
	}
	r := newLinkReader(at, false)
	for _, item := range feed.Items {
		address := item.Link
		if address == "" && strings.HasPrefix(item.GUID, "http") {
			address = item.GUID
		}
		if r.add(address, rolePage, ViaFeed) != nil {
			r.date(item.Published, item.PublishedParsed)
		}
	}
	return r.links, nil
}

// date dates the link added last. Iranian feeds print Solar Hijri dates too, which only stampDay understands.
func (r *linkReader) date(text string, parsed *time.Time) {
	last := &r.links[len(r.links)-1]
	if parsed != nil && parsed.Year() >= gregorianYears {
		last.date = calendar.FromTime(*parsed)
		return
	}
	last.date = stampDay(strings.TrimSpace(text))
}
