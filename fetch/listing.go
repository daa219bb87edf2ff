package fetch

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"
)

// kind is what a response turned out to be.
type kind uint8

const (
	kindOther   kind = iota // nothing that leads further
	kindPage                // HTML
	kindFeed                // RSS, Atom or JSON feed
	kindSitemap             // sitemap or sitemap index, sitemaps.org protocol 0.9
	kindList                // plain text with an address a line, fetched as a sitemap
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
	case root == "html", mediaType == "text/html", mediaType == "application/xhtml+xml":
		return kindPage
	case strings.HasSuffix(mediaType, "json") && bytes.Contains(body, []byte("//jsonfeed.org/version/")): // JSON Feed 1.1
		return kindFeed
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
	case kindList:
		r := newLinkReader(at, false)
		for line := range strings.Lines(string(body)) {
			r.add(line, false)
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
		switch {
		case item.Link != "":
			r.add(item.Link, false)
		case strings.HasPrefix(item.GUID, "http"):
			r.add(item.GUID, false)
		}
	}
	return r.links, nil
}

// sitemapLinks reads the loc elements of url and sitemap elements, and of no others: images and videos have loc elements too.
func sitemapLinks(body []byte, at *url.URL) ([]link, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	r := newLinkReader(at, false)
	var parents []string
	var text strings.Builder
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return r.links, nil
		case err != nil:
			return r.links, fmt.Errorf("reading the sitemap: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			parents = append(parents, t.Name.Local)
			text.Reset()
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if n := len(parents); n >= 2 && parents[n-1] == "loc" && (parents[n-2] == "url" || parents[n-2] == "sitemap") {
				r.add(text.String(), parents[n-2] == "sitemap")
			}
			if len(parents) > 0 {
				parents = parents[:len(parents)-1]
			}
			text.Reset()
		}
	}
}
