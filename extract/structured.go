package extract

import (
	"strings"
	"unicode"
)

// Elements that any page may have, whatever its system. The values of rel, type and itemprop are compared without regard to case.
var (
	metaElements    = mustSelector("meta")
	canonicalLinks  = mustSelector("link[rel=canonical i]")
	jsonLDScripts   = mustSelector("script[type*='ld+json' i]")
	windowTitles    = mustSelector("title")
	firstHeadings   = mustSelector("h1")
	secondHeadings  = mustSelector("h2")
	microdataItems  = mustSelector("[itemprop]")
	microdataDates  = mustSelector("[itemprop=datePublished i][datetime]")
	microdataNames  = mustSelector("[itemprop=name i]")
	microdataBodies = mustSelector("[itemprop=articleBody i]")
)

// Names under which pages say the same thing, most trusted first. Plain names are properties (Open Graph, https://ogp.me) or names
// (Dublin Core) of <meta>; "itemprop:" ones are schema.org microdata. Not here: "date", which often is when the page was made.
var (
	metaTitle   = []string{"og:title", "itemprop:headline", "twitter:title", "dc.title"}
	metaSummary = []string{"og:description", "itemprop:description", "description", "twitter:description", "dc.description"}
	metaDate    = []string{
		"article:published_time", "article:published", "og:article:published_time", "itemprop:datepublished", "datepublished",
		"nastooh:publishdate", "publishdate", "pubdate", "publish-date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
		"parsely-pub-date", "sailthru.date", "citation_publication_date",
	}
	metaUpdated = []string{
		"article:modified_time", "og:updated_time", "itemprop:datemodified", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
	}
	metaAuthor  = []string{"article:author", "parsely-author"} // "author" and "dc.creator" name the site or its makers
	metaOutlet  = []string{"og:site_name", "dc.publisher", "publisher", "application-name"}
	metaSection = []string{"article:section", "itemprop:articlesection"}
	metaTags    = []string{"article:tag", "keywords", "news_keywords"}
)

// readIdentity reads the address the page gives itself.
func (d *draft) readIdentity(p *page) {
	if d.canonical = p.canonicalLink(); d.canonical != "" {
		return
	}
	if d.canonical = first(p.meta["og:url"]); d.canonical == "" {
		d.canonical = p.linked.url
	}
}

// canonicalLink is the first <link rel="canonical"> with an address.
func (p *page) canonicalLink() string {
	for _, n := range p.find(canonicalLinks).Nodes {
		if address := attrOf(n, "href"); address != "" {
			return address
		}
	}
	return ""
}

// readStructured fills from JSON-LD, microdata and meta tags what is empty yet.
func (d *draft) readStructured(p *page) {
	a, ld := &d.article, p.linked
	d.addDate(ld.from+" datePublished", ld.published)
	for _, name := range metaDate {
		for _, v := range p.meta[name] {
			d.addDate("meta "+name, v)
		}
	}
	d.addChange(ld.from+" dateModified", ld.modified)
	for _, name := range metaUpdated {
		for _, v := range p.meta[name] {
			d.addChange("meta "+name, v)
		}
	}
	for _, s := range p.find(microdataDates).EachIter() {
		d.addDate("microdata datePublished", s.AttrOr("datetime", ""))
	}
	if a.Title == "" {
		d.fill(&a.Title, "title", p.heading(), "heading and metadata")
	}
	if p.profile == nil { // a profile says whether there is a lead; a description may be cut off or made by a machine
		d.fill(&a.Kicker, "kicker", ld.kicker, ld.from+" alternativeHeadline")
		d.fill(&a.Lead, "lead", ld.lead, ld.from+" lead")
	}
	d.fill(&a.Author, "author", ld.author, ld.from+" author")
	d.fill(&a.Outlet, "outlet", ld.outlet, ld.from+" publisher")
	d.fill(&a.Section, "section", ld.section, ld.from+" articleSection")
	d.fillMeta(p, &a.Author, "author", metaAuthor)
	d.fillMeta(p, &a.Outlet, "outlet", metaOutlet)
	d.fillMeta(p, &a.Section, "section", metaSection)
	for _, s := range p.find(microdataNames).EachIter() {
		if s.Parent().ClosestMatcher(microdataItems).AttrOr("itemprop", "") == "author" {
			d.fill(&a.Author, "author", textOf(nil, s), "microdata author")
		}
	}
	if len(strings.Fields(ld.city)) <= 3 { // some write a whole dateline there
		d.fill(&a.City, "city", ld.city, ld.from+" dateline")
	}
	if !isAddress(ld.origin) {
		d.fill(&a.ReprintedFrom, "reprinted_from", ld.origin, ld.from+" isBasedOn")
	}
	a.Outlet, _, _ = strings.Cut(a.Outlet, " | ") // name | slogan | name in Latin letters
	if !strings.ContainsFunc(a.Author, unicode.IsLetter) || isAddress(a.Author) || a.Outlet != "" && strings.Contains(matchKey(a.Author), matchKey(a.Outlet)) {
		if a.Author != "" {
			d.explain("author", "hygiene", "refused: no name of a person: "+a.Author)
		}
		a.Author = "" // a reporter's number; the address that Open Graph wants there; the site's own name
	}
	if len(a.Tags) == 0 {
		for _, k := range ld.keywords {
			d.addTags(k, true, ld.from+" keywords")
		}
	}
	for _, name := range metaTags {
		if len(a.Tags) == 0 {
			for _, v := range p.meta[name] {
				d.addTags(v, true, "meta "+name)
			}
		}
	}
}

// fillMeta sets an empty field from the first of the names that the page has.
func (d *draft) fillMeta(p *page, field *string, name string, from []string) {
	for _, f := range from {
		d.fill(field, name, first(p.meta[f]), "meta "+f)
	}
}

// maxKeywords is how many tags an article keeps.
const maxKeywords = 200

// addTags adds keywords; list says that value may hold several, set apart by commas.
func (d *draft) addTags(value string, list bool, from string) {
	values := []string{value}
	if list {
		values = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '\u060c' || r == ';' || r == '\u061b' })
	}
	for _, v := range values {
		v = trim(strings.TrimLeft(trim(v), "#"))
		if v == "" || len(v) > 200 || len(d.article.Tags) >= maxKeywords || containsKey(d.article.Tags, v) {
			continue
		}
		if len(d.article.Tags) == 0 {
			d.explain("tags", from, "")
		}
		d.article.Tags = append(d.article.Tags, v)
	}
}

func containsKey(list []string, s string) bool {
	for _, e := range list {
		if e == s || matchKey(e) == matchKey(s) {
			return true
		}
	}
	return false
}

// microdataBody returns the blocks of the element that the page marks as the body of its article.
func (p *page) microdataBody() []block {
	for _, s := range p.find(microdataBodies).EachIter() {
		if blocks := blocksOf(boxed, s); prose(blocks) > 0 {
			return blocks
		}
	}
	return nil
}

// jsonBody returns the blocks of the body in JSON-LD or in the data of a script, which is plain text or HTML.
func (p *page) jsonBody() []block { return htmlBlocks(p.linked.body) }

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
