package extract

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

//go:embed fieldwords.tsv
var fieldWordsFile string

// fieldWords is fieldwords.tsv: word → field.
var fieldWords = sync.OnceValue(func() map[string]string {
	words, err := parseFieldWords(fieldWordsFile)
	if err != nil {
		panic("fieldwords.tsv: " + err.Error()) // unreachable in a release: a test parses the table
	}
	return words
})

func parseFieldWords(table string) (map[string]string, error) {
	words := map[string]string{}
	err := rows(table, 2, func(_ int, f []string) error {
		if words[f[1]] != "" {
			return fmt.Errorf("%q stands twice", f[1])
		}
		switch f[0] {
		case "kicker", "author", "section", "tags":
			words[f[1]] = f[0]
			return nil
		}
		return fmt.Errorf("unknown field %q", f[0])
	})
	return words, err
}

// Links that say what they lead to (HTML Living Standard, 4.6.7: author, tag). WordPress and many others set them.
var (
	authorLinks = mustSelector("a[rel~=author]")
	tagLinks    = mustSelector("a[rel~=tag]")
)

// maxTags is how many tags an article has at most; what has more is a cloud of the whole site's.
const maxTags = 25

// readMarked reads kicker, author, section and tags where a page of an unknown system marks them: by the relation of a link, else by class names.
// body is the text that was found.
func (d *draft) readMarked(p *page, body []block) {
	a := &d.article
	for _, s := range p.find(authorLinks).EachIter() {
		d.fillAuthor(textOf(nil, s), "link rel=author")
	}
	if len(a.Tags) == 0 {
		for _, s := range p.find(tagLinks).EachIter() {
			if !strings.Contains(s.AttrOr("rel", ""), "category") && !inMargin(s.Get(0)) { // WordPress: "category tag" is the section
				d.addTags(textOf(nil, s), false, "link rel=tag")
			}
		}
	}
	if len(body) == 0 {
		return
	}
	first, last := body[0].node, body[len(body)-1].node
	over := false // the text has ended
	for n := range p.doc.Get(0).Descendants() {
		over = over || n == last
		if n.Type != html.ElementNode {
			continue
		}
		switch field := fieldOf(n); {
		case field == "":
		case field == "kicker" && !over:
			if text := textOf(nil, p.doc.FindNodes(n)); len(text) <= 200 {
				d.fill(&a.Kicker, "kicker", text, "generic: "+pathOf(p.doc.FindNodes(n)))
			}
		case field == "author" && !over:
			found := p.doc.FindNodes(n)
			if link := found.FindMatcher(anyLinks); link.Length() == 1 { // without «توسط» before it
				d.fillAuthor(textOf(nil, link), "generic: "+pathOf(found))
			}
			_, name, labelled := strings.Cut(textOf(nil, found), ":")
			if !labelled {
				name = textOf(nil, found)
			}
			d.fillAuthor(strings.Trim(name, " -|"), "generic: "+pathOf(found))
		case field == "section" && !over && a.Section == "":
			d.fill(&a.Section, "section", p.crumbs(n, a.Title), "generic: "+pathOf(p.doc.FindNodes(n)))
		case field == "tags" && len(a.Tags) == 0 && !boxedBeside(n.Parent, first):
			links := p.doc.FindNodes(n).FindMatcher(anyLinks)
			if links.Length() > maxTags {
				continue
			}
			for _, s := range links.EachIter() {
				if tag := textOf(nil, s); !isMenuLink(s) {
					d.addTags(tag, false, "generic: "+pathOf(p.doc.FindNodes(n)))
				}
			}
		}
	}
}

var anyLinks = mustSelector("a[href]")

// fillAuthor takes a name of two words or more: one word is that of a user («admin»).
func (d *draft) fillAuthor(name, from string) {
	if isName(name) && len(strings.Fields(name)) >= 2 && !strings.Contains(matchKey(d.article.Outlet), matchKey(name)) {
		d.fill(&d.article.Author, "author", name, from)
	}
}

// crumbs is the path of the links in n, without that to the front page and the article itself.
func (p *page) crumbs(n *html.Node, title string) string {
	var path []string
	for _, s := range p.doc.FindNodes(n).FindMatcher(anyLinks).EachIter() {
		text := textOf(nil, s)
		if text != "" && !isMenuLink(s) && matchKey(text) != matchKey(title) && len(path) < 5 {
			path = append(path, text)
		}
	}
	return strings.Join(path, " > ")
}

// isMenuLink reports whether a link leads to the front page or nowhere.
func isMenuLink(s *goquery.Selection) bool {
	href := s.AttrOr("href", "")
	_, path, _ := strings.Cut(href, "://")
	_, path, _ = strings.Cut(path, "/")
	return href == "" || href == "/" || href == "/fa" || href == "/fa/" || strings.HasPrefix(href, "#") || strings.Contains(href, "://") && path == ""
}

// fieldOf returns the field that n is by its class or id, "" if it is none.
func fieldOf(n *html.Node) (field string) {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(a.Val[:min(len(a.Val), maxClass)]) {
			before := ""
			eachWord(name, func(word string) {
				if f := fieldWords()[word]; f != "" {
					field = f
				} else if f := fieldWords()[before+word]; f != "" {
					field = f
				}
				before = word
			})
		}
	}
	return field
}

// inMargin reports whether a link stands in the margin of the page.
func inMargin(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Aside || n.DataAtom == atom.Nav {
			return true
		}
	}
	return false
}
