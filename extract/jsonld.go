package extract

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// jsonLD is what a page tells search engines about its article (https://schema.org/Article as JSON-LD).
type jsonLD struct {
	from                                                                                   string // "json-ld", or where else the same was found
	headline, kicker, description, body, published, modified, author, outlet, section, url string
	lead, language, city, origin, caption                                                  string // lead: only in the data of a script; a description may be a machine's
	keywords                                                                               []string
}

// articleTypes are the schema.org types that are articles, by the end of their name: NewsArticle, ReportageNewsArticle, BlogPosting.
var articleTypes = []string{"article", "posting"}

// readJSONLD returns the article that the page's JSON-LD scripts describe, the zero value if none does: of several, the first whose headline the
// window has too, else the first. Related articles are described as well.
func readJSONLD(scripts *goquery.Selection, window string) jsonLD {
	var found jsonLD
	for _, script := range scripts.EachIter() {
		var v any
		if err := json.Unmarshal([]byte(repairJSON(script.Text())), &v); err != nil {
			continue // a broken script is common, and no reason to lose the page
		}
		eachArticle(v, 0, func(m map[string]any) bool {
			ld := articleLD(m)
			ld.from = "json-ld"
			named := repeats(ld.headline, []string{window})
			if found.from == "" || named {
				found = ld
			}
			return !named
		})
		if repeats(found.headline, []string{window}) {
			break
		}
	}
	return found
}

// repairJSON mends what templates get wrong most: raw control characters inside strings, and wrappers around the object.
func repairJSON(s string) string {
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(s, "<!--"), "-->")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "//<![CDATA["), "//]]>")
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	var b strings.Builder
	quoted, escaped := false, false
	for _, r := range s {
		switch {
		case r == '\n' && quoted && !escaped:
			b.WriteString(`\n`)
		case r < ' ':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		if r == '"' && !escaped {
			quoted = !quoted
		}
		escaped = r == '\\' && !escaped
	}
	return b.String()
}

// eachArticle calls f with the articles in v, through arrays, @graph and mainEntity, until f returns false.
func eachArticle(v any, depth int, f func(map[string]any) bool) bool {
	if depth > 8 {
		return true
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if !eachArticle(e, depth+1, f) {
				return false
			}
		}
	case map[string]any:
		for _, t := range stringsOf(v["@type"]) {
			for _, end := range articleTypes {
				if strings.HasSuffix(strings.ToLower(t), end) {
					return f(v)
				}
			}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} { // not itemListElement: a list's articles are elsewhere
			if !eachArticle(v[key], depth+1, f) {
				return false
			}
		}
	}
	return true
}

func articleLD(m map[string]any) jsonLD {
	if v, ok := m["headLine"]; ok && m["headline"] == nil { // a misspelling that one system puts on all its sites
		m["headline"] = v
	}
	ld := jsonLD{
		headline: textLD(m["headline"]), kicker: textLD(m["alternativeHeadline"]), description: textLD(m["description"]),
		published: textLD(m["datePublished"]), modified: textLD(m["dateModified"]), author: namesLD(m["author"], false), outlet: namesLD(m["publisher"], true),
		section: textLD(m["articleSection"]), url: textLD(m["url"]),
	}
	ld.language, ld.city, ld.origin = textLD(m["inLanguage"]), textLD(m["dateline"]), namesLD(m["isBasedOn"], true)
	if ld.city == "" {
		ld.city = namesLD(m["locationCreated"], true)
	}
	if image, ok := m["image"].(map[string]any); ok {
		ld.caption = textLD(image["caption"])
	}
	if ld.headline == "" {
		ld.headline = textLD(m["name"])
	}
	if s, ok := m["articleBody"].(string); ok {
		ld.body = html.UnescapeString(s)
	}
	for _, k := range stringsOf(m["keywords"]) {
		ld.keywords = append(ld.keywords, html.UnescapeString(k))
	}
	return ld
}

// textLD is the first string of a value that may be a string or an array of them. Sites escape HTML in it once too often.
func textLD(v any) string {
	return trim(html.UnescapeString(first(stringsOf(v))))
}

// stringsOf lists the strings of a value that may be one or an array of them.
func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// namesLD lists the names of persons, with organisations also of those: strings, objects with a name, or arrays of either.
func namesLD(v any, organisations bool) string {
	switch v := v.(type) {
	case string:
		return textLD(v)
	case map[string]any:
		if t := strings.ToLower(first(stringsOf(v["@type"]))); !organisations && t != "" && t != "person" {
			return ""
		}
		return textLD(v["name"])
	case []any:
		var names []string
		for _, e := range v {
			if n := namesLD(e, organisations); n != "" {
				names = append(names, n)
			}
		}
		return strings.Join(names, "\u060c ") // the Arabic comma
	}
	return ""
}
