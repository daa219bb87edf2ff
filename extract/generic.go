package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
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
	for i, b := range body {
		if act, _ := judge(b, false); act == cutTail && begun(body[:i], false) {
			return append(body[:i+1:i+1], labelled(body[i+1:])...)
		}
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
	summary := false // between title and byline there can be one
	for _, b := range all[at+1 : min(len(all), at+headLines)] {
		if isHeadline(b) || isProse(b.text) && summary {
			break
		}
		summary = summary || isProse(b.text)
		d.tryByline(b)
	}
	for i := at - 1; i >= max(0, at-8); i-- {
		act, _ := judge(all[i], false)
		if act == cutDate || i >= at-4 && besideTitle(all[i].node, all[at].node) { // with its label a date can be no clock
			d.tryByline(all[i])
		}
	}
}

// besideTitle reports whether a line above the title belongs to it, and not to the head of the page, where the clock is: they are in one article,
// or it is in no box that the title is not in.
func besideTitle(n, title *html.Node) bool {
	for up := commonAncestor(n, title); up != nil; up = up.Parent {
		if up.DataAtom == atom.Article {
			return true
		}
	}
	return !boxedBeside(n, title)
}

// belowLines is how far below a text a line with a label is still about it.
const belowLines = 6

// readBelow reads the day where it stands, with a label, below the text, as in many blogs.
func (d *draft) readBelow(all, body []block) {
	if len(body) == 0 || len(d.dates) > 0 {
		return
	}
	last := body[len(body)-1]
	for i, b := range all {
		if b.node != last.node || b.text != last.text {
			continue
		}
		for _, b := range all[i+1 : min(len(all), i+1+belowLines)] {
			if act, _ := judge(b, false); act == cutDate {
				d.addDate("generic: line below the text", b.text)
			} else if text := dateInside(b); text != "" && calledDate(b.node) {
				d.addDate("generic: line below the text", text)
			}
		}
	}
}

func (d *draft) tryByline(b block) {
	const from = "generic: line near the title"
	act, value := judge(b, false)
	if act == keep && isDateLine(b.text) {
		act = cutDate
	}
	var c cleaned
	c.learn(act, b.text, value)
	if act == keep && len(b.text) < 300 {
		if c.date = dateInside(b); c.date == "" {
			c = segments(b.text)
		}
	}
	d.takeLabels(c, from)
	if c.date == "" && b.node != nil && len(b.text) < 300 { // «دیروز» for the reader, the day in the attribute
		d.addDate(from+": <time datetime>", timeOf(b.node))
	}
}

// segments reads a byline of parts with bars between them: «شنبه ۷ مهر ۱۴۰۳ | ۱۸:۲۰ | کد مطلب: 77123».
func segments(line string) cleaned {
	var c cleaned
	parts := strings.Split(line, "|")
	for i, part := range parts {
		part = trim(part)
		act, value := judge(block{text: part}, false)
		if len(parts) > 1 && act == keep && isDateLine(part) {
			act = cutDate
			if i+1 < len(parts) && isClock(trim(parts[i+1])) {
				part += " " + trim(parts[i+1])
			}
		}
		if len(parts) > 1 {
			c.learn(act, part, value)
		}
	}
	return c
}

// timeOf returns the datetime attribute of the <time> that n is or holds.
func timeOf(n *html.Node) string {
	if n.DataAtom == atom.Time {
		return attrOf(n, "datetime")
	}
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Time {
			return attrOf(c, "datetime")
		}
	}
	return ""
}

// dateInside returns the text of the first element in a line («<span>۲۶ دی ۱۴۰۲</span><span>۸۷۱ بازدید</span>») that is a date.
func dateInside(b block) string {
	if b.node == nil {
		return ""
	}
	seen := 0
	date := ""
	for n := range b.node.Descendants() {
		if seen++; seen > 60 {
			break
		}
		text := trim(n.Data)
		switch {
		case n.Type != html.TextNode || text == "":
		case date != "":
			if isClock(text) {
				date += " " + text
			}
			return date
		case isDateLine(text) && strings.Contains(b.text, firstField(text)):
			date = text
		}
	}
	return date
}

// isClock reports whether s is a time of day and nothing else.
func isClock(s string) bool {
	hour, minute, found := strings.Cut(s, ":")
	digits := func(s string) bool {
		return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	}
	return found && digits(hour) && digits(minute) && utf8.RuneCountInString(s) <= 5
}

// calledDate reports whether n or an element in it has a class that says that it holds a date.
func calledDate(n *html.Node) bool {
	says := func(n *html.Node) (found bool) {
		eachWord(attrOf(n, "class")[:min(len(attrOf(n, "class")), maxClass)], func(word string) { found = found || word == "date" || word == "publish" || word == "published" })
		return found
	}
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && says(c) {
			return true
		}
	}
	return says(n)
}

func firstField(s string) string { return first(firstWords(s, 1)) }

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

// splitLead finds the summary: the text between title and body, a first block of the body that the page calls so, or the page's description
// where it is shown outside the body.
func (d *draft) splitLead(p *page, all, body []block) []block {
	if between := d.betweenTitleAndBody(all, body); len(between) > 0 {
		d.fill(&d.article.Lead, "lead", between[0].text, "generic: between title and body")
		return append(between[1:len(between):len(between)], body...)
	}
	for n := body[0].node; len(body) > 1 && carries(body[0]) && n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if classRole(n, "lead") && !within(body[1].node, map[*html.Node]bool{n: true}) {
			d.fill(&d.article.Lead, "lead", body[0].text, "generic: "+pathOf(p.doc.FindNodes(n)))
			return body[1:]
		}
	}
	if len(body) > 1 && p.opensWithLead(body) {
		d.fill(&d.article.Lead, "lead", body[0].text, "generic: first paragraph, set apart")
		return body[1:]
	}
	if len(body) > 1 && weight(body[0]) > 0 && !isDateline(body[0].text) && isDateline(body[1].text) {
		d.fill(&d.article.Lead, "lead", body[0].text, "generic: above the dateline")
		return body[1:]
	}
	for _, name := range metaSummary {
		description := first(p.meta[name])
		key := matchKey(description)
		if len(key) < 40 || !endsSentence(description) || slices.ContainsFunc(body, func(b block) bool { return matchKey(b.text) == key }) {
			continue
		}
		for _, b := range all[findTitle(all, d.article.Title)+1:] { // the site can describe itself with the same words
			if len(b.text) < 2*len(description) && matchKey(b.text) == key && !boxedAbove(b.node) {
				d.fill(&d.article.Lead, "lead", b.text, "generic: meta "+name)
				return body
			}
		}
	}
	return body
}

// opensWithLead reports whether the first of the paragraphs is a lead: it alone is in bold, or it stands beside the element that holds
// all others, or in an element of its own and the page describes itself by it.
func (p *page) opensWithLead(body []block) bool {
	i := slices.IndexFunc(body[1:], func(b block) bool { return weight(b) > 0 })
	if i < 0 {
		return false
	}
	lead, next := body[0], body[1+i]
	if n := utf8.RuneCountInString(lead.text); lead.heading || n < 40 || n > 600 || weight(lead) <= 0 {
		return false
	}
	if lead.bold >= len(lead.text)-4 {
		return next.bold < len(next.text)/2 && weight(next) > 0
	}
	if lead.node == next.node || lead.node.Parent == next.node.Parent {
		return false
	}
	if last := body[len(body)-1]; len(body) > 2 && endsSentence(lead.text) && !isBelow(lead.node, commonAncestor(next.node, last.node)) {
		return true // the rest has an element of its own
	}
	key := matchKey(lead.text)
	return matchKey(p.linked.description) == key || slices.ContainsFunc(metaSummary, func(name string) bool { return matchKey(first(p.meta[name])) == key })
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
		if act, _ := judge(b, false); act == keep && !b.heading && (weight(b) > 0 || classRole(b.node, "lead")) && carries(b) && !boxedAbove(b.node) {
			out = append(out, b)
		}
	}
	return out
}
