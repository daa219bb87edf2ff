package simweb

import (
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"time"

	"raqam/normalize/calendar"
)

// Plan says what a web is like. Webs of the same plan are the same web.
type Plan struct {
	Outlets    int           // 0: 20
	Articles   int           // of all outlets together; 0: 50,000
	Bytes      int           // of an article's text; 0: 4,000
	PerDay     int           // articles an outlet publishes a day, one with few articles fewer; 0: 40
	Seed       uint64        // of the words
	CrawlDelay time.Duration // that one outlet in five asks for; 0: 100 ms
	Linked     bool          // all pages of every archive are linked to; else those of some are a form, to be asked for by who knows their addresses
	Plain      bool          // true pages and nothing else: no traps, errors or variants, everything listed everywhere
}

// Web is a set of outlets and the log of what they were asked for.
type Web struct {
	Log

	plan    Plan
	wording *wording
	outlets []*Outlet
	byHost  map[string]*Outlet
}

// leisure is how many times fewer articles an outlet with a Crawl-delay has.
const leisure = 8

// New makes a web of which nothing is served yet; hosts are the outlets' addresses, host:port, at least plan.Outlets of them.
func New(plan Plan, hosts []string) (*Web, error) {
	plan.Outlets = cmp.Or(plan.Outlets, 20)
	plan.Articles = cmp.Or(plan.Articles, 50_000)
	plan.Bytes = cmp.Or(plan.Bytes, 4_000)
	plan.PerDay = cmp.Or(plan.PerDay, 40)
	plan.CrawlDelay = cmp.Or(plan.CrawlDelay, 100*time.Millisecond)
	if len(hosts) < plan.Outlets {
		return nil, fmt.Errorf("%d hosts for %d outlets", len(hosts), plan.Outlets)
	}
	w := &Web{plan: plan, wording: newWording(plan.Seed), byHost: map[string]*Outlet{}}
	shares := 0
	for i := range plan.Outlets {
		o := &Outlet{Host: hosts[i], web: w, number: i, shape: shapes[i%len(shapes)], quirk: quirk(i) % quirks, asked: map[string]int{}}
		if o.has(leisurely) {
			o.CrawlDelay = plan.CrawlDelay
		}
		shares += o.share()
		w.outlets = append(w.outlets, o)
		w.byHost[o.Host] = o
	}
	given, before := 0, 0
	for _, o := range w.outlets {
		before += o.share()
		o.articles = plan.Articles*before/shares - given
		given += o.articles
		if least := deepArticle + 2; o.articles < least {
			return nil, fmt.Errorf("%d articles are too few for %d outlets: one would have %d, and needs %d", plan.Articles, plan.Outlets, o.articles, least)
		}
	}
	most := 0
	for _, o := range w.outlets {
		most = max(most, o.articles)
	}
	days := (most + plan.PerDay - 1) / plan.PerDay
	for _, o := range w.outlets { // all live as long
		o.perDay = (o.articles + days - 1) / days
	}
	return w, nil
}

// Days gives the first and the last day on which an outlet published.
func (w *Web) Days() (first, last calendar.Date) {
	last = birth
	for _, o := range w.outlets {
		if d := o.lastDay(); d.Compare(last) > 0 {
			last = d
		}
	}
	return birth, last
}

// share is how many articles an outlet has beside the others.
func (o *Outlet) share() int {
	if o.CrawlDelay > 0 {
		return 1
	}
	return leisure
}

// Outlets gives the sites of the web, in the order of the hosts.
func (w *Web) Outlets() []*Outlet { return w.outlets }

// Articles is the number of articles of the web.
func (w *Web) Articles() int { return w.plan.Articles }

// Identify tells what an address of the web leads to, however it is spelled; two addresses with the same id are the same page.
func (w *Web) Identify(address string) (id string, class Class, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", "", fmt.Errorf("identifying a page: %w", err)
	}
	o := w.byHost[u.Host]
	if o == nil {
		return "", "", fmt.Errorf("identifying a page: %s is none of this web", address)
	}
	res := o.resolve(u)
	return o.Host + " " + res.key, res.class, nil
}

// AllArticles gives the id of every article, as Identify does, and its address.
func (w *Web) AllArticles() iter.Seq2[string, string] {
	return func(yield func(id, address string) bool) {
		for _, o := range w.outlets {
			for i := range o.articles {
				if !yield(o.Host+" "+articleKey(i), o.Origin()+o.path(i)) {
					return
				}
			}
		}
	}
}
