package fetch

import (
	"context"
	"errors"
	"fmt"
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
	auto     bool                     // nobody has said how many hosts to fetch from at the same time
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
	auto := o.Parallel == 0
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
		tally: newTally(o), failures: log, agent: productToken(o.UserAgent), today: calendar.FromTime(time.Now()), auto: auto,
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
		Progress: c.progress(""), Replayed: replayed, SetAside: c.tally.setAside(), Repaired: c.archive.repaired, Limit: c.tally.limit(), Unlisted: c.unlisted(),
	}, err
}

// unlisted gives the sites whose archive pages have listed nothing.
func (c *crawl) unlisted() (sites []string) {
	for _, out := range c.scope.outlets() {
		if out.barren {
			sites = append(sites, lane(out.roots[0].Host))
		}
	}
	return sites
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
	halted, halt := context.WithCancel(ctx)
	defer halt()
	c.halt = halt
	if c.o.MaxTime > 0 {
		timer := time.AfterFunc(c.o.MaxTime, func() { c.tally.end("max-time"); halt() })
		defer timer.Stop()
	}
	for {
		if err := c.work(ctx, halted, c.workers(len(hosts))); err != nil || halted.Err() != nil {
			return err
		}
		more, err := c.rescue()
		if !more || err != nil {
			return err
		}
		if hosts, err = c.frontier.hosts(); err != nil {
			return err
		}
		for _, h := range hosts {
			c.schedule.add(h, c.firstOf(h))
		}
	}
}

// work fetches with some workers until no host has anything queued, or halted ends.
func (c *crawl) work(ctx, halted context.Context, workers int) error {
	group, ctx := errgroup.WithContext(ctx)
	halted, stop := context.WithCancel(halted)
	defer context.AfterFunc(ctx, stop)() // an error of one ends all
	defer stop()
	for range workers {
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

// maxWorkers is the most hosts fetched from at the same time where nobody has said how many.
const maxWorkers = 128

// workers gives how many hosts are fetched from at the same time: with many of them some are slow, or dead, and must not hold up the rest.
func (c *crawl) workers(hosts int) int {
	if !c.auto {
		return c.o.Parallel
	}
	return min(max(c.o.Parallel, hosts/4), maxWorkers)
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
