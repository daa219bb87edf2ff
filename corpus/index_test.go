package corpus

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// captures collects the captures of an address, as index lines know them.
func captures(t *testing.T, path, url string) (all []Capture) {
	t.Helper()
	for c, err := range Captures(context.Background(), path, url) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// indexed is what an index says of a capture.
func indexed(c Capture) Capture {
	c.ID, c.Digest = "", ""
	c.Fetched = c.Fetched.Truncate(time.Second)
	if c.Revisit {
		c.MIME = ""
	}
	return c
}

// TestIndex: whenever the index of an archive is looked at, be it whole, behind, cut off, of another file or gone, every capture is found.
func TestIndex(t *testing.T) {
	dir := tempDir(t)
	want := map[string][]Capture{}
	add := func(w *Writer, x Exchange) {
		c := captureTest(t, w, x)
		want[x.URL] = append(want[x.URL], indexed(c))
	}
	check := func(when string) {
		t.Helper()
		for url, all := range want {
			if diff := cmp.Diff(all, captures(t, dir, url)); diff != "" {
				t.Fatalf("%s: %s: %s", when, url, diff)
			}
		}
		if c := captures(t, dir, "https://khabar.example/"); c != nil {
			t.Errorf("%s: captures of an address never seen: %v", when, c)
		}
	}
	for run := range 3 {
		w := openTest(t, dir, WriterOptions{MaxFileBytes: 8000})
		for n := range 20 {
			x := later(exchange(n), run)
			if n%5 == 0 && run > 0 {
				x.Previous = &want[x.URL][0]
			}
			add(w, x)
		}
		check("open")
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		check("closed")
	}
	indexes, err := filepath.Glob(filepath.Join(dir, "*.cdxj"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(indexes) != len(files) || len(files) < 4 {
		t.Errorf("%d indexes of %d files", len(indexes), len(files))
	}
	whole := map[string][]byte{}
	for _, index := range indexes {
		text, err := os.ReadFile(index)
		if err != nil {
			t.Fatal(err)
		}
		whole[index] = text
		if lines := strings.SplitAfter(string(text), "\n"); !slices.IsSorted(lines[:len(lines)-1]) {
			t.Errorf("%s is not sorted", index)
		}
	}
	first := indexes[0]
	for name, damage := range map[string][]byte{
		"cut off": whole[first][:len(whole[first])-30], "of another file": whole[indexes[1]], "no index": []byte("hello\n"), "empty": {},
		"beyond the file": []byte(strings.ReplaceAll(string(whole[first]), `"offset":"`, `"offset":"9`)),
	} {
		if err := os.WriteFile(first, damage, 0o644); err != nil {
			t.Fatal(err)
		}
		if name == "no index" || name == "of another file" || name == "empty" { // seen though it is newer than the file
			check(name + ", new")
		}
		old := time.Now().Add(-time.Hour)
		if err := os.Chtimes(first, old, old); err != nil {
			t.Fatal(err)
		}
		check(name)
		// The next Writer makes it anew.
		w := openTest(t, dir, WriterOptions{MaxFileBytes: 8000})
		for n := 0; !isFresh(files[0]) && n < 20_000; n++ {
			time.Sleep(time.Millisecond)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(first); err != nil || string(got) != string(whole[first]) {
			t.Fatalf("%s: not made anew: %v\n%s", name, err, got)
		}
		check(name + ", made anew")
	}
	for _, index := range indexes {
		if err := os.Remove(index); err != nil {
			t.Fatal(err)
		}
	}
	check("no index")
}

// TestIndexAfterCrash: what was appended after the last checkpoint is in the index once the archive was opened and closed again.
func TestIndexAfterCrash(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	for n := range 5 {
		appendTest(t, w, exchange(n))
	}
	if err := w.checkpoint(); err != nil {
		t.Fatal(err)
	}
	for n := 5; n < 10; n++ {
		appendTest(t, w, exchange(n))
	}
	crashed := tempDir(t) // w is left open, as a killed process leaves it
	for _, pattern := range []string{"*", ".checkpoint"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(crashed, filepath.Base(name)), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	w, err := OpenWriter(crashed, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.lines) != 5 {
		t.Errorf("%d records read again, want the 5 behind the checkpoint", len(w.lines))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(indexPath(w.path))
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines != 10 {
		t.Errorf("%d lines, want 10", lines)
	}
}

// TestHalfWritten: what a killed process was writing beside the archive is removed, and nothing else.
func TestHalfWritten(t *testing.T) {
	dir := tempDir(t)
	for _, name := range []string{".raqam-20260321000000-00000.cdxj123", "..checkpoint456", ".other", "raqam.cdxj"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	openTest(t, dir, WriterOptions{})
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if diff := cmp.Diff([]string{lockName, ".other", "raqam.cdxj"}, left); diff != "" {
		t.Error(diff)
	}
}

// TestBisection finds every run of lines in files of any size, and nothing where there is none.
func TestBisection(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 10, 1000} {
		var text strings.Builder
		for i := range n {
			for k := range 1 + i%3 {
				fmt.Fprintf(&text, "key%05d 2020 %s%d\n", i*2, strings.Repeat("x", i%50), k)
			}
		}
		path := writeFile(t, "a.cdxj", text.String())
		for i := -1; i <= 2*n; i++ {
			want := 0
			if i >= 0 && i%2 == 0 && i/2 < n {
				want = 1 + i/2%3
			}
			lines, err := linesWithPrefix(path, fmt.Sprintf("key%05d ", i))
			if err != nil || len(lines) != want {
				t.Errorf("%d lines: %d: %q, %v", n, i, lines, err)
			}
		}
	}
}

// TestCapturesWhileWriting: what was acknowledged is found, while indexes are replaced and files are begun.
func TestCapturesWhileWriting(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{MaxFileBytes: 30_000})
	var acknowledged atomic.Int32
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := range 300 {
			x := later(exchange(n%3), n)
			if _, err := w.Append(context.Background(), x); err != nil {
				t.Error(err)
			}
			if n%3 == 0 {
				acknowledged.Add(1)
			}
		}
	}()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		least := int(acknowledged.Load())
		if found := captures(t, dir, exchange(0).URL); len(found) < least || !slices.IsSortedFunc(found, func(a, b Capture) int { return a.Fetched.Compare(b.Fetched) }) {
			t.Fatalf("%d captures, %d were acknowledged", len(found), least)
		}
	}
}
