package fetch

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// robotsModel is what a robots.txt is meant to say, before it is written down. The verdict of a model is worked out from it and never from the
// file, so it does not depend on how files are read.
type robotsModel struct{ groups []robotsGroup }

type robotsGroup struct {
	agents []string
	rules  []robotsRule
}

type robotsRule struct {
	allow   bool
	pattern string // with * and a final $, as RFC 9309 has them; may be empty
}

// allows is the verdict of RFC 9309 for a crawler whose product token is agent, on a path with its query.
func (m robotsModel) allows(agent, path string) bool {
	var rules []robotsRule
	named := false
	for _, name := range []string{agent, "*"} { // section 2.2.1: the crawler's own groups together, or else those for all
		for _, g := range m.groups {
			if slices.ContainsFunc(g.agents, func(a string) bool { return strings.EqualFold(a, name) }) {
				rules, named = append(rules, g.rules...), true
			}
		}
		if named {
			break
		}
	}
	path = octets(path)
	best, verdict := -1, true
	for _, r := range rules { // section 2.2.2: the rule with the most octets, of two the one that allows
		pattern := octets(r.pattern)
		if pattern == "" || !matchesFrom(pattern, path) {
			continue
		}
		if len(pattern) > best || len(pattern) == best && r.allow {
			best, verdict = len(pattern), r.allow
		}
	}
	return verdict
}

// octets gives the spelling in which paths are compared (section 2.2.2): octets beyond ASCII encoded, encoded unreserved ones plain.
func octets(s string) string {
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		encoded := s[i:min(i+3, len(s))]
		value, err := strconv.ParseUint(strings.TrimPrefix(encoded, "%"), 16, 8)
		switch isCode := len(encoded) == 3 && encoded[0] == '%' && err == nil; {
		case isCode && strings.IndexByte(unreserved, byte(value)) >= 0:
			b.WriteByte(byte(value))
			i += 2
		case isCode:
			fmt.Fprintf(&b, "%%%02X", value)
			i += 2
		case s[i] >= 0x80:
			fmt.Fprintf(&b, "%%%02X", s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// matchesFrom reports whether a pattern matches a path from its start (section 2.2.3).
func matchesFrom(pattern, path string) bool {
	switch {
	case pattern == "":
		return true
	case pattern == "$":
		return path == ""
	case pattern[0] == '*':
		for i := range len(path) + 1 {
			if matchesFrom(pattern[1:], path[i:]) {
				return true
			}
		}
		return false
	}
	return path != "" && path[0] == pattern[0] && matchesFrom(pattern[1:], path[1:])
}

// robotsWriter makes up models, files and paths.
type robotsWriter struct{ *rand.Rand }

func pick[T any](r robotsWriter, list ...T) T { return list[r.IntN(len(list))] }

func (r robotsWriter) model() robotsModel {
	var m robotsModel
	for range 1 + r.IntN(4) {
		var g robotsGroup
		for range 1 + r.IntN(2) {
			g.agents = append(g.agents, pick(r, "*", "*", "raqam", "Raqam", "RAQAM", "raqambot", "raq", "raqam-news", "otherbot", "Googlebot-News"))
		}
		for range 1 + r.IntN(6) {
			g.rules = append(g.rules, robotsRule{r.IntN(3) == 0, r.pattern()})
		}
		m.groups = append(m.groups, g)
	}
	return m
}

var robotsSegments = []string{"news", "fa", "اخبار", "1399", "a", "ab", "~ali", "%7Eali", "%7eAli", "x.php", "بایگانی", "%2Fz", "%2fz", "خبر\u200cها", "%D8%A2ب", "%d8%a2ب", "p", "(1)", "a+b", "a;b=1", "@x", "index.htm"}

func (r robotsWriter) path() string {
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString("/" + pick(r, robotsSegments...))
	}
	b.WriteString(pick(r, "", "", "/", "/", ".html", "?page=1", "?q=آب", "?a=b&c=d", "?q=%D8%A2%D8%A8"))
	return b.String()
}

// near is a path that some rule of the model may be about.
func (r robotsWriter) near(m robotsModel) string {
	g := m.groups[r.IntN(len(m.groups))]
	p := strings.TrimSuffix(g.rules[r.IntN(len(g.rules))].pattern, "$")
	p = strings.ReplaceAll(p, "*", pick(r, "", "x", "اخبار", "a/b", "?"))
	if p == "" || r.IntN(4) == 0 {
		return r.path()
	}
	p += pick(r, "", "", "/", "a", "?page=1", "/x.php", "$", "*")
	for strings.Contains(p, "//") { // at the start it would begin a host
		p = strings.ReplaceAll(p, "//", "/")
	}
	return strings.TrimRight(p, "?") // an empty query is none
}

func (r robotsWriter) pattern() string {
	if r.IntN(15) == 0 {
		return ""
	}
	p := r.path()
	if n := strings.Index(p[1:], "/"); n > 0 && r.IntN(2) == 0 {
		p = p[:n+1+r.IntN(2)]
	}
	if r.IntN(4) == 0 { // a wildcard for some of it, at the border of a segment so that no encoded octet is cut
		if n := strings.LastIndexByte(p, '/'); n > 0 {
			p = pick(r, p[:n]+"/*"+pick(r, "", "/", ".php", "?", "ab"), "/*"+p[n:], "/*"+pick(r, "?", ".php", "a", "اخبار"))
		}
	}
	return p + pick(r, "", "", "", "", "*", "$", "*$")
}

// file writes a model down as site owners do: cases, blanks, comments, line ends, and lines that mean nothing or mean something else.
func (r robotsWriter) file(m robotsModel) string {
	end := pick(r, "\n", "\n", "\r\n", "\r")
	var b strings.Builder
	b.WriteString(pick(r, "", "", "\ufeff"))
	noise := func() {
		if r.IntN(3) == 0 {
			b.WriteString(pick(r, "", "# Disallow: /", "   ", "Sitemap: https://e.ir/s.xml", "Host: e.ir", "Clean-param: ref /a/", "nonsense", "Crawl-delay: 1", "Noindex: /a") + end)
		}
	}
	line := func(key, value string) {
		key = pick(r, key, key, strings.ToLower(key), strings.ToUpper(key))
		b.WriteString(pick(r, "", "", " ", "\t") + key + pick(r, ":", ": ", ": ", " : ", ":\t") + value + pick(r, "", "", " ", "\t", " # why", "#why") + end)
	}
	if r.IntN(8) == 0 {
		line("Disallow", "/") // before any group: for nobody
	}
	for _, g := range m.groups {
		noise()
		for _, a := range g.agents {
			line("User-agent", a)
			noise()
		}
		for _, rule := range g.rules {
			line(map[bool]string{true: "Allow", false: "Disallow"}[rule.allow], rule.pattern)
			noise()
		}
	}
	return b.String()
}

// TestRobotsReference compares our reading of 500 made-up files with what they were meant to say.
func TestRobotsReference(t *testing.T) {
	r := robotsWriter{rand.New(rand.NewPCG(9309, 0))}
	verdicts := map[bool]int{}
	for range 500 {
		model := r.model()
		file := r.file(model)
		rules := parseRobots([]byte(file), "raqam")
		for range 40 {
			path := r.near(model)
			u, err := canonicalURL(nil, "https://e.ir"+path)
			if err != nil {
				t.Fatal(err)
			}
			want := model.allows("raqam", path)
			verdicts[want]++
			if got := rules.allows(u); got != want {
				t.Fatalf("%s allowed: %v, and should be %v by\n%s\n%+v", path, got, want, file, model)
			}
		}
	}
	if verdicts[true] < 2000 || verdicts[false] < 2000 {
		t.Errorf("the files are no test: %v", verdicts)
	}
	t.Logf("500 files, %d paths allowed, %d not", verdicts[true], verdicts[false])
}

// What stands within the first 500 KiB counts (RFC 9309, section 2.5), however long the file.
func TestRobotsLong(t *testing.T) {
	head := "User-agent: *\nDisallow: /first\n"
	file := head + strings.Repeat("#", 500<<10-len(head)-20) + "\nDisallow: /last\n" + strings.Repeat("# more\n", 1<<20)
	rules := parseRobots([]byte(file), "raqam")
	for path, want := range map[string]bool{"/first": false, "/last": false, "/other": true} {
		u, err := canonicalURL(nil, "https://e.ir"+path)
		if err != nil {
			t.Fatal(err)
		}
		if rules.allows(u) != want {
			t.Errorf("%s allowed: %v", path, !want)
		}
	}
}

// TestRobotsCrawled crawls hosts with made-up robots.txt files, each linking to allowed and forbidden paths, directly and by redirects, and reads the
// servers' own log: nothing forbidden was asked for, everything else was. With RAQAM_LONG=1 it is 500 hosts and more than 10,000 requests.
func TestRobotsCrawled(t *testing.T) {
	hosts, paths := 20, 26
	if os.Getenv("RAQAM_LONG") != "" {
		hosts = 500
	}
	type site struct {
		model robotsModel
		file  string
		paths []string
	}
	r := robotsWriter{rand.New(rand.NewPCG(9309, 1))}
	sites, seeds := map[string]*site{}, []string{}
	var mu sync.Mutex
	asked := map[string]int{} // host and path
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		s := sites[req.Host]
		mu.Lock()
		asked[req.Host+octets(req.RequestURI)]++
		mu.Unlock()
		switch {
		case req.URL.Path == "/robots.txt":
			fmt.Fprint(w, s.file)
		case req.URL.Path == "/start":
			fmt.Fprint(w, links(s.paths...))
		case strings.HasPrefix(req.URL.Path, "/redirect/"):
			var n int
			_, _ = fmt.Sscanf(req.URL.Path, "/redirect/%d", &n) // our own link
			http.Redirect(w, req, octets(s.paths[n]), http.StatusFound)
		default:
			fmt.Fprint(w, links())
		}
	})}
	defer server.Close()
	for i := range hosts {
		l, err := net.Listen("tcp4", fmt.Sprintf("127.0.%d.%d:0", 3+i/250, 1+i%250))
		if err != nil {
			t.Skipf("skipped: only Linux has the whole of 127.0.0.0/8: %v", err)
		}
		s := &site{model: r.model()}
		for !s.model.allows("raqam", "/start") || !s.model.allows("raqam", "/redirect/0") {
			s.model = r.model()
		}
		s.file = r.file(s.model)
		s.file = strings.NewReplacer("Crawl-delay: 1", "Crawl-delay: 0", "Sitemap:", "X-Sitemap:").Replace(s.file)
		for n := range paths - 2 {
			p := r.near(s.model)
			for slices.ContainsFunc(robotsSegments, func(segment string) bool { return strings.Count(p, segment) > 2 }) {
				p = r.near(s.model) // a segment three times is a trap
			}
			s.paths = append(s.paths, p)
			if n%2 == 1 { // to the one before, by a detour
				s.paths[n] = fmt.Sprintf("/redirect/%d", n-1)
			}
		}
		sites[l.Addr().String()] = s
		seeds = append(seeds, "http://"+l.Addr().String()+"/start")
		go server.Serve(l) // until the test ends
	}
	o := quick()
	mustCrawl(t, t.TempDir(), o, seeds...)
	total, forbidden := 0, 0
	for host, s := range sites {
		for _, p := range s.paths {
			n := asked[host+octets(p)]
			switch want := s.model.allows("raqam", p); {
			case !want && n > 0:
				forbidden++
				t.Errorf("%s%s was asked for, and is forbidden by\n%s", host, p, s.file)
			case want && n != 1:
				t.Errorf("%s%s was asked for %d times, and is allowed by\n%s", host, p, n, s.file)
			}
		}
	}
	for _, n := range asked {
		total += n
	}
	t.Logf("%d requests to %d hosts, %d forbidden", total, hosts, forbidden)
}
