package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"raqam/internal/simweb"
)

// figure is a line of the table.
type figure struct {
	name, value, wanted string
	met                 bool
}

const (
	mostRequests = 1.05            // for each true page
	mostRestart  = 5 * time.Second // from a start to the first request
	mostMemory   = 200 << 20       // bytes
	bombMemory   = 64 << 20        // bytes more for each outlet that sends bombs: all may do so at once
)

// figures are what a drill is about, each with what is wanted of it.
func (r *result) figures() []figure {
	v, inv := r.verdict, r.inventory
	exactly := func(name string, got, want int) figure {
		return figure{name, fmt.Sprint(got), fmt.Sprint(want), got == want}
	}
	memory := int64(mostMemory + r.bombers*bombMemory)
	shortest := "none measured"
	if v.Shortest < time.Hour {
		shortest = v.Shortest.Round(10 * time.Microsecond).String()
	}
	return []figure{
		exactly("kills", r.killed, r.kills),
		exactly("articles served", v.Articles, r.plan.Articles),
		exactly("articles archived", len(inv.articles), r.plan.Articles),
		exactly("archived more than once", inv.twice(), 0),
		exactly("archived again under another address", inv.second, 0),
		exactly("acknowledged records lost", len(inv.lost), 0),
		exactly("unreadable records", len(inv.unreadable), 0),
		exactly("requests that robots.txt forbids", len(v.Violations), 0),
		exactly("requests that came too soon", len(v.Hasty), 0),
		exactly("requests without a User-Agent", v.Unnamed, 0),
		exactly("true pages asked for by one more run", r.again, 0),
		{"shortest pause", shortest, "at least " + r.delay.String(), v.Shortest >= r.delay},
		{"requests a true page", fmt.Sprintf("%.4f", v.Ratio()), fmt.Sprintf("at most %g", mostRequests), v.Ratio() <= mostRequests},
		{"longest restart", r.restart.Round(time.Millisecond).String(), "at most " + mostRestart.String(), r.restart <= mostRestart},
		{"most memory", fmt.Sprintf("%d MB", r.memory>>20), fmt.Sprintf("at most %d MB", memory>>20), r.memory <= memory},
	}
}

// table renders the figures for people.
func (r *result) table() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "figure\tmeasured\twanted\t\n")
	for _, f := range r.figures() {
		mark := ""
		if !f.met {
			mark = "NOT MET"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.name, f.value, f.wanted, mark)
	}
	w.Flush() // a strings.Builder takes everything
	v := r.verdict
	fmt.Fprintf(&b, "\n%d requests in %v for %d true pages and %d odd addresses (%.4f a true page, with those), %d outlets, %d records archived\nrequests:", v.Requests, r.took.Round(100*time.Millisecond), v.TruePages, v.Odd, float64(v.Requests)/float64(v.TruePages), r.plan.Outlets, r.inventory.records)
	for _, c := range []simweb.Class{simweb.Article, simweb.Listing, simweb.Feed, simweb.Sitemap, simweb.Robots, simweb.Variant, simweb.Redirect, simweb.Dead, simweb.Broken,
		simweb.Hostile, simweb.Empty, simweb.Trap, simweb.Forbidden} {
		fmt.Fprintf(&b, " %s %d", c, v.ByClass[c])
	}
	b.WriteByte('\n')
	for name, list := range map[string][]string{"missing": r.inventory.missing, "robots.txt": v.Violations, "too soon": v.Hasty, "lost": r.inventory.lost, "unreadable": r.inventory.unreadable} {
		for _, what := range list[:min(len(list), 5)] {
			fmt.Fprintf(&b, "%s: %s\n", name, what)
		}
	}
	return b.String()
}
