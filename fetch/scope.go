package fetch

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// scope says which addresses belong to a crawl.
type scope struct {
	sites            map[string]bool // hosts of the seeds, without www.
	subdomains       bool
	include, exclude []*regexp.Regexp
	maxDepth         int    // -1: the seeds only; 0: any
	print            string // differs between scopes that could judge an address differently
}

func newScope(seeds []*url.URL, o Options) (*scope, error) {
	s := &scope{sites: map[string]bool{}, subdomains: o.Subdomains, maxDepth: o.MaxDepth}
	for _, seed := range seeds {
		s.sites[site(seed.Host)] = true
	}
	var err error
	if s.include, err = compileGlobs(o.Include); err != nil {
		return nil, fmt.Errorf("include: %w", err)
	}
	if s.exclude, err = compileGlobs(o.Exclude); err != nil {
		return nil, fmt.Errorf("exclude: %w", err)
	}
	s.print = fmt.Sprintf("%v %v %q %q %d", s.sites, s.subdomains, o.Include, o.Exclude, s.maxDepth) // fmt sorts maps
	return s, nil
}

// site takes the www. off a host: both names are one site.
func site(host string) string { return strings.TrimPrefix(host, "www.") }

// onSite reports whether a host belongs to the site of a seed.
func (s *scope) onSite(host string) bool {
	name := site(host)
	if s.sites[name] {
		return true
	}
	for s.subdomains {
		_, parent, found := strings.Cut(name, ".")
		if !found {
			return false
		}
		if name = parent; s.sites[name] {
			return true
		}
	}
	return false
}

// refuses says why an address depth links away from a seed is not part of the crawl; empty: it is. Seeds, feeds and sitemaps (listings) are
// exempt from the patterns: they lead to pages, and are not what was asked for themselves.
func (s *scope) refuses(u *url.URL, depth int, listing bool) string {
	switch {
	case !s.onSite(u.Host):
		return "another site"
	case s.maxDepth > 0 && depth > s.maxDepth, s.maxDepth < 0 && depth > 0:
		return "too many links from a seed"
	case isTrap(u):
		return "path repeats itself"
	case depth == 0 || listing:
		return ""
	case isBinary(u):
		return "not a page, by its name"
	case matches(s.exclude, u):
		return "excluded"
	case len(s.include) > 0 && !matches(s.include, u):
		return "not included"
	}
	return ""
}

// isBinary goes by the ending of the path. Compressed sitemaps (.xml.gz) are text.
func isBinary(u *url.URL) bool {
	name := strings.ToLower(path.Base(u.Path))
	return binaryEndings[strings.TrimPrefix(path.Ext(name), ".")] && !strings.HasSuffix(name, ".xml.gz")
}

// isTrap sees paths that grow by a relative link that leads into itself (/a/b/a/b/a/b): one segment three times. Numbers may repeat, as
// in /1399/11/11/11.
func isTrap(u *url.URL) bool {
	count := map[string]int{}
	for segment := range strings.SplitSeq(u.Path, "/") {
		if strings.Trim(segment, "0123456789") == "" {
			continue
		}
		if count[segment]++; count[segment] == 3 {
			return true
		}
	}
	return false
}

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
