package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"raqam/corpus"
)

// jsonLine is a line of article JSON Lines as it may come from anywhere: what another program adds is ignored.
type jsonLine struct {
	URL        *string   `json:"url"`
	Kicker     *string   `json:"kicker"`
	Title      *string   `json:"title"`
	Lead       *string   `json:"lead"`
	Paragraphs *[]string `json:"paragraphs"`
	Published  *string   `json:"published"`
	Author     *string   `json:"author"`
	Outlet     *string   `json:"outlet"`
	Section    *string   `json:"section"`
	Tags       []string  `json:"tags"`
	Code       *string   `json:"code"`
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
		{&a.Code, "code", in.Code},
	} {
		if f.from != nil {
			d.fill(f.to, f.name, *f.from, "json")
		}
	}
	a.Tags = in.Tags
	a.Paragraphs = make([]string, 0, len(*in.Paragraphs))
	for _, p := range *in.Paragraphs {
		a.Paragraphs = append(a.Paragraphs, trim(p))
	}
	if a.Title == "" && a.Lead == "" && len(a.Paragraphs) == 0 {
		return notArticle(`fields "title", "lead" and "paragraphs" are empty`)
	}
	if in.Published != nil && *in.Published != "" {
		stamp, err := stampOf(*in.Published)
		if err != nil {
			return fmt.Errorf(`article JSON: field "published": %w`, err)
		}
		a.Published = stamp
	}
	return nil
}
