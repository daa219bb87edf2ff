package fetch

import (
	"context"
	"net/http"

	"github.com/gocolly/colly/v2"
)

// visitor fetches one address at a time with Colly. Colly drives the request and walks the page for links; the request itself is made
// beneath it, in RoundTrip, where what Colly lacks is done: bounds, the address check, and above all archiving before anything else.
//
// The frontier decides what is fetched, so Colly's own memory of visited addresses, its robots.txt, its redirects and its cookies are off.
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
	links    []link
	walked   bool // links were taken by Colly
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
	col.OnHTML("html", func(e *colly.HTMLElement) {
		v.visit.links = newLinkReader(v.visit.item.url, v.visit.item.Depth == 0).document(e.DOM)
		v.visit.walked = true
	})
	return v
}

// fetch visits an address. The archived response's ticket is to be closed by the caller.
func (v *visitor) fetch(ctx context.Context, it item) *visit {
	v.ctx, v.visit = ctx, &visit{item: it}
	// Where there was a response, Colly's error says nothing that the visit does not: that the status is over 202, or the page too deeply nested.
	err := v.collector.Visit(it.url.String())
	if now := v.visit; now.exchange == nil && now.err == nil {
		now.err = err // it never came to a request
	}
	return v.visit
}

// RoundTrip implements [http.RoundTripper] for Colly: it fetches the visit's address, archives the response as it was sent, and only then
// lets Colly see it.
func (v *visitor) RoundTrip(req *http.Request) (*http.Response, error) {
	now := v.visit
	now.exchange, now.err = v.client.get(v.ctx, now.item.url) // not req.URL: Colly respells addresses
	if x := now.exchange; now.err != nil && (x == nil || x.truncated == "" || v.ctx.Err() != nil) {
		return nil, now.err // a response cut off by an interrupt is not truncated: its page is fetched again
	}
	// What has been fetched is kept, even when the crawl is being interrupted.
	now.ticket, now.fatal = v.archive.append(context.WithoutCancel(v.ctx), now.exchange)
	if now.fatal != nil {
		return nil, now.fatal
	}
	if now.err != nil {
		return nil, now.err
	}
	return now.exchange.forColly(req), nil
}

// walk gives the page's links: those Colly found, or, where it could not parse the page, what can be found without.
func (v *visit) walk() []link {
	if v.walked {
		return v.links
	}
	x := v.exchange
	return htmlLinks(x.body, x.response.Header.Get("Content-Type"), v.item.url, v.item.Depth == 0)
}
