package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
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

// keySet gives each key that selectors ask for a slot: "#id", ".class", "[attribute" or a tag.
type keySet struct {
	ids, classes, attrs, tags names
	n                         int
}

// names maps names to slots. Most names of a page are not wanted, and a glance at length and ends tells that of nearly all.
type names struct {
	slot  map[string]int
	maybe [1024]bool
}

func (s *names) glance(name string) *bool {
	if name == "" {
		return &s.maybe[0]
	}
	return &s.maybe[(len(name)*37^int(name[0])*5^int(name[len(name)-1])<<3)&1023]
}

func newKeySet() *keySet {
	k := &keySet{}
	for _, s := range []*names{&k.ids, &k.classes, &k.attrs, &k.tags} {
		s.slot = map[string]int{}
	}
	return k
}

// table returns the map that key belongs to, and its name there.
func (k *keySet) table(key string) (s *names, name string) {
	switch key[0] {
	case '#':
		return &k.ids, key[1:]
	case '.':
		return &k.classes, key[1:]
	case '[':
		return &k.attrs, key[1:]
	}
	return &k.tags, key
}

// want adds the keys of s to what a lookup sorts elements by.
func (k *keySet) want(s selector) {
	for i, key := range s.keys {
		if i == 0 && s.around != "" {
			continue
		}
		s, name := k.table(key)
		if _, have := s.slot[name]; !have {
			s.slot[name] = k.n
			*s.glance(name) = true
			k.n++
		}
	}
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

// aroundOf returns the key of the nearest class or id around an element of which the selector names only the tag («.tags li a»), "" for other
// selectors: it is quicker to look through what stands in that than to sort all links of a page.
func aroundOf(s cascadia.Sel, keys []string) string {
	if len(keys) < 2 || strings.ContainsAny(keys[0][:1], "#.[") || strings.ContainsAny(s.String(), "+~") {
		return ""
	}
	for _, key := range keys[1:] {
		if key[0] == '#' || key[0] == '.' {
			return key
		}
	}
	return ""
}

// lastCompound finds the last compound of a selector in the spelling of [cascadia.Sel.String]: a tag, then ids and classes, attributes,
// pseudo-classes.
var lastCompound = regexp.MustCompile(
	`(?:^| )([a-z][a-z0-9]*)?((?:[.#](?:\w|\\.)+)*)(?:\[([\w:-]+)(?:[~|^$*]?="[^"]*")?(?: i)?\])*(?::[\w-]+(?:\([^()"]*\))?)*$`)

// keysOf returns for each compound of s, the last one first, the rarest thing that an element must have to match it: its id or class, else
// an attribute, else its tag. There are none for a selector of another form than profiles use; that is looked for in the whole document.
func keysOf(s cascadia.Sel) []string {
	var keys []string
	for rest := s.String(); rest != ""; {
		m := lastCompound.FindStringSubmatchIndex(rest)
		if m == nil {
			return nil
		}
		tag, names, attr := m[2:4], m[4:6], m[6:8]
		switch {
		case names[0] < names[1]:
			list := strings.ReplaceAll(rest[names[0]:names[1]], `\`, "")
			keys = append(keys, list[strings.LastIndexAny(list, ".#"):])
		case attr[0] >= 0 && !(tag[0] >= 0 && rest[attr[0]:attr[1]] == "href" && rest[tag[0]:tag[1]] != "a"): // only links are many
			keys = append(keys, "["+rest[attr[0]:attr[1]])
		case tag[0] >= 0:
			keys = append(keys, rest[tag[0]:tag[1]])
		default:
			return nil
		}
		rest = strings.TrimRight(rest[:m[0]], " >+~")
	}
	return keys
}
