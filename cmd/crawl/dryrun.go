package main

import (
	"bufio"
	"fmt"
	"sync"

	"github.com/spf13/cobra"

	"raqam/fetch"
	"raqam/internal/cli"
)

// dryRun lists the pages a crawl would fetch, one a line: address, how it was found, day of publication where it is known; TAB between them.
func dryRun(cmd *cobra.Command, urls []string, o fetch.Options) error {
	out := bufio.NewWriter(cmd.OutOrStdout())
	var mu sync.Mutex
	var failures []fetch.Failure
	var writing error
	n := 0
	o.DryRun = func(f fetch.Found) {
		mu.Lock()
		defer mu.Unlock()
		n++
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\n", cli.Printable(f.URL), f.Via, f.Date); err != nil && writing == nil {
			writing = err
		}
	}
	o.Failed = func(f fetch.Failure) {
		mu.Lock()
		defer mu.Unlock()
		failures = append(failures, f)
	}
	s, err := fetch.Crawl(cmd.Context(), cli.Data(cmd), urls, o)
	if flushed := out.Flush(); writing == nil {
		writing = flushed
	}
	switch {
	case err != nil:
		return coded(err)
	case writing != nil:
		return writing
	}
	cli.Notify(cmd)("%s would be fetched; %s looked at for it", count(n, "page"), count(s.Pages+s.Other, "seed, feed, sitemap or archive page"))
	if len(failures) == 0 && len(s.SetAside) == 0 {
		return nil
	}
	for _, f := range failures {
		cli.Warn(cmd)("%s", line(f))
	}
	return cli.WithCode(cli.Incomplete, fmt.Errorf("the list is not whole: %s failed", count(len(failures)+len(s.SetAside), "request")))
}
