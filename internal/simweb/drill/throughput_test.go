package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/gocolly/colly/v2"

	"raqam/corpus"
	"raqam/internal/cli"
	"raqam/internal/simweb"
)

// seedsVariable holds the seeds for a process that is a bare Colly loop.
const seedsVariable = "RAQAM_COLLY_SEEDS"

// TestThroughput measures pages archived a second without politeness, the server and its pages of 40 kB on the same processors, and the memory for
// 1,000, 10,000 and 50,000 pages; beside it a bare Colly loop, which keeps nothing. It takes minutes: RAQAM_LONG=1. What it demands is that memory
// stays flat; pages a second are the machine's, to be read from the table.
func TestThroughput(t *testing.T) {
	if seeds := os.Getenv(seedsVariable); seeds != "" {
		bareColly(strings.Fields(seeds))
		return
	}
	sizes := []int{1_000, 10_000, 50_000}
	if os.Getenv("RAQAM_LONG") == "" {
		t.Skip("takes minutes: RAQAM_LONG=1")
	}
	crawl, err := build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "program\tpages\tseconds\tpages/s\tits CPU ms/page\tserver's\tarchive MB\tpeak MB\town MB\t")
	for _, pages := range sizes {
		for _, program := range []string{"crawl", "bare Colly"} {
			site, err := simweb.Serve(simweb.Plan{Outlets: 20, Articles: pages, Bytes: 38_000, Plain: true})
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			cmd := exec.Command(crawl, append([]string{"--data", dir, "--delay", "0", "--allow-private", "--quiet"}, site.Seeds()...)...)
			if program != "crawl" {
				cmd = exec.Command(os.Args[0], "-test.run", "^TestThroughput$")
				cmd.Env = append(os.Environ(), seedsVariable+"="+strings.Join(site.Seeds(), " "))
			}
			before := ownCPU(t)
			took, used := measure(t, cmd)
			perPage := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(pages) }
			itsCPU, serverCPU := perPage(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()), perPage(ownCPU(t)-before)
			if v := site.Judge(0); v.Articles != pages {
				t.Errorf("%s: %d of %d pages; %v", program, v.Articles, pages, v.ByClass)
			}
			if err := site.Close(); err != nil {
				t.Error(err)
			}
			fmt.Fprintf(table, "%s\t%d\t%.1f\t%.0f\t%.2f\t%.2f\t%.0f\t%d\t%d\t\n", program, pages, took.Seconds(), float64(pages)/took.Seconds(), itsCPU, serverCPU,
				archiveSize(t, dir)/1e6, used.peak>>20, used.own>>20)
			if program == "crawl" && used.peak > mostMemory {
				t.Errorf("%d pages: %d MB", pages, used.peak>>20)
			}
			if err := os.RemoveAll(dir); err != nil { // gigabytes
				t.Error(err)
			}
		}
	}
	table.Flush() // a strings.Builder takes everything
	t.Log("\n" + b.String())
}

// ownCPU is the time that this process, the server, has had of the processors.
func ownCPU(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// measure runs a program to its end, and gives the most memory it had.
func measure(t *testing.T, cmd *exec.Cmd) (took time.Duration, most memory) {
	t.Helper()
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for tick := time.NewTicker(20 * time.Millisecond); ; {
		select {
		case err := <-ended:
			var exit *exec.ExitError
			if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == cli.Incomplete) {
				t.Fatalf("%v\n%s", err, out.String())
			}
			return time.Since(begun), most
		case <-tick.C:
			now := memoryOf(cmd.Process.Pid)
			most = memory{max(most.peak, now.peak), max(most.own, now.own)}
		}
	}
}

// archiveSize is the size of an archive in bytes; 0: there is none.
func archiveSize(t *testing.T, dir string) (size float64) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "archive")); err != nil {
		return 0
	}
	files, err := corpus.Files(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		size += float64(info.Size())
	}
	return size
}

// bareColly follows all links with Colly and keeps nothing: the least that a crawler built on it does.
func bareColly(seeds []string) {
	hosts := make([]string, len(seeds))
	for i, s := range seeds {
		u, err := url.Parse(s)
		if err != nil {
			panic(err)
		}
		hosts[i] = u.Hostname()
	}
	c := colly.NewCollector(colly.Async(true), colly.AllowedDomains(hosts...))
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: 8}); err != nil {
		panic(err)
	}
	c.OnHTML("a[href]", func(e *colly.HTMLElement) {
		_ = e.Request.Visit(e.Attr("href")) // visited already, or of another site
	})
	for _, s := range seeds {
		_ = c.Visit(s)
	}
	c.Wait()
}
