package fetch

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"raqam/normalize/calendar"
)

// link is an address found in something fetched.
type link struct {
	url  *url.URL // canonical
	role role
	via  Via
	date calendar.Date // of publication, as far as it is said where the link was found; zero: it is not
}

// linkReader collects the links of one HTML page, element by element in document order.
type linkReader struct {
	base      *url.URL // what relative addresses are relative to
	feeds     bool     // take the feeds the page names too
	nofollow  bool     // the page asks not to follow its links
	hasBase   bool
	seen      map[string]bool // references as written, and addresses
	links     []link
	published string // what the page's head says of its date of publication
}

// maxLinks is how many links are taken of one response; a sitemap has no more (sitemaps.org protocol 0.9).
const maxLinks = 50_000

func newLinkReader(page *url.URL, feeds bool) *linkReader {
	return &linkReader{base: page, feeds: feeds, seen: make(map[string]bool, 128)}
}

// tokens reads a page without building a tree of it, which costs a fifth of the time and knows no limit of nesting.
func (r *linkReader) tokens(body []byte) {
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end; reading from memory fails in no other way
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if tag := linkTag(name); tag != tagOther && more {
				r.element(tag, attributesOf(z))
			}
		}
	}
}

// tag is an element that linkReader understands.
type tag uint8

const (
	tagOther tag = iota
	tagA
	tagBase
	tagMeta
	tagLink
)

func linkTag(name []byte) tag {
	switch string(name) {
	case "a", "area":
		return tagA
	case "base":
		return tagBase
	case "meta":
		return tagMeta
	case "link":
		return tagLink
	}
	return tagOther
}

// attributes are those of an element that matter here; the first of each name counts.
type attributes struct{ href, rel, name, content, kind string }

func attributesOf(z *html.Tokenizer) (a attributes) {
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		var to *string
		switch string(key) {
		case "href":
			to = &a.href
		case "rel":
			to = &a.rel
		case "name", "property", "itemprop":
			to = &a.name
		case "content":
			to = &a.content
		case "type":
			to = &a.kind
		default:
			continue
		}
		if *to == "" {
			*to = string(value)
		}
	}
	return a
}

// element takes the link of one element, unless its rel is nofollow: what a site asks robots not to follow is not followed.
func (r *linkReader) element(t tag, a attributes) {
	switch t {
	case tagBase:
		r.rebase(a.href)
	case tagMeta:
		r.meta(a)
	case tagA:
		if a.rel == "" || !hasWord(a.rel, "nofollow") {
			r.add(a.href, rolePage, ViaLink)
		}
	case tagLink:
		switch {
		case hasWord(a.rel, "next"), hasWord(a.rel, "prev"): // pagination
			r.add(a.href, rolePage, ViaLink)
		case r.feeds && hasWord(a.rel, "alternate") && isFeedType(a.kind):
			r.add(a.href, roleListing, ViaLink)
		}
	}
}

func (r *linkReader) rebase(href string) {
	if base, err := r.base.Parse(strings.TrimSpace(href)); err == nil && !r.hasBase && href != "" {
		r.base, r.hasBase = base, true
	}
}

func (r *linkReader) meta(a attributes) {
	switch strings.ToLower(a.name) {
	case "robots":
		content := strings.ToLower(a.content)
		r.nofollow = r.nofollow || strings.Contains(content, "nofollow") || strings.TrimSpace(content) == "none"
	case "article:published_time", "datepublished", "nastooh:publishdate": // never name=date, which is when the page was made
		if r.published == "" {
			r.published = strings.TrimSpace(a.content)
		}
	}
}

// add notes a link and gives its address; nil where there is none, or it was noted before.
func (r *linkReader) add(reference string, as role, via Via) *url.URL {
	reference = strings.TrimSpace(reference)
	if reference == "" || reference[0] == '#' || len(r.links) >= maxLinks || r.seen[reference] {
		return nil
	}
	r.seen[reference] = true
	u, err := canonicalURL(r.base, reference)
	if err != nil {
		return nil // mailto:, javascript:, tel: and typing errors: no address, nothing to follow
	}
	if address := u.String(); address != reference {
		if r.seen[address] {
			return nil
		}
		r.seen[address] = true
	}
	r.links = append(r.links, link{url: u, role: as, via: via})
	return u
}

func (r *linkReader) found() []link {
	if r.nofollow {
		return nil
	}
	return r.links
}

// hasWord reports whether a list of words separated by spaces has a word, in letters of any case.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

func isFeedType(mediaType string) bool {
	switch mediaType = strings.ToLower(mediaType); {
	case strings.Contains(mediaType, "rss"), strings.Contains(mediaType, "atom"), strings.Contains(mediaType, "feed+json"):
		return true
	}
	return false
}

// pageLinks gives the links of a page as archived, and what it says of its date. Feeds are taken from seeds only: many systems name a feed of
// comments on each article.
func pageLinks(body []byte, contentType string, page *url.URL, feeds bool) ([]link, string) {
	r := newLinkReader(page, feeds)
	r.tokens(toUTF8(body, contentType))
	return r.found(), r.published
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
