package fetch

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// scope says which addresses belong to a crawl.
type scope struct {
	sites      map[string]*outlet // by the seeds' hosts, without www.
	listings   map[string]*outlet // by the addresses of feeds and sitemaps that were given
	subdomains bool
	maxDepth   int // -1: the seeds only; 0: any
	window     window
	print      string // differs between scopes that could judge an address differently
}

// outlet is a site, or several, with what holds for it alone.
type outlet struct {
	Site
	roots            []*url.URL // the seeds
	listings         []item     // its feeds and sitemaps, as they are to be queued
	include, exclude []*regexp.Regexp
	looks            int      // pages its system was looked for in
	barren           bool     // its archive pages have listed nothing
	patterns         []string // of its archive pages, absolute; none: it is not known to have any
}

// newScope takes the outlets of the options, and one made of the seeds.
func newScope(seeds []string, o Options) (*scope, error) {
	s := &scope{sites: map[string]*outlet{}, subdomains: o.Subdomains, maxDepth: o.MaxDepth, window: window{o.Since, o.Until}}
	sites, err := seedSites(seeds, o)
	if err != nil {
		return nil, err
	}
	sites = append(slices.Clip(o.Sites), sites...)
	var print strings.Builder
	fmt.Fprintf(&print, "%v %d %v", s.subdomains, s.maxDepth, s.window)
	for _, site := range sites {
		if err := s.addSite(site); err != nil {
			return nil, err
		}
	}
	for _, host := range slices.Sorted(maps.Keys(s.sites)) {
		site := s.sites[host]
		fmt.Fprintf(&print, " %s %q %q", host, site.Include, site.Exclude)
	}
	s.print = print.String()
	return s, nil
}

// seedSites makes an outlet of each site that has seeds among those given.
func seedSites(seeds []string, o Options) (sites []Site, err error) {
	at := map[string]int{}
	for _, seed := range seeds {
		u, err := canonicalURL(nil, seed)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", shorten(seed), err)
		}
		i, known := at[lane(u.Host)]
		if !known {
			i = len(sites)
			at[lane(u.Host)] = i
			sites = append(sites, Site{CMS: o.CMS, Archives: o.Archives, Include: o.Include, Exclude: o.Exclude})
		}
		sites[i].Seeds = append(sites[i].Seeds, seed)
	}
	return sites, nil
}

// addSite adds an outlet under the hosts of its seeds. Of two with the same host, the first one's patterns hold.
func (s *scope) addSite(site Site) error {
	if len(site.Seeds) == 0 {
		return fmt.Errorf("%w: none given for %s", ErrURL, site.Name)
	}
	out := &outlet{Site: site}
	var err error
	for _, seed := range site.Seeds {
		u, err := canonicalURL(nil, seed)
		if err != nil {
			return fmt.Errorf("%s: %w", shorten(seed), err)
		}
		out.roots = append(out.roots, u)
	}
	for i, address := range slices.Concat(site.Feeds, site.Sitemaps) {
		via := ViaFeed
		if i >= len(site.Feeds) {
			via = ViaSitemap
		}
		u, err := canonicalURL(out.roots[0], address)
		if err != nil {
			return fmt.Errorf("%s: %w", shorten(address), err)
		}
		out.listings = append(out.listings, item{u, entry{Role: roleListing, Via: via}})
	}
	if out.include, err = compileGlobs(site.Include); err != nil {
		return fmt.Errorf("include: %w", err)
	}
	if out.exclude, err = compileGlobs(site.Exclude); err != nil {
		return fmt.Errorf("exclude: %w", err)
	}
	if site.CMS != "" && SystemNamed(site.CMS) == nil {
		return fmt.Errorf("%w: %q is no news system that is known here", ErrSystem, site.CMS)
	}
	if err := out.setArchives(); err != nil {
		return err
	}
	for _, u := range out.roots {
		host := lane(u.Host)
		if known := s.sites[host]; known == nil {
			s.sites[host] = out
		} else if known != out {
			known.roots = append(known.roots, u)
		}
	}
	for _, it := range out.listings { // a feed on another host does not make that host part of the crawl but for itself
		if s.listings == nil {
			s.listings = map[string]*outlet{}
		}
		s.listings[it.url.String()] = out
	}
	return nil
}

// setArchives takes the outlet's own archive patterns, else those of its system.
func (o *outlet) setArchives() error {
	patterns := o.Archives
	if system := SystemNamed(o.CMS); len(patterns) == 0 && system != nil {
		patterns = system.Archive
	}
	o.patterns = nil
	for _, p := range patterns {
		absolute, err := checkPattern(p, o.roots[0])
		if err != nil {
			return err
		}
		o.patterns = append(o.patterns, absolute)
	}
	return nil
}

// site takes the www. off a host: both names are one site.
func site(host string) string { return strings.TrimPrefix(host, "www.") }

// outlet gives the outlet a host belongs to; nil: none.
func (s *scope) outlet(host string) *outlet {
	name := site(host)
	if out := s.sites[name]; out != nil {
		return out
	}
	for s.subdomains {
		_, parent, found := strings.Cut(name, ".")
		if !found {
			return nil
		}
		if name = parent; s.sites[name] != nil {
			return s.sites[name]
		}
	}
	return nil
}

// outlets lists the outlets, in the order of their hosts, each once.
func (s *scope) outlets() (list []*outlet) {
	for _, host := range slices.Sorted(maps.Keys(s.sites)) {
		if out := s.sites[host]; !slices.Contains(list, out) {
			list = append(list, out)
		}
	}
	return list
}

// onSite reports whether a host belongs to the site of a seed.
func (s *scope) onSite(host string) bool { return s.outlet(host) != nil }

// refuses says why an address depth links away from a seed is not part of the crawl; empty: it is. Seeds, feeds, sitemaps and archive pages are
// exempt from the patterns: they lead to pages, and are not what was asked for themselves.
func (s *scope) refuses(u *url.URL, depth int, as role) string {
	out := s.outlet(u.Host)
	switch {
	case out == nil && as == roleListing && depth == 0 && s.listings[u.String()] != nil:
		return ""
	case out == nil:
		return "another site"
	case s.maxDepth > 0 && depth > s.maxDepth, s.maxDepth < 0 && depth > 0:
		return "too many links from a seed"
	case isTrap(u):
		return "path repeats itself"
	case depth == 0 || as != rolePage:
		return ""
	case isBinary(u):
		return "not a page, by its name"
	case matches(out.exclude, u):
		return "excluded"
	case len(out.include) > 0 && !matches(out.include, u):
		return "not included"
	}
	return ""
}

// isBinary goes by the ending of the path. Compressed sitemaps (.xml.gz) are text.
func isBinary(u *url.URL) bool {
	name := strings.ToLower(path.Base(u.Path))
	return binaryEndings[strings.TrimPrefix(path.Ext(name), ".")] && !strings.HasSuffix(name, ".xml.gz")
}
