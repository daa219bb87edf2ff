package fetch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"time"
)

// serve makes at most one request to a host, the next that is due, and hands the host back.
func (c *crawl) serve(ctx context.Context, h *host, v *visitor) error {
	it, found, err := c.frontier.next(h.name)
	if err != nil || !found {
		c.schedule.give(h, false)
		return err
	}
	rules := h.robots[origin(it.url)]
	switch {
	case rules == nil, time.Since(rules.read) > robotsLifetime:
		return c.fetchRobots(ctx, h, it)
	case !rules.allows(it.url):
		err := c.skip(it, "robots.txt disallows it", true)
		c.schedule.give(h, true)
		return err
	case c.o.DryRun != nil && it.Role == rolePage && it.Depth > 0:
		c.o.DryRun(Found{URL: it.url.String(), Via: it.Via, From: it.From, Date: it.Date})
		err := c.enter(it, verdict{state: done}, outcome{})
		c.schedule.give(h, true)
		return err
	}
	out := c.scope.outlet(it.url.Host)
	switch c.tally.reserve(h.name, out) {
	case full:
		c.schedule.give(h, false)
		c.halt()
		return nil
	case hostFull:
		c.schedule.give(h, false)
		return nil
	case mayFill: // requests in hand elsewhere may use up what is left
		h.ready = time.Now().Add(10 * time.Millisecond)
		c.schedule.give(h, true)
		return nil
	}
	visit := v.fetch(ctx, it, c.o.Observe)
	h.ready = time.Now().Add(c.pause(out, rules))
	err = c.conclude(ctx, h, visit)
	if c.tally.release() {
		c.halt()
	}
	if err != nil {
		c.schedule.give(h, false)
		return err
	}
	c.o.Report(c.progress(h.name))
	switch {
	case h.failures >= hostFailures:
		c.setAside(h, fmt.Sprintf("%d failures in a row, the last: %s", h.failures, visit.reason()))
		return nil
	case h.refusals >= maxRefusals:
		c.setAside(h, fmt.Sprintf("%d requests in a row were forbidden", h.refusals))
		return nil
	}
	c.schedule.give(h, true)
	return nil
}

// origin is scheme and host, for which a robots.txt speaks (RFC 9309, section 2.3).
func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

func (c *crawl) progress(host string) Progress {
	p := c.tally.progress(c.frontier, host)
	p.Hosts = c.schedule.active()
	return p
}

// pause is the time from the end of a request to the start of the next to the same host, with a little jitter.
func (c *crawl) pause(out *outlet, rules *robots) time.Duration {
	delay := c.o.Delay
	if out != nil {
		delay = max(delay, out.Delay)
	}
	if rules != nil {
		delay = max(delay, rules.delay)
	}
	return delay + time.Duration(rand.Float64()*0.1*float64(delay))
}

func (c *crawl) setAside(h *host, reason string) {
	c.tally.addSetAside(h.name + ": " + reason)
	c.schedule.setAside(h)
}
