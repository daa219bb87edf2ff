package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestRobotsObeyed(t *testing.T) {
	elsewhere := newTestSite(t, pages(map[string]string{"/": links("/x")}))
	site := newTestSite(t, pages(map[string]string{
		"/robots.txt":   "User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n",
		"/":             links("/private/a", "/b", "/to-private", "/to-elsewhere", "/b?print=1", "/chain1"),
		"/b":            links("/private/b"),
		"/private/a":    links(),
		"/private/b":    links(),
		"/private/c":    links(),
		"/to-private":   ">/private/c",
		"/to-elsewhere": ">" + elsewhere.URL + "/",
		"/chain1":       ">/chain2",
		"/chain2":       ">/chain3",
		"/chain3":       links(),
	}))
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), site.URL)
	for _, h := range site.hits {
		if strings.HasPrefix(h.target, "/private") || strings.Contains(h.target, "print") {
			t.Errorf("fetched %s", h.target)
		}
	}
	if n := elsewhere.total(); n != 0 {
		t.Errorf("%d requests to another site", n)
	}
	if n := site.count("/robots.txt"); n != 1 {
		t.Errorf("robots.txt fetched %d times", n)
	}
	wantArchived(t, dir, "/", "/b", "/to-private", "/to-elsewhere", "/chain1", "/chain2", "/chain3")
	if s.Failed != 0 || s.Pages != 3 || s.Other != 4 {
		t.Errorf("summary: %+v", s)
	}
	if agent := site.hits[0].agent; !strings.HasPrefix(agent, "raqam/") {
		t.Errorf("User-Agent %q", agent)
	}
}

func TestRobotsStatus(t *testing.T) {
	for _, test := range []struct {
		status  int
		fetched bool
	}{{404, true}, {403, true}, {401, true}, {500, false}, {503, false}, {429, false}} {
		t.Run(fmt.Sprint(test.status), func(t *testing.T) {
			site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					w.WriteHeader(test.status)
				}
			})
			s := mustCrawl(t, t.TempDir(), quick(), site.URL+"/a")
			if got := site.count("/a") > 0; got != test.fetched {
				t.Errorf("page fetched: %v; %+v", got, s)
			}
			if !test.fetched && (s.Failed != 1 || site.count("/robots.txt") != 3) {
				t.Errorf("%d tries: %+v", site.count("/robots.txt"), s)
			}
		})
	}
}

// A seed that may not be fetched is a failure, not a silence.
func TestSeedForbidden(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{"/robots.txt": "User-agent: *\nDisallow: /", "/": links()}))
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), site.URL)
	if f := readFailures(t, dir)[site.URL+"/"]; s.Failed != 1 || f.Reason != "robots.txt disallows it" || site.count("/") != 0 {
		t.Errorf("%+v %+v", s, f)
	}
}

func TestRobotsRedirected(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{
		"/robots.txt": ">/r2", "/r2": "User-agent: raqam\nDisallow: /no\n", "/": links("/no", "/yes"), "/no": "", "/yes": "",
	}))
	mustCrawl(t, t.TempDir(), quick(), site.URL)
	if site.count("/no") != 0 || site.count("/yes") != 1 {
		t.Errorf("/no fetched %d times, /yes %d", site.count("/no"), site.count("/yes"))
	}
}

// gaps gives the shortest pause between the end of one request and the start of the next.
func shortestGap(site *testSite) time.Duration {
	shortest := time.Hour
	for i := 1; i < len(site.hits); i++ {
		shortest = min(shortest, site.hits[i].at.Sub(site.hits[i-1].end))
	}
	return shortest
}

func TestDelay(t *testing.T) {
	const delay = 60 * time.Millisecond
	var sites []*testSite
	var seeds []string
	for range 4 {
		s := newTestSite(t, pages(map[string]string{"/": links("/a", "/b", "/c"), "/a": links("/d"), "/b": "", "/c": "", "/d": ""}))
		sites, seeds = append(sites, s), append(seeds, s.URL)
	}
	o := quick()
	o.Delay = delay
	began := time.Now()
	mustCrawl(t, t.TempDir(), o, seeds...)
	took := time.Since(began)
	for _, s := range sites {
		if len(s.hits) != 6 {
			t.Errorf("%d requests, want robots.txt and 5 pages", len(s.hits))
		}
		if gap := shortestGap(s); gap < delay {
			t.Errorf("two requests %v apart", gap)
		}
	}
	if took > 4*5*delay {
		t.Errorf("%v: hosts were not fetched from side by side", took)
	}
}

func TestCrawlDelay(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{"/robots.txt": "User-agent: *\nCrawl-delay: 0.08", "/": links("/a"), "/a": ""}))
	mustCrawl(t, t.TempDir(), quick(), site.URL)
	if gap := shortestGap(site); gap < 80*time.Millisecond {
		t.Errorf("two requests %v apart", gap)
	}
}

func TestResumeWaits(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{"/": links("/a", "/b"), "/a": "", "/b": ""}))
	dir, o := t.TempDir(), quick()
	o.Delay, o.MaxPages = 70*time.Millisecond, 1
	for range 3 {
		mustCrawl(t, dir, o, site.URL)
	}
	if gap := shortestGap(site); gap < o.Delay {
		t.Errorf("two requests %v apart", gap)
	}
	wantArchived(t, dir, "/", "/a", "/b")
}

func TestRetryAfter(t *testing.T) {
	var tries atomic.Int32
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" && tries.Add(1) == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	began := time.Now()
	s := mustCrawl(t, t.TempDir(), quick(), site.URL)
	if took := time.Since(began); took < time.Second || s.Pages+s.Other != 2 || s.Failed != 0 {
		t.Errorf("after %v: %+v", took, s)
	}
	// For longer than is waited: left for another run.
	busy := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			w.Header().Set("Retry-After", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	o := quick()
	o.MaxRetryWait = time.Second
	s = mustCrawl(t, t.TempDir(), o, busy.URL)
	if busy.count("/") != 1 || s.Queued != 1 || len(s.SetAside) != 1 {
		t.Errorf("%d tries: %+v", busy.count("/"), s)
	}
}

func TestRetries(t *testing.T) {
	var tries atomic.Int32
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, links("/flaky", "/broken", "/cut", "/fine"))
		case "/fine":
			fmt.Fprint(w, links("/deeper"))
		case "/flaky":
			if tries.Add(1) < 3 {
				w.WriteHeader(http.StatusBadGateway)
			}
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		case "/cut": // fewer bytes than announced
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "x")
		}
	})
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), site.URL)
	for target, want := range map[string]int{"/flaky": 3, "/broken": 3, "/cut": 3, "/fine": 1} {
		if got := site.count(target); got != want {
			t.Errorf("%s asked for %d times, want %d", target, got, want)
		}
	}
	last := func(h hit) bool { return h.target == "/deeper" }
	if first := site.hits[:slices.IndexFunc(site.hits, last)]; len(first) != 6 { // robots.txt, the front page, one try of each other
		t.Errorf("%d requests before the last page was tried once", len(first))
	}
	list := readFailures(t, dir)
	if s.Failed != 2 || len(list) != 2 || !list[site.URL+"/broken"].Retry || list[site.URL+"/broken"].Status != 500 || list[site.URL+"/cut"].Attempts != 3 {
		t.Errorf("%+v; failures: %v", s, list)
	}
	mustCrawl(t, dir, quick(), site.URL)
	if got := site.count("/broken"); got != 6 {
		t.Errorf("the next run did not try again: %d requests", got)
	}
}

func TestDeadHostStopsNobody(t *testing.T) {
	dead := newTestSite(t, pages(nil))
	dead.Close()
	site := newTestSite(t, pages(map[string]string{"/": links("/a"), "/a": ""}))
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), dead.URL, site.URL)
	if s.Pages != 2 || s.Failed != 1 || len(s.SetAside) != 1 {
		t.Errorf("%+v", s)
	}
	f := readFailures(t, dir)[dead.URL+"/"]
	if !strings.Contains(f.Reason, "dial tcp") || !f.Retry {
		t.Errorf("failure: %+v", f)
	}
}

func TestPrivateRefused(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{"/": links("/a")}))
	_, port, _ := strings.Cut(strings.TrimPrefix(site.URL, "http://"), ":")
	o := quick()
	o.AllowPrivate = false
	spellings := []string{"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::]", "0"}
	for _, host := range spellings {
		s, err := Crawl(context.Background(), t.TempDir(), []string{"http://" + host + ":" + port + "/"}, o)
		if err != nil && !errors.Is(err, ErrURL) || s.Pages > 0 {
			t.Errorf("%s: %+v, %v", host, s, err)
		}
	}
	if n := site.total(); n != 0 {
		t.Errorf("%d requests came through", n)
	}
	for _, a := range []string{"10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "127.0.0.2", "0.1.2.3", "224.0.0.1", "255.255.255.255", "198.18.0.1",
		"::", "::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1"} {
		if isPublic(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for public", a)
		}
	}
	for _, a := range []string{"8.8.8.8", "185.143.232.1", "2a00:1450:4001:81b::200e", "::ffff:8.8.8.8"} {
		if !isPublic(netip.MustParseAddr(a)) {
			t.Errorf("%s does not pass for public", a)
		}
	}
}

func readFailures(t *testing.T, dir string) map[string]Failure {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "failed.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return parseFailures(t, data)
}

func TestScopeOptions(t *testing.T) {
	site := newTestSite(t, pages(map[string]string{
		"/":             links("/news/1", "/news/print/1", "/about", "/news/deep/a"),
		"/news/1":       links("/news/2", "/about"),
		"/news/2":       links("/news/3"),
		"/news/3":       links(),
		"/news/deep/a":  links(),
		"/news/print/1": links(),
		"/about":        links("/more"),
		"/more":         links(),
	}))
	dir, o := t.TempDir(), quick()
	o.Include, o.Exclude, o.MaxDepth = []string{"/news/**"}, []string{"print/*"}, 2
	mustCrawl(t, dir, o, site.URL)
	wantArchived(t, dir, "/", "/news/1", "/news/2", "/news/deep/a")
	// A wider scope finds the rest without fetching anything again: what was archived is read again with other eyes.
	s := mustCrawl(t, dir, quick(), site.URL)
	wantArchived(t, dir, "/", "/news/1", "/news/2", "/news/deep/a", "/news/3", "/news/print/1", "/about", "/more")
	if s.Replayed != 4 || s.Pages != 4 {
		t.Errorf("%+v", s)
	}
	alone := t.TempDir()
	o = quick()
	o.MaxDepth = -1
	mustCrawl(t, alone, o, site.URL+"/about")
	wantArchived(t, alone, "/about")
}

func TestGlob(t *testing.T) {
	for _, test := range []struct {
		glob    string
		yes, no []string
	}{
		{"/news/*", []string{"/news/1", "/news/"}, []string{"/news/1/2", "/a/news/1"}},
		{"/news/**", []string{"/news/", "/news/1/2"}, []string{"/news", "/newsx"}},
		{"/**/print", []string{"/print", "/a/b/print"}, []string{"/a/printx"}},
		{"*.html", []string{"/a.html", "/x/y/a.html"}, []string{"/a.html5"}},
		{"/list?page=*", []string{"/list?page=2"}, []string{"/list", "/list?x=1&page=2"}},
		{"/خبر/*", []string{"/خبر/۱", "/%D8%AE%D8%A8%D8%B1/1"}, []string{"/خبر"}},
		{"/a+b(c)", []string{"/a+b(c)"}, []string{"/aab(c)"}},
		{"**", []string{"/", "/a/b?c"}, nil},
	} {
		p, err := compileGlobs([]string{test.glob})
		if err != nil {
			t.Fatal(err)
		}
		for want, list := range map[bool][]string{true: test.yes, false: test.no} {
			for _, path := range list {
				u, err := canonicalURL(nil, "http://e.ir"+path)
				if err != nil {
					t.Fatal(err)
				}
				if matches(p, u) != want {
					t.Errorf("%s matches %s: %v", test.glob, path, !want)
				}
			}
		}
	}
	if _, err := compileGlobs([]string{""}); !errors.Is(err, ErrPattern) {
		t.Errorf("empty pattern: %v", err)
	}
}

func TestSameSite(t *testing.T) {
	u, _ := canonicalURL(nil, "https://www.news.ir/")
	narrow, _ := newScope([]*url.URL{u}, Options{})
	wide, _ := newScope([]*url.URL{u}, Options{Subdomains: true})
	for host, want := range map[string][2]bool{
		"news.ir": {true, true}, "www.news.ir": {true, true}, "fa.news.ir": {false, true}, "a.b.news.ir": {false, true},
		"badnews.ir": {false, false}, "ir": {false, false}, "news.ir.evil.com": {false, false}, "news.ir:8080": {false, false},
	} {
		if got := [2]bool{narrow.onSite(host), wide.onSite(host)}; got != want {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
	}
}

func TestTraps(t *testing.T) {
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, links("sub/", "x/y/", "?"+r.URL.RawQuery+strings.Repeat("a", 300)))
	})
	s := mustCrawl(t, t.TempDir(), quick(), site.URL)
	if n := site.total(); n > 300 || s.Queued != 0 {
		t.Errorf("%d requests: %+v", n, s)
	}
	longest := slices.MaxFunc(site.hits, func(a, b hit) int { return len(a.target) - len(b.target) })
	if len(longest.target) > maxURL {
		t.Errorf("an address of %d bytes was fetched", len(longest.target))
	}
}
