package simweb

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"raqam/corpus"
	"raqam/extract"
)

func testWeb(t *testing.T, plan Plan) *Web {
	t.Helper()
	hosts := make([]string, plan.Outlets)
	for i := range hosts {
		hosts[i] = loopback(i) + ":1"
	}
	w, err := New(plan, hosts)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// get asks a web for an address without a network between.
func get(t *testing.T, w *Web, address string) (status int, body string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	o := w.byHost[u.Host]
	if o == nil {
		t.Fatalf("%s is none of the web's", address)
	}
	recorder := &recorder{header: http.Header{}, status: http.StatusOK}
	w.ServeHTTP(recorder, (&http.Request{Method: http.MethodGet, Host: u.Host, URL: u, RequestURI: u.RequestURI(), Header: http.Header{"User-Agent": {"test"}}}).WithContext(context.Background()))
	return recorder.status, recorder.body.String()
}

type recorder struct {
	header http.Header
	status int
	body   strings.Builder
}

func (r *recorder) Header() http.Header                  { return r.header }
func (r *recorder) WriteHeader(status int)               { r.status = status }
func (r *recorder) Write(b []byte) (int, error)          { return r.body.Write(b) }
func (r *recorder) Flush()                               {}
func (r *recorder) ReadFrom(rd io.Reader) (int64, error) { return io.Copy(&r.body, rd) }

// Every article has its pages, read as an article by the extractor: its title, its day, its code.
func TestShapesAreArticles(t *testing.T) {
	w := testWeb(t, Plan{Outlets: 4, Articles: 80, PerDay: 10, Plain: true})
	for _, o := range w.Outlets() {
		address := o.Origin() + o.path(12)
		_, body := get(t, w, address)
		a, err := extract.FromRecord(corpus.Record{Kind: corpus.Page, URL: address, Status: 200, Header: http.Header{"Content-Type": {htmlType}}, Body: []byte(body)})
		if err != nil {
			t.Errorf("%s: %v", o.shape.name, err)
			continue
		}
		if want := o.title(o.random(12)); a.Title != want {
			t.Errorf("%s: title %q, want %q", o.shape.name, a.Title, want)
		}
		if got := a.Published.Date.String(); got != o.day(12).String() {
			t.Errorf("%s: published %s, want %s", o.shape.name, got, o.day(12))
		}
		if len(a.Paragraphs) < 3 {
			t.Errorf("%s: %d paragraphs", o.shape.name, len(a.Paragraphs))
		}
	}
}

// A perfect crawler, which follows every link but those it must not, finds every article.
func TestEverythingCanBeFound(t *testing.T) {
	w := testWeb(t, Plan{Outlets: 5, Articles: 300, PerDay: 8})
	seen := map[string]bool{}
	var queue []string
	add := func(base, reference string) {
		b, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		u, err := b.Parse(reference)
		if err != nil {
			t.Fatal(err)
		}
		id, class, err := w.Identify(u.String())
		if err == nil && !seen[id] && (class.isTrue() || class == Redirect) {
			seen[id] = true
			queue = append(queue, u.String())
		}
	}
	first, last := w.Days()
	for _, o := range w.Outlets() {
		for day := first; o.isUnlinked() && day.Compare(last) <= 0; day = day.AddDays(1) {
			for page := range 10 {
				add(o.Origin(), o.archive(day, day, pageLinks, page+1))
			}
		}
		add(o.Origin(), "/")
		add(o.Origin(), o.shape.addresses["index"].write(nil))
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		status, body := get(t, w, at)
		if status != http.StatusOK {
			status, body = get(t, w, at) // the flaky ones
		}
		if status >= 400 {
			t.Errorf("%s: %d", at, status)
		}
		if strings.HasSuffix(at, ".gz") {
			body = gunzip(t, body)
		}
		if rest, isXML := strings.CutPrefix(body, sitemapHead); isXML {
			for _, part := range strings.Split(rest, "<loc>")[1:] {
				loc, _, _ := strings.Cut(part, "</loc>")
				add(at, loc)
			}
			continue
		}
		for _, part := range strings.Split(body, `href="`)[1:] {
			href, _, _ := strings.Cut(part, `"`)
			add(at, strings.ReplaceAll(href, "&amp;", "&"))
		}
	}
	v := w.Judge(0)
	if v.Articles != 300 || len(v.Violations) > 0 {
		t.Errorf("%d of 300 articles found; %v", v.Articles, v.ByClass)
	}
}

// The web judges: what is forbidden, what comes too soon, what is asked for twice.
func TestJudge(t *testing.T) {
	w := testWeb(t, Plan{Outlets: 5, Articles: 300, PerDay: 8, CrawlDelay: time.Hour})
	o := w.Outlets()[0]
	for _, target := range []string{"/robots.txt", "/", "/search?q=x", o.path(5), o.address("amp", 5), o.path(5) + ";jsessionid=1?utm_source=x"} {
		get(t, w, o.Origin()+target)
	}
	v := w.Judge(time.Hour)
	if len(v.Violations) != 1 || len(v.Hasty) != 5 || v.Requests != 5 || v.Articles != 1 || v.TruePages != 301 || v.Odd != 0 || v.ByClass[Variant] != 1 || v.ByClass[Article] != 2 {
		t.Errorf("%+v", v)
	}
	if v := w.Judge(0); len(v.Hasty) != 0 {
		t.Errorf("without a delay: %v", v.Hasty)
	}
	slow := w.Outlets()[3] // asks for a Crawl-delay
	get(t, w, slow.Origin()+"/")
	get(t, w, slow.Origin()+slow.path(1))
	if v := w.Judge(0); slow.CrawlDelay == 0 || len(v.Hasty) != 1 {
		t.Errorf("with a Crawl-delay of %v: %v", slow.CrawlDelay, v.Hasty)
	}
}

// The same plan gives the same articles, however often they are asked for; links to them are spelled in many ways.
func TestDeterministic(t *testing.T) {
	plan := Plan{Outlets: 5, Articles: 300, Seed: 7}
	a, b := testWeb(t, plan), testWeb(t, plan)
	for i, o := range a.Outlets() {
		text := func(w *Web, o *Outlet) string {
			_, body := get(t, w, o.Origin()+o.path(7))
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			return doc.Find("main").Text()
		}
		if text(a, o) != text(b, b.Outlets()[i]) {
			t.Errorf("outlet %d: the pages differ", i)
		}
	}
}

func gunzip(t *testing.T, body string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
