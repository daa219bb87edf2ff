package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
)

// maxURL is the longest address fetched, in bytes. No article's address is near it; the ones that are grow with every click (a trap).
const maxURL = 2048

// maxHost is the longest host name, in bytes, of a Unicode spelling too (RFC 1035 allows 253 bytes of its ASCII form).
const maxHost = 512

// ErrURL is wrapped by the error for an address that cannot be crawled: no http or https, no host, too long, not parsable.
var ErrURL = errors.New("not a crawlable address")

// Canonical gives an address its one spelling, so that the same page under two spellings is fetched once (RFC 3986, section 6.2): scheme
// and host in lower case, the host in ASCII (RFC 5891), no default port, no fragment, no user name, dot segments resolved, no tracking
// parameters (tracking.tsv), and percent-encoding unified: upper-case hex, unreserved characters plain, anything beyond ASCII encoded. So
// a Persian slug typed raw and one typed encoded agree. Letters are never folded: a server may tell «ي» from «ی».
//
// Canonical is idempotent.
func Canonical(address string) (string, error) {
	u, err := canonicalURL(nil, address)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

// canonicalURL resolves a reference found at base (nil: it must be absolute) and gives it the canonical spelling.
func canonicalURL(base *url.URL, reference string) (*url.URL, error) {
	if len(reference) > 4*maxURL { // before any work is done on it
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrURL, maxURL)
	}
	u, err := url.Parse(respell(strings.Map(dropBreaks, strings.TrimSpace(reference))))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrURL, err)
	}
	if base != nil {
		u = base.ResolveReference(u)
	} else {
		u = u.ResolveReference(&url.URL{Path: "", RawQuery: u.RawQuery, ForceQuery: u.ForceQuery}) // resolves the dot segments
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return nil, fmt.Errorf("%w: %q is not http or https", ErrURL, shorten(reference))
	}
	if u.Host, err = canonicalHost(u); err != nil {
		return nil, err
	}
	u.User, u.Fragment, u.RawFragment, u.ForceQuery = nil, "", "", false
	if u.Path == "" {
		u.Path = "/"
	}
	if strings.IndexByte(u.Path, ';') >= 0 || strings.HasPrefix(u.Path, "/(S(") {
		if before := u.EscapedPath(); dropSessions(u) && u.EscapedPath() != before {
			return canonicalURL(nil, u.String()) // shorter; what is left of a segment may be a dot
		}
	}
	u.RawQuery = dropTracking(u.RawQuery)
	if len(u.String()) > maxURL {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrURL, maxURL)
	}
	return u, nil
}

// canonicalHost gives host[:port] in lower-case ASCII without the scheme's default port or a trailing dot.
func canonicalHost(u *url.URL) (string, error) {
	host, port := strings.TrimRight(u.Hostname(), "."), u.Port()
	if host == "" || len(host) > maxHost {
		return "", fmt.Errorf("%w: %q has no host", ErrURL, shorten(u.String()))
	}
	if net.ParseIP(host) == nil {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			if ascii = strings.ToLower(host); strings.ContainsFunc(ascii, notHostByte) {
				return "", fmt.Errorf("%w: host %q: %w", ErrURL, shorten(host), err)
			}
		}
		host = ascii // names with _ fail IDNA but exist
	}
	if strings.Contains(host, ":") {
		host = "[" + strings.ToLower(host) + "]"
	}
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host, nil
	}
	return host + ":" + port, nil
}

func notHostByte(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_')
}

// dropBreaks drops TAB and line breaks, which browsers drop from an address (WHATWG URL, basic URL parser).
func dropBreaks(r rune) rune {
	if r == '\t' || r == '\n' || r == '\r' {
		return -1
	}
	return r
}

// respell unifies percent-encoding byte by byte: unreserved characters (RFC 3986, section 2.3) become plain, all else that is encoded
// stays encoded in upper-case hex, and what may not appear plain is encoded. A % that begins no encoding is itself encoded.
func respell(s string) string {
	authority := authorityEnd(s)
	return s[:authority] + respellPath(s[authority:]) // the host has its own rules
}

// respellPath is respell for what follows the host.
func respellPath(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			decoded := unhex(s[i+1])<<4 | unhex(s[i+2])
			if isUnreserved(decoded) {
				b.WriteByte(decoded)
			} else {
				b.Write([]byte{'%', hex[decoded>>4], hex[decoded&15]})
			}
			i += 2
		case isUnreserved(c) || strings.IndexByte("!$&'()*+,;=:@/?#", c) >= 0:
			b.WriteByte(c)
		case c == '\\': // browsers read it as a slash
			b.WriteByte('/')
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// authorityEnd gives the length of "scheme://host:port" or "//host:port" at the start of s, else 0.
func authorityEnd(s string) int {
	start := strings.Index(s, "//")
	if start < 0 || start > 0 && (s[start-1] != ':' || strings.ContainsAny(s[:start], "/?#")) {
		return 0
	}
	if end := strings.IndexAny(s[start+2:], "/?#\\"); end >= 0 {
		return start + 2 + end
	}
	return len(s)
}

// dropTracking removes tracking parameters and keeps the others as they are, in their order.
func dropTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 4)
	for _, pair := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !trackingParameters.has(name) && !isSession(pair) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

// session is a parameter whose name may mean a session and whose value can mean nothing else: sid=4 is a section.
var session = regexp.MustCompile(`(?i)^(?:s|sid|sess|sessid|session|session_id|sessionid|jsessionid|phpsessid|cfid|cftoken|token)=([0-9a-z_.!-]{16,})$`)

func isSession(pair string) bool {
	m := session.FindStringSubmatch(pair)
	return m != nil && strings.ContainsAny(m[1], "0123456789")
}

// aspSession is the session that ASP.NET puts first in a path where it has no cookies.
var aspSession = regexp.MustCompile(`^/\(S\([0-9a-z]{20,}\)\)(/|$)`)

// dropSessions takes sessions off a path: parameters of its segments (RFC 3986, section 3.3) that are tracking or sessions, as Java servers write
// them (;jsessionid=…), and that of ASP.NET.
func dropSessions(u *url.URL) bool {
	segments := strings.Split(aspSession.ReplaceAllString(u.EscapedPath(), "/"), "/")
	for i, segment := range segments {
		name, rest, found := strings.Cut(segment, ";")
		for found {
			var parameter string
			parameter, rest, found = strings.Cut(rest, ";")
			if key, _, _ := strings.Cut(parameter, "="); !trackingParameters.has(key) && !isSession(parameter) {
				name += ";" + parameter
			}
		}
		segments[i] = name
	}
	path := strings.Join(segments, "/")
	plain, err := url.PathUnescape(path)
	if err == nil {
		u.Path, u.RawPath = plain, path
	}
	return err == nil
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

// shorten cuts foreign text for an error message.
func shorten(s string) string {
	if len(s) > 100 {
		return s[:100] + "…"
	}
	return s
}
