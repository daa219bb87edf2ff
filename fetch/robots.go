package fetch

import (
	"bytes"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxRobots is how much of a robots.txt is read, in bytes (RFC 9309, section 2.5, asks for at least 500 KiB).
const maxRobots = 512 << 10

// maxCrawlDelay bounds Crawl-delay: beyond a day a value is a mistake.
const maxCrawlDelay = 24 * time.Hour

// robots is what a site's robots.txt says to one crawler (RFC 9309). The zero value allows everything.
//
// The rules are read here, not by temoto/robotstxt, which departs from RFC 9309 where it matters: a group with nothing but an empty
// Disallow is lost and the * group applies in its place; a pattern with * matches anywhere in a path instead of at its start; on a tie
// Disallow may win; raw Persian paths never match encoded ones; and one bad line rejects the whole file.
type robots struct {
	rules    []robotsRule
	delay    time.Duration // Crawl-delay, not in the RFC but asked for by many; 0: none
	sitemaps []string      // as written
	read     time.Time     // when
}

type robotsRule struct {
	pattern string // canonical percent-encoding
	allow   bool
}

// disallowAll is for a robots.txt that cannot be had: its site may not be crawled (section 2.3.1.4).
var disallowAll = &robots{rules: []robotsRule{{pattern: "/"}}}

// parseRobots reads the file for a crawler whose product token is agent, the name before the slash in its User-Agent.
func parseRobots(file []byte, agent string) *robots {
	file = bytes.TrimPrefix(file[:min(len(file), maxRobots)], []byte("\ufeff"))
	own, star := &robots{}, &robots{} // groups of the same agent are merged (section 2.2.1)
	var ownFound bool
	var sitemaps []string
	var toOwn, toStar, inAgents bool
	for line := range strings.FieldsFuncSeq(string(file), func(c rune) bool { return c == '\n' || c == '\r' }) {
		key, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		value, _, _ = strings.Cut(value, "#")
		value = strings.TrimSpace(value)
		switch directive(key) {
		case "user-agent":
			if !inAgents {
				toOwn, toStar, inAgents = false, false, true
			}
			switch name := productToken(value); {
			case strings.EqualFold(name, agent) && name != "":
				toOwn, ownFound = true, true
			case strings.HasPrefix(value, "*"):
				toStar = true
			}
		case "allow", "disallow":
			inAgents = false
			if value == "" {
				continue // says nothing (section 2.2.2)
			}
			rule := robotsRule{pattern: rulePattern(value), allow: directive(key) == "allow"}
			if toOwn {
				own.rules = append(own.rules, rule)
			}
			if toStar {
				star.rules = append(star.rules, rule)
			}
		case "crawl-delay":
			inAgents = false
			delay := crawlDelay(value)
			if toOwn {
				own.delay = delay
			}
			if toStar {
				star.delay = delay
			}
		case "sitemap": // belongs to no group
			sitemaps = append(sitemaps, value)
		}
	}
	chosen := star
	if ownFound {
		chosen = own
	}
	chosen.sitemaps = sitemaps
	return chosen
}

// directive gives the key of a line in its standard spelling; common misspellings are read as what they were meant to be.
func directive(key string) string {
	switch key = strings.ToLower(strings.TrimSpace(key)); key {
	case "useragent", "user agent":
		return "user-agent"
	case "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		return "disallow"
	case "crawldelay", "crawl delay":
		return "crawl-delay"
	case "site-map":
		return "sitemap"
	}
	return key
}

// productToken gives the leading letters, - and _ of a user agent's name (section 2.2.1).
func productToken(agent string) string {
	end := strings.IndexFunc(agent, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_')
	})
	if end < 0 {
		return agent
	}
	return agent[:end]
}

func rulePattern(value string) string {
	if !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "*") {
		value = "/" + value
	}
	return respellPath(value)
}

func crawlDelay(value string) time.Duration {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(seconds) || seconds <= 0 {
		return 0
	}
	return time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
}

// allows reports whether the crawler may fetch a canonical address: the longest matching rule decides, Allow on a tie, and nothing is
// forbidden without a rule (section 2.2.2).
func (r *robots) allows(u *url.URL) bool {
	target := u.EscapedPath()
	if target == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	allow, longest := true, -1
	for _, rule := range r.rules {
		if n := len(rule.pattern); n < longest || n == longest && !rule.allow {
			continue
		}
		if rule.matches(target) {
			allow, longest = rule.allow, len(rule.pattern)
		}
	}
	return allow
}

// matches compares from the start of the path; * stands for any run of characters and $ at the end for the end (section 2.2.3). It takes
// linear time: after each * the earliest occurrence of the next piece is as good as any later one.
func (r robotsRule) matches(target string) bool {
	pattern, toEnd := strings.CutSuffix(r.pattern, "$")
	first, rest, wild := strings.Cut(pattern, "*")
	if !strings.HasPrefix(target, first) {
		return false
	}
	target = target[len(first):]
	for wild {
		var piece string
		piece, rest, wild = strings.Cut(rest, "*")
		if !wild && toEnd {
			return strings.HasSuffix(target, piece)
		}
		at := strings.Index(target, piece)
		if at < 0 {
			return false
		}
		target = target[at+len(piece):]
	}
	return !toEnd || target == ""
}
