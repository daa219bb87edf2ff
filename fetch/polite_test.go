package fetch

import (
	"fmt"
	"net/http"
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
	for run := 1; run <= 2; run++ { // later runs try again, once
		mustCrawl(t, dir, quick(), site.URL)
		list, got := readFailures(t, dir), archived(t, dir)
		for _, target := range []string{"/broken", "/cut"} {
			if f := list[site.URL+target]; site.count(target) != 3+run || got[target] != 3+run || f.Attempts != 1 || !f.Retry {
				t.Errorf("%s asked for %d times, archived %d times: %+v", target, site.count(target), got[target], f)
			}
		}
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
