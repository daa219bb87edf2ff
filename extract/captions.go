package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// captionElements hold captions on pages of any make; the class is that of WordPress.
var captionElements = []selector{mustSelector("figcaption"), mustSelector(".wp-caption-text")}

// maxCaptions is how many pictures an article has at most; a gallery has more, and its captions are its text.
const maxCaptions = 50

// readCaptions reads what stands under the pictures of the article: by the profile's list, and each <figcaption> in the smallest element that
// holds both title and body, or in the body where no title is found. What stands in a box there (related articles have pictures too) is none.
func (d *draft) readCaptions(p *page, body []block) {
	if len(body) == 0 {
		return
	}
	var found []*html.Node
	if p.profile != nil {
		for _, s := range p.selectors("caption") {
			found = append(found, p.found(s).Nodes...)
		}
	}
	var around *html.Node
	for _, s := range captionElements {
		for _, n := range p.find(s).Nodes {
			if around == nil {
				around = p.aroundArticle(body, d.article.Title)
			}
			if !within(n, p.outside) && isBelow(n, around) && !boxedBeside(captioned(n), body[0].node) {
				found = append(found, n)
			}
		}
	}
	told := map[string]bool{}
	if len(found) > 0 {
		for _, b := range body {
			told[matchKey(b.text)] = true
		}
	}
	for _, n := range found {
		if len(d.article.Captions) == maxCaptions {
			break
		}
		w := walker{root: n}
		w.all(n)
		for _, text := range clean(w.blocks, false).paragraphs() {
			if key := matchKey(text); !told[key] {
				told[key] = true
				d.article.Captions = append(d.article.Captions, text)
			}
		}
	}
	from := "figcaption"
	if c := p.linked.caption; len(d.article.Captions) == 0 && c != "" && !containsKey(texts(body), c) && matchKey(c) != matchKey(d.article.Title) {
		d.article.Captions, from = []string{c}, "json-ld image"
	}
	if len(d.article.Captions) > 0 {
		d.explain("captions", from, "")
	}
}

// all walks through an element that as part of a body would be left out.
func (w *walker) all(n *html.Node) {
	w.children(n)
	w.flush(n)
}

// captioned is the element around a <figure>, whatever that is called («caption» marks boxes elsewhere), else around the caption.
func captioned(n *html.Node) *html.Node {
	for up := n.Parent; up != nil; up = up.Parent {
		if up.DataAtom == atom.Figure {
			return up.Parent
		}
	}
	return n.Parent
}

// aroundArticle returns the smallest element that holds the body and, where there is one, the heading that is the title.
func (p *page) aroundArticle(body []block, title string) *html.Node {
	around := commonAncestor(body[0].node, body[len(body)-1].node)
	key := matchKey(title)
	for _, h := range p.find(firstHeadings).EachIter() {
		if matchKey(textOf(nil, h)) == key {
			return commonAncestor(around, h.Get(0))
		}
	}
	return around
}

func commonAncestor(a, b *html.Node) *html.Node {
	above := map[*html.Node]bool{}
	for ; a != nil; a = a.Parent {
		above[a] = true
	}
	for b != nil && !above[b] {
		b = b.Parent
	}
	return b
}
