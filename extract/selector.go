package extract

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// selector is one way to find a field: a CSS selector, and after " @" the attribute that holds the value («meta[name=author] @content»);
// without one the value is the element's text.
type selector struct {
	source string
	match  cascadia.Sel
	attr   string
	key    string   // what every element it matches has; see keyOf
	around []string // what elements around or before it must have
}

// keys are everything that an index needs to know for s.
func (s selector) keys() []string { return append(s.around[:len(s.around):len(s.around)], s.key) }

var (
	bracketed  = regexp.MustCompile(`\[[^\]]*\]|\([^)]*\)`)
	combinator = regexp.MustCompile(`[\s>+~]+`)
	nameOf     = regexp.MustCompile(`^[a-zA-Z][\w-]*|[#.][\w-]+`)
	attrOf     = regexp.MustCompile(`\[\s*([\w:-]+)`)
)

func compileSelector(source string) (selector, error) {
	css, attr, _ := strings.Cut(source, " @")
	match, err := cascadia.Parse(strings.TrimSpace(css))
	if err != nil {
		return selector{}, fmt.Errorf("selector %q: %w", source, err)
	}
	s := selector{source: source, match: match, attr: strings.TrimSpace(attr)}
	for _, compound := range compounds(css) {
		if s.key != "" {
			s.around = append(s.around, s.key)
		}
		s.key = keyOf(compound)
	}
	if s.key == "" {
		return selector{}, fmt.Errorf("selector %q: names no tag, id, class or attribute", source)
	}
	return s, nil
}

// compounds cuts a selector at its combinators, which do not count in brackets.
func compounds(css string) []string {
	css = strings.TrimSpace(css)
	blank := blankBrackets(css)
	var out []string
	start := 0
	for _, at := range combinator.FindAllStringIndex(blank, -1) {
		out = append(out, css[start:at[0]])
		start = at[1]
	}
	return append(out, css[start:])
}

// keyOf picks the rarest thing that an element must have to match a compound: an id, a class, an attribute or a tag name.
func keyOf(compound string) string {
	blank := blankBrackets(compound)
	if i := strings.IndexByte(blank, ':'); i >= 0 { // pseudo-classes narrow only
		compound, blank = compound[:i], blank[:i]
	}
	best := ""
	for _, n := range nameOf.FindAllString(blank, -1) {
		if best == "" || n[0] == '#' || n[0] == '.' && best[0] != '#' {
			best = n
		}
	}
	if best == "" || best[0] != '#' && best[0] != '.' {
		if m := attrOf.FindStringSubmatch(compound); m != nil {
			return "[" + strings.ToLower(m[1])
		}
	}
	return strings.ToLower(best)
}

// blankBrackets replaces what stands in brackets by as many bytes that mean nothing.
func blankBrackets(css string) string {
	return bracketed.ReplaceAllStringFunc(css, func(s string) string { return strings.Repeat("\x00", len(s)) })
}

// index finds elements by selector. It looks at each node of the document once and remembers, in document order, the elements that have a
// key some selector asks for, so that a hundred selectors cost hardly more than one.
type index struct {
	root  *html.Node
	byKey map[string][]*html.Node
}

// newIndex indexes the tree under root by the wanted keys.
func newIndex(root *html.Node, wanted map[string]bool) *index {
	x := &index{root: root, byKey: make(map[string][]*html.Node, len(wanted)/2)}
	add := func(key string, n *html.Node) {
		if wanted[key] {
			x.byKey[key] = append(x.byKey[key], n)
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		add(n.Data, n)
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if a.Val != "" {
					add("#"+strings.ToLower(a.Val), n)
				}
			case "class":
				for class := range strings.FieldsSeq(a.Val) {
					add("."+strings.ToLower(class), n)
				}
			}
			add("["+a.Key, n)
		}
	}
	return x
}

// all returns the elements that s matches, in document order.
func (x *index) all(s selector) []*html.Node {
	var out []*html.Node
	for _, n := range x.candidates(s) {
		if s.match.Match(n) {
			out = append(out, n)
		}
	}
	return out
}

// has reports whether s matches anything.
func (x *index) has(s selector) bool {
	for _, n := range x.candidates(s) {
		if s.match.Match(n) {
			return true
		}
	}
	return false
}

// count returns how many of the selectors match anything.
func (x *index) count(list []selector) int {
	n := 0
	for _, s := range list {
		if x.has(s) {
			n++
		}
	}
	return n
}

// candidates returns every element that s can match: none where the page has nothing of what must be around it.
func (x *index) candidates(s selector) []*html.Node {
	for _, key := range s.around {
		if len(x.byKey[key]) == 0 {
			return nil
		}
	}
	return x.byKey[s.key]
}

// attr returns the value of an attribute of n, "" where it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// within reports whether n is outer or inside it.
func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}
