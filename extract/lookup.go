package extract

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// lookup answers goquery's FindMatcher for many selectors over one document. Plain FindMatcher walks the whole document for each selector;
// the profiles ask a hundred and more, which costs several times what parsing the page does (BenchmarkFind). So the
// elements are sorted once by id, class, attribute and tag, and a selector looks only at those that have what its last compound names,
// and at none where nothing in the document has what its other compounds name.
// What is found is the same (TestLookup holds it to that).
type lookup struct {
	doc   *goquery.Document
	keys  *keySet
	nodes [][]*html.Node // by slot of keys, in document order

	comments []*html.Node
}

// newLookup sorts the elements of doc under the wanted keys.
func newLookup(doc *goquery.Document, wanted *keySet) *lookup {
	l := &lookup{doc: doc, keys: wanted, nodes: make([][]*html.Node, wanted.n)}
	root := doc.Get(0)
	for n := root.FirstChild; n != nil; n = following(n, root) {
		switch n.Type {
		case html.CommentNode:
			l.comments = append(l.comments, n)
		case html.ElementNode:
			n.Attr = n.Attr[:min(len(n.Attr), maxAttributes)]
			l.sort(n)
		}
	}
	return l
}

// maxAttributes is how many attributes of an element are read. No element of a page that is meant to be read has as many.
const maxAttributes = 500

// following is the node after n in document order, nil at the end of root.
func following(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != root; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

func (l *lookup) sort(n *html.Node) {
	l.put(&l.keys.tags, n.Data, n)
	for i := range n.Attr {
		a := &n.Attr[i]
		l.put(&l.keys.attrs, a.Key, n)
		switch a.Key {
		case "id":
			l.put(&l.keys.ids, a.Val, n)
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				l.put(&l.keys.classes, class, n)
			}
		}
	}
}

func (l *lookup) put(s *names, name string, n *html.Node) {
	if !*s.glance(name) {
		return
	}
	slot, wanted := s.slot[name]
	if !wanted {
		return
	}
	if list := l.nodes[slot]; len(list) == 0 || list[len(list)-1] != n { // class="a a" counts once
		l.nodes[slot] = append(list, n)
	}
}

// under returns the elements that have a key.
func (l *lookup) under(key string) []*html.Node {
	s, name := l.keys.table(key)
	if slot, wanted := s.slot[name]; wanted {
		return l.nodes[slot]
	}
	return nil
}

// possible returns the elements that s may match, if the lookup can tell.
func (l *lookup) possible(s selector) (nodes []*html.Node, known bool) {
	if len(s.keys) == 0 {
		return nil, false
	}
	for _, key := range s.keys[1:] {
		if len(l.under(key)) == 0 {
			return nil, true
		}
	}
	if s.around == "" {
		return l.under(s.keys[0]), true
	}
	var end *html.Node // of what was walked through; an element of the key inside another of it is there already
	for _, root := range l.under(s.around) {
		if end != nil && isBelow(root, end) {
			continue
		}
		end = root
		for n := root.FirstChild; n != nil; n = following(n, root) {
			if n.Type == html.ElementNode && n.Data == s.keys[0] {
				nodes = append(nodes, n)
			}
		}
	}
	return nodes, true
}

func isBelow(n, above *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == above {
			return true
		}
	}
	return false
}

// find is doc.FindMatcher(s).
func (l *lookup) find(s selector) *goquery.Selection {
	if s.comment != "" {
		return &goquery.Selection{Nodes: l.after(s.comment)}
	}
	nodes, known := l.possible(s)
	if !known {
		return l.doc.FindMatcher(s)
	}
	return &goquery.Selection{Nodes: s.Filter(nodes)}
}

// after returns the elements that a comment introduces.
func (l *lookup) after(comment string) []*html.Node {
	is := func(n *html.Node, text string) bool {
		return n.Type == html.CommentNode && strings.EqualFold(strings.TrimSpace(n.Data), text)
	}
	for _, c := range l.comments {
		if !is(c, comment) {
			continue
		}
		var nodes []*html.Node
		end := -1 // how many elements stand before the next comment
		for n := c.NextSibling; n != nil && !is(n, "END OF "+comment); n = n.NextSibling {
			if n.Type == html.ElementNode {
				nodes = append(nodes, n)
			} else if n.Type == html.CommentNode && end < 0 {
				end = len(nodes)
			}
			if n.NextSibling == nil && end >= 0 { // it has no end of its own
				nodes = nodes[:end]
			}
		}
		if len(nodes) > 0 {
			return nodes
		}
	}
	return nil
}

// has reports whether s matches anything.
func (l *lookup) has(s selector) bool {
	if s.comment != "" {
		return slices.ContainsFunc(l.comments, func(n *html.Node) bool { return strings.EqualFold(strings.TrimSpace(n.Data), s.comment) })
	}
	nodes, known := l.possible(s)
	if !known {
		return l.find(s).Length() > 0
	}
	return slices.ContainsFunc(nodes, s.Match)
}

// count returns how many of the selectors match anything.
func (l *lookup) count(list []selector) int {
	n := 0
	for _, s := range list {
		if l.has(s) {
			n++
		}
	}
	return n
}
