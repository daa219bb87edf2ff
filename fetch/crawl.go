package fetch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"raqam/normalize/calendar"
)

// crawl is one run.
type crawl struct {
	o        Options
	scope    *scope
	frontier *frontier
	archive  *archive
	client   *client
	schedule *schedule
	tally    *tally
	failures *failureLog
	agent    string                   // product token, for robots.txt
	first    time.Time                // when the first host may be asked
	resumed  bool                     // there was a run before
	delays   map[string]time.Duration // Crawl-delay by lane, as earlier runs have read it
	today    calendar.Date
	halt     context.CancelFunc

	mu sync.Mutex // guards what is learnt of the outlets on the way: their CMS and patterns
}

// Crawl fetches the seeds, Options.Sites and what they lead to within their sites into data/archive, going on where an earlier run ended. It
// returns when nothing is left to fetch, a limit is reached, or ctx ends; then the error wraps ctx's cause, and nothing fetched is lost.
//
// Pages that could not be fetched are no error: they are counted in the Summary and listed in data/failed.jsonl. Errors wrap [ErrURL],
// [ErrPattern] and [ErrSystem] for unusable arguments, [ErrRunning], and syscall.ENOSPC when the disk is full.
func Crawl(ctx context.Context, data string, seeds []string, o Options) (_ Summary, err error) {
	o = o.withDefaults()
	if len(seeds) == 0 && len(o.Sites) == 0 {
		return Summary{}, fmt.Errorf("%w: none given", ErrURL)
	}
	scope, err := newScope(seeds, o)
	if err != nil {
		return Summary{}, err
	}
	arch := noArchive(filepath.Join(data, "archive"))
	if o.DryRun != nil {
		trial, err := rehearse(data)
		if err != nil {
			return Summary{}, err
		}
		defer closing(&err, func() error { return os.RemoveAll(trial) })
		data = trial
	}
	front, err := openFrontier(filepath.Join(data, "frontier"))
	if err != nil {
		return Summary{}, err
	}
	defer closing(&err, front.close)
	if o.DryRun == nil {
		if arch, err = openArchive(arch.dir, o); err != nil {
			return Summary{}, err
		}
	}
	defer closing(&err, arch.close)
	log, err := openFailureLog(filepath.Join(data, "failed.jsonl"))
	if err != nil {
		return Summary{}, err
	}
	defer closing(&err, log.close)

	c := &crawl{
		o: o, scope: scope, frontier: front, archive: arch, client: newClient(o), schedule: newSchedule(),
		tally: newTally(o), failures: log, agent: productToken(o.UserAgent), today: calendar.FromTime(time.Now()),
	}
	defer c.client.http.CloseIdleConnections()
	return c.run(ctx)
}

// closing closes something and keeps its error, unless there is one already: then closing fails for the same reason, a full disk.
func closing(err *error, closer func() error) {
	if closeErr := closer(); *err == nil {
		*err = closeErr
	}
}

// run brings the frontier up to date, fetches, and sums up.
func (c *crawl) run(ctx context.Context) (Summary, error) {
	replayed, err := c.prepare(ctx)
	if err != nil {
		return Summary{Replayed: replayed, Repaired: c.archive.repaired}, err
	}
	err = c.fetchAll(ctx)
	if err == nil && ctx.Err() != nil {
		err = fmt.Errorf("interrupted: %w", context.Cause(ctx))
	}
	if err == nil || ctx.Err() != nil {
		err = errors.Join(err, c.wrapUp())
	}
	return Summary{
		Progress: c.progress(""), Replayed: replayed, SetAside: c.tally.setAside(), Repaired: c.archive.repaired, Limit: c.tally.limit(),
	}, err
}

// wrapUp stores how far the archive is known, and the list of failures that stand.
func (c *crawl) wrapUp() error {
	at := c.archive.position()
	if err := c.frontier.update(func(v view) error { return v.setPosition(at) }); err != nil {
		return err
	}
	list, err := c.frontier.failures()
	if err != nil {
		return err
	}
	return c.failures.rewrite(list)
}

// fetchAll works through the queues, several hosts at a time.
func (c *crawl) fetchAll(ctx context.Context) error {
	hosts, err := c.frontier.hosts()
	if err != nil {
		return err
	}
	c.first = time.Now()
	c.resumed = c.frontier.resumed || len(c.archive.position()) > 0
	if c.delays, err = c.frontier.delays(); err != nil {
		return err
	}
	for _, h := range hosts {
		c.schedule.add(h, c.firstOf(h))
	}
	group, ctx := errgroup.WithContext(ctx)
	halted, halt := context.WithCancel(ctx)
	defer halt()
	c.halt = halt
	if c.o.MaxTime > 0 {
		timer := time.AfterFunc(c.o.MaxTime, func() { c.tally.end("max-time"); halt() })
		defer timer.Stop()
	}
	for range c.o.Parallel {
		group.Go(func() error {
			v := newVisitor(c.client, c.archive)
			for h := c.schedule.take(halted); h != nil; h = c.schedule.take(halted) {
				if err := c.serve(ctx, h, v); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// firstOf gives the time when a host may be asked first: the run before may have asked it a moment ago.
func (c *crawl) firstOf(lane string) time.Time {
	if !c.resumed {
		return c.first
	}
	delay := max(c.o.Delay, c.delays[lane])
	if out := c.scope.outlet(lane); out != nil {
		delay = max(delay, out.Delay)
	}
	return c.first.Add(delay)
}

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
