package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// robotsHops is how many redirects of a robots.txt are followed (RFC 9309, section 2.3.1.2).
const robotsHops = 5

// fetchRobots is the first request to a host: for the robots.txt that governs the item at hand. It is not archived and is no page. A file
// that is not there allows everything; one that cannot be had for now forbids everything, and after some tries the host is set aside.
func (c *crawl) fetchRobots(ctx context.Context, h *host, it item) error {
	rules, wait, err := c.getRobots(ctx, it.url)
	if ctx.Err() != nil {
		c.schedule.give(h, false)
		return nil
	}
	h.ready = time.Now().Add(c.pause(c.scope.outlet(it.url.Host), rules))
	if err == nil {
		h.failures = 0
		rules.read = time.Now()
		h.robots[origin(it.url)] = rules
		err := c.frontier.update(func(v view) error { return v.setDelay(h.name, rules.delay) })
		if err == nil {
			err = c.queueSitemaps(it.url, rules)
		}
		c.schedule.give(h, true)
		return err
	}
	h.failures++
	if !isHopeless(err) && !errors.Is(err, errSlow) && h.failures < c.o.Attempts && wait <= c.o.MaxRetryWait {
		c.backOff(h, entry{}, wait)
		c.schedule.give(h, true)
		return nil
	}
	reason := plainReason(err)
	it.Attempts = h.failures - 1 // entering the verdict counts one more
	failErr := c.enter(it, verdict{state: failed, passing: true, reason: reason}, outcome{})
	c.setAside(h, reason)
	c.o.Report(c.progress(h.name))
	return failErr
}

// isHopeless reports whether a failure to connect will not pass within a run: the host has no address, or none that may be asked.
func isHopeless(err error) bool {
	var lookup *net.DNSError
	return errors.Is(err, ErrPrivate) || errors.As(err, &lookup) && lookup.IsNotFound
}

// getRobots fetches and reads the robots.txt of an address's site. wait is the server's Retry-After, if it gave an error.
func (c *crawl) getRobots(ctx context.Context, of *url.URL) (_ *robots, wait time.Duration, err error) {
	at := of.ResolveReference(&url.URL{Path: "/robots.txt"})
	for range robotsHops + 1 {
		x, err := c.client.get(ctx, at, validators{})
		if x == nil {
			return nil, 0, err
		}
		status := x.response.StatusCode
		switch {
		case status >= 300 && status < 400:
			target, err := canonicalURL(at, x.response.Header.Get("Location"))
			if err != nil {
				return &robots{}, 0, nil // as good as none
			}
			at = target
			if !sleep(ctx, c.o.Delay, nil) {
				return nil, 0, context.Cause(ctx)
			}
			continue
		case isPassing(status):
			return nil, retryAfter(x.response.Header, time.Now()), fmt.Errorf("robots.txt: %d %s", status, http.StatusText(status))
		case status >= 400:
			return &robots{}, 0, nil
		case err != nil:
			return nil, 0, fmt.Errorf("robots.txt: %w", err)
		}
		return parseRobots(x.body, c.agent), 0, nil
	}
	return &robots{}, 0, nil // redirected too often: as good as none
}

// queueSitemaps queues the sitemaps that a robots.txt names, as if the site's front page linked to them.
func (c *crawl) queueSitemaps(at *url.URL, rules *robots) error {
	var found []item
	for _, s := range rules.sitemaps {
		u, err := canonicalURL(at, s)
		if err != nil || c.scope.refuses(u, 1, roleListing) != "" {
			continue // not an address, or another site's
		}
		found = append(found, item{u, entry{
			Depth: 1, Role: roleListing, Via: ViaRobots, Trail: ViaRobots.letter(), From: at.ResolveReference(&url.URL{Path: "/robots.txt"}).String(),
		}})
	}
	if len(found) == 0 {
		return nil
	}
	err := c.frontier.update(func(v view) error {
		for _, it := range found {
			if _, err := v.add(it.url, it.entry); err != nil {
				return err
			}
		}
		return nil
	})
	c.announce(found)
	return err
}
