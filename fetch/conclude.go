package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"raqam/corpus"
)

// hostFailures is how many requests in a row a host may leave without a usable answer before it is set aside for the run.
const hostFailures = 5

// maxBackoff bounds the wait after failures.
const maxBackoff = time.Minute

// maxRefusals is how many requests in a row a host may answer with 403 before it is set aside for the run: it refuses the crawler.
const maxRefusals = 10

// conclude enters what came of a visit into the frontier, and says when the host may be asked again.
func (c *crawl) conclude(ctx context.Context, h *host, v *visit) error {
	switch {
	case v.fatal != nil:
		return v.fatal
	case v.ticket != nil:
		return c.concludeArchived(h, v)
	case ctx.Err() != nil: // interrupted: it stays queued, as if never asked for
		return nil
	}
	if err := c.archive.note(ctx, v.item, v.err); err != nil {
		return err
	}
	if errors.Is(v.err, errNotText) {
		h.failures = 0
		return c.skip(v.item, v.err.Error(), false)
	}
	verdict := verdict{state: failed, reason: v.reason(), passing: true, slow: errors.Is(v.err, errSlow)}
	switch {
	case isGarbled(v.err): // an answer, if none of use: the host is there
	case v.exchange == nil: // no response
		h.failures++
		c.backOff(h, v.item.entry, 0)
	case errors.Is(v.err, errCoding):
		verdict.passing = false // it would be the same next time
	}
	if isHopeless(v.err) {
		return c.enter(v.item, verdict, outcome{})
	}
	return c.giveUpOrRetry(v.item, verdict, outcome{})
}

// isGarbled reports whether a server has answered with something that is not HTTP. net/http tells it in words alone.
func isGarbled(err error) bool {
	var network net.Error
	if err == nil || errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	text := err.Error()
	return strings.Contains(text, "transport connection broken") || strings.Contains(text, "malformed")
}

// outcome is what a request brought beside the verdict on it.
type outcome struct {
	status  int     // 0: no response
	ticket  *ticket // of the archived response; nil: there is none
	capture *corpus.Capture
	header  http.Header // of the response
}

func (c *crawl) concludeArchived(h *host, v *visit) error {
	defer c.archive.closeTicket(v.ticket)
	x := v.exchange
	status := x.response.StatusCode
	a := answer{status: status, header: x.response.Header, body: x.body, truncated: x.truncated}
	if v.err != nil {
		a.cause = plainReason(v.err)
	}
	verdict := judge(v.item, a, c.o.MaxBody)
	switch x.truncated {
	case truncatedTime: // a host with nothing but such responses would take a run's whole time
		h.failures++
	case truncatedDisconnect:
	default:
		h.failures = 0
	}
	if isPassing(status) {
		wait := retryAfter(x.response.Header, time.Now())
		c.backOff(h, v.item.entry, min(wait, c.o.MaxRetryWait))
		if isOverload(status) {
			if h.failures++; wait > c.o.MaxRetryWait {
				h.failures = hostFailures // it asked to be left alone for longer than a run waits
			}
		}
	}
	if h.refusals++; status != http.StatusForbidden {
		h.refusals = 0
	}
	got := outcome{status: status, ticket: v.ticket, header: x.response.Header}
	if x.truncated == "" {
		got.capture = &v.capture
	}
	c.tally.archived(lane(v.item.url.Host), verdict.state == done && verdict.kind == kindPage, verdict.unchanged || v.capture.Revisit, len(x.sent))
	if verdict.kind == kindPage && v.item.Depth <= 1 { // a front page may tell nothing that an article tells
		if err := c.learn(v.item.url, x.body); err != nil {
			return err
		}
	}
	if verdict.passing {
		return c.giveUpOrRetry(v.item, verdict, got)
	}
	return c.enter(v.item, verdict, got)
}

// backOff puts off the next request to a host that is in trouble, at least by the given time.
func (c *crawl) backOff(h *host, e entry, least time.Duration) {
	wait := c.o.Backoff << min(max(h.failures-1, e.Attempts), 16)
	wait = max(min(wait, maxBackoff), least)
	if ready := time.Now().Add(wait); ready.After(h.ready) {
		h.ready = ready
	}
}

// giveUpOrRetry queues an item again, behind everything else of its host, unless its attempts are used up: a slow answer, which holds the
// host up for all the time it may take, uses up all.
func (c *crawl) giveUpOrRetry(it item, v verdict, got outcome) error {
	switch {
	case !v.passing:
	case it.UsedUp || it.Attempts+1 >= c.o.Attempts:
		v.usedUp = true
	case !v.slow:
		v.state = queued
	}
	return c.enter(it, v, got)
}

// skip notes that an address is not to be fetched; passing: for a reason that may pass. Of a seed, that is a failure: it was asked for.
func (c *crawl) skip(it item, reason string, passing bool) error {
	v := verdict{state: skipped, reason: reason, passing: passing}
	if it.From == "" {
		v.state = failed
	}
	return c.enter(it, v, outcome{})
}

// enter writes a verdict and the links that came with it into the frontier, in one transaction with the position in the archive that
// is thereby reached.
func (c *crawl) enter(it item, v verdict, got outcome) error {
	found := c.admit(it, &v)
	e := entryAfter(it.entry, v, got, time.Now())
	last, err := c.addPieces(it.url, found)
	if err != nil {
		return err
	}
	var next *item
	err = c.frontier.update(func(f view) (err error) {
		if next, err = f.settle(it.url, e, v.list, last); err != nil {
			return err
		}
		return f.setPosition(c.archive.position(got.ticket))
	})
	if err != nil {
		return err
	}
	c.announce(found)
	if next != nil {
		c.announce([]item{*next})
	}
	if v.state != failed {
		return nil
	}
	c.tally.failed()
	failure := failureOf(it.url.String(), e)
	c.o.Failed(failure)
	return c.failures.add(failure)
}

// piece is how many links are entered at once.
const piece = 1000

// addPieces queues what a long list brings in pieces, so that a sitemap of 50,000 pages is no single change, and gives the last one, to be
// queued together with the verdict. A process killed in between reads the list again and finds most of it known.
func (c *crawl) addPieces(u *url.URL, found []item) (last []item, err error) {
	for len(found) > piece {
		if err := c.frontier.update(func(f view) error { return f.addAll(u, found[:piece]) }); err != nil {
			return nil, err
		}
		found = found[piece:]
	}
	return found, nil
}

// entryAfter is an entry with a verdict entered.
func entryAfter(e entry, v verdict, got outcome, at time.Time) entry {
	e.State, e.Reason, e.Passing, e.Status, e.Time = v.state, v.reason, v.passing, got.status, at.UTC().Truncate(time.Millisecond)
	e.UsedUp = e.UsedUp || v.usedUp
	if v.state != skipped {
		e.Attempts++
	}
	if v.state == done && got.capture != nil {
		e.keep(*got.capture, got.header)
	}
	return e
}

// announce tells the schedule which hosts may have something new queued.
func (c *crawl) announce(found []item) {
	told := ""
	for _, it := range found { // nearly always of one lane
		if l := lane(it.url.Host); l != told && it.State != skipped {
			told = l
			c.schedule.add(l, c.firstOf(l))
		}
	}
}

// reason says in one line why a visit came to nothing.
func (v *visit) reason() string {
	switch {
	case v.err != nil:
		return plainReason(v.err)
	case v.exchange != nil:
		return v.exchange.response.Status
	}
	return "no response"
}

// plainReason is an error in one line.
func plainReason(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
