package fetch

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"raqam/normalize/calendar"
)

// nastooh is an outlet that publishes perDay articles a day, laid out as Nastooh does it: an archive of ten items a page, whose days leak
// two items of the day before, and which gives its last page again behind the end.
type nastooh struct{ perDay int }

func (n nastooh) id(d calendar.Date, i int) int {
	return d.Year%100*1000000 + d.Month*10000 + d.Day*100 + i
}

func (n nastooh) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	switch path := r.URL.Path; {
	case path == "/":
		fmt.Fprint(w, `<!doctype html><meta name="generator" content="www.nastooh.ir"><a href="/service/economy">اقتصاد</a>`, n.item(calendar.Date{Year: 1405, Month: 1, Day: 1}, 0))
	case path == "/service/economy":
		fmt.Fprint(w, "<!doctype html>", links("/news/5010100/خبر-قدیم"))
	case path == "/archive":
		var f [4]int
		for i, name := range []string{"yr", "mn", "dy", "pi"} {
			f[i], _ = strconv.Atoi(q.Get(name))
		}
		day, err := calendar.New(f[0], f[1], f[2])
		if err != nil || day.Year != 1399 { // before it was founded
			fmt.Fprint(w, "<!doctype html><p>خبری نیست", links("/service/economy"))
			return
		}
		const perPage = 10
		last := (n.perDay + perPage - 1) / perPage
		page := min(f[3], last)
		fmt.Fprint(w, "<!doctype html>", links("/service/economy", "/news/4010100/پربازدید-ها"), "<ul>")
		for i := (page - 1) * perPage; i < min(page*perPage, n.perDay); i++ {
			fmt.Fprint(w, n.item(day, i))
		}
		fmt.Fprint(w, n.item(day.AddDays(-1), 0), n.item(day.AddDays(-1), 1), "</ul>")
	case strings.HasPrefix(path, "/news/"):
		fmt.Fprint(w, "<!doctype html><p>متن خبر</p>", links("/news/3010100/مرتبط-یک", "/service/economy"))
	default:
		http.NotFound(w, r)
	}
}

// item is an item of a list, with a headline that mentions another day.
func (n nastooh) item(d calendar.Date, i int) string {
	address := fmt.Sprintf("/news/%d/خبر-%d", n.id(d, i), i)
	return fmt.Sprintf(`<li><a href="%s"><img></a><div><h3><a href="%s">پنج نکته از ۲۲ بهمن ۱۳۵۷ تا امروز در خبر %d</a></h3><time>%d/%02d/%02d - ۱۲:۳۰</time></div></li>`,
		address, address, i, d.Year, d.Month, d.Day)
}

func mustDay(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestArchiveWalked(t *testing.T) {
	outlet := nastooh{perDay: 23}
	site := newTestSite(t, outlet.ServeHTTP)
	dir, o := t.TempDir(), quick()
	o.Since, o.Until = mustDay(t, "1398-12-27"), mustDay(t, "1399-01-04")
	s := mustCrawl(t, dir, o, site.URL)
	got := archived(t, dir)
	for d := mustDay(t, "1399-01-01"); d.Compare(o.Until) <= 0; d = d.AddDays(1) {
		for i := range outlet.perDay {
			if target := fmt.Sprintf("/news/%d/خبر-%d", outlet.id(d, i), i); got[target] == 0 && got[escaped(t, target)] == 0 {
				t.Errorf("%s is not archived", target)
			}
		}
	}
	articles := 0
	for target := range got {
		if strings.HasPrefix(target, "/news/") {
			articles++
		}
	}
	if want := 4 * outlet.perDay; articles != want+2 { // what is leaked of the day before the founding lies within the days asked for
		t.Errorf("%d articles, want %d; %+v", articles, want+2, s)
	}
	for _, outside := range []string{"/news/5010100/خبر-0", "/news/4010100/پربازدید-ها", "/news/3010100/مرتبط-یک"} {
		if site.count(escaped(t, outside)) != 0 {
			t.Errorf("%s was fetched: it is dated outside, or not at all", outside)
		}
	}
	lists := 0
	for _, h := range site.hits {
		if strings.HasPrefix(h.target, "/archive") {
			lists++
		}
	}
	if lists > 3+4*4 { // one page of an empty day, three and a last one of another
		t.Errorf("%d archive pages", lists)
	}
	// Asked for another day, it walks that alone.
	before := site.total()
	o.Until = mustDay(t, "1399-01-05")
	mustCrawl(t, dir, o, site.URL)
	if n := site.total() - before; n != 1+4+outlet.perDay {
		t.Errorf("%d requests for one more day", n)
	}
}

func escaped(t *testing.T, target string) string {
	t.Helper()
	u, err := canonicalURL(nil, "http://e.ir"+target)
	if err != nil {
		t.Fatal(err)
	}
	return u.RequestURI()
}

func TestDryRun(t *testing.T) {
	outlet := nastooh{perDay: 3}
	site := newTestSite(t, outlet.ServeHTTP)
	dir, o := t.TempDir(), quick()
	o.Since, o.Until = mustDay(t, "1399-01-01"), mustDay(t, "1399-01-02")
	var mu sync.Mutex
	var list []string
	dry := o
	dry.DryRun = func(f Found) {
		mu.Lock()
		defer mu.Unlock()
		list = append(list, fmt.Sprintf("%s %s %s", strings.TrimPrefix(f.URL, site.URL), f.Via, f.Date))
	}
	mustCrawl(t, dir, dry, site.URL)
	want := escaped(t, fmt.Sprintf("/news/%d/خبر-1", outlet.id(mustDay(t, "1399-01-02"), 1))) + " archive 1399-01-02"
	if !slices.Contains(list, want) || len(list) != 6 {
		t.Errorf("%q has no %s", list, want)
	}
	for _, h := range site.hits {
		if strings.HasPrefix(h.target, "/news/") {
			t.Errorf("%s was fetched", h.target)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	mustCrawl(t, dir, o, site.URL)
	list = nil
	mustCrawl(t, dir, dry, site.URL)
	if len(list) != 0 {
		t.Errorf("would fetch again: %q", list)
	}
}

// An outlet that only looks like a system it is not: its archive lists nothing, so what its pages link to is fetched after all, but for what says
// that it is of another time.
func TestArchiveMistaken(t *testing.T) {
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<!doctype html><img src="https://elsewhere.ir/wp-content/x.png">`, links("/section"))
		case "/section":
			fmt.Fprint(w, "<!doctype html>", links("/story/1", "/story/2", "/1398/01/01/story"))
		case "/story/1", "/story/2":
			fmt.Fprint(w, "<!doctype html><p>خبر", links("/story/1", "/story/2", "/section"))
		default:
			http.NotFound(w, r)
		}
	})
	dir, o := t.TempDir(), quick()
	o.Since, o.Until = mustDay(t, "1399-01-01"), mustDay(t, "1399-01-03")
	s := mustCrawl(t, dir, o, site.URL)
	got := archived(t, dir)
	if got["/"]+got["/section"]+got["/story/1"]+got["/story/2"] != 4 || got["/1398/01/01/story"] != 0 || s.Failed != 0 {
		t.Errorf("%v, %+v", got, s)
	}
	before := site.total()
	mustCrawl(t, dir, o, site.URL)
	if site.total() != before {
		t.Errorf("%d requests for nothing", site.total()-before)
	}
}

// A list that knows no days goes backwards in time and is left where it comes to what is too old.
func TestListWalked(t *testing.T) {
	newest := mustDay(t, "1399-08-30")
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/list" {
			fmt.Fprint(w, "<!doctype html><p>خبر")
			return
		}
		page, _ := strconv.Atoi(r.URL.Query().Get("p"))
		d := newest.AddDays(1 - page)
		fmt.Fprintf(w, `<!doctype html><ul><li><a href="/story/%[1]d">الف</a><span>%[2]s</span></li><li><a href="/story/%[1]d1">ب</a><span>%[2]s</span></li></ul>`, 10000+page, d)
	})
	dir, o := t.TempDir(), quick()
	o.Since, o.Until, o.Archives = mustDay(t, "1399-08-25"), mustDay(t, "1399-08-27"), []string{"/list?p={page}"}
	mustCrawl(t, dir, o, site.URL)
	got := archived(t, dir)
	for page := 1; page <= 9; page++ { // 30, 29, 28 Aban are too new; the seventh page is of the 24th
		articles, list := 0, 0
		if page >= 4 && page <= 6 {
			articles = 1
		}
		if page <= 7 {
			list = 1
		}
		if got[fmt.Sprintf("/story/%d", 10000+page)] != articles || got[fmt.Sprintf("/list?p=%d", page)] != list {
			t.Errorf("page %d: %v", page, got)
		}
	}
}

// The dates of feeds, sitemaps and addresses decide where there is no archive to walk.
func TestWindow(t *testing.T) {
	var origin string
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprintf(w, "Sitemap: %s/map.xml\n", origin)
		case "/":
			fmt.Fprint(w, `<!doctype html><link rel=alternate type="application/rss+xml" href="/rss">`, links("/undated-page", "/1399/08/26/in-address", "/2020/11/15/in-address", "/1398/08/26/out-address"))
		case "/rss":
			fmt.Fprintf(w, `<rss version="2.0"><channel><item><link>%[1]s/feed-in</link><pubDate>Mon, 16 Nov 2020 10:00:00 GMT</pubDate></item>
				<item><link>%[1]s/feed-out</link><pubDate>Sat, 16 Nov 2019 10:00:00 GMT</pubDate></item>
				<item><link>%[1]s/feed-solar</link><pubDate>۲۶ آبان ۱۳۹۹ - ۱۲:۰۰</pubDate></item></channel></rss>`, origin)
		case "/map.xml":
			fmt.Fprintf(w, `<sitemapindex><sitemap><loc>%[1]s/sitemap/1398/s.xml</loc></sitemap><sitemap><loc>%[1]s/sitemap/1399/s.xml</loc></sitemap>
				<sitemap><loc>%[1]s/old.xml</loc><lastmod>2018-01-01</lastmod></sitemap></sitemapindex>`, origin)
		case "/sitemap/1399/s.xml": // a leaf in JSON
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `{"urls":[{"loc":"%[1]s/leaf-in","lastmod":"2020-11-16T08:00:00+03:30"},{"loc":"%[1]s/leaf-out","lastmod":"2019-11-16"}]}`, origin)
		case "/undated-page":
			fmt.Fprint(w, `<!doctype html><meta property="article:published_time" content="2019-01-01T00:00:00Z">`, links("/from-another-time"))
		default:
			fmt.Fprint(w, "<!doctype html><p>خبر")
		}
	})
	origin = site.URL
	dir, o := t.TempDir(), quick()
	o.Since, o.Until = mustDay(t, "1399-08-20"), mustDay(t, "1399-09-01")
	mustCrawl(t, dir, o, site.URL)
	wantArchived(t, dir, "/", "/rss", "/map.xml", "/sitemap/1399/s.xml", "/undated-page", "/1399/08/26/in-address", "/2020/11/15/in-address", "/feed-in", "/feed-solar", "/leaf-in")
}

func TestPatterns(t *testing.T) {
	for _, s := range systems {
		for _, p := range slices.Concat(s.Archive, s.Sitemaps, s.Feeds) {
			filled := fillPlaces("https://e.ir"+p, calendar.Date{Year: 1399, Month: 8, Day: 6}, 3)
			if _, err := canonicalURL(nil, filled); err != nil || strings.ContainsAny(filled, "{}") {
				t.Errorf("%s: %s: %v", s.Name, filled, err)
			}
		}
	}
	got := fillPlaces("/{year}/{month}/{day}/{month2}{day2}/{gyear}-{gmonth2}-{gday2}/{gmonth}/{gday}?p={page}", calendar.Date{Year: 1399, Month: 8, Day: 6}, 3)
	if want := "/1399/8/6/0806/2020-10-27/10/27?p=3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w := window{mustDay(t, "1399-11-29"), mustDay(t, "1400-02-03")}
	for pattern, want := range map[string]string{
		"{year}/{month}": "[1399-11 1399-12 1400-01 1400-02]", "{year}": "[1399 1400]", "{page}": "[]", "{gday}": "66",
	} {
		days := daysOf(pattern, w, mustDay(t, "1405-01-01"))
		if got := fmt.Sprint(days); got != want && strconv.Itoa(len(days)) != want && !(want == "[]" && len(days) == 1) {
			t.Errorf("%s: %s", pattern, got)
		}
	}
	for s, ok := range map[string]bool{"1 2 1399-08-26 https://e.ir/{page}": true, "1 1 - https://e.ir/{page}": true, "x": false, "": false, "1 1 13990826 x": false} {
		if w, parsed := parseWalk(s); parsed != ok || ok && w.String() != s {
			t.Errorf("%q: %+v, %v", s, w, parsed)
		}
	}
}

func TestURLDates(t *testing.T) {
	for path, want := range map[string]string{
		"/fa/news/1399/08/26/2390212/خبر": "1399-08-26", "/2020/11/16/slug/": "1399-08-26", "/news/13990826000123/title": "1399-08-26",
		"/News/120201116123456789/x": "1399-08-26", "/news/84107654/1399": "", "/a/2020-11-16-x": "1399-08-26", "/1399/13/01/x": "", "/news/2020/x": "",
	} {
		u, err := canonicalURL(nil, "https://e.ir"+path)
		if err != nil {
			t.Fatal(err)
		}
		if got := urlDate(u).String(); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"/sitemap/1398/sitemap.xml": "1398-01-01 1398-12-29", "/fa/2020/10/4/fa_2020_10_4_sitemap.xml": "1399-07-13 1399-07-13",
		"/sitemap-2020-05.xml": "1399-02-12 1399-03-11", "/sitemap-84107.xml": "", "/sitemap/news/sitemap.xml": "",
	} {
		u, err := canonicalURL(nil, "https://e.ir"+path)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if from, to, ok := urlSpan(u); ok {
			got = from.String() + " " + to.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
