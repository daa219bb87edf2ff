package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"raqam/internal/cli"
)

// TestMain lets the test binary stand in for the three commands: linked under their names, it does what FAKE_CRAWL and FAKE_EXIT say.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "crawl":
		os.Exit(fakeCrawl())
	case "index", "query":
		if os.Getenv("FAKE_NO_HITS") == "" {
			fmt.Println("fake", strings.Join(os.Args[1:], " "))
		}
		code, _ := strconv.Atoi(os.Getenv("FAKE_EXIT"))
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// fakeCrawl asks for the targets in FAKE_CRAWL, unless the data directory says that it has done so before.
func fakeCrawl() int {
	data, origin := os.Args[2], strings.TrimSuffix(os.Args[len(os.Args)-1], "/")
	done := filepath.Join(data, "crawled")
	if _, err := os.Stat(done); err == nil && os.Getenv("FAKE_FORGETS") == "" {
		return cli.OK
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	code := cli.OK
	for _, target := range strings.Fields(os.Getenv("FAKE_CRAWL")) {
		resp, err := client.Get(origin + target)
		if err != nil {
			return cli.Failure
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusNotFound {
			code = cli.Incomplete
		}
	}
	if os.Getenv("FAKE_SILENT") != "" {
		code = cli.OK
	}
	if err := os.WriteFile(done, nil, 0o600); err != nil {
		return cli.Failure
	}
	return code
}

// fakeBin is a folder with the test binary under the names of the given commands.
func fakeBin(t *testing.T, names ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range names {
		if err := os.Symlink(self, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pagesToFind lists what a crawler has to fetch of the sample site, percent-encoded.
func pagesToFind(t *testing.T) string {
	t.Helper()
	site, err := openOutlet(sampleSite)
	if err != nil {
		t.Fatal(err)
	}
	missed := site.visitsSince(0).missed
	if err := site.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, target := range missed {
		path, query, _ := strings.Cut(target, "?")
		missed[i] = (&url.URL{Path: path, RawQuery: query}).String()
	}
	return strings.Join(missed, " ")
}

func TestStory(t *testing.T) {
	bin := fakeBin(t, commands...)
	pages := pagesToFind(t)
	tests := []struct {
		name    string
		env     map[string]string
		wantErr string // "" for none
		wantOut []string
	}{
		{"all well", map[string]string{"FAKE_CRAWL": "/robots.txt /news/9321/x " + pages}, "",
			[]string{"is being served from", "Exit code 12", "(/news/9321/x, 404)", "forbids /private/drafts/20990", "every page was found and none was fetched twice",
				"fake --data", "'speaker:سهندی counted:واحد year:1399'", "Try next", "--allow-private --delay 50ms http://127.0.0.1:"}},
		{"no dead link met", map[string]string{"FAKE_CRAWL": pages}, "", []string{"Try next"}},
		{"page not found", map[string]string{"FAKE_CRAWL": "/ /archive?pi=1"}, "did not find: /rss, /archive, /archive?pi=2", nil},
		{"forbidden page fetched", map[string]string{"FAKE_CRAWL": "/ /private/drafts/20990"}, "what robots.txt forbids: /private/drafts/20990", nil},
		{"page fetched twice", map[string]string{"FAKE_CRAWL": "/ /archive?pi=1 /archive?pi=1"}, "more than once: /archive?pi=1", nil},
		{"dead link passed over", map[string]string{"FAKE_CRAWL": "/news/9321/x " + pages, "FAKE_SILENT": "1"}, "exit code 0, not 12", nil},
		{"crawl does not resume", map[string]string{"FAKE_CRAWL": pages, "FAKE_FORGETS": "1"}, "addresses again", nil},
		{"nothing found", map[string]string{"FAKE_CRAWL": pages, "FAKE_NO_HITS": "1"}, "found no claim", nil},
		{"index fails", map[string]string{"FAKE_CRAWL": pages, "FAKE_EXIT": "3"}, "index ended with exit status 3", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, value := range tt.env {
				t.Setenv(name, value)
			}
			var out bytes.Buffer
			err := run(t.Context(), options{bin: bin, data: filepath.Join(t.TempDir(), "demo-data"), site: sampleSite, out: &out, errOut: io.Discard})
			if tt.wantErr == "" && err != nil || tt.wantErr != "" && (err == nil || !strings.Contains(err.Error(), tt.wantErr)) {
				t.Fatalf("error %v, want %q; output:\n%s", err, tt.wantErr, &out)
			}
			for _, want := range tt.wantOut {
				if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
					t.Errorf("output lacks %q:\n%s", want, &out)
				}
			}
			if strings.Contains(out.String(), "\x1b") {
				t.Error("escape sequences without a terminal")
			}
		})
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o := options{bin: fakeBin(t, commands...), data: filepath.Join(t.TempDir(), "d"), site: sampleSite, out: io.Discard, errOut: io.Discard}
	if err := run(ctx, o); cli.Code(err) != cli.Interrupted {
		t.Errorf("error %v, exit code %d; want %d", err, cli.Code(err), cli.Interrupted)
	}
}

func TestMissingCommands(t *testing.T) {
	dir := fakeBin(t, "index")
	_, err := findBin(dir)
	if cli.Code(err) != cli.BadUsage || !strings.Contains(err.Error(), "no crawl, query in "+dir+": build the commands first (make build)") {
		t.Errorf("findBin = %v", err)
	}
}

func TestMissingSite(t *testing.T) {
	_, err := openOutlet(filepath.Join(t.TempDir(), "none.txtar"))
	if cli.Code(err) != cli.BadUsage || !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "-site") {
		t.Errorf("openOutlet = %v", err)
	}
}

func TestPrepareData(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo-data")
	if err := prepareData(dir); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(dir, "archive.warc.gz")
	if err := os.WriteFile(old, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := prepareData(dir); err != nil {
		t.Fatalf("second time: %v", err)
	}
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Error("the data of the earlier demo are still there")
	}

	foreign := t.TempDir()
	work := filepath.Join(foreign, "archive.warc.gz")
	if err := os.WriteFile(work, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := prepareData(foreign)
	if cli.Code(err) != cli.BadUsage || !strings.Contains(err.Error(), "not made by the demo") {
		t.Errorf("a foreign directory: %v", err)
	}
	if _, err := os.Stat(work); err != nil {
		t.Errorf("a foreign directory lost its file: %v", err)
	}
}

func TestQuestions(t *testing.T) {
	for when, want := range map[string]int{"ask": 3, "next": 4} {
		rows, err := questions(queriesTSV, when)
		if err != nil || len(rows) < want {
			t.Errorf("%s: %d rows (%v), want at least %d", when, len(rows), err, want)
		}
	}
	for _, bad := range []string{"ask\t-\tx", "later\t-\tx\ty", "ask\t-\tx\ty\tz", ""} {
		if rows, err := questions(bad, "ask"); err == nil {
			t.Errorf("questions(%q) = %v, want an error", bad, rows)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"one two  three", "one two\nthree"},
		{"seventeen-letters-x a", "seventeen-letters-x\na"},
		{"خواهد شد به", "خواهد\nشد به"},
	} {
		if got := wrap(tt.text, 7); got != tt.want {
			t.Errorf("wrap(%q, 7) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestCommandLine(t *testing.T) {
	teller := &teller{options: options{bin: "."}}
	got := teller.line("query", []string{"search", "--data", "demo-data", "counted:شغل value:10000..50000", "money:>=1e12", "it's"})
	want := `./query search --data demo-data 'counted:شغل value:10000..50000' 'money:>=1e12' 'it'\''s'`
	if got != want {
		t.Errorf("line = %s\nwant   %s", got, want)
	}
}
