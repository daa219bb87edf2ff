package extract

import (
	"bytes"
	"cmp"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"raqam/corpus"
)

// page is an HTML page being read.
type page struct {
	rec     corpus.Record
	doc     *goquery.Document
	lookup  *lookup
	meta    map[string][]string // contents of <meta> by property, name and "itemprop:" name, in lower case
	profile *profile            // nil on an unknown site
	site    *profile            // the profile's lists for this site alone, or nil
	flat    bool                // its nesting was removed, see parseHTML
	linked  jsonLD              // the article that JSON-LD describes
	outside map[*html.Node]bool // elements that the profile puts outside the article
	dropped map[*html.Node]bool // elements that it drops inside the body
}

// readPage reads an HTML page: first the profile of its system, then structured data, then the scorer, each for what is missing yet.
func (d *draft) readPage(rec corpus.Record) error {
	if err := isReadable(rec); err != nil {
		return err
	}
	if isJSON(rec.Header.Get("Content-Type")) {
		return d.readDataPage(rec)
	}
	text, charset := decode(rec.Body, rec.Header.Get("Content-Type"))
	if len(bytes.TrimSpace(text)) == 0 {
		return notArticle(OtherPage, "empty page")
	}
	root, flat, err := parseHTML(text)
	if err != nil {
		return fmt.Errorf("parse HTML: %w", err)
	}
	if charset != "utf-8" {
		d.explain("page", "charset", charset)
	}
	if flat {
		d.explain("page", "html", "nested too deep; flattened")
	}
	p := newPage(d.profiles, rec, root)
	p.flat = flat
	d.readIdentity(p)
	if why := p.front(); why != "" {
		return notArticle(FrontPage, why)
	}
	var body []block
	if p.profile != nil {
		if class := classOf(p.profile.not, p.lookup); class != "" {
			return notArticle(PageClass(class), class+", by profile "+p.profile.name)
		}
		body = d.readProfile(p)
	}
	d.readStructured(p)
	if p.profile != nil && len(body) > 0 && len(d.dates) == 0 {
		d.readAround(blocksOf(nil, p.doc.Selection))
	}
	if len(body) == 0 {
		if body, err = d.readBodyWithoutProfile(p); err != nil {
			return err
		}
	}
	if err := d.finishBody(p, body); err != nil {
		return err
	}
	d.readCaptions(p, body)
	d.chooseLanguage(p.languages())
	d.readAddressDate(rec.URL)
	d.choosePublished(rec)
	d.chooseUpdated(rec)
	return nil
}

// isReadable refuses what is no successful answer with an HTML page.
func isReadable(rec corpus.Record) error {
	if rec.Status != 0 && rec.Status != http.StatusOK {
		return notArticle(OtherPage, "HTTP status "+strconv.Itoa(rec.Status))
	}
	if len(rec.Body) == 0 {
		return notArticle(OtherPage, "empty page")
	}
	if declared := rec.Header.Get("Content-Type"); declared != "" {
		kind, _, err := mime.ParseMediaType(declared)
		if err == nil && kind != "application/json" && kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" {
			return notArticle(OtherPage, "content type "+kind)
		}
	}
	if head := rec.Body[:min(len(rec.Body), 512)]; rec.Header == nil {
		if kind := http.DetectContentType(head); !strings.HasPrefix(kind, "text/") && kind != "application/octet-stream" {
			return notArticle(OtherPage, "content type "+kind)
		} else if strings.HasPrefix(kind, "text/xml") && !bytes.Contains(head, []byte("<html")) {
			return notArticle(OtherPage, "XML, such as a feed or a sitemap")
		}
	}
	return nil
}

func newPage(set profileSet, rec corpus.Record, root *html.Node) *page {
	doc := goquery.NewDocumentFromNode(root)
	p := &page{rec: rec, doc: doc, lookup: newLookup(doc, set.keys), meta: map[string][]string{}}
	for _, m := range p.find(metaElements).Nodes {
		content := attrOf(m, "content")
		if content == "" {
			continue
		}
		for _, a := range m.Attr {
			switch a.Key {
			case "property", "name":
				key := strings.ToLower(a.Val)
				p.meta[key] = append(p.meta[key], content)
			case "itemprop":
				key := "itemprop:" + strings.ToLower(a.Val)
				p.meta[key] = append(p.meta[key], content)
			}
		}
	}
	if p.profile = set.detect(p.lookup); p.profile == nil {
		p.profile = set.ofSite(p.address())
	}
	p.linked = readJSONLD(p.find(jsonLDScripts), p.windowTitle())
	if p.profile == nil && p.linked.body == "" {
		p.linked = withAppData(p.linked, readAppData(p.find(appDataScripts), p.windowTitle()))
	}
	return p
}

// address is where the page was fetched, else where it says that it is.
func (p *page) address() string { return cmp.Or(p.rec.URL, first(p.meta["og:url"])) }

// find returns every element of the page that s matches.
func (p *page) find(s selector) *goquery.Selection { return p.lookup.find(s) }

// front says why a page is a front page, "" if it is none.
func (p *page) front() string {
	addresses := []string{p.rec.URL, first(p.meta["og:url"])}
	if first(p.meta["og:type"]) == "website" && !p.saysArticle() {
		addresses = append(addresses, p.canonicalLink()) // some templates name the front page on every article
	}
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && address != "" {
			if isFront(u) {
				return "front page"
			}
			return ""
		}
	}
	return ""
}

// whyEmpty says what a page without a text is.
func (p *page) whyEmpty(title string) error {
	if p.profile != nil {
		if class := classOf(p.profile.empty, p.lookup); class != "" {
			return notArticle(PageClass(class), class+" without text")
		}
	}
	class, missing := p.shape(blocksOf(nil, p.doc.Selection)), "no text"
	if title == "" {
		missing = "no title"
	}
	if class == OtherPage {
		return notArticle(class, missing)
	}
	return notArticle(class, string(class)+": "+missing)
}

// first returns the first of values, "" if there is none.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
