package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"raqam/corpus"
)

var update = flag.Bool("update", false, "rewrite the expected articles in testdata/pages")

// fixture is a page of testdata/pages: a txtar file whose comment says what it is about, with record.json (what is known besides the
// body), page.html or page.txt, and article.json or, for what is none, error.
type fixture struct {
	name    string // of the file
	archive *txtar.Archive
	record  corpus.Record
}

func readFixture(t testing.TB, path string) fixture {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := fixture{name: filepath.Base(path), archive: a}
	for _, file := range a.Files {
		switch file.Name {
		case "record.json":
			var r struct {
				URL         string
				Fetched     time.Time
				Status      int
				ContentType string `json:"content_type"`
			}
			if err := json.Unmarshal(file.Data, &r); err != nil {
				t.Fatalf("%s: record.json: %v", path, err)
			}
			f.record.URL, f.record.Fetched, f.record.Status = r.URL, r.Fetched, r.Status
			if r.ContentType != "" {
				f.record.Header = http.Header{"Content-Type": {r.ContentType}}
			}
		case "page.html":
			f.record.Kind, f.record.Body = corpus.Page, file.Data
		case "page.txt":
			f.record.Kind, f.record.Body = corpus.Text, file.Data
		}
	}
	f.record.Source.Path = filepath.Base(path)
	return f
}

// expected returns the files of a fixture that a run must reproduce.
func (f fixture) expected() (article, failure string) {
	for _, file := range f.archive.Files {
		switch file.Name {
		case "article.json":
			article = string(file.Data)
		case "error":
			failure = string(file.Data)
		}
	}
	return article, failure
}

func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			f := readFixture(t, path)
			a, reasons, err := Explain(f.record)
			var article, failure string
			switch {
			case errors.Is(err, ErrNotArticle):
				failure = err.Error() + "\n"
			case err != nil:
				t.Fatal(err)
			default:
				article = pretty(t, a)
			}
			if *update {
				f.write(t, path, article, failure)
				return
			}
			wantArticle, wantFailure := f.expected()
			if diff := cmp.Diff(wantArticle, article); diff != "" {
				t.Errorf("article (-want +got):\n%s\nreasons:\n%s", diff, pretty(t, reasons))
			}
			if failure != wantFailure {
				t.Errorf("error %q, want %q", failure, wantFailure)
			}
		})
	}
}

func (f fixture) write(t *testing.T, path, article, failure string) {
	var files []txtar.File
	for _, file := range f.archive.Files {
		if file.Name != "article.json" && file.Name != "error" {
			files = append(files, file)
		}
	}
	if failure != "" {
		files = append(files, txtar.File{Name: "error", Data: []byte(failure)})
	} else {
		files = append(files, txtar.File{Name: "article.json", Data: []byte(article)})
	}
	f.archive.Files = files
	if err := os.WriteFile(path, txtar.Format(f.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func pretty(t testing.TB, v any) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
