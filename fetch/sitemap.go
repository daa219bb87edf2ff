package fetch

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html/charset"
)

// sitemapLinks reads the loc elements of url and sitemap elements, and of no others: images and videos have loc elements too. The date
// is that of publication in the news extension (Google News), else lastmod.
func sitemapLinks(body []byte, at *url.URL) ([]link, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	r := newLinkReader(at, false)
	var parents []string
	var text strings.Builder
	var now siteEntry
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return r.links, nil
		case err != nil:
			now.addTo(r)
			return r.links, fmt.Errorf("reading the sitemap: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			parents = append(parents, t.Name.Local)
			text.Reset()
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			now.read(parents, text.String(), r)
			if len(parents) > 0 {
				parents = parents[:len(parents)-1]
			}
			text.Reset()
		}
	}
}

// siteEntry is one url or sitemap element of a sitemap.
type siteEntry struct {
	loc, modified, published string
	index                    bool // an entry of a sitemap index
}

// read takes an element that ends.
func (e *siteEntry) read(parents []string, text string, r *linkReader) {
	n := len(parents)
	if n == 0 {
		return
	}
	name, parent := parents[n-1], ""
	if n >= 2 {
		parent = parents[n-2]
	}
	switch {
	case name == "url", name == "sitemap":
		e.addTo(r)
	case name == "loc" && (parent == "url" || parent == "sitemap"):
		e.loc, e.index = text, parent == "sitemap"
	case name == "lastmod" && (parent == "url" || parent == "sitemap"):
		e.modified = text
	case name == "publication_date":
		e.published = text
	}
}

// addTo adds the entry to the links and makes room for the next.
func (e *siteEntry) addTo(r *linkReader) {
	as, date := rolePage, e.published
	if e.index {
		as = roleListing
	}
	if date == "" {
		date = e.modified
	}
	if e.loc != "" && r.add(e.loc, as, ViaSitemap) != nil {
		r.date(date, nil)
	}
	*e = siteEntry{}
}

// leafLinks reads a sitemap in JSON.
func leafLinks(body []byte, at *url.URL) ([]link, error) {
	var leaf struct {
		URLs []struct {
			Loc, LastMod string
		}
		Sitemaps []struct {
			Loc, LastMod string
		}
	}
	if err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &leaf); err != nil {
		return nil, fmt.Errorf("reading the sitemap in JSON: %w", err)
	}
	r := newLinkReader(at, false)
	for _, u := range leaf.URLs {
		(&siteEntry{loc: u.Loc, modified: u.LastMod}).addTo(r)
	}
	for _, u := range leaf.Sitemaps {
		(&siteEntry{loc: u.Loc, modified: u.LastMod, index: true}).addTo(r)
	}
	return r.links, nil
}
