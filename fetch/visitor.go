package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"syscall"

	"github.com/gocolly/colly/v2"

	"raqam/corpus"
)

// visitor fetches one address at a time with Colly. Colly drives the request and calls back for the response; the request itself is made
// beneath it, in RoundTrip, where what Colly lacks is done: bounds, the address check, and above all archiving before anything else.
//
// The frontier decides what is fetched, so Colly's own memory of visited addresses, its robots.txt, its redirects and its cookies are off, and
// so is its tree of the page: reading the links off the tokens takes a fifth of the time.
type visitor struct {
	collector *colly.Collector
	client    *client
	archive   *archive

	ctx   context.Context // of the visit going on
	visit *visit
}

// visit is what came of fetching one item.
type visit struct {
	item     item
	exchange *exchange // nil: no response
	err      error     // why there is no archived response, or only a truncated one
	ticket   *ticket   // of the archived response
	fatal    error     // the archive could not keep the response
	capture  corpus.Capture
	seen     bool // Colly has seen the response
}

func newVisitor(c *client, a *archive) *visitor {
	v := &visitor{collector: &colly.Collector{}, client: c, archive: a}
	col := v.collector
	col.Init() // not NewCollector, which takes settings from COLLY_ environment variables
	col.AllowURLRevisit = true
	col.MaxBodySize = 0 // bounded beneath
	col.UserAgent = c.agent
	col.DisableCookies()
	col.SetRequestTimeout(0) // bounded beneath
	col.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	col.WithTransport(v)
	col.ParseHTTPErrorResponse = true // the verdict is ours
	col.OnResponse(func(*colly.Response) { v.visit.seen = true })
	return v
}

// fetch visits an address. The archived response's ticket is to be closed by the caller.
func (v *visitor) fetch(ctx context.Context, it item, observe func(Event)) *visit {
	v.ctx, v.visit = ctx, &visit{item: it}
	err := v.collector.Visit(it.url.String())
	now := v.visit
	now.tell(observe)
	if !now.seen && now.err == nil && now.fatal == nil {
		now.err = err // Colly would not make the request, or would not have the response
	}
	return now
}

// tell reports a request.
func (v *visit) tell(observe func(Event)) {
	e := Event{Host: v.item.url.Host, Err: v.err}
	if x := v.exchange; x != nil {
		e.Status, e.Bytes, e.Duration = x.response.StatusCode, len(x.sent), x.took
		e.Page = v.err == nil && e.Status == http.StatusOK && v.item.Role == rolePage
	}
	observe(e)
}

// isSystemError reports whether the operating system is why the archive could not keep a response: a full disk, above all.
func isSystemError(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number) || errors.Is(err, io.ErrShortWrite) || errors.Is(err, os.ErrClosed)
}

// RoundTrip implements [http.RoundTripper] for Colly: it fetches the visit's address, archives the response as it was sent, and only then
// lets Colly see it.
func (v *visitor) RoundTrip(req *http.Request) (*http.Response, error) {
	now := v.visit
	known := validators{now.item.ETag, now.item.Modified}
	now.exchange, now.err = v.client.get(v.ctx, now.item.url, known) // not req.URL: Colly respells addresses
	if x := now.exchange; now.err != nil && (x == nil || x.truncated == "" || v.ctx.Err() != nil) {
		return nil, now.err // a response cut off by an interrupt is not truncated: its page is fetched again
	}
	// What has been fetched is kept, even when the crawl is being interrupted.
	now.ticket, now.capture, now.fatal = v.archive.append(context.WithoutCancel(v.ctx), now.item, now.exchange, now.err)
	if now.fatal != nil && !isSystemError(now.fatal) { // this response is refused, and there are others
		now.err, now.fatal = fmt.Errorf("%w: %w", errCoding, now.fatal), nil
		return nil, now.err
	}
	if now.fatal != nil {
		return nil, now.fatal
	}
	if now.err != nil {
		return nil, now.err
	}
	return now.exchange.forColly(req), nil
}
