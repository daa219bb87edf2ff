package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// heading chooses the title of a page: a heading that its meta tags or window title repeat, else what those say.
func (p *page) heading() string {
	window := ""
	if titles := p.index.byKey["title"]; len(titles) > 0 {
		window = trim(strings.Join(strings.Fields(textContent(titles[0])), " "))
	}
	told := append(metaValues(p.meta, metaTitle), window)
	var headings []string
	for _, tag := range []string{"h1", "h2"} {
		for _, n := range p.index.byKey[tag] {
			text := textOf(nil, n)
			for _, t := range told {
				if key := matchKey(text); len(key) > 8 && strings.Contains(matchKey(t), key) {
					return text
				}
			}
			if tag == "h1" && text != "" && !boxedAbove(n) {
				headings = append(headings, text)
			}
		}
	}
	if len(told) > 1 {
		return told[0]
	}
	if len(headings) == 1 {
		return headings[0]
	}
	for _, sep := range []string{" | ", " :: ", " - ", " — ", " – ", " » "} {
		if parts := strings.Split(window, sep); len(parts) > 1 { // the longest part is the title, the others name site and section
			longest := ""
			for _, part := range parts {
				if len(part) > len(longest) {
					longest = part
				}
			}
			return longest
		}
	}
	return window
}

func metaValues(meta map[string][]string, names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, meta[n]...)
	}
	return out
}

// textContent is all text of n, as of a <title>, which is never shown.
func textContent(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// pathOf names an element by tag, id and its first classes.
func pathOf(n *html.Node) string {
	s := n.Data
	if id := attr(n, "id"); id != "" {
		s += "#" + id
	}
	for _, class := range firstWords(attr(n, "class"), 3) {
		s += "." + class
	}
	return s
}
