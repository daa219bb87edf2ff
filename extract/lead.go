package extract

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
