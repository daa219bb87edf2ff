package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"

	"raqam/internal/cli"
)

// options are the demo's flags and where it prints.
type options struct {
	bin, data, site string
	keepServing     bool
	out, errOut     io.Writer // standard output and error, of the demo and of the commands it runs
	colour          bool      // out is a terminal that wants colours
}

// run tells the whole story. An error means that a step did not do what it says.
func run(ctx context.Context, o options) (err error) {
	bin, err := findBin(o.bin)
	if err != nil {
		return err
	}
	ask, err := questions(queriesTSV, "ask")
	if err != nil {
		return err
	}
	next, err := questions(queriesTSV, "next")
	if err != nil {
		return err
	}
	site, err := openOutlet(o.site)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.close(ctx)) }()
	if err := prepareData(o.data); err != nil {
		return err
	}
	t := &teller{options: o}
	t.bin = bin
	t.say("A made-up news outlet, «omidnews», with %d addresses, is being served from %s at %s/", len(site.site.Targets()), o.site, site.origin)
	if err := t.crawl(ctx, site); err != nil {
		return err
	}
	if err := t.index(ctx); err != nil {
		return err
	}
	for _, q := range ask {
		t.heading(q.note)
		if _, err := t.command(ctx, "query", t.searchArgs(q), cli.OK); err != nil {
			return err
		}
		if err := t.checkFound(ctx, q); err != nil {
			return err
		}
	}
	t.tryNext(next)
	if o.keepServing {
		fmt.Fprintln(t.out)
		t.say("The outlet stays up at %s/ until you press Ctrl-C.", site.origin)
		<-ctx.Done()
	}
	return nil
}

// crawl crawls the outlet twice and says what the outlet saw of it.
func (t *teller) crawl(ctx context.Context, site *outlet) error {
	args := []string{"--data", t.data, "--allow-private", "--delay", "50ms", site.origin + "/"}
	t.heading("Crawl it: front page, archive pages, feed and sitemap, one request at a time; every answer goes to the archive.")
	code, err := t.command(ctx, "crawl", args, cli.OK, cli.Incomplete)
	if err != nil {
		return err
	}
	first := site.visitsSince(0)
	if err := judge(code, first); err != nil {
		return err
	}
	if code == cli.Incomplete {
		t.say("Exit code %d is as it should be: the crawl is finished, but a link of the site is dead (%s, 404). It is listed in %s.",
			code, readable(first.dead), filepath.Join(t.data, "failed.jsonl"))
	}
	t.say("The outlet's own log: %d requests for %d addresses: every page was found and none was fetched twice, nor an article that has two addresses. robots.txt forbids %s, which the front page links to: not one request.",
		first.requests, first.distinct, readable(site.forbidden))

	t.heading("Crawl it again: what is in the archive is not fetched a second time.")
	before := len(site.site.Log())
	if _, err := t.command(ctx, "crawl", args, cli.OK); err != nil {
		return err
	}
	if again := site.visitsSince(before); again.requests > 0 {
		return fmt.Errorf("the second crawl asked for %d addresses again", again.requests)
	}
	t.say("The outlet's own log: no page was asked for.")
	return nil
}

// judge compares what the crawler said with what the outlet saw.
func judge(code int, v visits) error {
	switch {
	case len(v.trespass) > 0:
		return fmt.Errorf("the crawler fetched what robots.txt forbids: %s", readable(v.trespass))
	case len(v.repeated) > 0:
		return fmt.Errorf("the crawler fetched more than once: %s", readable(v.repeated))
	case len(v.missed) > 0:
		return fmt.Errorf("the crawler did not find: %s", readable(v.missed))
	case len(v.dead) > 0 && code != cli.Incomplete:
		return fmt.Errorf("the crawler met a dead link (%s) and ended with exit code %d, not %d", readable(v.dead), code, cli.Incomplete)
	case len(v.dead) == 0 && code != cli.OK:
		return fmt.Errorf("the crawler ended with exit code %d, but the outlet answered every request", code)
	}
	return nil
}

func (t *teller) index(ctx context.Context) error {
	t.heading("Index it: find the article in each archived page, and in each article the figures somebody claims.")
	_, err := t.command(ctx, "index", []string{"--data", t.data}, cli.OK)
	return err
}

func (t *teller) searchArgs(q question) []string {
	return append(append([]string{"search", "--data", t.data}, q.flags...), q.query)
}

// checkFound asks once more, unseen, whether a question has an answer at all: what the user saw went past the demo, to their terminal.
func (t *teller) checkFound(ctx context.Context, q question) error {
	args := []string{"search", "--data", t.data, "--quiet", "--format", "jsonl", "--limit", "1", q.query}
	found, err := exec.CommandContext(ctx, t.program("query"), args...).Output()
	if err != nil {
		return fmt.Errorf("asking %q again: %w", q.query, err)
	}
	if len(found) == 0 {
		return fmt.Errorf("the question %q found no claim", q.query)
	}
	return nil
}

// tryNext ends the story with commands for the reader.
func (t *teller) tryNext(next []question) {
	t.heading("Try next:")
	for _, q := range next {
		t.show("", t.line("query", t.searchArgs(q)))
		fmt.Fprintln(t.out, "      "+q.note)
	}
	t.show("", t.line("crawl", []string{"--help"}))
	fmt.Fprintln(t.out, "      for an outlet of your own; archive and index of this one are in "+t.data)
}
