package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
