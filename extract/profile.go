package extract

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// profileFiles holds one file a content management system. Their format is the struct profileFile.
//
//go:embed profiles/*.toml
var profileFiles embed.FS

// profileFile is the format of a profile. Every list of a field is tried in its order and the first selector that yields a value wins.
type profileFile struct {
	Detect []string            `toml:"detect"` // fingerprints that only this system has; one makes the page a candidate
	Also   []string            `toml:"also"`   // what other systems have too; of several candidates the one with the most of both wins
	Enough int                 `toml:"enough"` // how many of Also make a page one where no system has a fingerprint of its own; 0: however many, they do not
	Fields fieldLists          `toml:"fields"`
	Cut    cutLists            `toml:"cut"`
	Not    map[string][]string `toml:"not_article"` // class of page ("archive") → selectors that mark it
	Empty  map[string][]string `toml:"no_text"`     // class of page ("video") → selectors that mark it when it has no text
	URL    urlPatterns         `toml:"url"`
	Host   map[string]struct { // site ("mrud.ir", with its subdomains) → lists that go before the system's own
		Fields fieldLists `toml:"fields"`
		Cut    cutLists   `toml:"cut"`
	} `toml:"host"`
}

type fieldLists struct {
	Kicker  []string `toml:"kicker"`
	Title   []string `toml:"title"`
	Lead    []string `toml:"lead"`
	Body    []string `toml:"body"`
	Date    []string `toml:"date"`
	Code    []string `toml:"code"`
	Author  []string `toml:"author"`
	Outlet  []string `toml:"outlet"`
	Section []string `toml:"section"`
	Tags    []string `toml:"tags"`
	Updated []string `toml:"updated"`
	City    []string `toml:"city"`
	Origin  []string `toml:"reprinted_from"`
	Caption []string `toml:"caption"` // all that match, not the first only; any site's <figcaption> is read without being named here
}

type cutLists struct {
	Drop    []string `toml:"drop"`    // inside body and lead: captions, players, link boxes
	Outside []string `toml:"outside"` // nothing in these belongs to the article: print header, related, comments
}

// urlPatterns are regular expressions over the path of the address; group 1 is the value.
type urlPatterns struct {
	Code string `toml:"code"`
	Date string `toml:"date"`
}

// profile is a compiled profileFile.
type profile struct {
	name             string
	detect, also     []selector
	enough           int
	fields           map[string][]selector
	drop, outside    []selector
	not, empty       []pageMark
	urlCode, urlDate *regexp.Regexp
	hosts            map[string]*profile // only fields, drop and outside
}

// pageMark marks a page of another class than article.
type pageMark struct {
	class string
	selector
}

// classOf returns the class of the first mark on a page, "" if there is none.
func classOf(marks []pageMark, x *lookup) string {
	for _, m := range marks {
		if x.has(m.selector) {
			return m.class
		}
	}
	return ""
}

// profileSet is every profile in the order of their names, and the keys their selectors need of an index.
type profileSet struct {
	profiles []*profile
	keys     *keySet
}

// profiles returns the embedded profiles. A broken one is a broken build: a test reads them, so the panic is unreachable in a release.
var profiles = sync.OnceValue(func() profileSet {
	set, err := loadProfiles(profileFiles, "profiles")
	if err != nil {
		panic(err)
	}
	return set
})

// loadProfiles reads every .toml file of a folder. An unknown key, a bad selector or a bad pattern is an error that names the file.
func loadProfiles(fsys fs.FS, dir string) (profileSet, error) {
	names, err := fs.Glob(fsys, dir+"/*.toml")
	if err != nil {
		return profileSet{}, err
	}
	set := noProfiles()
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return profileSet{}, fmt.Errorf("profile: %w", err)
		}
		p, err := parseProfile(data, set.keys)
		if err != nil {
			return profileSet{}, fmt.Errorf("profile %s: %w", name, err)
		}
		base := path.Base(name)
		p.name = base[:len(base)-len(".toml")]
		set.profiles = append(set.profiles, p)
	}
	return set, nil
}

// detect returns the profile with the most fingerprints on the page among those that have one of their own there; if none has, the one of which
// there are enough others; or nil.
func (set profileSet) detect(x *lookup) *profile {
	var best, weak *profile
	most, mostWeak := 0, 0
	for _, p := range set.profiles {
		own := x.count(p.detect)
		if own == 0 && p.enough == 0 {
			continue
		}
		also := x.count(p.also)
		if own > 0 && own+also > most {
			best, most = p, own+also
		}
		if own == 0 && also >= p.enough && also > mostWeak {
			weak, mostWeak = p, also
		}
	}
	if best == nil {
		return weak
	}
	return best
}

// ofSite returns the profile that has lists of their own for the pages of a site, or nil: it is asked where nothing on a page tells its system.
func (set profileSet) ofSite(address string) *profile {
	for _, p := range set.profiles {
		if p.listsFor(address) != nil {
			return p
		}
	}
	return nil
}

// listsFor returns the lists for the site of an address alone, or nil.
func (p *profile) listsFor(address string) *profile {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	for host := siteOf(u); host != ""; {
		if o := p.hosts[host]; o != nil {
			return o
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return nil
}

// noProfiles is the set for pages of unknown systems: it has only the keys that structured data and the scorer need.
func noProfiles() profileSet {
	set := profileSet{keys: newKeySet()}
	for _, s := range append(captionElements[:len(captionElements):len(captionElements)],
		metaElements, canonicalLinks, jsonLDScripts, windowTitles, firstHeadings, secondHeadings, appDataScripts, authorLinks, tagLinks, microdataDates, microdataNames, microdataBodies) {
		set.keys.want(s)
	}
	return set
}

// parseProfile compiles one profile and adds the keys of its selectors to keys.
func parseProfile(data []byte, keys *keySet) (*profile, error) {
	var f profileFile
	dec := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return nil, fmt.Errorf("unknown key:\n%s", strict.String())
		}
		return nil, err
	}
	c := compiler{keys: keys}
	p := &profile{detect: c.list(f.Detect), also: c.list(f.Also), enough: f.Enough, hosts: map[string]*profile{}}
	c.into(p, f.Fields, f.Cut)
	p.not, p.empty = c.marks(f.Not), c.marks(f.Empty)
	for host, o := range f.Host {
		p.hosts[host] = &profile{}
		c.into(p.hosts[host], o.Fields, o.Cut)
	}
	p.urlCode, p.urlDate = c.pattern(f.URL.Code), c.pattern(f.URL.Date)
	if c.err == nil && (len(p.detect) == 0 || len(p.fields["body"]) == 0) {
		c.err = errors.New("needs at least detect and fields.body")
	}
	return p, c.err
}

// compiler compiles lists of selectors and keeps the first error.
type compiler struct {
	keys *keySet
	err  error
}

func (c *compiler) list(sources []string) []selector {
	var out []selector
	for _, source := range sources {
		s, err := compileSelector(source)
		if err != nil && c.err == nil {
			c.err = err
		}
		if err == nil {
			c.keys.want(s)
			out = append(out, s)
		}
	}
	return out
}

// marks lists the marks of page classes in the order of the classes' names.
func (c *compiler) marks(classes map[string][]string) []pageMark {
	var out []pageMark
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		switch PageClass(class) {
		case ListingPage, FrontPage, VideoPage, GalleryPage, OtherPage:
		default:
			if c.err == nil {
				c.err = fmt.Errorf("unknown class of page %q", class)
			}
		}
		for _, s := range c.list(classes[class]) {
			out = append(out, pageMark{class, s})
		}
	}
	return out
}

func (c *compiler) pattern(p string) *regexp.Regexp {
	if p == "" {
		return nil
	}
	re, err := regexp.Compile(p)
	if err == nil && re.NumSubexp() != 1 {
		err = fmt.Errorf("pattern %q needs exactly one group", p)
	}
	if err != nil && c.err == nil {
		c.err = err
	}
	return re
}

func (c *compiler) into(p *profile, f fieldLists, cut cutLists) {
	p.fields = map[string][]selector{
		"kicker": c.list(f.Kicker), "title": c.list(f.Title), "lead": c.list(f.Lead), "body": c.list(f.Body),
		"date": c.list(f.Date), "code": c.list(f.Code), "author": c.list(f.Author), "outlet": c.list(f.Outlet),
		"section": c.list(f.Section), "tags": c.list(f.Tags),
		"updated": c.list(f.Updated), "city": c.list(f.City), "reprinted_from": c.list(f.Origin), "caption": c.list(f.Caption),
	}
	p.drop, p.outside = c.list(cut.Drop), c.list(cut.Outside)
}
