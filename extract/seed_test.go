package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/corpus"
	"raqam/normalize/calendar"
)

// shared finds a file of the folder "shared" that lies beside the repository, and skips the test where there is none.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the package")
		}
		dir = up
	}
	path := filepath.Join(filepath.Dir(dir), "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs %s beside the repository", filepath.Join("shared", name))
	}
	return path
}

func TestSeed(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "seed"), "*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("seed texts: %v, %v", files, err)
	}
	body, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	line, err := os.ReadFile(shared(t, "gold/seed-articles.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var want Article
	if err := json.Unmarshal(line, &want); err != nil {
		t.Fatal(err)
	}
	got, err := FromRecord(corpus.Record{Kind: corpus.Text, Body: body, Source: corpus.Source{Path: "seed.txt"}})
	if err != nil {
		t.Fatal(err)
	}
	want.URL, want.Source = "file:seed.txt", corpus.Source{Path: "seed.txt"}
	want.Code, want.Outlet, want.Language = "54432", "بازار", "fa" // in the text, and not in the gold
	if want.Published, err = calendar.ParseStamp("1399-08-26 12:33"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
}

// TestRealPages compares with pages of Persian outlets whose fields were written down by hand.
func TestRealPages(t *testing.T) {
	data, err := os.ReadFile(shared(t, "pages/gold_fa.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold map[string]struct{ Body, Code, Date, Kicker, Lead, Title string }
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	for name, want := range gold {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(shared(t, "pages/"+name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := FromRecord(corpus.Record{Kind: corpus.Page, Body: body})
			if err != nil {
				t.Fatal(err)
			}
			if got.Title != want.Title || got.Lead != want.Lead {
				t.Errorf("title %q, lead %q, want %q, %q", got.Title, got.Lead, want.Title, want.Lead)
			}
			if got.Kicker != want.Kicker {
				t.Errorf("kicker %q, want %q", got.Kicker, want.Kicker)
			}
			y, m, d := got.Published.Date.Gregorian()
			if date := fmtDate(y, int(m), d); date != want.Date {
				t.Errorf("date %s, want %s", date, want.Date)
			}
			if diff := cmp.Diff(words(want.Body), words(strings.Join(got.Paragraphs, "\n"))); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
		})
	}
}
