package simweb

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"raqam/normalize/calendar"
)

const (
	firstID   = 84_100_000 // of the oldest article
	pageLinks = 25         // articles a page of the archive lists
	feedItems = 30
)

// birth is the day of the first articles.
var birth = calendar.Date{Year: 1399, Month: 1, Day: 1}

// quirk is what makes an outlet hard to crawl, beside what all have.
type quirk int

const (
	variants  quirk = iota // AMP and print pages, tracking parameters
	sessions               // a new session id in every link, and an archive that goes on for ever
	overload               // 503, 429, 500
	leisurely              // Crawl-delay, a slow page, few articles
	hostile                // bombs, lies, bodies without an end, a page too deep to parse
	quirks                 // how many there are
)

// Outlet is one site of the web.
type Outlet struct {
	Host       string        // host:port
	CrawlDelay time.Duration // that its robots.txt asks for; 0: none

	web      *Web
	number   int
	shape    *shape
	quirk    quirk
	articles int // numbered from 0, the oldest first
	perDay   int // articles published a day

	mu    sync.Mutex
	asked map[string]int // requests for what fails at first
}

// Origin is the address of its front page without the slash.
func (o *Outlet) Origin() string { return "http://" + o.Host }

// System is the content management system that the outlet's pages look like.
func (o *Outlet) System() string { return o.shape.name }

// SendsBombs reports whether some addresses of the outlet answer with far more than they seem to.
func (o *Outlet) SendsBombs() bool { return o.has(hostile) }

// has reports whether the outlet has a quirk; the outlets of a plain web have none.
func (o *Outlet) has(q quirk) bool { return !o.web.plan.Plain && o.quirk == q }

// day is when an article was published.
func (o *Outlet) day(article int) calendar.Date { return birth.AddDays(article / o.perDay) }

func (o *Outlet) lastDay() calendar.Date { return o.day(o.articles - 1) }

// between gives the articles of some days: those numbered from first to before end.
func (o *Outlet) between(from, to calendar.Date) (first, end int) {
	return o.before(from), o.before(to.AddDays(1))
}

// before counts the articles published before a day.
func (o *Outlet) before(d calendar.Date) int {
	if d.Compare(birth) <= 0 {
		return 0
	}
	if d.Compare(o.lastDay()) > 0 {
		return o.articles
	}
	days := int(gregorian(d).Sub(gregorian(birth)) / (24 * time.Hour))
	return min(days*o.perDay, o.articles)
}

func gregorian(d calendar.Date) time.Time {
	y, m, day := d.Gregorian()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

// listed reports whether the archive lists an article. A third of the articles are found in sitemaps only, a third in the archive only.
func (o *Outlet) listed(article int) bool {
	return o.web.plan.Plain || article%3 != 0 && !o.isHidden(article)
}

// mapped reports whether a sitemap lists an article.
func (o *Outlet) mapped(article int) bool {
	return o.web.plan.Plain || article%3 != 1 && !o.isHidden(article)
}

// isUnlinked reports whether nothing links to the pages of the archive but to its newest: one has to know how their addresses are made. Real archives
// are a form to be filled in.
func (o *Outlet) isUnlinked() bool {
	return !o.web.plan.Linked && (o.has(variants) || o.has(leisurely)) && o.isDated()
}

// isDated reports whether the archive can be asked for some days.
func (o *Outlet) isDated() bool { return o.isDaily() || o.shape.addresses["archive"].whole.has("from") }

// isHidden reports whether nothing but the page too deep to parse links to an article. Where the archive is walked by its days, a crawler may rely
// on it to list all.
func (o *Outlet) isHidden(article int) bool {
	return o.has(hostile) && (o.web.plan.Linked || !o.isDated()) && article == hiddenArticle
}

const (
	deepArticle   = 4 // too deeply nested for a parser, where the outlet is hostile
	hiddenArticle = 1
	slowArticle   = 2 // comes a byte at a time, where the outlet is leisurely
)

// isFlaky reports whether an article answers only when asked a second time.
func (o *Outlet) isFlaky(article int) bool {
	return o.has(overload) && article < 2*flakyEvery && article%flakyEvery == 5
}

const flakyEvery = 19

// random gives the source of an article's words.
func (o *Outlet) random(article int) *rand.Rand {
	return rand.New(rand.NewPCG(o.web.plan.Seed, uint64(o.number)<<32|uint64(article)))
}

// title gives an article's title; it always begins the article's random source.
func (o *Outlet) title(r *rand.Rand) string {
	return string(o.web.wording.compose(nil, "title", r))
}

// path gives an article's address as the outlet itself writes it, its slug in Persian.
func (o *Outlet) path(article int) string { return o.address("article", article) }

// address gives an article's address, or that of its amp or print page.
func (o *Outlet) address(what string, article int) string {
	slug := strings.NewReplacer(" ", "-", ":", "", "\u200c", "-").Replace(o.title(o.random(article)))
	return o.shape.addresses[what].write(map[string]string{"id": fmt.Sprint(firstID + article), "slug": slug})
}

// archive gives the address of a page of the archive, for all days or, where the system has such pages, for one.
func (o *Outlet) archive(from, to calendar.Date, rows, page int) string {
	return o.shape.addresses["archive"].write(map[string]string{
		"year": fmt.Sprint(from.Year), "month": fmt.Sprint(from.Month), "day": fmt.Sprint(from.Day),
		"from": slashed(from), "to": slashed(to), "page": fmt.Sprint(page), "rows": fmt.Sprint(rows),
	})
}

// isDaily reports whether the archive has pages for each day.
func (o *Outlet) isDaily() bool { return o.shape.addresses["archive"].whole.has("day") }

func slashed(d calendar.Date) string { return fmt.Sprintf("%04d/%02d/%02d", d.Year, d.Month, d.Day) }

// firstTimes reports whether something has been asked for no more than n times, this one included.
func (o *Outlet) firstTimes(key string, n int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asked[key]++
	return o.asked[key] <= n
}
