package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

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
	narrow, err1 := newScope([]string{"https://www.news.ir/"}, Options{})
	wide, err2 := newScope([]string{"https://www.news.ir/"}, Options{Subdomains: true})
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
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
