package fetch

import (
	"net/url"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	tests := []struct {
		name, file          string
		allowed, disallowed []string
		delay               time.Duration
		sitemaps            int
	}{
		{name: "empty", file: "", allowed: []string{"/", "/a"}},
		{name: "all", file: "User-agent: *\nDisallow: /", disallowed: []string{"/", "/a?b=1"}, allowed: []string{"/robots.txt"}},
		{name: "own group only", file: "User-agent: *\nDisallow: /\n\nUser-agent: Raqam\nDisallow: /x\n", allowed: []string{"/", "/y"}, disallowed: []string{"/x", "/xy"}},
		{name: "own group that allows all", file: "User-agent: raqam\nDisallow:\n\nUser-agent: *\nDisallow: /\n", allowed: []string{"/a"}},
		{name: "version in the agent line", file: "User-agent: raqam/1.0\nDisallow: /a\n", disallowed: []string{"/a"}},
		{name: "a longer name is another crawler", file: "User-agent: raqambot\nDisallow: /\n", allowed: []string{"/a"}},
		{name: "a shorter name is another crawler", file: "User-agent: raq\nDisallow: /\n", allowed: []string{"/a"}},
		{name: "agents share a group", file: "User-agent: other\nUser-agent: raqam\nDisallow: /a\nUser-agent: third\nDisallow: /b", disallowed: []string{"/a"}, allowed: []string{"/b"}},
		{name: "groups are merged", file: "User-agent: raqam\nDisallow: /a\nUser-agent: z\nDisallow: /z\nUser-agent: RAQAM\nDisallow: /b", disallowed: []string{"/a", "/b"}, allowed: []string{"/z"}},
		{name: "the longest rule", file: "User-agent: *\nDisallow: /news/\nAllow: /news/1399/\n", disallowed: []string{"/news/", "/news/1398/"}, allowed: []string{"/news/1399/5"}},
		{name: "allow on a tie", file: "User-agent: *\nDisallow: /a\nAllow: /a\n", allowed: []string{"/a"}},
		{name: "wildcards begin at the start", file: "User-agent: *\nDisallow: /a*b\n", disallowed: []string{"/ab", "/axxb", "/a/x/b/c"}, allowed: []string{"/x/ab"}},
		{name: "end", file: "User-agent: *\nDisallow: /*.php$\nDisallow: /q$\n", disallowed: []string{"/a.php", "/a.php.php", "/q"}, allowed: []string{"/a.php?x=1", "/qq"}},
		{name: "query", file: "User-agent: *\nDisallow: /*?page=\n", disallowed: []string{"/a?page=2"}, allowed: []string{"/a?b=1&page=2"}},
		{name: "Persian raw and encoded", file: "User-agent: *\nDisallow: /اخبار\nDisallow: /%d8%a2\n", disallowed: []string{"/اخبار/1", "/آ"}, allowed: []string{"/خبر"}},
		{name: "bad lines", file: "\ufeffDisallow: /before\nnonsense\nUser-agent: *\nCrawl-delay: soon\nDisallow: /a # why\nCrawl-delay: 2.5", disallowed: []string{"/a"}, allowed: []string{"/before"}, delay: 2500 * time.Millisecond},
		{name: "line ends", file: "User-agent: *\rDisallow: /a\r\nDisallow: /b\n", disallowed: []string{"/a", "/b"}},
		{name: "sitemap ends no group", file: "User-agent: *\nSitemap: https://e.ir/s.xml\nDisallow: /a\nSitemap: /t.xml", disallowed: []string{"/a"}, sitemaps: 2},
		{name: "crawl-delay ends no list of agents", file: "User-agent: *\nCrawl-delay: 3\nUser-agent: z\nDisallow: /", disallowed: []string{"/a"}, delay: 3 * time.Second},
		{name: "escapes that need not be", file: "User-agent: *\nDisallow: /%7Eali\nDisallow: /%61b\nDisallow: /a|b\nDisallow: /100%\n", disallowed: []string{"/~ali/", "/%7eali", "/ab", "/a%7cb", "/100%25"}, allowed: []string{"/b"}},
		{name: "raw and encoded in one line", file: "User-agent: *\nDisallow: /اخبار?q=%2f%D8%A2\n", disallowed: []string{"/اخبار?q=%2Fآ"}, allowed: []string{"/اخبار"}},
		{name: "a name with a digit is another's", file: "User-agent: raqam2\nCrawl-delay: 9\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 1\n", allowed: []string{"/a"}, delay: time.Second},
		{name: "a star in a name is not for all", file: "User-agent: *bot\nCrawl-delay: 9\nDisallow: /\n", allowed: []string{"/a"}},
		{name: "no path", file: "User-agent: *\nDisallow: a\n", allowed: []string{"/a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := parseRobots([]byte(test.file), "raqam")
			for allow, paths := range map[bool][]string{true: test.allowed, false: test.disallowed} {
				for _, p := range paths {
					u, err := canonicalURL(nil, "https://example.ir"+p)
					if err != nil {
						t.Fatal(err)
					}
					if r.allows(u) != allow {
						t.Errorf("%s allowed = %v", p, !allow)
					}
				}
			}
			if r.delay != test.delay || len(r.sitemaps) != test.sitemaps {
				t.Errorf("delay %v, %d sitemaps", r.delay, len(r.sitemaps))
			}
		})
	}
	numbered := parseRobots([]byte("User-agent: crawler4\nCrawl-delay: 2\nDisallow: /a\n"), productToken("Crawler4/1.0 (+https://e.ir)"))
	if u, _ := url.Parse("https://e.ir/a"); numbered.allows(u) || numbered.delay != 2*time.Second {
		t.Errorf("a crawler with a digit in its name: delay %v", numbered.delay)
	}
	u, _ := url.Parse("https://e.ir/")
	if disallowAll.allows(u) {
		t.Error("disallowAll allows /")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%d8\nCrawl-delay: 1e99"), "/a/b")
	f.Add([]byte("\ufeffuser agent:raqam\r\rdisalow:*"), "/?x")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		r := parseRobots(file, "raqam")
		if r.delay < 0 || r.delay > maxCrawlDelay {
			t.Fatalf("delay %v", r.delay)
		}
		at := &url.URL{Scheme: "https", Host: "e.ir", Path: path}
		if once := r.allows(at); once != r.allows(at) {
			t.Fatal("the second answer differs")
		}
	})
}
