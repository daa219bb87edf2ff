package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
	"golang.org/x/tools/txtar"

	"raqam/internal/cli"
	"raqam/internal/txtarsite"
)

// outlet is the sample site while it is being served.
type outlet struct {
	site      *txtarsite.Site
	origin    string   // "http://127.0.0.1:PORT"
	forbidden []string // the paths it has but robots.txt keeps every robot from
	server    *http.Server
}

// openOutlet serves the site kept in file at a free port of the loopback interface.
func openOutlet(file string) (*outlet, error) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		return nil, cli.Usagef("reading the sample site: %w; run from the root of the repository, or say with -site where it is", err)
	}
	site, err := txtarsite.Parse(ar)
	if err != nil {
		return nil, fmt.Errorf("reading the sample site %s: %w", file, err)
	}
	forbidden, err := forbiddenPaths(ar, site.Targets())
	if err != nil {
		return nil, fmt.Errorf("reading the robots.txt of %s: %w", file, err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serving the sample site: %w", err)
	}
	o := &outlet{site, "http://" + listener.Addr().String(), forbidden, &http.Server{Handler: site, ReadHeaderTimeout: 10 * time.Second}}
	go o.server.Serve(listener) // ends when close is called; a failing listener shows as a crawl that fails
	return o, nil
}

// close stops serving, at once if ctx is done.
func (o *outlet) close(ctx context.Context) error {
	if err := o.server.Shutdown(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("closing the sample site: %w", err)
	}
	return nil
}

// forbiddenPaths lists which targets the site's own robots.txt keeps robots from.
func forbiddenPaths(ar *txtar.Archive, targets []string) ([]string, error) {
	i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "/robots.txt" })
	if i < 0 {
		return nil, nil
	}
	robots := string(ar.Files[i].Data)
	return slices.DeleteFunc(targets, func(target string) bool {
		return grobotstxt.AgentAllowed(robots, "raqam", target)
	}), nil
}

// visits is what the outlet's own log says about one run of a crawler.
type visits struct {
	requests int
	distinct int
	repeated []string // asked for more than once
	trespass []string // asked for though robots.txt forbids it
	dead     []string // answered 404
	missed   []string // pages of the outlet, allowed but never asked for
}

// article is what the addresses of one article have in common, with its title behind its number and without: a crawler need ask for one only.
var article = regexp.MustCompile(`^/news/\d+`)

// visitsSince reads the log from its entry number from on. /robots.txt is no page: a polite crawler reads it again in each run.
func (o *outlet) visitsSince(from int) visits {
	var v visits
	seen := map[string]int{}
	for _, e := range o.site.Log()[from:] {
		if e.Target == "/robots.txt" {
			continue
		}
		v.requests++
		if seen[e.Target]++; seen[e.Target] == 2 {
			v.repeated = append(v.repeated, e.Target)
		}
		if slices.Contains(o.forbidden, e.Target) {
			v.trespass = append(v.trespass, e.Target)
		}
		if e.Status == http.StatusNotFound {
			v.dead = append(v.dead, e.Target)
		}
	}
	articles := map[string]bool{}
	for target := range seen {
		articles[article.FindString(target)] = true
	}
	for _, target := range o.site.Targets() {
		isPage := path.Ext(target) == "" // not a style sheet, nor robots.txt itself
		found := seen[target] > 0
		if a := article.FindString(target); a != "" {
			found = articles[a]
		}
		if isPage && !found && !slices.Contains(o.forbidden, target) {
			v.missed = append(v.missed, target)
		}
	}
	v.distinct = len(seen)
	return v
}

// readable decodes what a log line shows percent-encoded.
func readable(targets []string) string {
	out := make([]string, len(targets))
	for i, t := range targets {
		out[i] = t
		if plain, err := url.QueryUnescape(t); err == nil {
			out[i] = plain
		}
	}
	return strings.Join(out, ", ")
}
