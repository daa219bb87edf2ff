package main

import (
	"io"
	"log"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"raqam/fetch"
	"raqam/internal/cli"
)

const examples = `  crawl https://news.example.ir/                      the whole site, one request a second
  crawl https://news.example.ir/rss                   the articles of a feed (or of a sitemap)
  crawl --since 1390-01-01 --until 1399-12-30 https://news.example.ir/   an outlet's years: its archive, day by day
  crawl --config sites.toml --only mehr,tabnak        outlets of a list; see crawl sites
  crawl --include '/news/**' --exclude '**/print/**' --max-pages 500 https://news.example.ir/archive
  crawl --dry-run https://news.example.ir/            what would be fetched
  crawl --recrawl 24h https://news.example.ir/        again: what is a day old is asked for once more, if it has changed
  crawl https://news.example.ir/                      again: goes on where it was, fetches nothing twice`

const about = `The pages go to DIR/archive as WARC files, pages that could not be had to DIR/failed.jsonl; ` + "`index`" + ` reads the archive.
Pages that failed for a passing reason (no answer, one cut off, 5xx, 429, 403) are tried again by the next run.
robots.txt is obeyed, and a host, with and without www., gets one request at a time. Patterns are for the path of an address: * is anything
within a segment, ** anything at all; without a slash in front a pattern may begin at any segment.
Days are Solar Hijri (1399-08-26, 1399-08, 1399) or Gregorian (2020-11-16). With --since the archive pages of an outlet are walked, as its
news system lays them out; what is dated outside the days asked for, by its address, a feed, a sitemap or the list, is left out.`

// flags are those of the crawl itself, beside what goes into fetch.Options as it is.
type flags struct {
	o            fetch.Options
	delay        time.Duration
	depth        int
	since, until dayValue
	maxBytes     sizeValue
	warcSize     sizeValue
	only         []string
	dryRun       bool
	metrics      string
}

func newRoot() *cobra.Command {
	root := cli.NewRoot("crawl [flags] URL…", "Fetch the pages of sites politely into a web archive.", examples)
	root.Long = about
	root.Args = cobra.ArbitraryArgs
	cli.OwnTables(root, "site")
	f := &flags{until: dayValue{last: true}}
	f.addTo(root.Flags())
	root.RunE = func(cmd *cobra.Command, urls []string) error {
		log.SetOutput(io.Discard) // net/http complains there of servers, in the middle of a progress bar
		if err := f.settle(); err != nil {
			return err
		}
		sites, err := chosenSites(cmd, urls, f.only)
		if err != nil {
			return err
		}
		if len(urls) == 0 && len(sites) == 0 {
			return cli.Usagef("no URL given: crawl what? See crawl --help")
		}
		f.o.Sites = sites
		if f.dryRun {
			return dryRun(cmd, urls, f.o)
		}
		return run(cmd, urls, f)
	}
	root.AddCommand(newSites(), newAdd(), newHistory(), newVerify())
	return root
}

// addTo defines the flags.
func (f *flags) addTo(set *pflag.FlagSet) {
	o := &f.o
	addVisitFlags(set, o, &f.delay)
	set.IntVar(&f.depth, "depth", -1, "links to follow from a URL given; 0 fetches only those, -1 has no limit")
	set.StringArrayVar(&o.Include, "include", nil, "fetch only pages whose path matches (may be repeated)")
	set.StringArrayVar(&o.Exclude, "exclude", nil, "never fetch pages whose path matches (may be repeated)")
	set.BoolVar(&o.Subdomains, "subdomains", false, "subdomains belong to the site too")
	set.Var(&f.since, "since", "first day of publication; walks the outlet's archive from there")
	set.Var(&f.until, "until", "last day of publication")
	set.StringVar(&o.CMS, "cms", "", "news system of the URLs' site, such as nastooh; recognised where it is not given")
	set.StringArrayVar(&o.Archives, "archive", nil, "pattern of its archive pages, such as '/archive?y={year}&m={month}&d={day}&p={page}' (may be repeated)")
	set.StringSliceVar(&f.only, "only", nil, "of the sites in --config, those with these names")
	set.IntVar(&o.MaxPages, "max-pages", 0, "stop after archiving this many pages; 0 has no limit")
	set.IntVar(&o.MaxPerHost, "max-per-host", 0, "pages to archive of each host in this run; 0 has no limit")
	set.Var(&f.maxBytes, "max-bytes", "stop after this much has been read, such as 500MB; 0 has no limit")
	set.DurationVar(&o.MaxTime, "max-time", 0, "stop after this time, such as 2h; 0 has no limit")
	set.IntVar(&o.Parallel, "parallel", 0, "hosts to fetch from at the same time; 0 is 16, or a quarter of many")
	set.DurationVar(&o.Recrawl, "recrawl", 0, "ask again for what was fetched longer ago than this, such as 24h; 0 fetches nothing twice")
	set.Var(&f.warcSize, "warc-size", "size at which a new archive file is begun; 0 is 1GiB")
	set.BoolVar(&f.dryRun, "dry-run", false, "list what would be fetched; fetch only robots.txt, the URLs given, feeds, sitemaps and archive pages")
	set.StringVar(&f.metrics, "metrics", "", "serve Prometheus metrics at this address, such as :9100, which is loopback only")
}

// addVisitFlags defines the flags of everything that visits a site.
func addVisitFlags(set *pflag.FlagSet, o *fetch.Options, delay *time.Duration) {
	set.DurationVar(delay, "delay", time.Second, "pause between requests to one host; a longer Crawl-delay wins")
	set.DurationVar(&o.BodyTimeout, "timeout", time.Minute, "longest time a page may take; what is slower is tried again by the next run")
	set.StringVar(&o.UserAgent, "user-agent", "", "whole User-Agent header instead of raqam's own; its name is the one robots.txt is read for")
	set.StringVar(&o.Contact, "contact", "", "where site owners can reach you, as part of raqam's own User-Agent")
	set.BoolVar(&o.AllowPrivate, "allow-private", false, "fetch from private and loopback addresses too")
}

// settleVisit checks the flags of addVisitFlags and puts them in the library's terms.
func settleVisit(o *fetch.Options, delay time.Duration) error {
	o.Version = version()
	switch {
	case delay < 0:
		return cli.Usagef("--delay cannot be negative")
	case o.BodyTimeout <= 0:
		return cli.Usagef("--timeout must be longer than nothing")
	}
	if o.Delay = delay; delay == 0 {
		o.Delay = -1 // the library's 0 is its standard
	}
	return nil
}

// settle checks the flags and puts them in the library's terms.
func (f *flags) settle() error {
	o := &f.o
	if err := settleVisit(o, f.delay); err != nil {
		return err
	}
	switch {
	case o.MaxPages < 0, o.MaxPerHost < 0, o.MaxTime < 0, o.Parallel < 0, o.Recrawl < 0:
		return cli.Usagef("--max-pages, --max-per-host, --max-time, --parallel and --recrawl cannot be negative")
	case f.depth < -1:
		return cli.Usagef("--depth cannot be below -1")
	}
	switch o.MaxDepth = f.depth; f.depth {
	case -1:
		o.MaxDepth = 0
	case 0:
		o.MaxDepth = -1
	}
	o.Since, o.Until, o.MaxBytes, o.WARCSize = f.since.day, f.until.day, int64(f.maxBytes), int64(f.warcSize)
	if len(o.Archives) > 0 && o.Since.IsZero() {
		return cli.Usagef("--archive needs --since: it is walked from that day on")
	}
	if !o.Since.IsZero() && !o.Until.IsZero() && o.Since.Compare(o.Until) > 0 {
		return cli.Usagef("--since %s is after --until %s", o.Since, o.Until)
	}
	return nil
}
