package fetch

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// matches tests the path, decoded, so that patterns may be written in Persian, and also the path with its query.
func matches(patterns []*regexp.Regexp, u *url.URL) bool {
	if len(patterns) == 0 {
		return false
	}
	query, err := url.PathUnescape(u.RawQuery)
	if err != nil {
		query = u.RawQuery
	}
	for _, p := range patterns {
		if p.MatchString(u.Path) || u.RawQuery != "" && p.MatchString(u.Path+"?"+query) {
			return true
		}
	}
	return false
}

func compileGlobs(globs []string) ([]*regexp.Regexp, error) {
	out := make([]*regexp.Regexp, len(globs))
	for i, g := range globs {
		if g == "" {
			return nil, fmt.Errorf("%w: an empty pattern", ErrPattern)
		}
		out[i] = compileGlob(g)
	}
	return out, nil
}

// compileGlob reads a pattern for a URL path: * stands for anything within a segment, ** for anything at all, every other character for
// itself. A pattern that does not begin with a slash may begin at any segment: news/* is /**/news/*.
func compileGlob(glob string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	if !strings.HasPrefix(glob, "/") && !strings.HasPrefix(glob, "**") {
		b.WriteString(`/(?:.*/)?`)
	}
	for rest := glob; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "/**/"): // any number of segments, none too
			b.WriteString(`/(?:.*/)?`)
			rest = rest[4:]
		case strings.HasPrefix(rest, "**"):
			b.WriteString(`.*`)
			rest = rest[2:]
		case rest[0] == '*':
			b.WriteString(`[^/]*`)
			rest = rest[1:]
		default:
			literal := rest
			if i := strings.IndexByte(rest[1:], '*'); i >= 0 {
				literal = rest[:i+1]
			}
			if strings.HasSuffix(literal, "/") && strings.HasPrefix(rest[len(literal):], "**/") {
				literal = literal[:len(literal)-1] // leave the slash to /**/
			}
			b.WriteString(regexp.QuoteMeta(literal))
			rest = rest[len(literal):]
		}
	}
	b.WriteString(`$`)
	return regexp.MustCompile(b.String()) // everything foreign is quoted, so it compiles
}
