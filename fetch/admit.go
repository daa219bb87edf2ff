package fetch

import (
	"fmt"
	"net/url"
)

// admit gives those of a verdict's links that belong to the crawl. A redirect out of it changes the verdict: nothing more will come of
// this address.
func (c *crawl) admit(it item, v *verdict) []item {
	if v.redirect != nil {
		return c.admitRedirect(it, v)
	}
	w := c.scope.window
	if it.Role == rolePage && it.Via != ViaSeed && w.excludes(v.published) {
		return nil // it says that it is of another time: what it links to mostly is, too
	}
	if v.list != nil && v.list.isOver(w) {
		v.list.own = 0 // nothing on the pages after it is wanted
	}
	undated := it.Role == roleArchive || !c.isWalked(it.url.Host)
	var found []item
	for _, l := range v.links {
		u := articleOf(l.url)
		e := entry{Role: l.role, Via: l.via, Depth: it.Depth + 1, From: it.url.String(), Trail: l.via.step(it.Trail), Date: l.date}
		if c.scope.refuses(u, e.Depth, e.Role) != "" {
			continue
		}
		if !w.isOpen() && !c.admitDated(u, &e, undated) {
			continue
		}
		if it.Role == rolePage && isGenerated(u) {
			if isToCome(u, c.today) {
				continue
			}
			if shape(it.url) == shape(u) {
				e.Barren = it.Barren + 1
			}
		}
		found = append(found, item{u, e})
	}
	return found
}

func (c *crawl) admitRedirect(it item, v *verdict) []item {
	reason := c.scope.refuses(v.redirect, it.Depth, it.Role)
	if reason == "" {
		return []item{{v.redirect, entry{
			Role: it.Role, Via: ViaRedirect, Depth: it.Depth, Hops: it.Hops + 1, From: it.url.String(), Trail: ViaRedirect.step(it.Trail),
			Date: it.Date, Walk: it.Walk, Guessed: it.Guessed,
		}}}
	}
	v.reason = fmt.Sprintf("redirects to %s: %s", v.redirect, reason)
	if v.state = skipped; it.From == "" { // a seed that leads nowhere is worth a word
		v.state = failed
	}
	return nil
}

// admitDated looks at a link's days when only some are asked for. What is dated outside is entered as skipped, so that a link without a date
// does not bring it back; so is what has no date, unless undated says that it is wanted: an outlet whose archive is walked lists its articles with
// their days. false: the link is passed over.
func (c *crawl) admitDated(u *url.URL, e *entry, undated bool) bool {
	w := c.scope.window
	if e.Role != rolePage {
		from, to, ok := urlSpan(u)
		if !ok { // the last change of what a sitemap lists: nothing in it is later
			return e.Date.IsZero() || w.since.IsZero() || e.Date.Compare(w.since) >= 0
		}
		return w.meets(from, to)
	}
	if d := urlDate(u); !d.IsZero() {
		e.Date = d
	}
	switch {
	case w.excludes(e.Date):
		e.State, e.Reason = skipped, outsideWindow
	case e.Date.IsZero() && !undated:
		e.State, e.Reason = skipped, undatedLink
	}
	return true
}

// undatedLink is the reason for leaving out a page that nothing dates, of an outlet whose archive is walked.
const undatedLink = "not dated, and not listed in the archive"

// isWalked reports whether the archive of a host's outlet is being walked, and has not been found to list nothing.
func (c *crawl) isWalked(host string) bool {
	out := c.scope.outlet(host)
	if out == nil || !c.walks(out) {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return !out.barren
}

// rescue queues the undated pages of the outlets whose archive pages have listed nothing in this run or any before: their system was taken for
// another, or has moved its archive. It reports whether there are any.
func (c *crawl) rescue() (any bool, err error) {
	for _, out := range c.scope.outlets() {
		if !c.isWalked(out.roots[0].Host) {
			continue
		}
		if proven, err := c.frontier.proven(lane(out.roots[0].Host)); proven || err != nil {
			if err != nil {
				return any, err
			}
			continue
		}
		c.mu.Lock()
		out.barren = true
		c.mu.Unlock()
		any = true
	}
	if !any {
		return false, nil
	}
	left, err := c.frontier.all(func(e entry) bool { return e.State == skipped && e.Reason == undatedLink })
	if err != nil {
		return false, err
	}
	any = false
	err = c.frontier.update(func(v view) error {
		for _, it := range left {
			if c.isWalked(it.url.Host) || c.scope.refuses(it.url, it.Depth, it.Role) != "" {
				continue
			}
			any = true
			it.entry.Reason = ""
			if err := v.requeue(it.url, it.entry); err != nil {
				return err
			}
		}
		return nil
	})
	return any, err
}

// walks reports whether an outlet's archive is walked in this crawl.
func (c *crawl) walks(out *outlet) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.scope.window.since.IsZero() && c.scope.maxDepth >= 0 && len(out.patterns) > 0
}
