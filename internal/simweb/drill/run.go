package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"raqam/internal/cli"
	"raqam/internal/simweb"
)

// options say what is drilled.
type options struct {
	plan    simweb.Plan
	kills   int
	delay   time.Duration
	crawl   string // the program; empty: built
	data    string // empty: temporary
	tarpit  bool
	timeout time.Duration // the crawler's --timeout
	log     func(format string, a ...any)
}

// result is what a drill came to.
type result struct {
	options
	verdict   simweb.Verdict
	inventory inventory
	killed    int
	took      time.Duration
	restart   time.Duration // the longest from a start to the first request
	memory    int64         // most of all runs, in bytes
	bombers   int           // outlets that send bombs
	again     int           // requests for true pages by one more run after the last
}

// errLost is wrapped by the error for a crawler that makes far more requests than there are pages.
var errLost = errors.New("the crawler is lost")

// run serves a web and drills the crawler on it.
func run(ctx context.Context, o options) (_ *result, err error) {
	if o.crawl == "" {
		dir, err := os.MkdirTemp("", "raqam-drill-bin-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		if o.crawl, err = build(ctx, dir); err != nil {
			return nil, err
		}
	}
	if o.data == "" {
		if o.data, err = os.MkdirTemp("", "raqam-drill-"); err != nil {
			return nil, err
		}
		defer os.RemoveAll(o.data)
	}
	site, err := simweb.Serve(o.plan)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, site.Close()) }()
	d := &driller{result: result{options: o, inventory: newInventory(filepath.Join(o.data, "archive"), site.Web)}, site: site}
	if err := d.writeConfig(); err != nil {
		return nil, err
	}
	begun := time.Now()
	if err := d.drill(ctx); err != nil {
		d.verdict = site.Judge(o.delay)
		return nil, fmt.Errorf("%w; requests: %v", err, d.verdict.ByClass)
	}
	d.took = time.Since(begun)
	d.verdict = site.Judge(o.delay)
	return &d.result, d.inventory.compare(ctx)
}

// build builds the crawler in a folder.
func build(ctx context.Context, dir string) (program string, err error) {
	program = filepath.Join(dir, "crawl")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", program, "raqam/cmd/crawl").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the crawler: %w\n%s", err, out)
	}
	return program, nil
}

// driller drills one crawler.
type driller struct {
	result
	site   *simweb.Site
	config string // the file that names the outlets
}

// writeConfig writes a sites.toml with the outlets of the web, a host where nobody answers and, if wanted, one that never says a word. Of every
// second outlet it tells the system, the others are to be recognised.
func (d *driller) writeConfig() error {
	var b strings.Builder
	for i, o := range d.site.Outlets() {
		if o.SendsBombs() {
			d.bombers++
		}
		fmt.Fprintf(&b, "[[site]]\nname = \"outlet%d\"\nhost = %q\n", i+1, o.Origin())
		if i%2 == 0 {
			fmt.Fprintf(&b, "cms = %q\n", o.System())
		}
	}
	fmt.Fprintf(&b, "[[site]]\nname = \"dead\"\nhost = %q\n", "http://"+d.site.DeadHost)
	if d.tarpit {
		host, err := d.site.Tarpit()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "[[site]]\nname = \"silent\"\nhost = %q\n", "http://"+host)
	}
	d.config = filepath.Join(d.data, "sites.toml")
	if err := os.MkdirAll(d.data, 0o755); err != nil {
		return err
	}
	return os.WriteFile(d.config, []byte(b.String()), 0o644)
}

// drill starts the crawler, kills it when it has got to the next mark, and so on; then it lets it finish, and at last run once more.
func (d *driller) drill(ctx context.Context) error {
	for d.killed < d.kills {
		mark := d.plan.Articles * (d.killed + 1) / (d.kills + 1)
		finished, err := d.once(ctx, mark)
		if err != nil {
			return err
		}
		if finished {
			break
		}
		d.killed++
		if err := d.inventory.note(ctx); err != nil {
			return fmt.Errorf("after kill %d: %w", d.killed, err)
		}
		requests, articles := d.site.Served()
		d.log("kill %d: %d requests, %d articles served, %d records archived", d.killed, requests, articles, len(d.inventory.acknowledged))
	}
	if finished, err := d.once(ctx, -1); err != nil || !finished {
		return errors.Join(err, ctx.Err())
	}
	if err := d.inventory.note(ctx); err != nil {
		return err
	}
	before := d.site.Judge(d.delay)
	if _, err := d.once(ctx, -1); err != nil {
		return err
	}
	after := d.site.Judge(d.delay)
	for _, c := range []simweb.Class{simweb.Article, simweb.Listing, simweb.Feed, simweb.Sitemap} {
		d.again += after.ByClass[c] - before.ByClass[c]
	}
	return nil
}

// once runs the crawler until it ends, or kills it a moment after so many articles have been served (negative: never).
func (d *driller) once(ctx context.Context, mark int) (finished bool, err error) {
	args := []string{"--config", d.config, "--data", d.data, "--delay", d.delay.String(), "--timeout", d.timeout.String(), "--allow-private", "--quiet"}
	if first, last := d.site.Days(); !d.plan.Linked {
		args = append(args, "--since", first.String(), "--until", last.String())
	}
	cmd := exec.Command(d.crawl, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	already, _ := d.site.Served()
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return false, fmt.Errorf("starting the crawler: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	lost := d.watch(ctx, cmd.Process, mark, ended, &err)
	if entries := d.site.Entries(); len(entries) > already {
		restart := entries[already].Start.Sub(begun)
		d.restart = max(d.restart, restart)
		d.log("first request %v after the start, %d MB at most so far", restart.Round(time.Millisecond), d.memory>>20)
	}
	var exit *exec.ExitError
	switch {
	case lost != nil:
		return false, lost
	case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
		return false, nil
	case errors.As(err, &exit) && exit.ExitCode() == cli.Incomplete, err == nil: // the web has pages that fail
		return true, nil
	}
	return false, fmt.Errorf("the crawler ended with %w: %s", err, stderr.String())
}

// watch waits for the end of a crawler, which it may bring about. Its error says why the drill is over.
func (d *driller) watch(ctx context.Context, p *os.Process, mark int, ended <-chan error, result *error) (lost error) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	kill := func() {
		_ = p.Kill() // it may just have ended by itself
		*result = <-ended
	}
	for {
		select {
		case *result = <-ended:
			return nil
		case <-ctx.Done():
			kill()
			return context.Cause(ctx)
		case <-tick.C:
		}
		d.memory = max(d.memory, memoryOf(p.Pid).peak)
		requests, articles := d.site.Served()
		switch {
		case requests > 2*d.plan.Articles+2_000:
			kill()
			return fmt.Errorf("%w: %d requests for %d articles", errLost, requests, articles)
		case mark >= 0 && articles >= mark:
			time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond) // anywhere within a request, or between two
			kill()
			return nil
		}
	}
}

// failed names the figures that are not as wanted.
func (r *result) failed() []string {
	var names []string
	for _, f := range r.figures() {
		if !f.met {
			names = append(names, fmt.Sprintf("%s: %s, not %s", f.name, f.value, f.wanted))
		}
	}
	slices.Sort(names)
	return names
}
