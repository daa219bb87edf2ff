package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"raqam/fetch"
	"raqam/fetch/outlets"
	"raqam/internal/cli"
)

func newSites() *cobra.Command {
	cmd := &cobra.Command{
		Use: "sites", Short: "List the outlets of a sites.toml, or of the starter list.",
		Example: "  crawl sites --starter > sites.toml                 a list of Persian outlets to begin with\n" +
			"  crawl sites                                        what it holds\n" +
			"  crawl sites --config sites.toml --format json      what yours holds",
		Args: cobra.NoArgs,
	}
	starter := cmd.Flags().Bool("starter", false, "write the starter file, with its comments, to standard output")
	format := cmd.Flags().String("format", "table", "table, json or jsonl")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *starter {
			_, err := cmd.OutOrStdout().Write(outlets.Starter())
			return err
		}
		list, err := readSites(cmd)
		if err != nil {
			return err
		}
		if list == nil {
			if list, err = outlets.Parse(outlets.Starter()); err != nil {
				return err
			}
		}
		return writeSites(cmd.OutOrStdout(), list, *format)
	}
	return cmd
}

func writeSites(w io.Writer, list []outlets.Outlet, format string) error {
	return writeList(w, list, format, func() error {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "NAME\tCMS\tHOST\tDELAY\tSEEDS\tTITLE") // errors come with Flush
		for _, o := range list {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%s\n", o.Name, dash(o.CMS), cli.Printable(o.Host), dash(delayOf(o)),
				len(o.Seeds)+len(o.Feeds)+len(o.Sitemaps), cli.Printable(o.Title))
		}
		return t.Flush()
	})
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func delayOf(o outlets.Outlet) string {
	if o.Delay == 0 {
		return ""
	}
	return time.Duration(o.Delay).String()
}

// readSites reads the outlets of the file named by --config; nil where there is no such flag, or no outlet in the file.
func readSites(cmd *cobra.Command) ([]outlets.Outlet, error) {
	path, err := cmd.Flags().GetString("config")
	if err != nil || path == "" {
		return nil, err
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if !outlets.HasSites(file) {
		return nil, nil
	}
	list, err := outlets.Parse(file)
	if err != nil {
		return nil, cli.Usagef("%s: %w", path, err)
	}
	return list, nil
}

// chosenSites gives the outlets to crawl: those of --config, all or only some. With URLs given, only those that are named.
func chosenSites(cmd *cobra.Command, urls, only []string) ([]fetch.Site, error) {
	list, err := readSites(cmd)
	if err != nil {
		return nil, err
	}
	if len(urls) > 0 && len(only) == 0 {
		return nil, nil
	}
	if len(only) > 0 && list == nil {
		return nil, cli.Usagef("--only needs a --config with sites; crawl sites --starter writes one")
	}
	for _, name := range only {
		if !slices.ContainsFunc(list, func(o outlets.Outlet) bool { return o.Name == name }) {
			return nil, cli.Usagef("--only %s: no site of that name; crawl sites --config lists them", name)
		}
	}
	var sites []fetch.Site
	for _, o := range list {
		if len(only) > 0 && !slices.Contains(only, o.Name) {
			continue
		}
		site, err := siteOf(o)
		if err != nil {
			return nil, cli.Usagef("site %s: %w", o.Name, err)
		}
		sites = append(sites, site)
	}
	return sites, nil
}

// siteOf puts an outlet in the terms of a crawl.
func siteOf(o outlets.Outlet) (fetch.Site, error) {
	if o.CMS != "" && fetch.SystemNamed(o.CMS) == nil {
		return fetch.Site{}, fmt.Errorf("%w: cms %q: known are %s", fetch.ErrSystem, o.CMS, strings.Join(systemNames(), ", "))
	}
	seeds := o.Seeds
	if len(seeds) == 0 {
		seeds = []string{"/"}
	}
	s := fetch.Site{
		Name: o.Name, CMS: o.CMS, Archives: o.Archive, Delay: time.Duration(o.Delay), Include: o.Include, Exclude: o.Exclude, MaxPages: o.MaxPages,
	}
	var err1, err2, err3 error
	s.Seeds, err1 = o.Resolve(seeds)
	s.Feeds, err2 = o.Resolve(o.Feeds)
	s.Sitemaps, err3 = o.Resolve(o.Sitemaps)
	return s, errors.Join(err1, err2, err3)
}

func systemNames() (names []string) {
	for _, s := range fetch.Systems() {
		names = append(names, s.Name)
	}
	return names
}
