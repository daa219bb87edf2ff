package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"raqam/fetch"
	"raqam/internal/cli"
)

const examples = `  crawl https://news.example.ir/                      the whole site, one request a second
  crawl https://news.example.ir/rss                   the articles of a feed (or of a sitemap)
  crawl --include '/news/**' --exclude '**/print/**' --max-pages 500 https://news.example.ir/archive
  crawl --depth 1 --delay 3s --contact mailto:me@example.org https://news.example.ir/
  crawl https://news.example.ir/                      again: goes on where it was, fetches nothing twice`

const about = `The pages go to DIR/archive as WARC files, pages that could not be had to DIR/failed.jsonl; ` + "`index`" + ` reads the archive.
Pages that failed for a passing reason (no answer, one cut off, 5xx, 429) are tried again by the next run.
robots.txt is obeyed, and a host gets one request at a time. Patterns are for the path of an address: * is anything within a segment, **
anything at all; without a slash in front a pattern may begin at any segment.`

func newRoot() *cobra.Command {
	root := cli.NewRoot("crawl [flags] URL…", "Fetch the pages of sites politely into a web archive.", examples)
	root.Long = about
	f := root.Flags()
	var o fetch.Options
	delay := f.Duration("delay", time.Second, "pause between requests to one host; a longer Crawl-delay wins")
	depth := f.Int("depth", -1, "links to follow from a URL given; 0 fetches only those, -1 has no limit")
	f.StringArrayVar(&o.Include, "include", nil, "fetch only pages whose path matches (may be repeated)")
	f.StringArrayVar(&o.Exclude, "exclude", nil, "never fetch pages whose path matches (may be repeated)")
	f.BoolVar(&o.Subdomains, "subdomains", false, "subdomains belong to the site too")
	f.IntVar(&o.MaxPages, "max-pages", 0, "stop after archiving this many pages; 0 has no limit")
	f.DurationVar(&o.BodyTimeout, "timeout", time.Minute, "longest time a page may take; what is slower is tried again by the next run")
	f.StringVar(&o.UserAgent, "user-agent", "", "whole User-Agent header instead of raqam's own; its name is the one robots.txt is read for")
	f.StringVar(&o.Contact, "contact", "", "where site owners can reach you, as part of raqam's own User-Agent")
	f.BoolVar(&o.AllowPrivate, "allow-private", false, "fetch from private and loopback addresses too")
	root.RunE = func(cmd *cobra.Command, urls []string) error {
		o.Version = version()
		switch {
		case len(urls) == 0:
			return cli.Usagef("no URL given: crawl what? See crawl --help")
		case *delay < 0, o.MaxPages < 0, *depth < -1:
			return cli.Usagef("--delay and --max-pages cannot be negative, nor --depth below -1")
		case o.BodyTimeout <= 0:
			return cli.Usagef("--timeout must be longer than nothing")
		}
		if o.Delay = *delay; *delay == 0 {
			o.Delay = -1 // the library's 0 is its standard
		}
		switch *depth {
		case -1:
			o.MaxDepth = 0
		case 0:
			o.MaxDepth = -1
		default:
			o.MaxDepth = *depth
		}
		return run(cmd, urls, o)
	}
	return root
}

// shownFailures is how many failed pages are named on standard error; all are in failed.jsonl.
const shownFailures = 10

// run crawls and says what came of it.
func run(cmd *cobra.Command, urls []string, o fetch.Options) error {
	data, notify, begun := cli.Data(cmd), cli.Notify(cmd), time.Now()
	progress := cli.NewProgress(cmd, "crawling", "pages")
	o.Report = func(p fetch.Progress) {
		done := int64(p.Pages + p.Other)
		progress.Set(done, done+int64(p.Queued), fmt.Sprintf("%d pages, %d queued, %d failed, %s, %s", p.Pages, p.Queued, p.Failed, size(p.Bytes), p.Host))
	}
	var mu sync.Mutex
	var failures []fetch.Failure
	o.Failed = func(f fetch.Failure) {
		mu.Lock()
		defer mu.Unlock()
		if len(failures) < shownFailures {
			failures = append(failures, f)
		}
	}
	s, err := fetch.Crawl(cmd.Context(), data, urls, o)
	progress.Close()
	if err != nil {
		err = readableError{err}
	}
	switch {
	case errors.Is(err, fetch.ErrRunning):
		return cli.WithCode(cli.Retryable, err)
	case errors.Is(err, fetch.ErrURL), errors.Is(err, fetch.ErrPattern), errors.Is(err, syscall.ENOTDIR):
		return cli.WithCode(cli.BadUsage, err)
	}
	if s.Repaired != "" {
		notify("%s", s.Repaired)
	}
	archived := s.Pages + s.Other
	switch {
	case archived > 0:
		notify("%s and %s archived, %s in %s; %d skipped, %d queued", count(s.Pages, "page"), count(s.Other, "other response"), size(s.Bytes),
			time.Since(begun).Round(100*time.Millisecond), s.Skipped, s.Queued)
	case err == nil && s.Failed == 0 && s.Queued == 0:
		notify("nothing left to fetch: everything found at these addresses is archived or known to be unavailable")
	}
	if err != nil {
		return err
	}
	for _, host := range s.SetAside[:min(len(s.SetAside), shownFailures)] {
		if s.Queued > 0 {
			notify("%s: set aside; its pages stay queued for the next run", readable(host))
		}
	}
	return failed(cmd, s, failures, filepath.Join(data, "failed.jsonl"))
}

// failed turns failed pages into the error that ends the command; nil: there are none.
func failed(cmd *cobra.Command, s fetch.Summary, shown []fetch.Failure, list string) error {
	switch {
	case s.Failed == 0 && len(s.SetAside) == 0:
		return nil
	case s.Failed == 1 && len(shown) == 1:
		return cli.WithCode(cli.Incomplete, errors.New(line(shown[0])))
	}
	for _, f := range shown {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s\n", cmd.Root().Name(), cli.Printable(line(f)))
	}
	if s.Failed == 0 {
		return cli.WithCode(cli.Incomplete, fmt.Errorf("not finished: %s", readable(strings.Join(s.SetAside, "; "))))
	}
	return cli.WithCode(cli.Incomplete, fmt.Errorf("%s failed, listed in %s", count(s.Failed, "page"), list))
}

// line tells of a failed page, its address with Persian letters as they are read.
func line(f fetch.Failure) string { return readable(f.URL + ": " + f.Reason) }

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// size renders a number of bytes.
func size(bytes int64) string {
	switch {
	case bytes >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
	case bytes >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	}
	return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
}
