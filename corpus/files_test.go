package corpus

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"b/2.warc.gz", "b/1.WARC", "b/1.warc.gz.513.damaged", "b/.lock", "b/.git/x.html", "a.html", "a.htm.gz", "a.txt", "a.json", "a.jsonl.gz",
		"a.ndjson", "a.pdf", "a.gz", "README", "c/d/e/x.txt.gz",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	linked := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, linked); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "a.txt"), filepath.Join(dir, "z.txt")); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.htm.gz", "a.html", "a.json", "a.jsonl.gz", "a.ndjson", "a.txt", "b/1.WARC", "b/2.warc.gz", "c/d/e/x.txt.gz", "z.txt"}
	for _, root := range []string{dir, linked, dir + "/"} {
		got, err := Files(root)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if got[i], err = filepath.Rel(root, got[i]); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", root, diff)
		}
	}
	named := filepath.Join(dir, "README")
	if got, err := Files(named); err != nil || len(got) != 1 || got[0] != named {
		t.Errorf("a named file: %q, %v", got, err)
	}
	missing := filepath.Join(dir, "nothing-here")
	if _, err := Files(missing); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), missing) {
		t.Errorf("missing: %v", err)
	}
}
