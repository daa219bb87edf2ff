// Package outlets reads and writes sites.toml, the list of outlets to crawl.
//
// [Parse] reads such a file strictly, [Starter] is one with many Persian outlets to begin with, [Outlet.TOML] writes an entry that can be
// appended to a file without touching what is in it.
//
//	[[site]]
//	name = "mehr"
//	title = "خبرگزاری مهر"
//	host = "www.mehrnews.com"
//	cms = "nastooh"
//	feeds = ["/rss"]
//	delay = "2s"
package outlets

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// ErrFile is wrapped by every error about a file: it is no list of outlets.
var ErrFile = errors.New("not a list of outlets")

// Outlet is an entry of sites.toml. Addresses may be paths of the host.
type Outlet struct {
	Name     string   `toml:"name" json:"name"`                       // by which --only finds it: letters, digits, -, _ and .
	Title    string   `toml:"title,omitempty" json:"title,omitempty"` // as it calls itself
	Host     string   `toml:"host" json:"host"`                       // host[:port], or an address without a path where it is not https
	CMS      string   `toml:"cms,omitempty" json:"cms,omitempty"`     // news system; empty: recognised by its pages
	Seeds    []string `toml:"seeds,omitempty" json:"seeds,omitempty"` // pages to begin with; none: the front page
	Feeds    []string `toml:"feeds,omitempty" json:"feeds,omitempty"` // RSS, Atom or JSON feeds
	Sitemaps []string `toml:"sitemaps,omitempty" json:"sitemaps,omitempty"`
	Archive  []string `toml:"archive,omitempty" json:"archive,omitempty"` // patterns of archive pages; none: those of the CMS
	Delay    Duration `toml:"delay,omitempty" json:"delay,omitzero"`      // between requests; 0: that of the crawl
	Include  []string `toml:"include,omitempty" json:"include,omitempty"` // patterns of paths to fetch
	Exclude  []string `toml:"exclude,omitempty" json:"exclude,omitempty"` // and of those not to
	MaxPages int      `toml:"max-pages,omitempty" json:"max-pages,omitempty"`
}

// Duration is a time.Duration that is written as "1m30s".
type Duration time.Duration

// UnmarshalText reads what time.ParseDuration reads; it is never negative.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return err
	}
	if v < 0 {
		return fmt.Errorf("delay %s is negative", v)
	}
	*d = Duration(v)
	return nil
}

// MarshalText writes it as time.Duration does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

//go:embed sites.toml
var starter []byte

// Starter gives the file to begin with, with its comments.
func Starter() []byte { return bytes.Clone(starter) }

// Parse reads a file. Tables other than site are left to others. A key that no outlet has is an error that names the key and the line; all
// errors wrap [ErrFile].
func Parse(file []byte) ([]Outlet, error) {
	var parsed struct {
		Site []Outlet `toml:"site"`
	}
	err := toml.NewDecoder(bytes.NewReader(file)).DisallowUnknownFields().Decode(&parsed)
	var strict *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		for _, unknown := range strict.Errors {
			if key := unknown.Key(); key[0] == "site" { // other tables are the business of others
				row, _ := unknown.Position()
				return nil, fmt.Errorf("%w: line %d: unknown key %q: an outlet has %s", ErrFile, row, strings.Join(key, "."), keys)
			}
		}
	case errors.As(err, &wrong):
		row, _ := wrong.Position()
		return nil, fmt.Errorf("%w: line %d: %s: %w", ErrFile, row, strings.Join(wrong.Key(), "."), err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	names := map[string]bool{}
	for i, o := range parsed.Site {
		if err := o.validate(); err != nil {
			return nil, fmt.Errorf("%w: site %d (%s): %w", ErrFile, i+1, o.Name, err)
		}
		if names[o.Name] {
			return nil, fmt.Errorf("%w: two sites have the name %s", ErrFile, o.Name)
		}
		names[o.Name] = true
	}
	return parsed.Site, nil
}

const keys = "name, title, host, cms, seeds, feeds, sitemaps, archive, delay, include, exclude, max-pages"

// HasSites reports whether a file has any outlets, well written or not.
func HasSites(file []byte) bool { return siteHead.Match(file) }

var siteHead = regexp.MustCompile(`(?m)^[ \t]*\[\[[ \t]*site[ \t]*\]\]`)

var nameForm = regexp.MustCompile(`^[\p{L}\p{N}._-]+$`)

func (o Outlet) validate() error {
	switch {
	case !nameForm.MatchString(o.Name):
		return fmt.Errorf("name %q: letters, digits, -, _ and . only, and at least one", o.Name)
	case o.MaxPages < 0:
		return errors.New("max-pages is negative")
	}
	_, err := o.Origin()
	return err
}

// Origin gives scheme and host, "https://www.example.ir".
func (o Outlet) Origin() (string, error) {
	address := o.Host
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", fmt.Errorf("host %q: a host, or http://host", o.Host)
	}
	return u.Scheme + "://" + u.Host, nil
}

// Resolve makes the addresses of a list absolute.
func (o Outlet) Resolve(addresses []string) ([]string, error) {
	origin, err := o.Origin()
	if err != nil {
		return nil, err
	}
	out := make([]string, len(addresses))
	for i, a := range addresses {
		if out[i] = a; strings.HasPrefix(a, "/") {
			out[i] = origin + a
		}
	}
	return out, nil
}

// TOML writes the entry as it stands in a file, with an empty line before it.
func (o Outlet) TOML() string {
	var b strings.Builder
	b.WriteString("\n[[site]]\n")
	for _, f := range []struct {
		key   string
		value any
	}{
		{"name", o.Name}, {"title", o.Title}, {"host", o.Host}, {"cms", o.CMS}, {"seeds", o.Seeds}, {"feeds", o.Feeds}, {"sitemaps", o.Sitemaps},
		{"archive", o.Archive}, {"include", o.Include}, {"exclude", o.Exclude},
	} {
		switch v := f.value.(type) {
		case string:
			if v != "" {
				fmt.Fprintf(&b, "%s = %s\n", f.key, quote(v))
			}
		case []string:
			if len(v) == 0 {
				continue
			}
			quoted := make([]string, len(v))
			for i, s := range v {
				quoted[i] = quote(s)
			}
			fmt.Fprintf(&b, "%s = [%s]\n", f.key, strings.Join(quoted, ", "))
		}
	}
	if o.Delay > 0 {
		fmt.Fprintf(&b, "delay = %q\n", time.Duration(o.Delay).String())
	}
	if o.MaxPages > 0 {
		fmt.Fprintf(&b, "max-pages = %d\n", o.MaxPages)
	}
	return b.String()
}

// quote writes a basic string (TOML 1.0); letters of any script stay as they are.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
