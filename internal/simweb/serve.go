package simweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// ServeHTTP answers for the outlet that the request's Host names, and logs the request.
func (w *Web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	e := Entry{Start: time.Now(), Host: r.Host, Target: r.URL.RequestURI(), Agent: r.UserAgent()}
	o := w.byHost[r.Host]
	if o == nil {
		http.Error(rw, "no such outlet", http.StatusMisdirectedRequest)
		return
	}
	res := o.resolve(r.URL)
	e.Class, e.key, e.Status = res.class, res.key, http.StatusOK
	number := w.begin(e)
	a := &answer{ResponseWriter: rw, request: r, entry: &e}
	defer func() { w.end(number, e) }() // also of an answer that breaks off
	o.answer(a, res)
}

// answer is a response under way.
type answer struct {
	http.ResponseWriter
	request *http.Request
	entry   *Entry
}

// send writes the last bytes of an answer. The entry ends just before: the client cannot have had them earlier, so a pause counted from then
// is never shorter than the client's own.
func (a *answer) send(body []byte) {
	a.entry.End = time.Now()
	if _, err := a.Write(body); err != nil || a.request.Context().Err() != nil {
		a.entry.BrokenOff = true
	}
}

// page sends a complete answer of a type.
func (a *answer) page(contentType string, body []byte) {
	a.Header().Set("Content-Type", contentType)
	a.Header().Set("Content-Length", strconv.Itoa(len(body)))
	a.send(body)
}

// status sends an answer without a page.
func (a *answer) status(code int, header ...string) {
	for i := 0; i+1 < len(header); i += 2 {
		a.Header().Set(header[i], header[i+1])
	}
	a.entry.Status = code
	a.entry.End = time.Now()
	a.WriteHeader(code)
}

const htmlType, xmlType = "text/html; charset=utf-8", "application/xml; charset=utf-8"

// buffers are reused between answers: a large web would otherwise spend its time collecting them.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func (o *Outlet) answer(a *answer, res resource) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	b := (*buffer)[:0]
	defer func() { *buffer = b }()
	switch res.class {
	case Robots:
		b = o.robotsTxt(b)
		a.page("text/plain; charset=utf-8", b)
	case Article:
		b = o.articlePage(b, res.article)
		o.sendArticle(a, res, b)
	case Listing, Empty, Trap:
		if res.key == "front" {
			b = o.frontPage(b)
		} else {
			b = o.listingPage(b, res)
		}
		a.page(htmlType, b)
	case Feed:
		b = o.feed(b)
		a.page("application/rss+xml; charset=utf-8", b)
	case Sitemap:
		if res.key == "index" {
			b = o.sitemapIndex(b)
		} else {
			b = o.sitemap(b, res, a.request.URL.Path)
		}
		a.page(xmlType, b)
	case Variant:
		b = o.articlePage(b, res.article)
		a.page(htmlType, b)
	case Forbidden:
		b = o.forbiddenPage(b)
		a.page(htmlType, b)
	case Redirect:
		o.redirect(a, res)
	case Broken:
		a.status(http.StatusInternalServerError)
	case Hostile:
		o.attack(a, res.key)
	default:
		a.status(http.StatusNotFound)
	}
}

// sendArticle sends an article the way its outlet has it.
func (o *Outlet) sendArticle(a *answer, res resource, page []byte) {
	switch {
	case o.isFlaky(res.article) && o.firstTimes(res.key, 1):
		status := http.StatusServiceUnavailable
		if res.article > flakyEvery {
			status = http.StatusTooManyRequests
		}
		a.status(status, "Retry-After", "1")
	case o.has(leisurely) && res.article == slowArticle:
		a.Header().Set("Content-Type", htmlType)
		for range 40 { // a byte at a time
			_, _ = a.Write(page[:1])
			_ = http.NewResponseController(a.ResponseWriter).Flush()
			page = page[1:]
			time.Sleep(15 * time.Millisecond)
		}
		a.send(page)
	default:
		a.page(htmlType, page)
	}
}

func (o *Outlet) redirect(a *answer, res resource) {
	target := "/private/9"
	switch res.key {
	case "/old/" + strconv.Itoa(res.article):
		target = (&url.URL{Path: o.path(min(res.article, o.articles-1))}).EscapedPath()
	case "/to/next":
		next := o.web.outlets[(o.number+1)%len(o.web.outlets)]
		target = next.Origin() + "/"
	}
	a.status(http.StatusFound, "Location", target)
}

// bomb is 200 MB of nothing.
var bomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range 200 {
		_, _ = z.Write(make([]byte, 1<<20)) // memory takes it
	}
	_ = z.Close()
	return b.Bytes()
})

// attack answers with what a crawler must not take at its word.
func (o *Outlet) attack(a *answer, how string) {
	a.Header().Set("Content-Type", htmlType)
	switch how {
	case "bomb":
		a.Header().Set("Content-Encoding", "gzip")
		a.send(bomb())
	case "short": // fewer bytes than announced
		a.Header().Set("Content-Length", "100000")
		a.send([]byte("<!doctype html><p>"))
	case "endless":
		for chunk := make([]byte, 32<<10); !a.entry.BrokenOff; {
			a.send(chunk)
		}
	case "drip":
		for !a.entry.BrokenOff {
			a.send([]byte("x"))
			_ = http.NewResponseController(a.ResponseWriter).Flush() // an error shows at the next byte
			select {
			case <-a.request.Context().Done():
			case <-time.After(100 * time.Millisecond):
			}
		}
	default:
		a.status(http.StatusNotFound)
		fmt.Fprintln(a, how)
	}
}
