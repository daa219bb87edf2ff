package fetch

import (
	"bytes"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// maxRobots is how much of a robots.txt is read, in bytes (RFC 9309, section 2.5, asks for at least 500 KiB).
const maxRobots = 512 << 10

// maxCrawlDelay bounds Crawl-delay: beyond a day a value is a mistake.
const maxCrawlDelay = 24 * time.Hour

// robots is what a site's robots.txt says to one crawler. Its lines and groups are read by the Go port of the parser that RFC 9309 was written
// after; the matching is ours, because the library's knows a habit beyond the RFC (Allow: /x/index.html allows /x/ to it) and reads the file
// again for each address. The zero value allows everything.
type robots struct {
	rules    []rule
	delay    time.Duration // Crawl-delay, not in the RFC but asked for by many; 0: none
	sitemaps []string      // as written
	read     time.Time     // when
}

// rule is a line of a robots.txt, in the spelling of canonical addresses.
type rule struct {
	allow   bool
	pattern string
}

// disallowAll is for a robots.txt that cannot be had: its site may not be crawled (section 2.3.1.4).
var disallowAll = &robots{rules: []rule{{false, "/"}}}

// word is what may be, or be part of, a path. A backslash, which canonical addresses do not have, means nothing in the file.
var word = regexp.MustCompile(`[^\x00-\x20\\]+`)

// parseRobots reads the file for a crawler whose product token is agent, the name before the slash in its User-Agent.
//
// Paths are compared in the spelling of canonical addresses (section 2.2.2): /%7Ea and /~a are one path, and so are a Persian one raw and
// encoded. They get it before the library sees them: what it does about that itself spoils lines that have both.
func parseRobots(file []byte, agent string) *robots {
	file = bytes.TrimPrefix(file[:min(len(file), maxRobots)], []byte("\ufeff"))
	groups := groupReader{agent: agent}
	grobotstxt.Parse(word.ReplaceAllStringFunc(string(file), respellPath), &groups)
	r := &robots{rules: groups.starRules, delay: groups.star, sitemaps: groups.sitemaps}
	if groups.named {
		r.rules, r.delay = groups.ownRules, groups.own
	}
	return r
}

// allows reports whether the crawler may fetch a canonical address: the rule with the most octets decides, of two the one that allows
// (section 2.2.2).
func (r *robots) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "/robots.txt" || len(r.rules) == 0 {
		return true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	longest, verdict := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if (n > longest || n == longest && rule.allow) && matchesPath(rule.pattern, path) {
			longest, verdict = n, rule.allow
		}
	}
	return verdict
}

// matchesPath reports whether a pattern matches a path from its beginning: * is anything, $ at the end is the end (section 2.2.3). Each piece
// between stars is looked for once, at its first place, so that the time is linear but for the search itself.
func matchesPath(pattern, path string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	first, rest, stars := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok || !stars {
		return ok && (!toEnd || path == "")
	}
	for {
		piece, more, found := strings.Cut(rest, "*")
		if !found { // the last piece
			if toEnd {
				return strings.HasSuffix(path, piece)
			}
			return strings.Contains(path, piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path, rest = path[at+len(piece):], more
	}
}

// groupReader takes from a robots.txt the rules of the groups for one crawler and for all, and what the RFC knows nothing of: Crawl-delay and
// the sitemaps. It is told each line in turn.
type groupReader struct {
	agent     string
	own, star time.Duration
	ownRules  []rule
	starRules []rule
	named     bool // a group names the crawler
	toOwn     bool // the group at hand is for the crawler
	toStar    bool // or for all
	inAgents  bool // its user agents are still being listed
	sitemaps  []string
}

func (g *groupReader) HandleRobotsStart() {}
func (g *groupReader) HandleRobotsEnd()   {}

func (g *groupReader) HandleUserAgent(_ int, value string) {
	if !g.inAgents {
		g.toOwn, g.toStar, g.inAgents = false, false, true
	}
	switch name := productToken(value); {
	case name != "" && strings.EqualFold(name, g.agent):
		g.toOwn, g.named = true, true
	case value == "*", strings.HasPrefix(value, "* "), strings.HasPrefix(value, "*\t"):
		g.toStar = true
	}
}

func (g *groupReader) HandleAllow(_ int, value string)    { g.rule(true, value) }
func (g *groupReader) HandleDisallow(_ int, value string) { g.rule(false, value) }

// rule takes a line with a path. An empty one says nothing.
func (g *groupReader) rule(allow bool, pattern string) {
	g.inAgents = false
	if pattern == "" {
		return
	}
	r := rule{allow, respellPath(pattern)}
	if g.toOwn {
		g.ownRules = append(g.ownRules, r)
	}
	if g.toStar {
		g.starRules = append(g.starRules, r)
	}
}

// HandleSitemap is for a line that belongs to no group.
func (g *groupReader) HandleSitemap(_ int, value string) { g.sitemaps = append(g.sitemaps, value) }

func (g *groupReader) HandleUnknownAction(_ int, action, value string) {
	if !strings.EqualFold(strings.ReplaceAll(action, " ", "-"), "crawl-delay") {
		return
	}
	if g.toOwn {
		g.own = crawlDelay(value)
	}
	if g.toStar {
		g.star = crawlDelay(value)
	}
}

// productToken gives the name at the start of a User-Agent, or of its line in a robots.txt: a token (RFC 9110, section 5.6.2), with
// the same characters as the library's. RFC 9309 knows letters, - and _ only (section 2.2.1), but there are crawlers with digits in their names.
func productToken(agent string) string {
	end := strings.IndexFunc(agent, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("#$%'*+-.^_`|~", c))
	})
	if end < 0 {
		return agent
	}
	return agent[:end]
}

func crawlDelay(value string) time.Duration {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(seconds) || seconds <= 0 {
		return 0
	}
	return time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
}
