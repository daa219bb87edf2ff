package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"raqam/corpus"
	"raqam/extract"
	"raqam/fetch"
	"raqam/fetch/outlets"
	"raqam/internal/cli"
	"raqam/normalize/calendar"
)

func newAdd() *cobra.Command {
	cmd := &cobra.Command{
		Use: "add URL", Short: "Look at a site and write an entry for it to sites.toml.",
		Example: "  crawl add https://news.example.ir/                          appends to ./sites.toml\n" +
			"  crawl add --file my.toml --name example https://news.example.ir/\n" +
			"  crawl add --file - https://news.example.ir/                 prints the entry",
		Long: "The front page tells the news system; robots.txt, the page and what that system usually has tell the feeds, sitemaps and archive\n" +
			"pages. Only what answers is written. robots.txt is obeyed, and there is a pause between requests.",
		Args: cobra.ExactArgs(1),
	}
	var o fetch.Options
	var delay time.Duration
	addVisitFlags(cmd.Flags(), &o, &delay)
	file := cmd.Flags().String("file", "sites.toml", "file to append to, made where it is missing; - prints the entry")
	name := cmd.Flags().String("name", "", "name of the entry; made of the host where it is not given")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := settleVisit(&o, delay); err != nil {
			return err
		}
		known, err := readOutlets(*file)
		if err != nil {
			return err
		}
		probe := fetch.NewProbe(o)
		defer probe.Close()
		entry, err := survey(cmd.Context(), probe, args[0], cli.Notify(cmd))
		if err != nil {
			return coded(err)
		}
		if *name != "" {
			entry.Name = *name
		}
		if slices.ContainsFunc(known, func(k outlets.Outlet) bool { return k.Name == entry.Name }) {
			return cli.Usagef("%s has a site named %s already; --name gives the new one another", *file, entry.Name)
		}
		if _, err := outlets.Parse([]byte(entry.TOML())); err != nil {
			return cli.WithCode(cli.BadUsage, err)
		}
		if *file == "-" {
			_, err := fmt.Fprint(cmd.OutOrStdout(), strings.TrimPrefix(entry.TOML(), "\n"))
			return err
		}
		if err := appendTo(*file, entry.TOML()); err != nil {
			return err
		}
		cli.Notify(cmd)("%s (%s) added to %s", entry.Name, dash(entry.CMS), *file)
		return nil
	}
	return cmd
}

// readOutlets reads the file that an entry is to be added to. One that is not there has none.
func readOutlets(path string) ([]outlets.Outlet, error) {
	if path == "-" {
		return nil, nil
	}
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := outlets.Parse(file)
	if err != nil {
		return nil, cli.Usagef("%s: %w", path, err)
	}
	return list, nil
}

// appendTo adds text to a file, whose comments and order stay as they are.
func appendTo(path, text string) error {
	before, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(before) > 0 && before[len(before)-1] != '\n' {
		text = "\n" + text
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// survey looks at a site and makes an entry of what it finds.
func survey(ctx context.Context, probe *fetch.Probe, address string, notify func(string, ...any)) (outlets.Outlet, error) {
	front, err := probe.Get(ctx, address)
	if err != nil {
		return outlets.Outlet{}, err
	}
	if front.Status != http.StatusOK {
		return outlets.Outlet{}, fmt.Errorf("%s: %d %s", front.URL, front.Status, http.StatusText(front.Status))
	}
	at, err := url.Parse(front.URL)
	if err != nil {
		return outlets.Outlet{}, err
	}
	o := outlets.Outlet{Name: nameOf(at.Host), Host: at.Host, Delay: outlets.Duration(2 * time.Second)}
	if at.Scheme != "https" {
		o.Host = at.Scheme + "://" + at.Host
	}
	if at.Path != "/" {
		o.Seeds = []string{at.RequestURI()}
	}
	s := surveyor{probe: probe, at: at, notify: notify}
	s.system = fetch.DetectSystem(front.Body)
	o.Feeds = s.answering(ctx, slices.Concat(front.Feeds(), s.usual(func(s *fetch.System) []string { return s.Feeds })))
	if s.system == nil { // an article says more than a front page
		s.system = s.systemOfArticle(ctx)
	}
	if s.system != nil {
		o.CMS = s.system.Name
	}
	o.Sitemaps = s.answering(ctx, slices.Concat(probe.Sitemaps(front.URL), s.usual(func(s *fetch.System) []string { return s.Sitemaps })))
	s.checkArchive(ctx)
	return o, context.Cause(ctx)
}

// nameOf makes a name of a host: news.example.ir is example.
func nameOf(host string) string {
	host, _, _ = strings.Cut(host, ":")
	labels := strings.Split(strings.TrimPrefix(host, "www."), ".")
	if len(labels) < 2 {
		return host
	}
	if len(labels) > 2 && labels[0] != "fa" && labels[0] != "news" && labels[0] != "farsi" {
		return strings.Join(labels[:len(labels)-1], "-")
	}
	return labels[len(labels)-2]
}

// surveyor asks a site for what it may have.
type surveyor struct {
	probe  *fetch.Probe
	at     *url.URL // the front page
	system *fetch.System
	items  []string // addresses that feeds and sitemaps list
	notify func(string, ...any)
}

// usual gives the addresses that the site's system usually has, without those to fill in.
func (s *surveyor) usual(of func(*fetch.System) []string) (list []string) {
	if s.system == nil {
		return nil
	}
	for _, path := range of(s.system) {
		if !strings.Contains(path, "{") {
			list = append(list, path)
		}
	}
	return list
}

// maxAsked is how many feeds, or sitemaps, of a site are asked for.
const maxAsked = 8

// answering gives those of the addresses that list something, as paths where they are the site's own.
func (s *surveyor) answering(ctx context.Context, addresses []string) (good []string) {
	asked := map[string]bool{}
	for _, a := range addresses {
		u, err := s.at.Parse(a)
		if err != nil || asked[u.String()] || len(asked) >= maxAsked || ctx.Err() != nil {
			continue
		}
		asked[u.String()] = true
		answer, err := s.probe.Get(ctx, u.String())
		if err != nil {
			s.notify("%v", readableError{err})
			continue
		}
		items := answer.Items()
		if len(items) == 0 {
			s.notify("%s: %d, lists nothing", u, answer.Status)
			continue
		}
		s.items = append(s.items, items...)
		if u.Scheme == s.at.Scheme && u.Host == s.at.Host {
			good = append(good, u.RequestURI())
		} else {
			good = append(good, u.String())
		}
	}
	return good
}

// systemOfArticle recognises the system by one of the articles found, as the extractor does; nil: it is none that is known here.
func (s *surveyor) systemOfArticle(ctx context.Context) *fetch.System {
	if len(s.items) == 0 || ctx.Err() != nil {
		return nil
	}
	page, err := s.probe.Get(ctx, s.items[0])
	if err != nil || page.Status != http.StatusOK {
		return nil
	}
	if system := fetch.DetectSystem(page.Body); system != nil {
		return system
	}
	_, reasons, err := extract.Explain(corpus.Record{
		Kind: corpus.Page, URL: page.URL, Fetched: page.Fetched, Status: page.Status, Header: page.Header, Body: page.Body,
	})
	if err != nil {
		return nil
	}
	for _, r := range reasons {
		if rest, ok := strings.CutPrefix(r.From, "profile "); ok {
			name, _, _ := strings.Cut(rest, ":")
			return fetch.SystemNamed(name)
		}
	}
	return nil
}

// checkArchive asks for the archive page of a day past and says whether it lists anything: if not, the entry needs patterns of its own.
func (s *surveyor) checkArchive(ctx context.Context) {
	if s.system == nil || len(s.system.Archive) == 0 {
		s.notify("no archive pages are known for this site; --since finds what feeds, sitemaps and links lead to")
		return
	}
	day := calendar.FromTime(time.Now()).AddDays(-2)
	address, err := s.at.Parse(fetch.FillPattern(s.system.Archive[0], day, 1))
	if err != nil || ctx.Err() != nil {
		return
	}
	answer, err := s.probe.Get(ctx, address.String())
	switch {
	case err != nil:
		s.notify("archive pages: %v", readableError{err})
	case len(answer.Items()) == 0:
		s.notify("archive pages: %s: %d, lists nothing", address, answer.Status)
	}
}
