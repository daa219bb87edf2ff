package bleveindex

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"raqam/search"
	"raqam/search/searchtest"
)

// TestVerify flips bits all over every file of an index: Verify names the file each time, and neither opening nor searching what is damaged
// hangs or panics.
func TestVerify(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{}, searchtest.Claims(t))
	if err := Verify(dir); err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, glob := range []string{currentName, manifestGlob, segmentGlob + "/*"} {
		found, err := filepath.Glob(filepath.Join(dir, glob))
		if err != nil || len(found) == 0 {
			t.Fatal(glob, err)
		}
		files = append(files, found...)
	}
	for _, path := range files {
		sound, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		step := max(1, len(sound)/60)
		for at := 0; at < len(sound); at += step {
			damaged := append([]byte(nil), sound...)
			damaged[at] ^= 1 << (at % 8)
			replace(t, path, damaged)
			if err := Verify(dir); !errors.Is(err, search.ErrDamaged) && !errors.Is(err, os.ErrNotExist) {
				t.Errorf("byte %d of %s flipped: Verify says %v", at, path, err)
			} else if name := filepath.Base(path); name != currentName && !strings.Contains(err.Error(), name) {
				t.Errorf("byte %d of %s flipped: %v does not name it", at, path, err)
			}
			useDamaged(t, dir)
		}
		for _, length := range []int{0, len(sound) / 2, len(sound) - 1} {
			replace(t, path, sound[:length])
			if err := Verify(dir); err == nil {
				t.Errorf("%s cut to %d bytes: Verify finds nothing", path, length)
			}
			if filepath.Base(path) != currentName {
				if s, err := Open(dir); !errors.Is(err, search.ErrDamaged) {
					t.Errorf("%s cut to %d bytes: opens with %v", path, length, err)
					s.Close()
				}
			}
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil {
			t.Errorf("%s removed: opens", path)
		}
		replace(t, path, sound)
	}
	if err := Verify(dir); err != nil {
		t.Fatal(err)
	}
}

// replace writes a new file in the place of the old one, whose pages a reader may have mapped.
func replace(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path+".new", data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

// useDamaged opens and searches an index with a flipped bit. It may find anything or fail, in time.
func useDamaged(t *testing.T, dir string) {
	t.Helper()
	start := time.Now()
	s, err := Open(dir)
	if err != nil {
		return
	}
	defer s.Close()
	for _, text := range []string{"*", "کارگاه", `"کارگاه تولیدی"`, "کار*", "value:>10", "year:1399", "speaker:*"} {
		q, err := search.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = s.Search(t.Context(), q, search.Options{Limit: 100}) // an error is a fair answer
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("searching a damaged index took %v", took)
	}
}

// TestFreshAfterDamage: a rebuild needs nothing of what is damaged.
func TestFreshAfterDamage(t *testing.T) {
	for _, victim := range []string{currentName, manifestName(1)} {
		dir := t.TempDir()
		write(t, dir, WriterOptions{}, searchtest.Claims(t))
		replace(t, filepath.Join(dir, victim), []byte("nonsense\n"))
		if _, err := OpenWriter(dir, WriterOptions{}); !errors.Is(err, search.ErrDamaged) {
			t.Errorf("%s damaged: a writer opens with %v", victim, err)
		}
		write(t, dir, WriterOptions{Fresh: true}, searchtest.Claims(t)[:3])
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if s.Count() != 3 || s.Generation() != 2 {
			t.Errorf("%s damaged: %d claims in generation %d after a rebuild, want 3 in 2", victim, s.Count(), s.Generation())
		}
		s.Close()
	}
}
