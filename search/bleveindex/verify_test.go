package bleveindex

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"raqam/search"
	"raqam/search/reprint"
	"raqam/search/searchtest"
)

// TestVerifyRandom flips a random bit of a random file, or cuts it, again and again: CURRENT, manifests, words, columns, claims, texts, the list
// of reprints, of the current generation and of the one kept before it. Verify finds all of them, names the file, and a reader that opens
// nevertheless neither hangs nor panics. 1,000 times with RAQAM_LONG=1.
func TestVerifyRandom(t *testing.T) {
	rounds := 60
	if os.Getenv("RAQAM_LONG") != "" {
		rounds = 1000
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(1, uint64(rounds)))
	w, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		e, text := printed(r, i)
		if err := w.AddText(t.Context(), e, text); err != nil {
			t.Fatal(err)
		}
		if i%20 == 19 {
			for _, e := range searchtest.Entries(searchtest.Claims(t)) {
				if err := w.AddText(t.Context(), e, reprint.Text{}); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Publish(t.Context(), []byte("state")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != lockName {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, path := range files {
		kinds[strings.TrimRight(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), "-0123456789")] = true
	}
	for _, kind := range []string{"CURRENT", "generation", "words", "columns", "claims", "texts", "reprints"} {
		if !kinds[kind] {
			t.Errorf("no file of the kind %s in %v", kind, files)
		}
	}
	for round := range rounds {
		path := files[r.IntN(len(files))]
		if round < 2*len(files) {
			path = files[round/2] // each of them flipped and cut at least once
		}
		sound, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		damaged := slices.Clone(sound)
		what := "a bit flipped in"
		if round%2 == 0 {
			damaged[r.IntN(len(damaged))] ^= 1 << r.IntN(8)
		} else {
			what, damaged = "cut", damaged[:r.IntN(len(damaged))]
		}
		replace(t, path, damaged)
		err = Verify(dir)
		if err == nil || !errors.Is(err, search.ErrDamaged) && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s %s: Verify says %v", what, path, err)
		} else if name := filepath.Base(path); name != currentName && !strings.Contains(err.Error(), name) {
			t.Errorf("%s %s: %v does not name it", what, path, err)
		}
		useDamaged(t, dir)
		replace(t, path, sound)
	}
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
}

// TestOpenChecksWords: a reader does not open words.zap with a flipped bit, wherever it is. All else that it reads is checked as it is unpacked.
func TestOpenChecksWords(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{}, searchtest.Claims(t))
	path := filepath.Join(dir, segmentName(1), wordsName)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := range sound {
		if at%17 != 0 {
			continue
		}
		damaged := slices.Clone(sound)
		damaged[at] ^= 1 << (at % 8)
		replace(t, path, damaged)
		if s, err := Open(dir); !errors.Is(err, search.ErrDamaged) {
			t.Errorf("byte %d flipped: opens with %v", at, err)
			if s != nil {
				s.Close()
			}
		}
	}
}

// TestReadOnly: where nothing can be written, readers work, and a writer says at once what is the matter.
func TestReadOnly(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("skipped: permissions do not bind root; the test of cmd with a read-only file system is for it")
	}
	dir := t.TempDir()
	write(t, dir, WriterOptions{}, searchtest.Claims(t))
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	start := time.Now()
	if _, err := OpenWriter(filepath.Join(dir, "new"), WriterOptions{}); !errors.Is(err, fs.ErrPermission) || time.Since(start) > 2*time.Second {
		t.Errorf("a writer opens with %v after %v", err, time.Since(start))
	}
}

// TestTwoWriters: the second is told at once, also while the first is publishing.
func TestTwoWriters(t *testing.T) {
	dir := t.TempDir()
	first, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := OpenWriter(dir, WriterOptions{Fresh: true}); !errors.Is(err, search.ErrLocked) || time.Since(start) > 2*time.Second {
		t.Errorf("a second writer opens with %v after %v", err, time.Since(start))
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
}
