package cmd_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"

	"raqam/internal/txtarsite"
)

// site is the site of a running script, and what it was asked for.
type site struct {
	mu    sync.Mutex
	asked map[string]int // by path and query
}

func (s *site) count(target string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[target]
}

// sites are those of the running scripts, by script.
var sites sync.Map

func siteOf(ts *testscript.TestScript) *site {
	s, ok := sites.Load(ts)
	if !ok {
		ts.Fatalf("nothing is served: serve FILE comes first")
	}
	return s.(*site)
}

var innerMarker = regexp.MustCompile(`(?m)^== (.+) ==$`)

// serve FILE puts the site in a txtar file on loopback until the script ends and sets $SITE to its address. As the file is in a txtar file
// itself, its markers are written == name ==. Pages under /slow/ take a minute.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	text := innerMarker.ReplaceAllString(ts.ReadFile(args[0]), "-- $1 --")
	pages, err := txtarsite.Parse(txtar.Parse([]byte(text)))
	ts.Check(err)
	s := &site{asked: map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked[r.URL.RequestURI()]++
		s.mu.Unlock()
		if strings.HasPrefix(r.URL.Path, "/slow/") {
			select {
			case <-r.Context().Done():
			case <-time.After(time.Minute):
			}
		}
		pages.ServeHTTP(w, r)
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
	sites.Store(ts, s)
	ts.Defer(func() { sites.Delete(ts) })
}

// requests N TARGET demands how often a target was asked for.
func requests(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := siteOf(ts).count(args[1]); got != want {
		ts.Fatalf("%s was asked for %d times, want %d", args[1], got, want)
	}
}

// interrupt CODE TARGET COMMAND… sends a command SIGINT once it asks for a target, and demands that it ends with the exit code within two
// seconds. Its standard error goes to the file interrupt.err.
func interrupt(ts *testscript.TestScript, _ bool, args []string) {
	s := siteOf(ts)
	cmd := exec.Command(filepath.Join(bin, args[2]), args[3:]...)
	cmd.Dir = ts.MkAbs(".")
	stderr, err := os.Create(ts.MkAbs("interrupt.err"))
	ts.Check(err)
	defer stderr.Close()
	cmd.Stderr = stderr
	ts.Check(cmd.Start())
	for deadline := time.Now().Add(10 * time.Second); s.count(args[1]) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			_ = cmd.Process.Kill() // the script fails anyway
			ts.Fatalf("%s was never asked for", args[1])
		}
	}
	ts.Check(cmd.Process.Signal(os.Interrupt))
	began := time.Now()
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] || time.Since(began) > 2*time.Second {
		ts.Fatalf("after %v: %v, want exit code %s", time.Since(began), err, args[0])
	}
}

// background TARGET COMMAND… starts a command that is to run until the script ends, and returns once it has asked for a target.
func background(ts *testscript.TestScript, _ bool, args []string) {
	s := siteOf(ts)
	cmd := exec.Command(filepath.Join(bin, args[1]), args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
	})
	for deadline := time.Now().Add(10 * time.Second); s.count(args[0]) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			ts.Fatalf("%s was never asked for", args[0])
		}
	}
}
