package fetch

import (
	"net/url"
	"strings"
	"time"

	"raqam/normalize/calendar"
)

// plant queues the seeds that are new or failed before, and what failed or was skipped for a reason that may have passed.
func (c *crawl) plant() error {
	old := time.Now().Add(-robotsLifetime)
	again, err := c.frontier.all(func(e entry) bool {
		return e.State == failed && e.Passing || e.State == skipped && e.Passing && e.Time.Before(old)
	})
	if err != nil {
		return err
	}
	err = c.frontier.update(func(v view) error {
		for _, it := range again {
			if c.scope.refuses(it.url, it.Depth, it.Role) != "" {
				continue
			}
			if err := v.requeue(it.url, it.entry); err != nil {
				return err
			}
		}
		for _, out := range c.scope.outlets() {
			for _, u := range out.roots {
				if err := v.plantSeed(item{url: u}); err != nil {
					return err
				}
			}
			for _, it := range out.listings {
				if err := v.plantSeed(it); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.plantArchives()
}

// plantSeed queues what was asked for by name, unless it is archived already.
func (v view) plantSeed(it item) error {
	u := it.url
	e, known, err := v.get(u.String())
	switch {
	case err != nil:
		return err
	case !known || e.Depth > 0:
		_, err = v.add(u, it.entry)
	case e.State == failed, e.State == skipped: // asked for by name
		err = v.requeue(u, e)
	}
	return err
}

// recall tells the outlets the systems that they have shown in earlier runs.
func (c *crawl) recall() error {
	for _, out := range c.scope.outlets() {
		if out.CMS != "" || len(out.Archives) > 0 {
			continue
		}
		name, err := c.frontier.system(lane(out.roots[0].Host))
		if err != nil {
			return err
		}
		if SystemNamed(name) != nil {
			c.teach(out, name)
		}
	}
	return nil
}

// plantArchives queues the archive pages of the outlets whose system is known, from their configuration or from an earlier run.
func (c *crawl) plantArchives() error {
	for _, out := range c.scope.outlets() {
		if _, err := c.plantWalks(out); err != nil {
			return err
		}
	}
	return nil
}

// plantWalks queues the first archive page of each day, and the sitemaps of each year, that an outlet is asked for.
func (c *crawl) plantWalks(out *outlet) (planted []item, err error) {
	if !c.walks(out) {
		return nil, nil
	}
	c.mu.Lock()
	origin, system, patterns := out.roots[0], SystemNamed(out.CMS), out.patterns
	c.mu.Unlock()
	first := 1
	if system != nil && system.First != nil {
		first = *system.First
	}
	for _, pattern := range patterns {
		for _, day := range daysOf(pattern, c.scope.window, c.today) {
			w := walk{pattern: pattern, day: day, page: first, first: first}
			u, err := w.address()
			if err != nil {
				return nil, err
			}
			planted = append(planted, item{u, entry{Role: roleArchive, Via: ViaArchive, From: origin.String(), Trail: ViaArchive.letter(), Walk: w.String(), Guessed: true}})
		}
	}
	if system != nil && len(out.Archives) == 0 {
		for _, address := range system.listings(c.scope.window, c.today) {
			u, err := canonicalURL(origin, address)
			if err != nil {
				return nil, err
			}
			planted = append(planted, item{u, entry{Role: roleListing, Via: ViaSitemap, From: origin.String(), Trail: ViaSitemap.letter(), Guessed: true}})
		}
	}
	return planted, c.frontier.update(func(v view) error {
		for _, it := range planted {
			if _, err := v.add(it.url, it.entry); err != nil {
				return err
			}
		}
		return nil
	})
}

// listings gives the paths of a system's sitemaps, those of past years for each year asked for.
func (s *System) listings(w window, today calendar.Date) (paths []string) {
	for _, p := range s.Sitemaps {
		if !strings.Contains(p, "{year}") {
			paths = append(paths, p)
			continue
		}
		for _, year := range daysOf("{year}", w, today) {
			paths = append(paths, fillPlaces(p, year, 1))
		}
	}
	return paths
}

// learn recognises an outlet's news system by one of its first pages, where its archive is to be walked and nobody has said how, and queues
// its archive pages.
func (c *crawl) learn(u *url.URL, body []byte) error {
	out := c.scope.outlet(u.Host)
	if out == nil || c.scope.window.since.IsZero() || !c.asks(out) {
		return nil
	}
	system := DetectSystem(body)
	if system == nil {
		return nil
	}
	c.teach(out, system.Name)
	planted, err := c.plantWalks(out)
	if err != nil {
		return err
	}
	c.announce(planted)
	return c.frontier.update(func(v view) error { return v.setSystem(lane(out.roots[0].Host), system.Name) })
}

// maxLooks is how many pages of an outlet are looked at for its system.
const maxLooks = 30

// asks reports whether an outlet's system is yet to be recognised, and has been looked for in few pages so far.
func (c *crawl) asks(out *outlet) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if out.CMS != "" || len(out.Archives) > 0 || out.looks >= maxLooks {
		return false
	}
	out.looks++
	return true
}

// teach tells an outlet its system.
func (c *crawl) teach(out *outlet, system string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if out.CMS != "" {
		return // taught by another of its hosts
	}
	out.CMS = system
	_ = out.setArchives() // the patterns of the table are all good: a test fills them in
}

// revisit queues again what was fetched before a time: Options.Recrawl. Archive pages of days long past do not change.
func (c *crawl) revisit(before time.Time) error {
	due, err := c.frontier.all(func(e entry) bool {
		if e.State != done || !e.Got.Before(before) {
			return false
		}
		w, ok := parseWalk(e.Walk)
		return e.Role != roleArchive || !ok || !w.settled(e.Got)
	})
	if err != nil {
		return err
	}
	return c.frontier.update(func(v view) error {
		for _, it := range due {
			if c.scope.refuses(it.url, it.Depth, it.Role) != "" {
				continue
			}
			if err := v.requeue(it.url, it.entry); err != nil {
				return err
			}
		}
		return nil
	})
}
