// Package txtarsite serves a whole web site that is kept in one text file, for demonstrations and tests.
//
// The file is a txtar archive: each entry is one response, its name the path (and query) it answers. [Parse] reads the archive into a
// [Site], which is an [http.Handler] to be put behind a listener or an httptest server; [Site.Log] tells afterwards who asked for what.
//
//	-- / --
//	<!doctype html><a href="/news/1/سلام">…</a>
//	-- /news/1/سلام --
//	<link rel="canonical" href="{{origin}}/news/1/سلام">
//	-- /archive --
//	HTTP/1.1 301 Moved Permanently
//	Location: /archive?pi=1
//
// The conventions:
//
//   - A name begins with "/". Its path may be written in plain Persian or percent-encoded, both mean the same; the parameters of its query
//     may come in any order. Two entries for one address are an error.
//   - An entry whose first line begins with "HTTP/" is a whole response: status line, header, an empty line, body (RFC 9112, section 2.1;
//     lines may end in LF alone; the empty line may be missing where there is no body). Any other entry is the body of a 200.
//   - A response without Content-Type gets that of its path's extension, and HTML in UTF-8 where the path has none.
//   - "{{origin}}" (scheme and host) and "{{host}}" (host and port) in headers and bodies become the address the client used, so that
//     canonical links, sitemaps and feeds are absolute wherever the site is served.
//   - Any other path is a 404.
package txtarsite

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"

	"golang.org/x/tools/txtar"
)

// ErrSyntax is wrapped by every error of [Parse]: the archive is no web site.
var ErrSyntax = errors.New("not a web site archive")

// Site is a web site in memory. It is safe for concurrent use.
type Site struct {
	targets   []target // in the order of the archive
	responses map[target]response

	mu  sync.Mutex
	log []Entry
}

// target is an address within the site, in the form in which addresses are compared.
type target struct {
	path  string // percent-decoded
	query string // percent-encoded, its parameters sorted by name
}

// targetOf takes from a URL what the site looks at.
func targetOf(u *url.URL) target {
	if u.RawQuery == "" {
		return target{path: u.Path}
	}
	return target{u.Path, u.Query().Encode()}
}

// String is the target as the log shows it.
func (t target) String() string {
	if t.query == "" {
		return t.path
	}
	return t.path + "?" + t.query
}

// response is an entry of the archive, its placeholders not yet filled in.
type response struct {
	status int
	header http.Header
	body   []byte
}

// Parse reads a web site from the archive, whose entries it keeps no reference to. The errors name the entry and wrap [ErrSyntax].
func Parse(ar *txtar.Archive) (*Site, error) {
	s := &Site{responses: make(map[target]response, len(ar.Files))}
	for _, f := range ar.Files {
		at, err := parseTarget(f.Name)
		if err != nil {
			return nil, fmt.Errorf("entry %q: %w: %w", f.Name, ErrSyntax, err)
		}
		if _, ok := s.responses[at]; ok {
			return nil, fmt.Errorf("entry %q: %w: there is an earlier entry for the same address", f.Name, ErrSyntax)
		}
		r, err := parseResponse(f.Data)
		if err != nil {
			return nil, fmt.Errorf("entry %q: %w: %w", f.Name, ErrSyntax, err)
		}
		if r.header.Get("Content-Type") == "" && len(r.body) > 0 {
			r.header.Set("Content-Type", contentType(at.path))
		}
		s.targets = append(s.targets, at)
		s.responses[at] = r
	}
	return s, nil
}

// Targets returns the addresses the site answers, in the order of the archive and in the form of [Entry.Target].
func (s *Site) Targets() []string {
	out := make([]string, len(s.targets))
	for i, t := range s.targets {
		out[i] = t.String()
	}
	return out
}

func parseTarget(name string) (target, error) {
	if !strings.HasPrefix(name, "/") || strings.HasPrefix(name, "//") {
		return target{}, errors.New("its name is not a path that begins with one slash")
	}
	u, err := url.Parse(name)
	if err != nil {
		return target{}, err
	}
	return targetOf(u), nil
}

func parseResponse(data []byte) (response, error) {
	if !bytes.HasPrefix(data, []byte("HTTP/")) {
		return response{http.StatusOK, http.Header{}, bytes.Clone(data)}, nil
	}
	if !bytes.Contains(data, []byte("\n\n")) && !bytes.Contains(data, []byte("\r\n\r\n")) {
		data = append(bytes.Clone(data), '\n') // a head alone
	}
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(data)), nil)
	if err != nil {
		return response{}, err
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 599 {
		return response{}, fmt.Errorf("status %d is none of 200 to 599", resp.StatusCode)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return response{}, err
	}
	for _, name := range []string{"Content-Length", "Connection", "Transfer-Encoding"} {
		resp.Header.Del(name) // the server's own business
	}
	return response{resp.StatusCode, resp.Header, body}, nil
}

// contentType goes by the path's extension: fixed types for what a news site has, for the system's table differs from machine to machine.
func contentType(file string) string {
	switch ext := path.Ext(file); ext {
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return "text/html; charset=utf-8"
	}
}
