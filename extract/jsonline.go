package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"raqam/corpus"
	"raqam/normalize/calendar"
)

// jsonLine is a line of article JSON Lines as it may come from anywhere: what another program adds is ignored.
type jsonLine struct {
	URL        *string   `json:"url"`
	Kicker     *string   `json:"kicker"`
	Title      *string   `json:"title"`
	Lead       *string   `json:"lead"`
	Paragraphs *[]string `json:"paragraphs"`
	Published  *string   `json:"published"`
	Updated    *string   `json:"updated"`
	Author     *string   `json:"author"`
	Outlet     *string   `json:"outlet"`
	Section    *string   `json:"section"`
	Tags       []string  `json:"tags"`
	Code       *string   `json:"code"`
	City       *string   `json:"city"`
	Reprinted  *string   `json:"reprinted_from"`
	Language   *string   `json:"language"`
	Captions   []string  `json:"captions"`
	Subheads   []int     `json:"subheads"`
	Quotes     []int     `json:"quotes"`
	TableRows  []int     `json:"table_rows"`
}

// readJSON reads an article that somebody extracted before. "title" and "paragraphs" must be there, and some text in them; every other
// field may be missing. Texts are taken as they are.
func (d *draft) readJSON(rec corpus.Record) error {
	var in jsonLine
	if err := json.Unmarshal(bytes.TrimPrefix(rec.Body, []byte("\xef\xbb\xbf")), &in); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return fmt.Errorf("article JSON: field %q is a %s", wrong.Field, wrong.Value)
		}
		return fmt.Errorf("article JSON: %w", err)
	}
	if in.Title == nil {
		return errors.New(`article JSON: field "title" is missing`)
	}
	if in.Paragraphs == nil {
		return errors.New(`article JSON: field "paragraphs" is missing`)
	}
	a := &d.article
	for _, f := range []struct {
		to   *string
		name string
		from *string
	}{
		{&a.URL, "url", in.URL}, {&a.Kicker, "kicker", in.Kicker}, {&a.Title, "title", in.Title}, {&a.Lead, "lead", in.Lead},
		{&a.Author, "author", in.Author}, {&a.Outlet, "outlet", in.Outlet}, {&a.Section, "section", in.Section},
		{&a.Code, "code", in.Code}, {&a.City, "city", in.City}, {&a.ReprintedFrom, "reprinted_from", in.Reprinted},
		{&a.Language, "language", in.Language},
	} {
		if f.from != nil {
			d.fill(f.to, f.name, *f.from, "json")
		}
	}
	a.Tags, a.Captions = in.Tags, in.Captions
	a.Paragraphs = make([]string, 0, len(*in.Paragraphs))
	for _, p := range *in.Paragraphs {
		a.Paragraphs = append(a.Paragraphs, trim(p))
	}
	for _, f := range []struct {
		to   *[]int
		name string
		from []int
	}{{&a.Subheads, "subheads", in.Subheads}, {&a.Quotes, "quotes", in.Quotes}, {&a.TableRows, "table_rows", in.TableRows}} {
		last := -1
		for _, i := range f.from {
			if i <= last || i >= len(a.Paragraphs) {
				return fmt.Errorf("article JSON: field %q: %d is no further paragraph", f.name, i)
			}
			last = i
		}
		*f.to = f.from
	}
	if a.Title == "" && a.Lead == "" && len(a.Paragraphs) == 0 {
		return notArticle(OtherPage, `fields "title", "lead" and "paragraphs" are empty`)
	}
	for _, f := range []struct {
		to   *calendar.Stamp
		name string
		from *string
	}{{&a.Published, "published", in.Published}, {&a.Updated, "updated", in.Updated}} {
		if f.from == nil || *f.from == "" {
			continue
		}
		stamp, err := stampOf(*f.from)
		if err != nil {
			return fmt.Errorf("article JSON: field %q: %w", f.name, err)
		}
		*f.to = stamp
	}
	return nil
}
