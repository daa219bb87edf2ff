package cmd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"raqam/corpus"
)

// tree is a site of n pages, each linking to two more and back home; it counts the pages it served.
func tree(n int, served *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/p%d", &i); err != nil || i >= n {
			http.NotFound(w, r)
			return
		}
		served.Add(1)
		time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond) // so that kills also fall into requests
		fmt.Fprintf(w, "<!doctype html><a href=/p0>home</a>")
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < n {
				fmt.Fprintf(w, "<a href=/p%d>x</a>", child)
			}
		}
	}
}

// often is how often a test kills: with RAQAM_LONG=1 those of crawl, index and rebuild together come to 200.
func often(short, long int) int {
	if os.Getenv("RAQAM_LONG") != "" {
		return long
	}
	return short
}

// restartLimit is how long a command may take after a kill until it is at work again.
const restartLimit = 5 * time.Second

// TestKillCrawl kills the real command with SIGKILL at random moments and starts it again until it is done. Whatever the moment, what was in the
// archive then is there at the end, in its place; each page is archived exactly once, and only a request that was under way at a kill is made
// again. The first request after a start comes soon.
func TestKillCrawl(t *testing.T) {
	const sites = 3
	n, kills := often(300, 3000), often(12, 80)
	var served atomic.Int64
	acknowledged := map[string]string{}
	dir := t.TempDir()
	args := []string{"--data", dir, "--delay", "0", "--allow-private", "--quiet"}
	for range sites {
		site := httptest.NewServer(tree(n, &served))
		t.Cleanup(site.Close)
		args = append(args, site.URL+"/p0")
	}
	killed := 0
	for done := false; !done; {
		if killed == kills { // now it may finish
			done = true
		}
		cmd := exec.Command(filepath.Join(bin, "crawl"), args...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		before, begun := served.Load(), time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Hour, func() {
			_ = cmd.Process.Kill() // fails when it has ended by itself
		})
		if !done {
			kill.Reset(time.Duration(10+rand.IntN(often(120, 400))) * time.Millisecond)
		} else if killed > 0 {
			for served.Load() == before && time.Since(begun) < restartLimit {
				time.Sleep(time.Millisecond)
			}
			if served.Load() == before {
				t.Errorf("no request within %v of a start after %d kills", restartLimit, killed)
			}
		}
		err := cmd.Wait()
		kill.Stop()
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
			killed++
			maps.Copy(acknowledged, places(t, dir))
		case err != nil:
			t.Fatalf("after %d kills: %v\n%s", killed, err, stderr.String())
		default: // it ended, before its kill perhaps
			done = true
		}
	}
	for url, count := range archived(t, dir) {
		if count != 1 {
			t.Errorf("%s is archived %d times", url, count)
		}
	}
	if got := len(archived(t, dir)); got != n*sites {
		t.Errorf("%d pages archived, want %d", got, n*sites)
	}
	if extra := served.Load() - int64(n*sites); extra > int64(killed*sites) {
		t.Errorf("%d pages were asked for again after %d kills", extra, killed)
	}
	there := places(t, dir)
	for place, what := range acknowledged {
		if there[place] != what {
			t.Errorf("lost from %s: %s", place, what)
		}
	}
	t.Logf("%d kills, %d requests for %d pages, %d records seen after a kill, none lost", killed, served.Load(), n*sites, len(acknowledged))
}

// places gives what lies where in the archive: file and offset → address and digest. What a kill has left half-written is not counted.
func places(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	files, err := corpus.Files(filepath.Join(dir, "archive"))
	if errors.Is(err, fs.ErrNotExist) {
		return got // killed before there was one
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for r, err := range corpus.ReadFile(context.Background(), f, 0) {
			var broken *corpus.RecordError
			if err != nil && !errors.As(err, &broken) {
				t.Fatal(err)
			}
			if err == nil {
				got[fmt.Sprintf("%s %d", f, r.Source.Offset)] = r.URL + " " + r.Source.Digest
			}
		}
	}
	return got
}

// archived gives the addresses in the archive, and how often each is there.
func archived(t *testing.T, dir string) map[string]int {
	t.Helper()
	files, err := corpus.Files(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range files {
		for r, err := range corpus.ReadFile(context.Background(), f, 0) {
			if err != nil {
				t.Fatal(err)
			}
			got[r.URL]++
		}
	}
	return got
}
