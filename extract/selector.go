package extract

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// selector is one way to find a field: a CSS selector, and after " @" the attribute that holds the value («meta[name=author] @content»);
// without one the value is the element's text. Where a system marks its parts with comments alone, «<!-- NEWS LEAD -->» stands for the elements
// after that comment, up to the comment «END OF NEWS LEAD» or, where there is none, to the next comment. It is a [goquery.Matcher].
type selector struct {
	cascadia.Selector
	source  string
	attr    string
	comment string   // the text of the comment, "" for a CSS selector
	keys    []string // what every element it matches, and those around or before it, have; see keysOf
	around  string   // of those around it, the one to start from; see aroundOf
}

var _ goquery.Matcher = selector{}

func compileSelector(source string) (selector, error) {
	if comment, ok := strings.CutPrefix(source, "<!--"); ok {
		name, ok := strings.CutSuffix(comment, "-->")
		if name = strings.TrimSpace(name); name == "" || !ok {
			return selector{}, fmt.Errorf("selector %q: not one comment", source)
		}
		return selector{Selector: func(*html.Node) bool { return false }, source: source, comment: name}, nil
	}
	css, attr, _ := strings.Cut(source, " @")
	parsed, err := cascadia.Parse(strings.TrimSpace(css))
	if err != nil {
		return selector{}, fmt.Errorf("selector %q: %w", source, err)
	}
	keys := keysOf(parsed)
	return selector{Selector: parsed.Match, source: source, attr: strings.TrimSpace(attr), keys: keys, around: aroundOf(parsed, keys)}, nil
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
