package extract

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// readProfile reads every field by the page's profile and returns the blocks of the body. A page that has no element for the body is
// none of the system's article pages, or the system was changed: then a title or lead found by the profile may be another article's.
func (d *draft) readProfile(p *page) []block {
	p.site = p.profile.listsFor(p.address())
	p.findCuts()
	if !p.hasBody() {
		d.explain("page", "profile "+p.profile.name, "not used: the page has no element for the body")
		return nil
	}
	d.explain("page", "profile "+p.profile.name, "")
	a := &d.article
	d.readField(p, "kicker", &a.Kicker)
	d.readField(p, "title", &a.Title)
	d.readField(p, "lead", &a.Lead)
	d.readField(p, "author", &a.Author)
	d.readField(p, "outlet", &a.Outlet)
	d.readField(p, "city", &a.City)
	d.readField(p, "reprinted_from", &a.ReprintedFrom)
	d.readCode(p)
	d.readSection(p)
	d.readTags(p)
	for _, s := range p.selectors("date") {
		for _, n := range p.found(s).EachIter() {
			d.addDate("profile: "+s.source, s.valueOf(n, nil))
		}
	}
	for _, s := range p.selectors("updated") {
		for _, n := range p.found(s).EachIter() {
			d.addChange("profile: "+s.source, s.valueOf(n, nil))
		}
	}
	if u, err := url.Parse(p.rec.URL); err == nil && p.profile.urlDate != nil {
		if m := p.profile.urlDate.FindStringSubmatch(u.Path); m != nil {
			d.addDate("profile: address", m[1])
		}
	}
	return d.readBody(p)
}

func (p *page) hasBody() bool {
	for _, s := range p.selectors("body") {
		if p.lookup.has(s) {
			return true
		}
	}
	return false
}

// readBody collects the blocks of the first selector that yields any.
func (d *draft) readBody(p *page) []block {
	for _, s := range p.selectors("body") {
		found := p.found(s)
		outermost := found.FilterFunction(func(_ int, n *goquery.Selection) bool { return n.ParentsMatcher(s).Length() == 0 })
		if blocks := blocksOf(p.skips, outermost); len(blocks) > 0 {
			d.explain("paragraphs", "profile: "+s.source, "")
			return blocks
		}
	}
	return nil
}

func (d *draft) readField(p *page, name string, field *string) {
	for _, s := range p.selectors(name) {
		for _, n := range p.found(s).EachIter() {
			if d.fill(field, name, s.valueOf(n, p.skips), "profile: "+s.source); *field != "" {
				return
			}
		}
	}
}

// readCode takes the number in the first element that has one, else the one in the address.
func (d *draft) readCode(p *page) {
	for _, s := range p.selectors("code") {
		for _, n := range p.found(s).EachIter() {
			d.fill(&d.article.Code, "code", digitsOf(s.valueOf(n, nil)), "profile: "+s.source)
		}
	}
	for _, address := range []string{p.rec.URL, d.canonical} {
		if u, err := url.Parse(address); err == nil && p.profile.urlCode != nil {
			if m := p.profile.urlCode.FindStringSubmatch(u.Path); m != nil {
				d.fill(&d.article.Code, "code", m[1], "profile: address")
			}
		}
	}
}

// readSection takes the path of links of the first selector that has one, without the link to the front page.
func (d *draft) readSection(p *page) {
	for _, s := range p.selectors("section") {
		var path []string
		for _, n := range p.found(s).EachIter() {
			if href := n.AttrOr("href", ""); href == "/" || href == "/fa" || href == "/fa/" {
				continue
			}
			if v := s.valueOf(n, nil); v != "" && (len(path) == 0 || path[len(path)-1] != v) {
				path = append(path, v)
			}
		}
		if d.fill(&d.article.Section, "section", strings.Join(path, " > "), "profile: "+s.source); d.article.Section != "" {
			return
		}
	}
}

func (d *draft) readTags(p *page) {
	for _, s := range p.selectors("tags") {
		for _, n := range p.found(s).EachIter() {
			d.addTags(s.valueOf(n, nil), s.attr != "", "profile: "+s.source)
		}
		if len(d.article.Tags) > 0 {
			return
		}
	}
}

// selectors returns the list of a field, the site's own selectors first.
func (p *page) selectors(field string) []selector {
	if p.site == nil || len(p.site.fields[field]) == 0 {
		return p.profile.fields[field]
	}
	return append(p.site.fields[field][:len(p.site.fields[field]):len(p.site.fields[field])], p.profile.fields[field]...)
}

// findCuts marks the elements that hold nothing of the article, by the profile's outside and drop lists.
func (p *page) findCuts() {
	p.outside, p.dropped = map[*html.Node]bool{}, map[*html.Node]bool{}
	for _, o := range []*profile{p.profile, p.site} {
		if o == nil {
			continue
		}
		for _, s := range o.outside {
			for _, n := range p.find(s).Nodes {
				p.outside[n] = true
			}
		}
		for _, s := range o.drop {
			for _, n := range p.find(s).Nodes {
				p.dropped[n] = true
			}
		}
	}
}

// skips reports whether text in n is left out of a field.
func (p *page) skips(n *html.Node) bool { return p.dropped[n] || p.outside[n] }

// found is what selector s matches, but for what stands outside the article.
func (p *page) found(s selector) *goquery.Selection {
	all := p.find(s)
	if len(p.outside) == 0 {
		return all
	}
	return all.FilterFunction(func(_ int, n *goquery.Selection) bool { return !within(n.Get(0), p.outside) })
}

// within reports whether n is one of the elements or inside one.
func within(n *html.Node, elements map[*html.Node]bool) bool {
	for ; n != nil; n = n.Parent {
		if elements[n] {
			return true
		}
	}
	return false
}
