package simweb

import (
	_ "embed"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strings"

	"raqam/normalize/calendar"
)

//go:embed page.html
var pageHTML string

//go:embed articles.html
var articlesHTML string

var pageFrame = parsePattern(pageHTML, "{{", "}}")

// articleFrames are the articles of the shapes by name.
var articleFrames = func() map[string]pattern {
	frames := map[string]pattern{}
	marks := regexp.MustCompile(`(?m)^<!-- (\w+) -->\n`).FindAllStringSubmatchIndex(articlesHTML, -1)
	for i, m := range marks {
		end := len(articlesHTML)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		frames[articlesHTML[m[2]:m[3]]] = parsePattern(articlesHTML[m[1]:end], "{{", "}}")
	}
	return frames
}()

// link writes an address as this outlet's pages link to it: with a new session id where it keeps sessions, the Persian letters raw or encoded in
// upper or lower case, tracking parameters now and then. All are spellings of one address.
func (o *Outlet) link(path string) string {
	path, query, _ := strings.Cut(path, "?")
	switch spelling := rand.IntN(4); {
	case o.web.plan.Plain, spelling == 0:
		path = (&url.URL{Path: path}).EscapedPath()
	case spelling == 1:
		path = strings.ToLower((&url.URL{Path: path}).EscapedPath())
	}
	switch {
	case o.has(sessions) && rand.IntN(2) == 0:
		path += fmt.Sprintf(";jsessionid=%016X", rand.Uint64())
	case o.has(sessions):
		query = fmt.Sprintf("%s&PHPSESSID=%016x", query, rand.Uint64())
	case o.has(variants) && rand.IntN(3) == 0:
		query = fmt.Sprintf("%s&utm_source=page&utm_term=%d", query, rand.IntN(1000))
	}
	if query = strings.TrimPrefix(query, "&"); query != "" {
		path += "?" + query
	}
	return html.EscapeString(path)
}

// anchor appends a paragraph with a link.
func (o *Outlet) anchor(dst []byte, path, text string) []byte {
	return fmt.Appendf(dst, "<p><a href=\"%s\">%s</a></p>\n", o.link(path), text)
}

// label is what a link of some kind says.
func (o *Outlet) label(kind string) string {
	for _, l := range o.web.wording.words["label"] {
		if text, ok := strings.CutPrefix(l, kind+":"); ok {
			return text
		}
	}
	return kind
}

// page appends a whole page.
func (o *Outlet) page(dst []byte, title, head string, main func(dst []byte) []byte) []byte {
	return pageFrame.fill(dst, func(dst []byte, slot string) []byte {
		switch slot {
		case "title":
			return append(dst, title...)
		case "head":
			return append(append(dst, o.shape.head...), head...)
		case "home":
			return append(dst, o.link("/")...)
		case "feed":
			return append(dst, o.shape.addresses["feed"].write(nil)...)
		case "archive":
			return append(dst, o.link(o.newest())...)
		case "main":
			return main(dst)
		}
		return dst
	})
}

// newest gives the address of the archive's first page.
func (o *Outlet) newest() string {
	if o.isDaily() {
		return o.archive(o.lastDay(), o.lastDay(), pageLinks, 1)
	}
	return o.archive(birth, o.lastDay(), pageLinks, 1)
}

// articlePage appends an article's page; what is linked to beside it is only what the same pages of the archive link to.
func (o *Outlet) articlePage(dst []byte, i int) []byte {
	r := o.random(i)
	title := o.title(r)
	day := o.day(i)
	head := fmt.Sprintf("<link rel=\"canonical\" href=\"%s%s\">\n", o.Origin(), (&url.URL{Path: o.path(i)}).EscapedPath())
	if o.has(variants) {
		head += fmt.Sprintf("<link rel=\"amphtml\" href=\"%s\">\n", o.address("amp", i))
	}
	return o.page(dst, title, head, func(dst []byte) []byte {
		if o.has(hostile) && i == deepArticle {
			dst = append(dst, strings.Repeat("<div>", 10_000)...)
			dst = o.anchor(dst, o.path(hiddenArticle), o.label("more"))
		}
		return articleFrames[o.shape.name].fill(dst, func(dst []byte, slot string) []byte {
			switch slot {
			case "title":
				return append(dst, title...)
			case "kicker", "lead":
				return o.web.wording.compose(dst, slot, r)
			case "body":
				return o.web.wording.body(dst, o.web.plan.Bytes, r)
			case "id":
				return fmt.Append(dst, firstID+i)
			case "iso":
				return append(dst, gregorian(day).Format("2006-01-02T07:00:00Z")...)
			case "date":
				return o.appendDate(dst, day)
			case "links":
				return o.articleLinks(dst, i)
			}
			return dst
		})
	})
}

func (o *Outlet) articleLinks(dst []byte, i int) []byte {
	if before := i - 3; before >= 0 && o.day(before) == o.day(i) && !o.isHidden(before) {
		dst = o.anchor(dst, o.path(before), o.label("more"))
	}
	if o.has(variants) {
		dst = o.anchor(dst, o.address("amp", i), o.label("amp"))
		dst = o.anchor(dst, o.address("print", i), o.label("print"))
	}
	if !o.web.plan.Plain && i%50 == 7 {
		dst = o.anchor(dst, fmt.Sprintf("/search?q=%d", i), o.label("search"))
	}
	return dst
}

// appendDate appends a day as pages show it.
func (o *Outlet) appendDate(dst []byte, d calendar.Date) []byte {
	dst = append(appendPersian(dst, d.Day), ' ')
	dst = append(append(dst, o.web.wording.words["month"][d.Month-1]...), ' ')
	return appendPersian(dst, d.Year)
}

// listingPage appends a page of the archive: its articles, and the pages and days beside it.
func (o *Outlet) listingPage(dst []byte, res resource) []byte {
	first, end := o.between(res.from, res.to)
	title := string(o.appendDate(nil, res.from))
	return o.page(dst, title, "", func(dst []byte) []byte {
		newest := end - 1 - (res.page-1)*res.rows // the newest first
		for i := newest; i > newest-res.rows && i >= first; i-- {
			dst = o.item(dst, i)
		}
		if !o.web.plan.Plain { // a box of the latest news: other days' articles on every day
			for i := o.articles - 1; i >= max(o.articles-5, 0); i-- {
				dst = o.item(dst, i)
			}
		}
		if o.isUnlinked() {
			return dst
		}
		endless := o.has(sessions)
		if newest-res.rows >= first || endless && res.page < 1_000_000 {
			dst = o.anchor(dst, o.archive(res.from, res.to, res.rows, res.page+1), o.label("next"))
		}
		if !o.isDaily() || res.from != res.to {
			return dst
		}
		if back := res.from.AddDays(-1); endless || back.Compare(birth) >= 0 {
			dst = o.anchor(dst, o.archive(back, back, res.rows, 1), o.label("back"))
		}
		if forth := res.to.AddDays(1); endless || forth.Compare(o.lastDay()) <= 0 {
			dst = o.anchor(dst, o.archive(forth, forth, res.rows, 1), o.label("forth"))
		}
		return dst
	})
}

// item appends an article as lists show it, with its day; nothing if no list has it.
func (o *Outlet) item(dst []byte, article int) []byte {
	if !o.listed(article) {
		return dst
	}
	dst = fmt.Appendf(dst, "<ul><li class=\"news\"><h3><a href=\"%s\">%s</a></h3><time>", o.link(o.path(article)), o.title(o.random(article)))
	return append(o.appendDate(dst, o.day(article)), "</time></li></ul>\n"...)
}

// frontPage appends the front page, from which everything odd begins.
func (o *Outlet) frontPage(dst []byte) []byte {
	return o.page(dst, o.label("front"), "", func(dst []byte) []byte {
		for i := o.articles - 1; i >= max(o.articles-10, 0); i-- {
			dst = o.item(dst, i)
		}
		if o.web.plan.Plain {
			return dst
		}
		odd := []string{"/old/3", "/go/1", "/to/next", "/gone/1", "/gone/2", "/search?q=1", "/calendar/1399/1", "/private/1"}
		if o.has(overload) && o.articles > 100 { // not in a small web, which its retries would hold up for long
			odd = append(odd, "/broken/1")
		}
		if o.has(hostile) {
			odd = append(odd, "/hostile/bomb", "/hostile/endless", "/hostile/short", "/hostile/drip")
		}
		for _, path := range odd {
			dst = o.anchor(dst, path, o.label("more"))
		}
		return dst
	})
}

// forbiddenPage appends a page that robots.txt forbids, and that leads to ever more of the kind.
func (o *Outlet) forbiddenPage(dst []byte) []byte {
	return o.page(dst, o.label("search"), "", func(dst []byte) []byte {
		for range 5 {
			dst = o.anchor(dst, fmt.Sprintf("/calendar/%d/%d", 1+rand.IntN(9999), 1+rand.IntN(12)), o.label("more"))
			dst = o.anchor(dst, fmt.Sprintf("/search?q=%d", rand.Uint32()), o.label("search"))
		}
		return dst
	})
}
