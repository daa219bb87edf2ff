package extract

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// minProse is how much prose, in code points, makes an unknown page an article. One short paragraph has it; a teaser has not.
const minProse = 140

// manyBlocks is more than any page has around one article.
const manyBlocks = 4000

// readBodyWithoutProfile finds title, body and lead on a page whose system is unknown or whose profile found no body.
func (d *draft) readBodyWithoutProfile(p *page) ([]block, error) {
	all := blocksOf(nil, p.doc.Selection)
	body, from, err := p.chooseBody(all, d.article.Title)
	if body == nil || err != nil {
		return nil, err
	}
	if p.profile == nil {
		d.explain("page", "no profile", "no system is known by what is on it")
	}
	d.explain("paragraphs", from, "")
	d.readAround(all)
	d.readBelow(all, body)
	d.readMarked(p, body)
	if len(body) > 0 && d.article.Lead == "" {
		body = d.splitLead(p, all, body)
	}
	return body, nil
}

// chooseBody takes the body that the page marks itself if that holds most of the page's text (what is marked may be a teaser, or the
// lead), else the container that the scorer finds. A body in JSON-LD has lost its paragraphs more often than not: it is for pages that show
// less, since a script draws them or a wall hides them.
func (p *page) chooseBody(all []block, title string) (body []block, from string, err error) {
	root, score := p.container(all, findTitle(all, title))
	if marked := p.microdataBody(); len(marked) > 0 && prose(marked) >= 0.7*score {
		return marked, "microdata articleBody", nil
	}
	if told := p.jsonBody(); len(told) > 0 && prose(told) >= 1.5*score {
		return told, p.linked.from + " body", nil
	}
	if root.Length() == 0 || score < minProse && !(p.profile == nil && p.saysArticle() && score >= minProse/3) {
		if p.flat || len(all) > manyBlocks { // what held the text is gone, or the sums are drowned in what is around it
			return slices.DeleteFunc(slices.Clone(all), func(b block) bool { return weight(b) <= 0 || boxedAbove(b.node) }), "generic: any prose", nil
		}
		return nil, "", nil
	}
	body = blocksOf(boxed, root)
	if i := findTitle(body[:min(len(body), headLines)], title); i >= 0 {
		body = body[i+1:]
	}
	if text := cutTeasers(body); len(text) < len(body) {
		if body = text; prose(body) < minProse/2 {
			return nil, "", notArticle(ListingPage, "listing: the text is teasers of other pages")
		}
	}
	return trimEnds(cutAtTail(body)), "generic: " + pathOf(root), nil
}

// cutAtTail ends a text at the first line that only stands below texts («برچسب‌ها: …»), which being links would be left out before [clean] sees it.
func cutAtTail(body []block) []block {
	started := false
	for i, b := range body {
		if act, _ := judge(b, false); act == cutTail && started {
			return append(body[:i+1:i+1], labelled(body[i+1:])...)
		}
		started = started || begins(b, false)
	}
	return body
}

// saysArticle reports whether the page tells machines that it is an article: then a short one is believed.
func (p *page) saysArticle() bool {
	return p.linked.headline != "" || len(p.meta["article:published_time"]) > 0 || first(p.meta["og:type"]) == "article"
}

// cutTeasers ends a text where teasers of other pages begin: at least three linked headlines, each with a paragraph or so of its own, and
// little else to the end. Of a listing nothing stays.
func cutTeasers(body []block) []block {
	under := make([]bool, len(body)) // a paragraph next below a headline
	headline := false
	for i, b := range body {
		switch {
		case isHeadline(b):
			headline = true
		case weight(b) > 0:
			under[i], headline = headline, false
		}
	}
	end, teasers, paragraphs := len(body), 0, 0
	for i := len(body) - 1; i >= 0; i-- {
		switch {
		case isHeadline(body[i]):
			if teasers >= 3 && 2*paragraphs <= 3*teasers {
				end = i
			}
		case weight(body[i]) > 0:
			paragraphs++
			if under[i] {
				teasers++
			}
		}
	}
	return body[:end]
}

func isHeadline(b block) bool {
	return b.linkShare() >= 0.9 && utf8.RuneCountInString(b.text) >= 15
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
	for end := len(out); end > 0; end-- {
		if carries(out[end-1]) || endsList(out[:end]) {
			return append(out[:end:end], labelled(out[end:])...)
		}
	}
	return nil
}

// labelled picks the lines that say something of the article («منبع: …»), for [clean] to read and to cut.
func labelled(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		switch act, _ := judge(b, false); act {
		case cutCode, cutDate, cutUpdated, cutAuthor, cutSection, cutSource:
			out = append(out, b)
		}
	}
	return out
}

// endsList reports whether body ends with three items of one list or rows of one table, or five lines of one paragraph: a programme, a table
// of results. Bylines and labels come one or two at a time.
func endsList(body []block) bool {
	last := body[len(body)-1]
	n := 0
	for _, b := range slices.Backward(body) {
		if b.links > 0 || b.heading || b.node != last.node && b.node.Parent != last.node.Parent || b.node.DataAtom != last.node.DataAtom {
			break
		}
		n++
	}
	switch last.node.DataAtom {
	case atom.Li, atom.Tr:
		return n >= 3
	case atom.P:
		return n >= 5 && body[len(body)-n].node == last.node
	}
	return false
}

// carries reports whether a block can begin or end an article.
func carries(b block) bool {
	text := cutSuffix(writerCodes().suffix, b.text)
	n := utf8.RuneCountInString(text)
	return n >= 60 || n >= 20 && endsSentence(text)
}
