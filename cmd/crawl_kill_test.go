package cmd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
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

// TestKillCrawl kills the real command with SIGKILL at random moments and starts it again until it is done. Whatever the moment, each page is
// archived exactly once, and only a request that was under way at a kill is made again.
func TestKillCrawl(t *testing.T) {
	const n, sites, kills = 300, 3, 12
	var served atomic.Int64
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
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if !done {
			time.AfterFunc(time.Duration(10+rand.IntN(120))*time.Millisecond, func() {
				_ = cmd.Process.Kill() // fails when it has ended by itself
			})
		}
		err := cmd.Wait()
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
			killed++
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
	if extra := served.Load() - n*sites; extra > int64(killed*sites) {
		t.Errorf("%d pages were asked for again after %d kills", extra, killed)
	}
	t.Logf("%d kills, %d requests for %d pages", killed, served.Load(), n*sites)
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
