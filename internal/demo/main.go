// Demo shows the whole of Raqam at work: it serves the sample outlet of testdata/sites on loopback, crawls it over HTTP, indexes what was
// archived and asks the index a few questions, each with the very command a user would type.
//
// `make demo` builds the three commands and runs it. By hand, from the root of the repository:
//
//	go build -o bin/ ./cmd/... && go run ./internal/demo
//	go run ./internal/demo -keep-serving        # and leave the outlet up, to look at it in a browser or to crawl it again
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"raqam/internal/cli"
)

func main() {
	o := options{out: os.Stdout, errOut: os.Stderr, colour: cli.Colour(os.Stdout)}
	flag.StringVar(&o.bin, "bin", "", "`folder` of the built commands (default: beside this program, else ./bin)")
	flag.StringVar(&o.data, "data", "demo-data", "data `directory` to make; one that an earlier demo made is removed first")
	flag.StringVar(&o.site, "site", "testdata/sites/omidnews.txtar", "`file` with the web site to serve")
	flag.BoolVar(&o.keepServing, "keep-serving", false, "serve the site on after the last question, until Ctrl-C")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "demo: takes flags only, not %q; see -help\n", flag.Args())
		os.Exit(cli.BadUsage)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintf(os.Stderr, "demo: %v\n", err)
		os.Exit(cli.Code(err))
	}
}
