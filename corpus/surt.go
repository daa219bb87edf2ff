package corpus

import (
	"encoding/hex"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// SURT is an address in the Sort-friendly URI Reordering Transform, the key of CDX indexes: "http://www.khabar.example/A/?b=2&a=1" is
// "example,khabar)/a?a=1&b=2". Two addresses with the same key are the same page to archives. The rules are those of the Internet
// Archive's webarchive-commons (org.archive.url, WaybackURLKeyMaker), which the Python package surt follows; what is no address is its own
// key.
func SURT(address string) string {
	if address == "" {
		return "-"
	}
	if strings.HasPrefix(address, "filedesc") { // the head of an ARC file
		return address
	}
	u, err := splitURL(address)
	if err != nil {
		return address
	}
	u.host = canonicalHost(u.host)
	path := unescapeFully(u.path)
	if u.host != "" {
		path = normalizePath(path)
	}
	query := sortQuery(lowerASCII(stripQuerySession(escapeOnce(unescapeFully(u.query)))))
	path = strings.TrimSuffix(stripPathSession(lowerASCII(escapeOnce(path))), "/")
	if path == "" && (u.host != "" || query != "") {
		path = "/"
	}

	var b strings.Builder
	if u.host == "" {
		b.WriteString(u.scheme + ":")
	} else {
		labels := strings.Split(u.host, ".")
		slices.Reverse(labels)
		b.WriteString(strings.Join(labels, ","))
		if u.port != 0 && u.port != defaultPort(u.scheme) {
			fmt.Fprintf(&b, ":%d", u.port)
		}
		b.WriteString(")")
	}
	b.WriteString(path)
	if query != "" {
		b.WriteString("?" + query)
	}
	return b.String()
}

// looseURL is an address taken apart without a look at what its parts may hold.
type looseURL struct {
	scheme, host string
	port         int // 0 when none is given
	path, query  string
}

var (
	hasScheme   = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
	manySchemes = regexp.MustCompile(`^(https?://)+`)
	uriParts    = regexp.MustCompile(`(?s)^([a-zA-Z][a-zA-Z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?`) // RFC 2396, appendix B
)

func splitURL(s string) (u looseURL, err error) {
	if s = strings.Trim(s, " \t\n\v\f\r"); strings.ContainsAny(s, "\n\r\t") {
		s = strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(s)
	}
	if !hasScheme.MatchString(s) {
		s = "http://" + s
	}
	s = manySchemes.ReplaceAllString(s, "$1") // http://https://host: the last one counts
	m := uriParts.FindStringSubmatch(s)
	u = looseURL{scheme: m[1], path: m[3], query: m[4]}
	host := strings.TrimRight(m[2], ":")
	host = host[strings.LastIndex(host, "@")+1:]
	port := ""
	if _, inner, ok := strings.Cut(host, "["); ok {
		host, port, _ = strings.Cut(inner, "]")
		_, port, _ = strings.Cut(port, ":")
	} else {
		host, port, _ = strings.Cut(host, ":")
	}
	if port != "" {
		if u.port, err = strconv.Atoi(port); err != nil || u.port < 0 || u.port > 65535 {
			return u, fmt.Errorf("port %q", port)
		}
	}
	u.host = lowerASCII(host)
	if u.host == "" && strings.HasPrefix(u.scheme, "http") && u.path != "" { // http:////host/path
		first, rest, _ := strings.Cut(strings.TrimLeft(u.path, "/"), "/")
		u.host, u.path = first, "/"+rest
	}
	return u, nil
}

func defaultPort(scheme string) int {
	switch strings.ToLower(scheme) {
	case "http":
		return 80
	case "https":
		return 443
	}
	return 0
}

var (
	wwwLabel = regexp.MustCompile(`^www[0-9]*\.`)
	ipLike   = regexp.MustCompile(`^[0-9]+(\.[0-9]+){0,3}$`)
	toASCII  = idna.New(idna.MapForLookup(), idna.Transitional(true), idna.StrictDomainName(false)) // as IDNA 2003, which the key was defined with
)

func canonicalHost(host string) string {
	host = unescapeFully(host)
	if strings.IndexFunc(host, func(r rune) bool { return r >= 0x80 }) >= 0 {
		if ascii, err := toASCII.ToASCII(strings.ToValidUTF8(host, "")); err == nil {
			host = ascii
		}
	}
	host = strings.Trim(strings.ReplaceAll(host, "..", "."), ".")
	if ip := numericAddress(host); ip != "" {
		return ip
	}
	return wwwLabel.ReplaceAllString(escapeOnce(lowerASCII(host)), "")
}

// numericAddress reads the forms of an IPv4 address that inet_aton(3) reads, octal parts among them; empty for anything else. A bare number is
// taken modulo 2^32.
func numericAddress(host string) string {
	if !ipLike.MatchString(host) {
		return ""
	}
	parts := strings.Split(host, ".")
	if len(parts) == 1 && !strings.HasPrefix(host, "0") || host == "0" {
		n, err := strconv.ParseUint(host, 10, 64)
		if err != nil {
			return ""
		}
		return ipv4(uint32(n)) // modulo 2^32 is meant
	}
	var ip uint64
	for i, p := range parts {
		bits := 8
		if i == len(parts)-1 {
			bits = 8 * (4 - i)
		}
		n, err := strconv.ParseUint(octal(p), 0, 64)
		if err != nil || n >= 1<<bits {
			return ""
		}
		ip = ip<<bits | n
	}
	return ipv4(uint32(ip)) // every part was checked
}

// octal writes a number that is octal for inet_aton in Go's way.
func octal(s string) string {
	if len(s) > 1 && s[0] == '0' {
		return "0o" + s[1:]
	}
	return s
}

func ipv4(n uint32) string { return net.IPv4(byte(n>>24), byte(n>>16), byte(n>>8), byte(n)).String() }

// normalizePath resolves "." and "..", and takes out empty segments but for the last one.
func normalizePath(path string) string {
	var kept []string
	for i, segment := range strings.Split(path, "/") {
		switch {
		case i == 0 || segment == ".":
		case segment == ".." && len(kept) > 0:
			kept = kept[:len(kept)-1]
		default:
			kept = append(kept, segment)
		}
	}
	var b strings.Builder
	b.WriteByte('/')
	for i, segment := range kept {
		if i == len(kept)-1 {
			b.WriteString(segment)
		} else if segment != "" {
			b.WriteString(segment + "/")
		}
	}
	return b.String()
}

// What web frameworks put into addresses to tell visitors apart.
var (
	pathSessions = []*regexp.Regexp{
		regexp.MustCompile(`(?i)^(.*/)(?:\((?:[a-z]\([0-9a-z]{24}\))+\)/)([^?]+\.aspx.*)$`),
		regexp.MustCompile(`(?i)^(.*/)(?:\([0-9a-z]{24}\)/)([^?]+\.aspx.*)$`),
	}
	querySessions = []*regexp.Regexp{
		regexp.MustCompile(`(?i)^(.*)(?:jsessionid=[0-9a-z]{32})(?:&(.*))?$`),
		regexp.MustCompile(`(?i)^(.*)(?:phpsessid=[0-9a-z]{32})(?:&(.*))?$`),
		regexp.MustCompile(`(?i)^(.*)(?:sid=[0-9a-z]{32})(?:&(.*))?$`),
		regexp.MustCompile(`(?i)^(.*)(?:aspsessionid[a-z]{8}=[a-z]{24})(?:&(.*))?$`),
		regexp.MustCompile(`(?i)^(.*)(?:cfid=[^&]+&cftoken=[^&]+)(?:&(.*))?$`),
	}
)

func stripPathSession(path string) string {
	if !strings.Contains(path, ".aspx") {
		return path
	}
	for _, session := range pathSessions {
		path = session.ReplaceAllString(path, "$1$2")
	}
	return path
}

func stripQuerySession(query string) string {
	if !strings.Contains(lowerASCII(query), "id") { // as all have it
		return query
	}
	for _, session := range querySessions {
		query = session.ReplaceAllString(query, "$1$2")
	}
	return query
}

// sortQuery puts the parameters in the order of names, then values; one without "=" comes before one with.
func sortQuery(query string) string {
	if len(query) <= 1 {
		return query
	}
	args := strings.Split(query, "&")
	slices.SortStableFunc(args, func(a, b string) int {
		aName, aValue, aHas := strings.Cut(a, "=")
		bName, bValue, bHas := strings.Cut(b, "=")
		switch c := strings.Compare(aName, bName); {
		case c != 0:
			return c
		case aHas != bHas && bHas:
			return -1
		case aHas != bHas:
			return 1
		}
		return strings.Compare(aValue, bValue)
	})
	return strings.Join(args, "&")
}

// unescapeFully undoes percent-encoding until there is none left.
func unescapeFully(s string) string {
	for strings.Contains(s, "%") {
		plain := unescape(s)
		if plain == s {
			break
		}
		s = plain
	}
	return s
}

func unescape(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			var c [1]byte
			if _, err := hex.Decode(c[:], []byte(s[i+1:i+3])); err == nil {
				b = append(b, c[0])
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

const hexDigits = "0123456789ABCDEF"

// escapeOnce percent-encodes what no ASCII address shows: controls, space, "#", "%" and everything from 0x7f on.
func escapeOnce(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '#' || c == '%' {
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
