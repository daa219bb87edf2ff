package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
)

// outlet is a news site on loopback whose answers are in all the forms that archives have to keep.
type outlet struct {
	server *httptest.Server
	day    atomic.Int32 // 1 and then 2: one page has changed
}

const pageCount = 12

func openOutlet() (*outlet, error) {
	o := &outlet{}
	o.day.Store(1)
	o.server = httptest.NewServer(http.HandlerFunc(o.serve))
	return o, nil
}

func (o *outlet) close() { o.server.Close() }

// path is that of the n-th page; some are Persian.
func path(n int) string {
	if n%3 == 0 {
		return fmt.Sprintf("/news/%d/%%D9%%85%%D8%%AF%%D8%%B1%%D8%%B3%%D9%%87", n)
	}
	return fmt.Sprintf("/news/%d?b=2&a=%d", n, n)
}

//go:embed page.html
var pageTemplate string

var pages = template.Must(template.New("page.html").Parse(pageTemplate))

// html is the page at an address on a day. Number 5 is edited on the second.
func html(path string, day int) string {
	figure := 35
	if day > 1 && strings.HasPrefix(path, "/news/5?") {
		figure = 36
	}
	return render("article", map[string]any{"Path": path, "Figure": figure, "Lines": make([]struct{}, 60)})
}

func render(name string, data any) string {
	var b strings.Builder
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		panic(err) // unreachable: templates and data are those above
	}
	return b.String()
}

func (o *outlet) serve(w http.ResponseWriter, r *http.Request) {
	address := r.URL.RequestURI()
	head := w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	switch {
	case address == "/robots.txt":
		head.Set("Content-Type", "text/plain")
		fmt.Fprint(w, "User-agent: *\nDisallow: /admin\n")
	case address == "/":
		links := make([]template.URL, pageCount)
		for n := range links {
			links[n] = template.URL(path(n))
		}
		fmt.Fprint(w, render("front", map[string]any{"Links": links}))
	case address == "/moved":
		http.Redirect(w, r, path(1), http.StatusFound)
	case strings.HasPrefix(address, "/news/"):
		o.article(w, r, address)
	default:
		http.Error(w, "nothing here", http.StatusNotFound)
	}
}

// article answers by turns with a length, in chunks, compressed, and with a validator.
func (o *outlet) article(w http.ResponseWriter, r *http.Request, address string) {
	body := []byte(html(address, int(o.day.Load())))
	var n int
	_, _ = fmt.Sscanf(address, "/news/%d", &n)
	switch n % 4 {
	case 0:
		tag := fmt.Sprintf(`"%d-%d"`, n, len(body))
		w.Header().Set("Etag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	case 1:
		_, _ = w.Write(body[:len(body)/2])
		w.(http.Flusher).Flush() // makes net/http chunk
		body = body[len(body)/2:]
	case 2:
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			body = gzipped(body)
		}
	}
	_, _ = w.Write(body)
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b) // into memory
	_ = z.Close()
	return out.Bytes()
}
