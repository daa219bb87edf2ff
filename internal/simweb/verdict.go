package simweb

import (
	"fmt"
	"time"
)

// Verdict is what the web's own log says about a crawler.
type Verdict struct {
	Requests   int           // all but those for robots.txt
	ByClass    map[Class]int // requests
	Articles   int           // different articles answered whole
	TruePages  int           // articles there are, and listings, feeds and sitemaps asked for
	Odd        int           // different addresses asked for that are linked to and lead to no page: redirects, 404, 500, hostile ones, ends of lists
	Violations []string      // requests that robots.txt forbids
	Hasty      []string      // requests that came too soon after the one before to the same host
	Shortest   time.Duration // the shortest pause at a host without a Crawl-delay
	Unnamed    int           // requests without a User-Agent
}

// Ratio is how many requests were made for each true page. One request for each odd address is not counted: nobody can know what it leads to
// before asking. A second one is, and so is every request for a page known already, for a trap, and for what is forbidden.
func (v Verdict) Ratio() float64 { return float64(v.Requests-v.Odd) / float64(v.TruePages) }

// Judge reads the log. delay is the pause that the crawler was told to make between two requests to a host; a Crawl-delay counts where it
// is longer. A pause is the time from the end of an answer to the next request; where the crawler went away before the end, from its start.
func (w *Web) Judge(delay time.Duration) Verdict {
	v := Verdict{ByClass: map[Class]int{}, Shortest: time.Hour}
	last := map[string]Entry{}
	seen := map[string]bool{}
	listed := 0
	for _, e := range w.Entries() {
		v.ByClass[e.Class]++
		if e.Class != Robots {
			v.Requests++
		}
		if e.Class == Forbidden {
			v.Violations = append(v.Violations, e.Host+e.Target)
		}
		if e.Agent == "" {
			v.Unnamed++
		}
		if id := e.Host + " " + e.key; !seen[id] && (e.Status == 200 || !e.Class.isTrue()) {
			seen[id] = true
			switch e.Class {
			case Article:
				v.Articles++
			case Listing, Feed, Sitemap:
				listed++
			case Redirect, Dead, Broken, Hostile, Empty:
				v.Odd++
			}
		}
		v.judgePause(w.byHost[e.Host], last, e, delay)
		last[e.Host] = e
	}
	v.TruePages = w.plan.Articles + listed
	return v
}

func (v *Verdict) judgePause(o *Outlet, last map[string]Entry, e Entry, delay time.Duration) {
	before, ok := last[e.Host]
	if !ok {
		return
	}
	from := before.End
	if before.BrokenOff || !before.ended {
		from = before.Start
	}
	pause := e.Start.Sub(from)
	if o.CrawlDelay == 0 {
		v.Shortest = min(v.Shortest, pause)
	}
	if least := max(delay, o.CrawlDelay); pause < least {
		v.Hasty = append(v.Hasty, fmt.Sprintf("%s%s %v after %s, not %v", e.Host, e.Target, pause, before.Target, least))
	}
}
