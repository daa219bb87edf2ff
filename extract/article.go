// Package extract turns an archived page into an Article.
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
// at the ends is trimmed. Its JSON is a line of article JSON Lines.
type Article struct {
	URL        string         `json:"url"`              // canonical URL, else the fetched one, else "file:" and the path
	Kicker     string         `json:"kicker,omitempty"` // the line above the title («روتیتر»)
	Title      string         `json:"title"`
	Lead       string         `json:"lead"`
	Paragraphs []string       `json:"paragraphs"`
	Published  calendar.Stamp `json:"published,omitzero"` // "1399-08-26" or RFC 3339
	Author     string         `json:"author,omitempty"`
	Outlet     string         `json:"outlet,omitempty"`
	Section    string         `json:"section,omitempty"`
	Tags       []string       `json:"tags,omitempty"`
	Code       string         `json:"code,omitempty"` // the outlet's own number of the article («کد خبر»)
	Source     corpus.Source  `json:"source,omitzero"`
}
