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

// robots is what a site's robots.txt says to one crawler. It is read as RFC 9309 says by the Go port of the parser that the RFC was written
// after. The zero value allows everything.
type robots struct {
	file, agent string
	delay       time.Duration // Crawl-delay, not in the RFC but asked for by many; 0: none
	sitemaps    []string      // as written
	read        time.Time     // when
}

// disallowAll is for a robots.txt that cannot be had: its site may not be crawled (section 2.3.1.4).
var disallowAll = parseRobots([]byte("User-agent: *\nDisallow: /\n"), "")

// word is what may be, or be part of, a path. A backslash, which canonical addresses do not have, means nothing in the file.
var word = regexp.MustCompile(`[^\x00-\x20\\]+`)

// parseRobots reads the file for a crawler whose product token is agent, the name before the slash in its User-Agent.
//
// The library compares bytes, so all paths get the spelling of canonical addresses first (section 2.2.2): /%7Ea and /~a are one path, and
// so are a Persian one raw and encoded. (What the library itself does about that spoils lines that have both.)
func parseRobots(file []byte, agent string) *robots {
	file = bytes.TrimPrefix(file[:min(len(file), maxRobots)], []byte("\ufeff"))
	r := &robots{file: word.ReplaceAllStringFunc(string(file), respellPath), agent: agent}
	groups := groupReader{agent: agent}
	grobotstxt.Parse(r.file, &groups)
	r.sitemaps = groups.sitemaps
	r.delay = groups.star
	if groups.named {
		r.delay = groups.own
	}
	return r
}

// allows reports whether the crawler may fetch a canonical address.
func (r *robots) allows(u *url.URL) bool {
	if r.file == "" || u.EscapedPath() == "/robots.txt" {
		return true
	}
	return grobotstxt.AgentAllowed(r.file, r.agent, u.String())
}

// groupReader takes from a robots.txt what the RFC knows nothing of: the Crawl-delay of the groups for one crawler and for all, and
// the sitemaps. It is told each line in turn.
type groupReader struct {
	agent     string
	own, star time.Duration
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

func (g *groupReader) HandleAllow(int, string)    { g.inAgents = false }
func (g *groupReader) HandleDisallow(int, string) { g.inAgents = false }

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
