package extract

import (
	"net/url"
	"strconv"
	"strings"

	"raqam/corpus"
)

// chooseURL settles Article.URL: an address that came with the article itself (JSON Lines) stays; else the page's canonical link where it
// can be trusted; else the fetched address; else the file.
func (d *draft) chooseURL(rec corpus.Record) {
	switch {
	case d.article.URL != "":
	case d.canonical != "":
		if u, why := trustedCanonical(d.canonical, rec.URL); why == "" {
			d.article.URL = u
			d.explain("url", "canonical link", "")
			return
		} else {
			d.explain("url", "canonical link", "refused: "+why)
		}
		fallthrough
	default:
		if d.article.URL = rec.URL; rec.URL == "" {
			d.article.URL = fileURL(rec)
		}
	}
}

// trustedCanonical resolves a canonical link against the fetched address, or says why it is not to be believed. A page may speak for its
// own host only, and a template that names the front page on every article names no article.
func trustedCanonical(link, fetched string) (address, why string) {
	u, err := url.Parse(link)
	if err != nil {
		return "", "not a URL"
	}
	base, err := url.Parse(fetched)
	if err == nil && fetched != "" {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", "not an http address"
	}
	if fetched != "" && err == nil {
		if siteOf(u) != siteOf(base) {
			return "", "names another host"
		}
		if isFront(u) && !isFront(base) {
			return "", "names the front page"
		}
	}
	if strings.Contains(link, "://") { // absolute: keep the outlet's own spelling of it
		address, _, _ = strings.Cut(link, "#")
		return address, ""
	}
	u.Fragment = ""
	return u.String(), ""
}

// siteOf is the host that may speak for a page: without port and "www.".
func siteOf(u *url.URL) string {
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// isFront reports whether u is the front page of a site, or of its language edition («/fa»).
func isFront(u *url.URL) bool {
	p := strings.Trim(u.Path, "/")
	return (p == "" || len(p) == 2) && u.RawQuery == ""
}

// fileURL names a record that has no address by its place in the archive, in a file of many records with its offset.
func fileURL(rec corpus.Record) string {
	s := "file:" + rec.Source.Path
	if rec.Kind == corpus.Article || rec.Source.Offset > 0 || rec.Status != 0 {
		s += "#" + strconv.FormatInt(rec.Source.Offset, 10)
	}
	return s
}
