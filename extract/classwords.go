package extract

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

//go:embed classwords.tsv
var classWordsFile string

// classWords is classwords.tsv: word → role.
var classWords = sync.OnceValue(func() map[string]string {
	words, err := parseClassWords(classWordsFile)
	if err != nil {
		panic("classwords.tsv: " + err.Error()) // unreachable in a release: a test parses the table
	}
	return words
})

func parseClassWords(table string) (map[string]string, error) {
	words := map[string]string{}
	err := rows(table, 2, func(_ int, f []string) error {
		if words[f[1]] != "" {
			return fmt.Errorf("%q stands twice", f[1])
		}
		switch f[0] {
		case "box", "lead", "never":
			words[f[1]] = f[0]
			return nil
		}
		return fmt.Errorf("unknown role %q", f[0])
	})
	return words, err
}

// boxed reports whether n calls itself something that is no part of an article.
func boxed(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer:
		return true
	case atom.Article:
		return oneOfRelated(n)
	case atom.Tr:
		return classRole(n, "box") && !dataRow(n) // a row of figures is called after what it is about
	case atom.Body, atom.Html, atom.Main, atom.H1, atom.P, atom.A, atom.Strong, atom.B, atom.Em:
		return false
	}
	return n.Type == html.ElementNode && (landmark(n) || classRole(n, "box") && !holdsOnlyPost(n))
}

// landmark reports whether n says by its role that it is a part of the page of its own (WAI-ARIA 1.2, 5.3.4): not the main one.
func landmark(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "role" {
			switch a.Val {
			case "banner", "complementary", "contentinfo", "navigation", "region", "search":
				return true
			}
		}
	}
	return false
}

// oneOfRelated reports whether n is one of several articles within another: those are "related to the contents of the outer article" (HTML
// Living Standard, 4.3.2), such as comments and what else one could read. One alone may be the text itself.
func oneOfRelated(n *html.Node) bool {
	around := n.Parent
	for around != nil && around.DataAtom != atom.Article {
		around = around.Parent
	}
	if around == nil {
		return false
	}
	for c := range n.Parent.ChildNodes() {
		if c != n && c.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// holdsOnlyPost reports whether n holds a post of a social network and no other text: the journalist quotes that, whatever the box around it
// is called.
func holdsOnlyPost(n *html.Node) bool {
	posts := 0
	return onlyPosts(n, &posts) && posts > 0
}

func onlyPosts(n *html.Node, posts *int) bool {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode && trim(c.Data) != "":
			return false
		case c.DataAtom == atom.Blockquote && isPost(c):
			*posts++
		case !never[c.DataAtom] && !onlyPosts(c, posts):
			return false
		}
	}
	return true
}

// postClasses are the classes by which Twitter and Instagram mark a post in the code that they give out for embedding.
var postClasses = map[string]bool{"twitter-tweet": true, "twitter-video": true, "instagram-media": true}

func isPost(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "class" {
			for name := range strings.FieldsSeq(a.Val) {
				if postClasses[name] {
					return true
				}
			}
		}
	}
	return false
}

// maxClass is how many bytes of a class attribute are read: what is longer was not written to be understood.
const maxClass = 1000

// classRole reports whether n has the role by its class, its id or, as those of AMP (<amp-ad>), by the name of its element.
func classRole(n *html.Node, role string) bool {
	found := strings.IndexByte(n.Data, '-') > 0 && nameRole(n.Data, role)
	for _, a := range n.Attr {
		if found {
			return true
		}
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(a.Val[:min(len(a.Val), maxClass)]) {
			found = found || nameRole(name, role)
		}
	}
	return found
}

// nameRole reports whether a name has the role: as a whole, else by one of its words or by two next to each other («sub-title»).
func nameRole(name, role string) bool {
	words := classWords()
	if whole := words[strings.ToLower(name)]; whole != "" {
		return whole == role
	}
	hit, void, before := false, false, ""
	eachWord(name, func(word string) {
		switch words[word] {
		case role:
			hit = true
		case "never":
			void = true
		}
		hit = hit || before != "" && words[before+word] == role
		before = word
	})
	return hit && !void
}

// eachWord calls f with the lower-case words of a name such as "news-RelatedBox_2".
func eachWord(name string, f func(word string)) {
	start := 0
	emit := func(end int) {
		if start < end {
			f(strings.ToLower(name[start:end]))
		}
	}
	lower := false
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			emit(i)
			start = i + len(string(r))
		case unicode.IsUpper(r) && lower:
			emit(i)
			start = i
		}
		lower = unicode.IsLower(r)
	}
	emit(len(name))
}
