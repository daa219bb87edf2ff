package cmd_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFullCrawl crawls into a file system too small for the site, the whole data directory or one of its folders: the command ends with exit
// code 3 and says so, what was archived is whole, and with room again the same command finishes, fetching nothing twice.
func TestDiskFullCrawl(t *testing.T) {
	const n = 240
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/p%d", &i); err != nil || i >= n {
			http.NotFound(w, r)
			return
		}
		noise := rand.New(rand.NewPCG(uint64(i), 0)) // does not compress well
		fmt.Fprint(w, "<!doctype html>")
		if i+1 < n {
			fmt.Fprintf(w, "<a href=/p%d>x</a>", i+1)
		}
		var b bytes.Buffer
		for range 4000 {
			fmt.Fprintf(&b, "%x ", noise.Uint64())
		}
		fmt.Fprintf(w, "<p>%s", b.String())
	}))
	defer site.Close()
	for folder, size := range map[string]string{".": "8m", "archive": "4m", "frontier": "96k"} {
		t.Run(folder, func(t *testing.T) {
			data := t.TempDir()
			small := filepath.Join(data, folder)
			if err := os.MkdirAll(small, 0o755); err != nil {
				t.Fatal(err)
			}
			mountSmall(t, small, size)
			crawl := func() (int, string) {
				out, err := exec.Command(filepath.Join(bin, "crawl"), "--data", data, "--delay", "0", "--allow-private", site.URL+"/p0").CombinedOutput()
				var exit *exec.ExitError
				if errors.As(err, &exit) {
					return exit.ExitCode(), string(out)
				} else if err != nil {
					t.Fatal(err)
				}
				return 0, string(out)
			}
			for range 2 { // and again: a full disk stays a full disk
				code, out := crawl()
				if code != 3 || strings.Count(out, "no space left on device") != 1 {
					t.Fatalf("on a full disk: exit code %d\n%s", code, out)
				}
				t.Log(out)
			}
			before := archived(t, data)
			if len(before) == 0 || len(before) > n || len(before) == n && folder != "frontier" {
				t.Fatalf("%d pages on the full disk", len(before))
			}
			if err := syscall.Mount("tmpfs", small, "tmpfs", syscall.MS_REMOUNT, "size=100m"); err != nil {
				t.Fatal(err)
			}
			if code, out := crawl(); code != 0 {
				t.Fatalf("with room again: exit code %d\n%s", code, out)
			}
			after := archived(t, data)
			for url, count := range after {
				if count != 1 {
					t.Errorf("%s is archived %d times", url, count)
				}
			}
			if len(after) != n {
				t.Errorf("%d pages archived, want %d", len(after), n)
			}
		})
	}
}
