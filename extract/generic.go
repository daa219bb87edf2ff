package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weight says how much a block looks like text of an article (positive, in code points) or like the page around it (negative). Prose is
// long or ends as a sentence, and is hardly linked; menus and link lists are nothing but links; what is short and unlinked may be either.
func weight(b block) float64 {
	n := utf8.RuneCountInString(b.text)
	share := b.linkShare()
	switch {
	case share >= 0.5:
		return -float64(min(n, 60)) - 10
	case n >= 80, n >= 30 && endsSentence(b.text):
		return float64(n) * (1 - share)
	case b.heading:
		return 0
	}
	return -5
}

// prose is the weight of the prose among blocks.
func prose(blocks []block) float64 {
	sum := 0.0
	for _, b := range blocks {
		sum += max(0, weight(b))
	}
	return sum
}

// container finds the smallest element that holds the article: the one whose blocks have the greatest sum of weights, and inside it the
// one that has nearly all of that. A box (comments, related, sidebar) counts for nothing in the elements around it, and is believed only
// where it holds several times the text outside the boxes: some sites call everything a sidebar.
func container(blocks []block) (best *html.Node, score float64) {
	sums, boxes := sumWeights(blocks)
	best, score = heaviest(blocks, sums, func(n *html.Node) bool { return !boxes[n] })
	if n, s := heaviest(blocks, sums, func(n *html.Node) bool { return boxes[n] }); s > 3*score {
		best, score = n, s
	}
	for best != nil {
		inner := best
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if sums[c] >= 0.9*score && !boxed(c) {
				inner = c
			}
		}
		if inner == best {
			break
		}
		best = inner
	}
	return best, score
}

// heaviest returns the element of the greatest sum among those around the blocks that stand in an element for which in is true. Blocks come
// in document order and elements from the inside out, so that of equals the innermost wins.
func heaviest(blocks []block, sums map[*html.Node]float64, in func(*html.Node) bool) (best *html.Node, score float64) {
	for _, b := range blocks {
		if !in(b.node) {
			continue
		}
		for n := b.node; n != nil && n.DataAtom != atom.Html; n = n.Parent {
			if s := sums[n]; s > score+0.5 {
				best, score = n, s
			}
		}
	}
	return best, score
}

// sumWeights adds up the weights of the blocks in every element, and says which of the elements that blocks stand in are in a box.
func sumWeights(blocks []block) (sums map[*html.Node]float64, boxes map[*html.Node]bool) {
	sums, boxes = map[*html.Node]float64{}, map[*html.Node]bool{}
	for _, b := range blocks {
		w := weight(b)
		for n := b.node; n != nil && n.DataAtom != atom.Html; n = n.Parent {
			sums[n] += w
			if boxed(n) {
				boxes[b.node] = true
				break
			}
		}
	}
	return sums, boxes
}

func boxedAbove(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if boxed(n) {
			return true
		}
	}
	return false
}

// minProse is how much prose, in code points, makes an unknown page an article. One short paragraph has it; a teaser has not.
const minProse = 140

// readBodyWithoutProfile finds title, body and lead on a page whose system is unknown or whose profile found no body.
func (d *draft) readBodyWithoutProfile(p *page) ([]block, error) {
	d.fill(&d.article.Title, "title", p.heading(), "generic: heading")
	all := blocksOf(nil, p.index.root)
	body, from, err := p.chooseBody(all, d.article.Title)
	if body == nil || err != nil {
		return nil, err
	}
	d.explain("paragraphs", from, "")
	d.readAround(all)
	if len(body) > 0 && d.article.Lead == "" {
		body = d.splitLead(p, all, body)
	}
	return body, nil
}

// chooseBody takes the body that the page names itself if that holds most of the page's text (what is named may be a teaser, or the
// lead), else the container that the scorer finds.
func (p *page) chooseBody(all []block, title string) (body []block, from string, err error) {
	root, score := container(all)
	if named, from := p.articleBody(); prose(named) >= 0.7*score && len(named) > 0 {
		return named, from, nil
	}
	if root == nil || score < minProse && !(p.profile == nil && p.saysArticle() && score >= minProse/3) {
		return nil, "", nil
	}
	body = blocksOf(boxed, root)
	if i := findTitle(body[:min(len(body), headLines)], title); i >= 0 {
		body = body[i+1:]
	}
	if text := cutTeasers(body); len(text) < len(body) {
		if body = text; prose(body) < minProse/2 {
			return nil, "", notArticle("listing: the text is teasers of other pages")
		}
	}
	return trimEnds(body), "generic: " + pathOf(root), nil
}

// saysArticle reports whether the page tells machines that it is an article: then a short one is believed.
func (p *page) saysArticle() bool {
	return p.linked.headline != "" || len(p.meta["article:published_time"]) > 0
}

// cutTeasers ends a text where teasers of other pages begin: at least three linked headlines, each with a paragraph or so of its own, and
// little else to the end. Of a listing nothing stays.
func cutTeasers(body []block) []block {
	for i, b := range body {
		if isHeadline(b) && areTeasers(body[i:]) {
			return body[:i]
		}
	}
	return body
}

func isHeadline(b block) bool {
	return b.linkShare() >= 0.9 && utf8.RuneCountInString(b.text) >= 15
}

func areTeasers(blocks []block) bool {
	teasers, paragraphs, headline := 0, 0, false
	for _, b := range blocks {
		switch {
		case isHeadline(b):
			headline = true
		case weight(b) > 0:
			paragraphs++
			if headline {
				teasers++
			}
			headline = false
		}
	}
	return teasers >= 3 && 2*paragraphs <= 3*teasers
}

// findTitle returns the index of the first block that is the title, headings before others, or -1.
func findTitle(blocks []block, title string) int {
	key, found := matchKey(title), -1
	if key == "" {
		return -1
	}
	for i, b := range blocks {
		if len(b.text) > 4*len(key)+100 || matchKey(b.text) != key {
			continue
		}
		if b.heading {
			return i
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

// readAround reads what stands around the title: the kicker above it, and a line that is a date between the title, or a few lines above
// it, and the first paragraph. Dates elsewhere are clocks in the page's head, comments, and other articles.
func (d *draft) readAround(all []block) {
	at := findTitle(all, d.article.Title)
	if at < 0 {
		return
	}
	if at > 0 && isKicker(all[at-1].text) {
		d.fill(&d.article.Kicker, "kicker", all[at-1].text, "generic: above the title")
	}
	for _, b := range all[at+1 : min(len(all), at+headLines)] {
		if isProse(b.text) {
			break
		}
		d.tryByline(b)
	}
	for i := at - 1; i >= max(0, at-8); i-- {
		act, _ := judge(all[i], false)
		if act == cutDate || i >= at-4 && !boxedAbove(all[i].node) { // with its label a date can be no clock
			d.tryByline(all[i])
		}
	}
}

func (d *draft) tryByline(b block) {
	act, value := judge(b, false)
	if act == cutAuthor {
		d.fill(&d.article.Author, "author", value, "generic: line near the title")
	}
	if act == cutDate || isDateLine(b.text) {
		d.addDate("generic: line near the title", b.text)
	}
}

// trimEnds drops short lines that are no sentences from both ends: bylines and places above the text, labels and headings below it. Inside
// a text such lines are subheads and lists. Blocks of links go wherever they stand.
func trimEnds(body []block) []block {
	var out []block
	for _, b := range body {
		if b.linkShare() >= 0.5 && !endsSentence(b.text) || len(out) == 0 && !carries(b) {
			continue
		}
		out = append(out, b)
	}
	for len(out) > 0 && !carries(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return out
}

// carries reports whether a block can begin or end an article.
func carries(b block) bool {
	text := cutSuffix(writerCodes().suffix, b.text)
	n := utf8.RuneCountInString(text)
	return n >= 60 || n >= 20 && endsSentence(text)
}

// splitLead finds the summary: the text between title and body, a first block of the body that the page calls so, or the page's description
// where it is shown outside the body.
func (d *draft) splitLead(p *page, all, body []block) []block {
	if between := d.betweenTitleAndBody(all, body); len(between) > 0 {
		d.fill(&d.article.Lead, "lead", between[0].text, "generic: between title and body")
		return append(between[1:len(between):len(between)], body...)
	}
	for n := body[0].node; len(body) > 1 && n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if classRole(n, "lead") && !within(body[1].node, n) {
			d.fill(&d.article.Lead, "lead", body[0].text, "generic: "+pathOf(n))
			return body[1:]
		}
	}
	for _, name := range metaSummary {
		description := first(p.meta[name])
		key := matchKey(description)
		if len(key) < 40 || !endsSentence(description) || slices.ContainsFunc(body, func(b block) bool { return matchKey(b.text) == key }) {
			continue
		}
		for _, b := range all {
			if len(b.text) < 2*len(description) && matchKey(b.text) == key {
				d.fill(&d.article.Lead, "lead", b.text, "generic: meta "+name)
				return body
			}
		}
	}
	return body
}

// betweenTitleAndBody returns the blocks there that are text and in no box.
func (d *draft) betweenTitleAndBody(all, body []block) []block {
	at := findTitle(all, d.article.Title)
	end := slices.IndexFunc(all, func(b block) bool { return b.node == body[0].node && b.text == body[0].text })
	if at < 0 || end <= at || end > at+headLines {
		return nil
	}
	var out []block
	for _, b := range all[at+1 : end] {
		if act, _ := judge(b, false); act == keep && !b.heading && weight(b) > 0 && carries(b) && !boxedAbove(b.node) {
			out = append(out, b)
		}
	}
	return out
}

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

// pathOf names an element by tag, id and classes.
func pathOf(n *html.Node) string {
	s := n.Data
	if id := attr(n, "id"); id != "" {
		s += "#" + id
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		s += "." + class
	}
	return s
}
