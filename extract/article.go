// Package extract turns an archived record into an Article: what the journalist wrote, without the page around it.
//
// [FromRecord] is the way in. An HTML page is decoded ([corpus.Page]), its content management system recognised by fingerprints, and each field
// read by that system's profile (profiles/*.toml); what a profile does not know comes from structured data (JSON-LD, meta tags,
// microdata), and on unknown sites from a scorer of text blocks. Plain text pages ([corpus.Text]) and article JSON Lines
// ([corpus.Article]) go through the same hygiene, so that no number reaches the Article that the journalist did not write.
// [Explain] says for every field where it came from. The package reads bytes and returns values: no network, no files, no clock.
package extract

import (
	"raqam/corpus"
	"raqam/normalize/calendar"
)

// Part names where in an article a text stands.
type Part string

const (
	Title Part = "title"
	Lead  Part = "lead"
	Body  Part = "body"
)

// Article is what the journalist wrote, without the page around it. All texts are as on the page: nothing is folded, only white space
// at the ends is trimmed (in HTML, where a run of white space is shown as one space, it is one space). Its JSON is a line of article
// JSON Lines.
type Article struct {
	URL        string         `json:"url"`              // canonical URL, else the fetched one, else "file:" and the path
	Kicker     string         `json:"kicker,omitempty"` // the line above the title («روتیتر»)
	Title      string         `json:"title"`
	Lead       string         `json:"lead"`
	Paragraphs []string       `json:"paragraphs"`
	Published  calendar.Stamp `json:"published,omitzero"` // "1399-08-26" or RFC 3339
	Updated    calendar.Stamp `json:"updated,omitzero"`   // when it was last changed, if that was later than Published
	Author     string         `json:"author,omitempty"`
	Outlet     string         `json:"outlet,omitempty"`
	City       string         `json:"city,omitempty"` // where the report was written, from its dateline
	Section    string         `json:"section,omitempty"`
	Tags       []string       `json:"tags,omitempty"`
	Code       string         `json:"code,omitempty"` // the outlet's own number of the article («کد خبر»), in ASCII digits
	// ReprintedFrom is whom the text says it was taken over from («به نقل از …»): another outlet, an agency.
	ReprintedFrom string `json:"reprinted_from,omitempty"`
	Language      string `json:"language,omitempty"` // of the text, as a BCP 47 subtag: "fa", "ar", "en"

	// What some of the paragraphs are, as ascending indices into Paragraphs, which hold the whole text in reading order.
	Subheads  []int `json:"subheads,omitempty"`   // headings within the text
	Quotes    []int `json:"quotes,omitempty"`     // set apart as a quotation
	TableRows []int `json:"table_rows,omitempty"` // rows of tables, «استان: خاوران | کتابخانه: ۱۲۴»: each cell behind the heading of its column

	Captions []string      `json:"captions,omitempty"` // what stands under the pictures; it is in no paragraph
	Source   corpus.Source `json:"source,omitzero"`
}
