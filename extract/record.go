package extract

import (
	"errors"
	"fmt"

	"raqam/corpus"
)

// ErrNotArticle is the error, wrapped with the reason, for a record that holds no article: a front page, a listing, a gallery, an error
// page. Such a record is no failure.
var ErrNotArticle = errors.New("not an article")

// Reason says where one field of an Article came from, or why a candidate for it was refused.
type Reason struct {
	Field string // the JSON name of the field, or "page" for what concerns the whole record
	From  string // such as "profile nastooh: h1.title", "json-ld headline", "text"
	Note  string // the value refused and why, the encoding chosen; empty for a plain hit
}

// FromRecord extracts the article of a record. The error wraps ErrNotArticle and says why when there is none; any other error means that
// the record could not be read.
func FromRecord(rec corpus.Record) (Article, error) {
	a, _, err := Explain(rec)
	return a, err
}

// Explain is FromRecord with the reasons, in the order in which decisions were taken. They are returned with an error too.
func Explain(rec corpus.Record) (Article, []Reason, error) {
	return explainWith(profiles(), rec)
}

// explainWith is Explain with other profiles than the embedded ones; tests read pages as an unknown site with none.
func explainWith(set profileSet, rec corpus.Record) (Article, []Reason, error) {
	d := &draft{profiles: set}
	if rec.Truncated != "" {
		d.explain("page", "archive", "cut off when it was fetched: "+rec.Truncated)
	}
	var err error
	switch rec.Kind {
	case corpus.Page:
		err = d.readPage(rec)
	case corpus.Text:
		err = d.readText(rec)
	case corpus.Article:
		err = d.readJSON(rec)
	default:
		err = fmt.Errorf("record of unknown kind %d", rec.Kind)
	}
	if err != nil {
		return Article{}, d.reasons, fmt.Errorf("extract %s: %w", place(rec), err)
	}
	d.chooseURL(rec)
	if rec.Kind != corpus.Article {
		d.readOrigin()
	}
	d.article.Source = rec.Source
	return d.article, d.reasons, nil
}

// place names a record in an error.
func place(rec corpus.Record) string {
	if rec.URL != "" {
		return rec.URL
	}
	return fileURL(rec)
}

// draft is an article being filled: for every field the first source that has a value wins, so sources are asked in order of trust.
type draft struct {
	profiles  profileSet
	article   Article
	canonical string          // the page's own word on its address, unchecked
	dates     []dateCandidate // of publication
	changes   []dateCandidate // of the last change
	reasons   []Reason
}

// explain notes where a field came from, or why something did not become one.
func (d *draft) explain(field, from, note string) {
	d.reasons = append(d.reasons, Reason{Field: field, From: from, Note: note})
}

// fill sets an empty field.
func (d *draft) fill(field *string, name, value, from string) {
	if value = trim(value); *field == "" && value != "" {
		*field = value
		d.explain(name, from, "")
	}
}
