package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// heading chooses the title of a page: a heading that its metadata or window title repeat, else what those say.
func (p *page) heading() string {
	window := p.windowTitle()
	told := metaValues(p.meta, metaTitle)
	if p.linked.headline != "" {
		told = append([]string{p.linked.headline}, told...)
	}
	best, bestTold := "", "" // the longest: the site's name can be a heading too
	var headings []string
	for _, level := range []selector{firstHeadings, secondHeadings} {
		for _, h := range p.find(level).EachIter() {
			text := textOf(nil, h)
			if len(text) > len(best) && repeats(text, append(told, window)) {
				best = text
			}
			if len(text) > len(bestTold) && repeats(text, told) {
				bestTold = text
			}
			if level.source == "h1" && text != "" && !boxedAbove(h.Get(0)) {
				headings = append(headings, text)
			}
		}
	}
	if best != "" && bestTold == "" && len(told) > 0 { // a heading of which only the window knows: the site's name, if that knows the title too
		if title := p.withoutSite(told[0]); len(title) > len(best) && repeats(title, []string{window}) {
			return title
		}
	}
	if best != "" {
		return best
	}
	if len(told) > 0 {
		return p.withoutSite(told[0])
	}
	if len(headings) == 1 {
		return headings[0]
	}
	return longestPart(window)
}

func (p *page) windowTitle() string {
	return strings.Join(strings.Fields(p.find(windowTitles).First().Text()), " ")
}

// repeats reports whether one of told is the heading, alone or with the name of the site, or the heading cut off.
func repeats(heading string, told []string) bool {
	key := matchKey(heading)
	if len(key) <= 8 {
		return false
	}
	for _, t := range told {
		if k := matchKey(t); strings.Contains(k, key) || len(k) > 40 && strings.HasPrefix(key, k) {
			return true
		}
	}
	return false
}

// separators stand between a title and the names of site and section.
var separators = []string{" | ", " :: ", " - ", " \u2014 ", " \u2013 ", " \u00bb "}

// withoutSite takes the name of the site off the beginning or the end of a title.
func (p *page) withoutSite(title string) string {
	for _, sep := range separators {
		for _, site := range append(metaValues(p.meta, metaOutlet), p.linked.outlet) {
			if head, tail, _ := strings.Cut(title, sep); tail != "" && matchKey(head) == matchKey(site) {
				return tail
			}
			if i := strings.LastIndex(title, sep); i > 0 && matchKey(title[i:]) == matchKey(site) {
				return title[:i]
			}
		}
	}
	return title
}

// longestPart is the part of a window title that is no name of a site or section: those are short.
func longestPart(window string) string {
	for _, sep := range separators {
		if parts := strings.Split(window, sep); len(parts) > 1 {
			return slices.MaxFunc(parts, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
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

// pathOf names an element by tag, id and its first classes.
func pathOf(s *goquery.Selection) string {
	path := goquery.NodeName(s)
	if id := s.AttrOr("id", ""); id != "" {
		path += "#" + id
	}
	for _, class := range firstWords(s.AttrOr("class", ""), 3) {
		path += "." + class
	}
	return path
}
