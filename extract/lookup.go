package extract

import (
	"regexp"
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
	byKey map[string][]*html.Node // in document order
}

// newLookup sorts the elements of doc under the wanted keys.
func newLookup(doc *goquery.Document, wanted map[string]bool) *lookup {
	l := &lookup{doc, make(map[string][]*html.Node, len(wanted)/2)}
	add := func(key string, n *html.Node) {
		if list := l.byKey[key]; wanted[key] && (len(list) == 0 || list[len(list)-1] != n) { // class="a a" counts once
			l.byKey[key] = append(list, n)
		}
	}
	for n := range doc.Get(0).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		add(n.Data, n)
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				add("#"+a.Val, n)
			case "class":
				for class := range strings.FieldsSeq(a.Val) {
					add("."+class, n)
				}
			}
			add("["+a.Key, n)
		}
	}
	return l
}

// find is doc.FindMatcher(s).
func (l *lookup) find(s selector) *goquery.Selection {
	if len(s.keys) == 0 {
		return l.doc.FindMatcher(s)
	}
	for _, key := range s.keys[1:] {
		if len(l.byKey[key]) == 0 {
			return l.doc.FindNodes()
		}
	}
	return l.doc.FindMatcher(candidates{s, l.byKey[s.keys[0]]})
}

// has reports whether s matches anything.
func (l *lookup) has(s selector) bool { return l.find(s).Length() > 0 }

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

// candidates is a [goquery.Matcher] that looks for its matches among the elements that can be one, instead of in the whole document.
type candidates struct {
	selector
	nodes []*html.Node
}

// MatchAll returns the matches among n and the elements in it, for the document's root element, from which find calls it: all of them.
func (c candidates) MatchAll(*html.Node) []*html.Node { return c.Filter(c.nodes) }

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
		case attr[0] >= 0:
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
