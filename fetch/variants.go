package fetch

import (
	_ "embed"
	"net/url"
	"regexp"
	"strings"
)

//go:embed variants.tsv
var variantsTable string

// variant is one form of address that an article has, see variants.tsv.
type variant struct {
	path              *regexp.Regexp
	identity, article string // templates; empty: none
}

// slugPattern is what {slug} stands for in the table.
const slugPattern = `[^/]*[-\x{80}-\x{10FFFF}][^/]*`

// renderings are query parameters that ask for another rendering of a page: name or name=value, with * for any value.
var variants, renderings = func() (list []variant, asks map[string]bool) {
	asks = map[string]bool{}
	for _, row := range rows(variantsTable) {
		if name, ok := strings.CutPrefix(row[0], "?"); ok {
			asks[name] = true
			continue
		}
		v := variant{path: regexp.MustCompile("^" + strings.ReplaceAll(row[0], "{slug}", slugPattern) + "$")}
		if row[1] != "-" {
			v.identity = row[1]
		}
		if row[2] != "-" {
			v.article = row[2]
		}
		list = append(list, v)
	}
	return list, asks
}()

// identity gives what all addresses of an article on its site have in common; empty: the address says nothing of the kind.
func identity(u *url.URL) string {
	if u.RawQuery != "" {
		return ""
	}
	for i := range variants {
		if variants[i].identity == "" {
			continue
		}
		if m := variants[i].path.FindStringSubmatchIndex(u.Path); m != nil {
			return lane(u.Host) + " " + string(variants[i].path.ExpandString(nil, variants[i].identity, u.Path, m))
		}
	}
	return ""
}

// articleOf maps an address for phones or for printing to that of the article; all others stay as they are.
func articleOf(u *url.URL) *url.URL {
	query := dropRenderings(u.RawQuery)
	path := u.Path
	if query == "" {
		for i := range variants {
			if variants[i].article == "" {
				continue
			}
			if m := variants[i].path.FindStringSubmatchIndex(path); m != nil {
				path = string(variants[i].path.ExpandString(nil, variants[i].article, path, m))
				break
			}
		}
	}
	if path == u.Path && query == u.RawQuery {
		return u
	}
	article := *u
	article.RawQuery = query
	if path != u.Path {
		article.Path, article.RawPath = path, ""
	}
	canonical, err := canonicalURL(nil, article.String())
	if err != nil {
		return u
	}
	return canonical
}

// dropRenderings removes the parameters that ask for another rendering.
func dropRenderings(query string) string {
	if query == "" {
		return ""
	}
	pairs := strings.Split(query, "&")
	kept := pairs[:0]
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		if renderings[pair] || renderings[name+"=*"] || value == "" && renderings[name] {
			continue
		}
		kept = append(kept, pair)
	}
	return strings.Join(kept, "&")
}
