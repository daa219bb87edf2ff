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
	case atom.Body, atom.Html, atom.Article, atom.Main, atom.H1, atom.P, atom.A, atom.Strong, atom.B, atom.Em:
		return false
	}
	return n.Type == html.ElementNode && classRole(n, "box")
}

// maxClass is how many bytes of a class attribute are read: what is longer was not written to be understood.
const maxClass = 1000

// classRole reports whether a word of n's class or id has the role.
func classRole(n *html.Node, role string) bool {
	words, found := classWords(), false
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(a.Val[:min(len(a.Val), maxClass)]) {
			hit, void := false, false
			eachWord(name, func(word string) {
				switch words[word] {
				case role:
					hit = true
				case "never":
					void = true
				}
			})
			found = found || hit && !void
		}
	}
	return found
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
