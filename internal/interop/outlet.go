package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
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

// html is the page at an address on a day. Number 5 is edited on the second.
func html(path string, day int) string {
	figure := 35
	if day > 1 && strings.HasPrefix(path, "/news/5?") {
		figure = 36
	}
	return fmt.Sprintf("<!doctype html><html lang=\"fa\"><head><meta charset=\"utf-8\"><title>خبر %s</title></head><body><article><h1>خبر</h1>%s</article></body></html>",
		path, strings.Repeat(fmt.Sprintf("<p>%d مدرسه در ۱۴ شهر افتتاح شد.</p>", figure), 60))
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
		var b strings.Builder
		for n := range pageCount {
			fmt.Fprintf(&b, "<a href=%q>خبر %d</a>\n", path(n), n)
		}
		fmt.Fprintf(w, "<!doctype html><html><body>%s<a href=\"/missing\">x</a><a href=\"/moved\">y</a></body></html>", b.String())
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
