// Drill kills the real crawler with SIGKILL again and again on its way through a simulated web, lets it finish, and then compares what the web
// logged and what the archive holds with what there is to be had.
//
//	go run ./internal/simweb/drill                                 # 20 outlets, 50,000 articles, 20 kills
//	go run ./internal/simweb/drill -outlets 5 -articles 300 -kills 2
//	go run ./internal/simweb/drill -serve                          # no crawler: the web alone, to look at
//
// It prints a table of figures, each with what is wanted, and ends with exit code 1 if one is not met.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"raqam/internal/simweb"
)

func main() {
	var o options
	flag.IntVar(&o.plan.Outlets, "outlets", 20, "`number` of outlets")
	flag.IntVar(&o.plan.Articles, "articles", 50_000, "`number` of articles of all outlets together")
	flag.IntVar(&o.plan.Bytes, "bytes", 4_000, "`size` of an article's text in bytes")
	flag.IntVar(&o.plan.PerDay, "per-day", 40, "articles an outlet publishes a `day`")
	flag.DurationVar(&o.plan.CrawlDelay, "crawl-delay", 100*time.Millisecond, "`pause` that one outlet in five asks for")
	flag.BoolVar(&o.plan.Linked, "linked", false, "follow links only: no --since, and no archive that is a form")
	flag.IntVar(&o.kills, "kills", 20, "how `often` the crawler is killed")
	flag.DurationVar(&o.delay, "delay", 30*time.Millisecond, "the crawler's --delay")
	flag.DurationVar(&o.timeout, "timeout", 3*time.Second, "the crawler's --timeout")
	flag.StringVar(&o.crawl, "crawl", "", "`file` of the crawler; empty: ./cmd/crawl is built")
	flag.StringVar(&o.data, "data", "", "data `folder` to make and keep; empty: a temporary one")
	flag.BoolVar(&o.tarpit, "tarpit", true, "with a host that takes connections and says nothing")
	serve := flag.Bool("serve", false, "only serve the web, until Ctrl-C")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := start(ctx, o, *serve); err != nil {
		fmt.Fprintf(os.Stderr, "drill: %v\n", err)
		os.Exit(1)
	}
}

func start(ctx context.Context, o options, serveOnly bool) error {
	if serveOnly {
		site, err := simweb.Serve(o.plan)
		if err != nil {
			return err
		}
		fmt.Println(strings.Join(site.Seeds(), "\n"))
		<-ctx.Done()
		return site.Close()
	}
	o.log = func(format string, a ...any) { fmt.Fprintf(os.Stderr, format+"\n", a...) }
	r, err := run(ctx, o)
	if err != nil {
		return err
	}
	fmt.Print(r.table())
	if failed := r.failed(); len(failed) > 0 {
		return fmt.Errorf("not as wanted: %s", strings.Join(failed, "; "))
	}
	return nil
}
