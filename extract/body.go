package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// finishBody cleans what was found and settles what depends on it.
func (d *draft) finishBody(p *page, body []block) error {
	c := clean(body, false)
	a := &d.article
	d.takeLabels(c, "body: label")
	if a.Lead != "" {
		a.Lead = first(clean([]block{{text: a.Lead}}, false).paragraphs())
	}
	blocks := c.blocks
	if key := matchKey(a.Title); len(blocks) > 0 {
		blocks = slices.DeleteFunc(blocks, func(b block) bool { return repeatsLine(b.text, key) })
	}
	if len(blocks) > 1 && a.Lead != "" && sameLine(blocks[0].text, a.Lead) {
		blocks = blocks[1:] // the lead is printed again as the first paragraph
	}
	blocks = dropPullQuotes(blocks)
	d.setParagraphs(blocks)
	d.fill(&a.Outlet, "outlet", outletOf(a.Paragraphs), "dateline")
	if a.Title == "" || a.Lead == "" && len(blocks) == 0 {
		return p.whyEmpty(a.Title)
	}
	return nil
}

// maxPullQuotes is more than a page has; what has more is a text of quotations.
const maxPullQuotes = 50

// dropPullQuotes leaves out quotations that only say a part of another paragraph again, to fill the page: their figures would count twice.
func dropPullQuotes(blocks []block) []block {
	quotes := 0
	for _, b := range blocks {
		if b.quote {
			quotes++
		}
	}
	if quotes > maxPullQuotes {
		return blocks
	}
	var keys []string
	return slices.DeleteFunc(blocks, func(b block) bool {
		if !b.quote {
			return false
		}
		if keys == nil {
			for _, o := range blocks {
				if !o.quote {
					keys = append(keys, matchKey(o.text))
				}
			}
		}
		key := matchKey(b.text)
		return len(key) > 30 && slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(k, key) })
	})
}

// takeLabels fills in what lines with labels say.
func (d *draft) takeLabels(c cleaned, from string) {
	a := &d.article
	d.fill(&a.Code, "code", c.code, from)
	d.addDate(from, c.date)
	d.addChange(from, c.updated)
	d.fill(&a.Author, "author", c.author, from)
	d.fill(&a.Section, "section", c.section, from)
	d.fill(&a.ReprintedFrom, "reprinted_from", c.source, from)
}

// sameLine reports whether two lines differ in nothing but white space, marks and the spelling of letters.
func sameLine(a, b string) bool {
	return len(a) <= 2*len(b) && len(b) <= 2*len(a) && matchKey(openingOf(a)) == matchKey(openingOf(b)) && matchKey(a) == matchKey(b)
}

// openingOf is the first words of a line: where two lines differ, they mostly do at once.
func openingOf(s string) string { return strings.Join(firstWords(s, 3), "") }

// setParagraphs fills in the text and what its paragraphs are.
func (d *draft) setParagraphs(blocks []block) {
	a := &d.article
	a.Paragraphs = append([]string{}, texts(blocks)...) // an article of title and lead has [] in JSON, not null
	for i, b := range blocks {
		switch {
		case b.row:
			a.TableRows = append(a.TableRows, i)
		case isSubhead(b):
			if i+1 < len(blocks) { // what heads nothing is a signature or a label
				a.Subheads = append(a.Subheads, i)
			}
		case b.quote:
			a.Quotes = append(a.Quotes, i)
		}
	}
}

// isSubhead reports whether a block is a heading, by its element or, as editors of most sites make them, as a short line wholly in bold that
// is no sentence.
func isSubhead(b block) bool {
	if b.heading {
		return true
	}
	return b.bold >= len(b.text)-2 && utf8.RuneCountInString(b.text) <= 90 && !endsSentence(b.text) && strings.ContainsFunc(b.text, unicode.IsLetter)
}
