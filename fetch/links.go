package fetch

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// link is an address found in something fetched.
type link struct {
	url     *url.URL // canonical
	listing bool     // a feed or sitemap rather than a page
}

// linkReader collects the links of one HTML page, element by element in document order.
type linkReader struct {
	base     *url.URL // what relative addresses are relative to
	feeds    bool     // take the feeds the page names too
	nofollow bool     // the page asks not to follow its links
	hasBase  bool
	seen     map[string]bool
	links    []link
}

func newLinkReader(page *url.URL, feeds bool) *linkReader {
	return &linkReader{base: page, feeds: feeds, seen: map[string]bool{}}
}

// linkSelector finds the elements linkReader understands.
const linkSelector = "base[href], meta[name][content], a[href], area[href], link[rel][href]"

// document reads a parsed page.
func (r *linkReader) document(doc *goquery.Selection) []link {
	doc.Find(linkSelector).Each(func(_ int, s *goquery.Selection) {
		r.element(goquery.NodeName(s), func(name string) string { return s.AttrOr(name, "") })
	})
	return r.found()
}

// tokens reads a page that cannot be parsed into a tree: x/net/html refuses more than 512 elements inside each other.
func (r *linkReader) tokens(body []byte) []link {
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end; reading from memory fails in no other way
			return r.found()
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			r.element(t.Data, func(name string) string {
				for _, a := range t.Attr {
					if a.Key == name {
						return a.Val
					}
				}
				return ""
			})
		}
	}
}

// element takes the link of one element, unless its rel is nofollow: what a site asks robots not to follow is not followed.
func (r *linkReader) element(tag string, attr func(string) string) {
	rel := strings.Fields(strings.ToLower(attr("rel")))
	switch tag {
	case "base":
		if base, err := r.base.Parse(strings.TrimSpace(attr("href"))); err == nil && !r.hasBase && attr("href") != "" {
			r.base, r.hasBase = base, true
		}
	case "meta":
		if strings.EqualFold(attr("name"), "robots") {
			content := strings.ToLower(attr("content"))
			r.nofollow = r.nofollow || strings.Contains(content, "nofollow") || strings.TrimSpace(content) == "none"
		}
	case "a", "area":
		if !slices.Contains(rel, "nofollow") {
			r.add(attr("href"), false)
		}
	case "link":
		switch {
		case slices.Contains(rel, "next"), slices.Contains(rel, "prev"): // pagination
			r.add(attr("href"), false)
		case r.feeds && slices.Contains(rel, "alternate") && isFeedType(attr("type")):
			r.add(attr("href"), true)
		}
	}
}

func (r *linkReader) add(reference string, listing bool) {
	reference = strings.TrimSpace(reference)
	if reference == "" || strings.HasPrefix(reference, "#") {
		return
	}
	u, err := canonicalURL(r.base, reference)
	if err != nil || r.seen[u.String()] {
		return // mailto:, javascript:, tel: and typing errors: no address, nothing to follow
	}
	r.seen[u.String()] = true
	r.links = append(r.links, link{u, listing})
}

func (r *linkReader) found() []link {
	if r.nofollow {
		return nil
	}
	return r.links
}

func isFeedType(mediaType string) bool {
	switch mediaType = strings.ToLower(mediaType); {
	case strings.Contains(mediaType, "rss"), strings.Contains(mediaType, "atom"), strings.Contains(mediaType, "feed+json"):
		return true
	}
	return false
}

// htmlLinks gives the links of a page as archived. Feeds are taken from seeds only: many systems name a feed of comments on each article.
func htmlLinks(body []byte, contentType string, page *url.URL, feeds bool) []link {
	body = toUTF8(body, contentType)
	if doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body)); err == nil {
		return newLinkReader(page, feeds).document(doc.Selection)
	}
	return newLinkReader(page, feeds).tokens(body)
}

// toUTF8 decodes a page for link finding. What is valid UTF-8 is UTF-8, whatever it says of itself; else the header, then the page decide.
func toUTF8(body []byte, contentType string) []byte {
	if utf8.Valid(body) {
		return body
	}
	encoding, _, _ := charset.DetermineEncoding(body, contentType)
	decoded, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return body // links are ASCII in nearly every page that cannot be decoded
	}
	return decoded
}
