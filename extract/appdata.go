package extract

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"raqam/corpus"
)

// Some sites send a page without text and the data that a script draws it from: Next.js in <script id="__NEXT_DATA__" type="application/json">
// (nextjs.org/docs), others in scripts of the same type. There is no standard for what is in it; the article is the object that has a title and
// the longest text.

//go:embed appdatakeys.tsv
var appDataKeysFile string

// appDataScripts hold such data.
var appDataScripts = mustSelector("script[type='application/json' i]")

// Limits of what is read of it.
const (
	maxAppData      = 8 << 20 // bytes
	maxAppDataDepth = 40
)

// appDataKeys is appdatakeys.tsv: field → its keys, in their order.
var appDataKeys = sync.OnceValue(func() map[string][]string {
	keys, err := parseAppDataKeys(appDataKeysFile)
	if err != nil {
		panic("appdatakeys.tsv: " + err.Error()) // unreachable in a release: a test parses the table
	}
	return keys
})

func parseAppDataKeys(table string) (map[string][]string, error) {
	keys := map[string][]string{}
	err := rows(table, 2, func(_ int, f []string) error {
		switch f[0] {
		case "title", "body", "lead", "kicker", "published", "modified", "author", "section":
			keys[f[0]] = append(keys[f[0]], f[1])
			return nil
		}
		return fmt.Errorf("unknown field %q", f[0])
	})
	return keys, err
}

// readAppData returns the article in the data of a page, the zero value if there is none. One with the title of the window goes before all others.
func readAppData(scripts *goquery.Selection, window string) jsonLD {
	var best jsonLD
	bestScore := 0.0
	for _, script := range scripts.EachIter() {
		text := script.Text()
		var v any
		if len(text) > maxAppData || json.Unmarshal([]byte(text), &v) != nil {
			continue
		}
		if a, score := articleIn(v, window); score > bestScore {
			best, bestScore = a, score
		}
	}
	return best
}

// articleIn returns the article among all objects in v, and by how much it is one; 0 if none is.
func articleIn(v any, window string) (best jsonLD, bestScore float64) {
	eachObject(v, 0, func(m map[string]any) {
		a := articleData(m)
		if a.headline == "" || len(a.body) < minProse {
			return
		}
		score := prose(htmlBlocks(a.body))
		if score < minProse {
			return
		}
		if repeats(a.headline, []string{window}) {
			score *= 10
		}
		if score > bestScore {
			best, bestScore = a, score
		}
	})
	return best, bestScore
}

func isJSON(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && kind == "application/json"
}

// readDataPage reads an answer that is nothing but data, as some newspapers send each article of an issue to their scripts.
func (d *draft) readDataPage(rec corpus.Record) error {
	var v any
	if err := json.Unmarshal(bytes.TrimPrefix(rec.Body, []byte("\xef\xbb\xbf")), &v); err != nil {
		return notArticle(OtherPage, "broken JSON: "+err.Error())
	}
	data, score := articleIn(v, "")
	if score == 0 {
		return notArticle(OtherPage, "JSON without an article")
	}
	a := &d.article
	d.fill(&a.Kicker, "kicker", data.kicker, data.from)
	d.fill(&a.Title, "title", data.headline, data.from)
	d.fill(&a.Lead, "lead", data.lead, data.from)
	d.fillAuthor(data.author, data.from)
	d.fill(&a.Section, "section", data.section, data.from)
	d.addDate(data.from, data.published)
	eachObject(v, 0, func(m map[string]any) {
		y, _ := m["publish_year"].(float64)
		month, _ := m["publish_month"].(float64)
		day, _ := m["publish_day"].(float64)
		if y > 0 {
			d.addDate(data.from+" publish_year", fmt.Sprintf("%.0f/%02.0f/%02.0f", y, month, day))
		}
	})
	d.addChange(data.from, data.modified)
	d.explain("paragraphs", data.from, "")
	c := clean(htmlBlocks(data.body), false)
	d.takeLabels(c, "body: label")
	d.setParagraphs(c.blocks)
	d.chooseLanguage(nil)
	d.choosePublished(rec)
	d.chooseUpdated(rec)
	return nil
}

// withAppData adds to what JSON-LD tells what only the data has.
func withAppData(ld, data jsonLD) jsonLD {
	if data.body == "" || ld.headline == "" {
		if data.body != "" {
			return data
		}
		return ld
	}
	ld.body, ld.lead = data.body, data.lead
	ld.kicker = cmp.Or(ld.kicker, data.kicker)
	ld.published = cmp.Or(ld.published, data.published)
	return ld
}

// eachObject calls f with every object in v, in an order that does not change.
func eachObject(v any, depth int, f func(map[string]any)) {
	if depth > maxAppDataDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachObject(e, depth+1, f)
		}
	case map[string]any:
		f(v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			eachObject(v[key], depth+1, f)
		}
	}
}

// articleData reads the keys of an article; the texts may be HTML.
func articleData(m map[string]any) jsonLD {
	named := make(map[string]any, len(m))
	for key, v := range m {
		named[strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(key))] = v
	}
	value := func(field string) string {
		for _, key := range appDataKeys()[field] {
			if s := first(stringsOf(named[key])); s != "" {
				return s
			}
			if n, ok := named[key].(float64); ok && (field == "published" || field == "modified") {
				return unixTime(n)
			}
			if o, ok := named[key].(map[string]any); ok { // {"name": …}, {"title": …}, {"rendered": …}
				for _, inner := range []string{"name", "title", "rendered", "html"} {
					if s, ok := o[inner].(string); ok && s != "" {
						return s
					}
				}
			}
		}
		return ""
	}
	plain := func(field string) string {
		var parts []string
		for _, b := range htmlBlocks(value(field)) {
			parts = append(parts, b.text)
		}
		return strings.Join(parts, " ")
	}
	return jsonLD{
		from: "app data", headline: plain("title"), kicker: plain("kicker"), lead: plain("lead"), body: value("body"),
		published: value("published"), modified: value("modified"), author: plain("author"), section: plain("section"),
	}
}

// unixTime is a moment in seconds or, as in JavaScript, in milliseconds since 1970; "" for what can be neither.
func unixTime(n float64) string {
	switch {
	case n > 1e9 && n < 1e10:
		return time.Unix(int64(n), 0).UTC().Format(time.RFC3339)
	case n > 1e12 && n < 1e13:
		return time.UnixMilli(int64(n)).UTC().Format(time.RFC3339)
	}
	return ""
}

// htmlBlocks are the blocks of a text that is HTML or plain.
func htmlBlocks(text string) []block {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "</") || strings.Contains(text, "<br") {
		if doc, err := goquery.NewDocumentFromReader(strings.NewReader(text)); err == nil {
			return blocksOf(nil, doc.Selection)
		}
	}
	return lines(html.UnescapeString(text))
}
