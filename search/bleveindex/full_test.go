package bleveindex

import (
	"errors"
	"math/rand/v2"
	"os"
	"strconv"
	"syscall"
	"testing"

	"raqam/search"
)

// TestDiskFull fills a small disk, named in RAQAM_TEST_SMALL_DISK: the error says so, the generation before stays, and once there is room
// again the next writer goes on.
func TestDiskFull(t *testing.T) {
	dir := os.Getenv("RAQAM_TEST_SMALL_DISK")
	if dir == "" {
		t.Skip("RAQAM_TEST_SMALL_DISK names no small file system")
	}
	published, full := 0, false
	for i := 0; i < 100_000 && !full; {
		w, err := OpenWriter(dir, WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		from := i
		for ; i < from+500 && err == nil; i++ {
			e := numbered(i)
			for j := range e.Claims {
				e.Claims[j].Quote = strconv.FormatUint(rand.Uint64(), 36) + " " + strconv.FormatUint(rand.Uint64(), 36)
			}
			err = w.Add(t.Context(), e)
		}
		if err == nil {
			err = w.Publish(t.Context(), []byte("state"))
		}
		if err == nil {
			published = i
		} else if full = errors.Is(err, syscall.ENOSPC); !full {
			t.Errorf("%v, want ENOSPC", err)
			full = true
		} else {
			t.Log(err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
	if !full {
		t.Fatalf("%s is too large", dir)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if s.Count() != 2*published {
		t.Errorf("%d claims, want %d", s.Count(), 2*published)
	}
	s.Close()
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
	w, err := OpenWriter(dir, WriterOptions{Fresh: true, Keep: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := errors.Join(w.Add(t.Context(), search.Entry{URL: "https://crash.example/0"}), w.Publish(t.Context(), nil)); err != nil {
		t.Errorf("after a full disk: %v", err)
	}
}
