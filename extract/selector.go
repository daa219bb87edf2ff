package extract

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
)

// selector is one way to find a field: a CSS selector, and after " @" the attribute that holds the value («meta[name=author] @content»);
// without one the value is the element's text. It is a [goquery.Matcher].
type selector struct {
	cascadia.Selector
	source string
	attr   string
	keys   []string // what every element it matches, and those around or before it, have; see keysOf
	around string   // of those around it, the one to start from; see aroundOf
}

var _ goquery.Matcher = selector{}

func compileSelector(source string) (selector, error) {
	css, attr, _ := strings.Cut(source, " @")
	parsed, err := cascadia.Parse(strings.TrimSpace(css))
	if err != nil {
		return selector{}, fmt.Errorf("selector %q: %w", source, err)
	}
	keys := keysOf(parsed)
	return selector{parsed.Match, source, strings.TrimSpace(attr), keys, aroundOf(parsed, keys)}, nil
}

// mustSelector is compileSelector for the selectors that stand in the code.
func mustSelector(source string) selector {
	s, err := compileSelector(source)
	if err != nil {
		panic(err) // unreachable: every one is compiled when the package starts
	}
	return s
}

// valueOf is what the selector says of an element it matched: an attribute or the text, without what skip (nil: nothing) leaves out.
func (s selector) valueOf(found *goquery.Selection, skip skipFunc) string {
	if s.attr != "" {
		return trim(found.AttrOr(s.attr, ""))
	}
	return textOf(skip, found)
}
