package bleveindex

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"raqam/claim"
	"raqam/search"
	"raqam/search/searchtest"
)

// crashDir, when set, makes the test binary the writer that TestKill kills.
const crashDir = "RAQAM_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := writeForever(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// numbered makes an article whose two claims carry its number.
func numbered(i int) search.Entry {
	url := fmt.Sprintf("https://crash.example/%d", i)
	var claims []claim.Claim
	for j := range 2 {
		c := claim.Claim{ID: fmt.Sprintf("%d-%d", i, j), URL: url}
		c.Quote, c.Kind, c.Bound, c.Value = "alpha word"+letter(i), claim.Quantity, claim.Exact, strconv.Itoa(i)
		claims = append(claims, c)
	}
	return search.Entry{URL: url, Claims: claims}
}

func letter(i int) string { return string(rune('a' + i%10)) }

// writeForever goes on where the index says it is and prints each number once it is published.
func writeForever(dir string) error {
	ctx := context.Background()
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 3, SegmentRows: 4, inlineRows: 20}) // so that segments are merged here and in the background
	if err != nil {
		return err
	}
	next := 0
	if len(w.State()) > 0 {
		if next, err = strconv.Atoi(string(w.State())); err != nil {
			return err
		}
	}
	for {
		for range 3 {
			if err := w.Add(ctx, numbered(next)); err != nil {
				return err
			}
			next++
		}
		if err := w.Publish(ctx, []byte(strconv.Itoa(next))); err != nil {
			return err
		}
		fmt.Println(next)
	}
}

// TestKill kills a real writer at random moments: what it had acknowledged is there, once, with the state that belongs to it. 200 times with
// RAQAM_LONG=1.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	kills := 12
	if os.Getenv("RAQAM_LONG") != "" {
		kills = 200
	}
	dir := t.TempDir()
	acknowledged := 0
	for range kills {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), crashDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(50+rand.IntN(250))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if n, err := strconv.Atoi(lines.Text()); err == nil {
				acknowledged = n
			}
		}
		cmd.Wait() // killed, as it should be
		if stderr.Len() > 0 {
			t.Fatalf("the writer failed: %s", &stderr)
		}
		checkPublished(t, dir, acknowledged)
	}
	if acknowledged == 0 {
		t.Fatal("no writer ever published anything")
	}
	w, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, glob := range []string{"tmp-*", ".*"} {
		if left, _ := filepath.Glob(filepath.Join(dir, glob)); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	if kept, _ := filepath.Glob(filepath.Join(dir, manifestGlob)); len(kept) > 2 {
		t.Errorf("%d generations kept: %v", len(kept), kept)
	}
}

// checkPublished: at least the acknowledged articles are in the index, and exactly those its state speaks of.
func checkPublished(t *testing.T, dir string, acknowledged int) {
	t.Helper()
	s, err := Open(dir)
	if errors.Is(err, search.ErrNoIndex) && acknowledged == 0 {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
	state, err := strconv.Atoi(string(s.State()))
	if err != nil {
		t.Fatal(err)
	}
	if state < acknowledged {
		t.Errorf("state %d, but %d was acknowledged", state, acknowledged)
	}
	if got := s.Count(); got != 2*state {
		t.Errorf("%d claims, want %d", got, 2*state)
	}
	for range 20 {
		i := rand.IntN(state)
		q, err := search.Parse(fmt.Sprintf("word%s* value:%d", letter(i), i))
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Search(t.Context(), q, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != 2 {
			t.Errorf("article %d: %d claims, want 2", i, r.Total)
		}
	}
}

// TestLeftovers: what a crash between any two steps of Publish leaves is no generation, and the next writer removes it.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{}, searchtest.Claims(t))
	before := tree(t, dir)
	for _, path := range []string{"tmp-1/words.zap", "segment-000077/words.zap", ".CURRENT123", ".generation-000002.json9"} {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, manifestName(2)), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Count(), len(searchtest.Claims(t)); got != want {
		t.Errorf("%d claims beside leftovers, want %d", got, want)
	}
	s.Close()
	w, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	if after := tree(t, dir); after != before {
		t.Errorf("after the next writer:\n%s\nwant:\n%s", after, before)
	}
}

// tree lists the files of a folder.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		names = append(names, strings.TrimPrefix(path, dir))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, "\n")
}

// write publishes claims in one generation.
func write(t testing.TB, dir string, o WriterOptions, claims []claim.Claim) {
	t.Helper()
	w, err := OpenWriter(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, e := range searchtest.Entries(claims) {
		if err := w.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Publish(t.Context(), []byte("state")); err != nil {
		t.Fatal(err)
	}
}
