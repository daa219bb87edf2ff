package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// consume reads what is pending of a file, at most limit records, and returns the bodies; a limit that is reached is a crash.
func consume(t *testing.T, c *Cursor, path string, limit int) []string {
	t.Helper()
	from, changed, err := c.Pending(path)
	if err != nil {
		t.Fatal(err)
	}
	if !changed {
		return nil
	}
	var bodies []string
	for rec, err := range ReadFile(context.Background(), path, from) {
		if err != nil {
			continue
		}
		if len(bodies) == limit {
			return bodies
		}
		bodies = append(bodies, string(rec.Body))
		c.Advance(rec)
	}
	c.Finish(path)
	return bodies
}

const everything = 1 << 30

// reload stores a cursor as a consumer does and reads it again, as a restart does.
func reload(t *testing.T, c *Cursor) *Cursor {
	t.Helper()
	stored, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	loaded := &Cursor{}
	if err := json.Unmarshal(stored, loaded); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, loaded, cmpopts.IgnoreUnexported(Cursor{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(diff)
	}
	return loaded
}

// growing are files that are appended to: how to begin one, and what the n-th record adds.
var growing = []struct {
	name  string
	start string
	add   func(n int) string
}{
	{"a.jsonl", "", func(n int) string { return fmt.Sprintf("{\"n\":%d}\n", n) }},
	{"a.warc", warcinfo(), func(n int) string { return page(fmt.Sprintf("http://khabar.example/%d", n), fmt.Sprint("خبر ", n)) }},
	{"a.warc.gz", gz(warcinfo()), func(n int) string {
		return gz(page(fmt.Sprintf("http://khabar.example/%d", n), fmt.Sprint("خبر ", n)))
	}},
}

// TestCursorLaw: however a growing file's writing and reading are interleaved and interrupted, every record is dealt with once.
func TestCursorLaw(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, g := range growing {
		for round := range 8 {
			path := writeFile(t, g.name, g.start)
			c := &Cursor{}
			written, seen := 0, []string{}
			for range 12 {
				f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
				if err != nil {
					t.Fatal(err)
				}
				for range random.IntN(4) {
					if _, err := f.WriteString(g.add(written)); err != nil {
						t.Fatal(err)
					}
					written++
				}
				// Sometimes the reader comes while a record is being written.
				half := ""
				if random.IntN(3) == 0 {
					half = g.add(written)[:len(g.add(written))/2]
				}
				if _, err := f.WriteString(half); err != nil {
					t.Fatal(err)
				}
				seen = append(seen, consume(t, c, path, random.IntN(5))...)
				c = reload(t, c)
				if half != "" {
					if _, err := f.WriteString(g.add(written)[len(half):]); err != nil {
						t.Fatal(err)
					}
					written++
				}
				if err := f.Close(); err != nil {
					t.Fatal(err)
				}
			}
			seen = append(seen, consume(t, c, path, everything)...)
			records, errs := readAll(t, path)
			var want []string
			for _, rec := range records {
				want = append(want, string(rec.Body))
			}
			if len(want) != written || errs != nil {
				t.Fatalf("%s: %d records of %d, %v", g.name, len(want), written, errs)
			}
			if diff := cmp.Diff(want, seen, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s, round %d: %s", g.name, round, diff)
			}
			if again := consume(t, reload(t, c), path, everything); again != nil {
				t.Errorf("%s: read again: %q", g.name, again)
			}
		}
	}
}

// TestCursorRewritten: what was rewritten is read from the beginning, what was only touched is not.
func TestCursorRewritten(t *testing.T) {
	for _, g := range growing {
		path := writeFile(t, g.name, g.start+g.add(1)+g.add(2))
		c := &Cursor{}
		if got := consume(t, c, path, everything); len(got) != 2 {
			t.Fatalf("%s: %q", g.name, got)
		}
		touch(t, path)
		if got := consume(t, c, path, everything); got != nil {
			t.Errorf("%s, touched: %q", g.name, got)
		}
		for _, rewritten := range []struct{ how, content string }{
			{"same size", g.start + g.add(3) + g.add(4)},
			{"shorter", g.start + g.add(5)},
			{"longer", g.start + g.add(6) + g.add(7) + g.add(8)},
			{"another beginning", g.start + g.add(10) + g.add(8)},
			{"the last one is cut", (g.start + g.add(10) + g.add(8))[:len(g.start+g.add(10))+5]},
		} {
			content := rewritten.content
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
			touch(t, path)
			records, _ := readAll(t, path)
			if got := consume(t, c, path, everything); len(got) != len(records) {
				t.Errorf("%s, %s: %q", g.name, rewritten.how, got)
			}
		}
	}
	for _, name := range []string{"a.html", "a.txt", "a.txt.gz"} {
		pack := func(s string) string { return s }
		if strings.HasSuffix(name, ".gz") {
			pack = gz
		}
		path := writeFile(t, name, pack("یک"))
		c := &Cursor{}
		for _, content := range []string{"یک", "دو", "دو و سه"} {
			if err := os.WriteFile(path, []byte(pack(content)), 0o644); err != nil {
				t.Fatal(err)
			}
			touch(t, path)
			if got := consume(t, c, path, everything); len(got) != 1 || got[0] != content {
				t.Errorf("%s: %q, want %q", name, got, content)
			}
			if got := consume(t, reload(t, c), path, everything); got != nil {
				t.Errorf("%s: read again: %q", name, got)
			}
		}
	}
}

// touch gives a file a modification time of its own, whatever the resolution of the file system's clock.
func touch(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	later := info.ModTime().Add(time.Second)
	if err := os.Chtimes(path, later, later); err != nil {
		t.Fatal(err)
	}
}

// TestCursorWithWriter follows an archive across a crash and its repair.
func TestCursorWithWriter(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	appendTest(t, w, exchange(1))
	source := appendTest(t, w, exchange(2))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(source.Path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	half := gz(page("http://khabar.example/x", "نیمه"))
	if _, err := f.WriteString(half[:len(half)-9]); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	c := &Cursor{}
	if got := consume(t, c, source.Path, everything); len(got) != 2 {
		t.Fatalf("%q", got)
	}
	w = openTest(t, dir, WriterOptions{})
	if w.Repair() == nil {
		t.Fatal("not repaired")
	}
	appendTest(t, w, exchange(3))
	if got := consume(t, c, source.Path, everything); len(got) != 1 || got[0] != string(exchange(3).Body) {
		t.Errorf("after the repair: %q", got)
	}
}

func TestCursorForm(t *testing.T) {
	c := &Cursor{}
	if _, _, err := c.Pending(filepath.Join(tempDir(t), "missing.warc")); err == nil {
		t.Error("a missing file is pending")
	}
	// The form is part of what consumers store.
	c.Advance(Record{Source: Source{Path: "data//a.warc.gz", Offset: 5, Digest: "sha256:00"}, Next: 9})
	got, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"files":{"data/a.warc.gz":{"offset":9,"last_offset":5,"last_digest":"sha256:00","size":0,"mod_time":"0001-01-01T00:00:00Z"}}}`
	if string(got) != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
