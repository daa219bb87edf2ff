package simweb

import (
	"fmt"
	"net/url"
	"strings"

	"raqam/normalize/calendar"
)

// Class is what an address of the web leads to.
type Class string

// Articles, listings, feeds and sitemaps are the true pages: each is to be fetched once. All else is in a crawler's way.
const (
	Article   Class = "article"
	Listing   Class = "listing" // the front page, and pages of the archive that list something
	Feed      Class = "feed"
	Sitemap   Class = "sitemap"
	Robots    Class = "robots.txt"
	Variant   Class = "variant"   // an article a second time: AMP, print
	Redirect  Class = "redirect"  // to an article's address of today, to another outlet, or to a forbidden page
	Dead      Class = "dead"      // 404
	Broken    Class = "broken"    // 500, always
	Hostile   Class = "hostile"   // bombs, lies, bodies without an end
	Empty     Class = "empty"     // the page of the archive behind the last of some days, by which a walk knows its end
	Trap      Class = "trap"      // other pages of the archive that list nothing and link to more of the kind
	Forbidden Class = "forbidden" // by robots.txt
)

// isTrue reports whether pages of the class are what the web consists of.
func (c Class) isTrue() bool { return c == Article || c == Listing || c == Feed || c == Sitemap }

// resource is what a request is for: the same for every spelling of the address.
type resource struct {
	class    Class
	key      string        // tells it from others of its outlet
	article  int           // of an article, a variant, a redirect: its number
	from, to calendar.Date // of a listing or sitemap: the days
	page     int           // of a listing, from 1
	rows     int           // articles on each
}

// resolve finds what an address leads to.
func (o *Outlet) resolve(u *url.URL) resource {
	path, _, _ := strings.Cut(u.Path, ";") // a session
	query := u.Query()
	switch first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); first {
	case "":
		return resource{class: Listing, key: "front"}
	case "robots.txt":
		return resource{class: Robots, key: "robots"}
	case "search", "calendar", "private":
		return resource{class: Forbidden, key: path}
	case "old", "go", "to":
		return resource{class: Redirect, key: path, article: number(rest, 0)}
	case "broken":
		return resource{class: Broken, key: path}
	case "hostile":
		return resource{class: Hostile, key: rest}
	}
	for _, what := range []string{"article", "amp", "print", "archive", "feed", "index", "sitemap"} {
		values, ok := o.shape.addresses[what].read(path, query)
		if !ok {
			continue
		}
		switch what {
		case "article", "amp", "print":
			i := number(values["id"], 0) - firstID
			if i < 0 || i >= o.articles {
				return resource{class: Dead, key: path}
			}
			if what != "article" || query.Has("print") {
				return resource{class: Variant, key: fmt.Sprintf("%s %d", what, i), article: i}
			}
			return resource{class: Article, key: articleKey(i), article: i}
		case "archive":
			return o.listing(values)
		case "feed":
			return resource{class: Feed, key: what}
		case "index":
			return resource{class: Sitemap, key: what}
		case "sitemap":
			month := calendar.Date{Year: number(values["year"], 0), Month: number(values["month"], 0)}
			r := resource{class: Sitemap, key: "sitemap " + month.String(), from: month.First(), to: month.Last()}
			if from, to := o.between(r.from, r.to); from == to {
				r.class = Dead
			}
			return r
		}
	}
	return resource{class: Dead, key: path}
}

func articleKey(i int) string { return fmt.Sprintf("article %d", i) }

// listing is a page of the archive: of a day, of the days from one to another, or of all.
func (o *Outlet) listing(values map[string]string) resource {
	r := resource{class: Listing, from: o.day(0), to: o.lastDay(), page: max(number(values["page"], 1), 1)}
	r.rows = min(max(number(values["rows"], pageLinks), 1), 4*pageLinks)
	if year := number(values["year"], 0); year > 0 {
		d := calendar.Date{Year: year, Month: number(values["month"], 0), Day: number(values["day"], 0)}
		r.from, r.to = d.First(), d.Last()
	}
	for slot, day := range map[string]*calendar.Date{"from": &r.from, "to": &r.to} {
		if d, err := calendar.ParseDate(strings.ReplaceAll(values[slot], "/", "-")); err == nil && d.IsDay() {
			*day = d
		}
	}
	r.key = fmt.Sprintf("archive %v %v %d %d", r.from, r.to, r.rows, r.page)
	switch from, to := o.between(r.from, r.to); {
	case from+(r.page-1)*r.rows < to:
	case from < to && from+(r.page-2)*r.rows < to:
		r.class = Empty
	default:
		r.class = Trap
	}
	return r
}
