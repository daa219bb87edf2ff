package main

import (
	"os"
	"testing"
	"time"

	"raqam/internal/simweb"
)

// TestDrill is the drill in small: five outlets of all shapes and quirks, 300 articles, one kill; once by days, where archives have to be walked, once
// by links alone. With RAQAM_LONG=1 it is the whole: 20 outlets, 50,000 articles, 20 kills.
func TestDrill(t *testing.T) {
	crawl, err := build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, linked := range map[string]bool{"by days": false, "by links": true} {
		t.Run(name, func(t *testing.T) {
			o := options{
				plan:  simweb.Plan{Outlets: 5, Articles: 300, PerDay: 8, CrawlDelay: 40 * time.Millisecond, Linked: linked},
				kills: 1, delay: 10 * time.Millisecond, timeout: time.Second, crawl: crawl, data: t.TempDir(), log: t.Logf,
			}
			if os.Getenv("RAQAM_LONG") != "" {
				o.plan = simweb.Plan{Outlets: 20, Articles: 50_000, Bytes: 4_000, PerDay: 40, CrawlDelay: 100 * time.Millisecond, Linked: linked}
				o.kills, o.delay, o.timeout, o.tarpit = 20, 30*time.Millisecond, 3*time.Second, true
			} else {
				t.Parallel() // waiting is most of it
			}
			r, err := run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			t.Log("\n" + r.table())
			for _, what := range r.failed() {
				t.Error(what)
			}
		})
	}
}
