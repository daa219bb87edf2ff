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

// shownFailures is how many failed pages are named on standard error; all are in failed.jsonl.
const shownFailures = 10

// run crawls and says what came of it.
func run(cmd *cobra.Command, urls []string, f *flags) error {
	o, data, notify, begun := f.o, cli.Data(cmd), cli.Notify(cmd), time.Now()
	bar := cli.NewProgress(cmd, "crawling", "responses")
	pace := newPace(begun)
	m := newMetrics()
	o.Observe = m.observe
	o.Report = func(p fetch.Progress) {
		m.report(p)
		done := int64(p.Pages + p.Other)
		bar.Set(done, done+int64(p.Queued), pace.note(p, time.Now()))
	}
	var mu sync.Mutex
	var failures []fetch.Failure
	o.Failed = func(failure fetch.Failure) {
		mu.Lock()
		defer mu.Unlock()
		if len(failures) < shownFailures {
			failures = append(failures, failure)
		}
	}
	stop, err := m.serve(f.metrics, notify)
	if err != nil {
		return err
	}
	s, err := fetch.Crawl(cmd.Context(), data, urls, o)
	bar.Close()
	stop()
	if s.Repaired != "" {
		notify("%s", s.Repaired)
	}
	if archived := s.Pages + s.Other; archived > 0 {
		notify("%s", summary(s, time.Since(begun)))
	} else if err == nil && s.Failed == 0 && s.Queued == 0 {
		notify("nothing left to fetch: everything found at these addresses is archived or known to be unavailable")
	}
	if err != nil {
		return coded(err)
	}
	for _, host := range s.SetAside[:min(len(s.SetAside), shownFailures)] {
		if s.Queued > 0 {
			notify("%s: set aside; its pages stay queued for the next run", readable(host))
		}
	}
	for _, site := range s.Unlisted[:min(len(s.Unlisted), shownFailures)] {
		notify("%s: its archive pages list nothing, so its links were followed; --archive says where they are", readable(site))
	}
	if s.Limit != "" {
		notify("stopped by --%s; run the same command again to go on", s.Limit)
	}
	return failed(cmd, s, failures, filepath.Join(data, "failed.jsonl"))
}

// coded gives an error of the library its message and its exit code.
func coded(err error) error {
	if err == nil {
		return nil
	}
	err = readableError{err}
	switch {
	case errors.Is(err, fetch.ErrRunning):
		return cli.WithCode(cli.Retryable, err)
	case errors.Is(err, fetch.ErrURL), errors.Is(err, fetch.ErrPattern), errors.Is(err, fetch.ErrSystem), errors.Is(err, syscall.ENOTDIR):
		return cli.WithCode(cli.BadUsage, err)
	}
	return err
}

// summary tells what a run has done.
func summary(s fetch.Summary, took time.Duration) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s and %s archived, %s in %s", count(s.Pages, "page"), count(s.Other, "other response"), size(s.Bytes), took.Round(100*time.Millisecond))
	if s.Unchanged > 0 {
		fmt.Fprintf(&b, ", %d of them unchanged", s.Unchanged)
	}
	fmt.Fprintf(&b, "; %d skipped, %d queued", s.Skipped, s.Queued)
	if seconds := took.Seconds(); seconds >= 1 {
		fmt.Fprintf(&b, "; %.1f pages/s", float64(s.Pages)/seconds)
	}
	return b.String()
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
