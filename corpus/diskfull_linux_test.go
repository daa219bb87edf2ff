package corpus

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullFileSystem fills a real file system.
func TestFullFileSystem(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("cannot mount a small file system (needs root): %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	archive := filepath.Join(dir, "archive")
	w, err := OpenWriter(archive, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	var acknowledged []Source
	for n := 0; ; n++ {
		x := exchange(n)
		for range 20_000 { // does not compress
			x.Body = append(x.Body, byte(random.Uint32()))
		}
		source, err := w.Append(context.Background(), x)
		if err == nil {
			if acknowledged = append(acknowledged, source.Source); n > 100 {
				t.Fatal("the disk is never full")
			}
			continue
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		break
	}
	if err := w.Close(); err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	w, err = OpenWriter(archive, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if w.Repair() != nil {
		t.Errorf("half a record was left: %v", w.Repair())
	}
	records, errs := readAll(t, acknowledged[0].Path)
	if errs != nil || len(records) != len(acknowledged) {
		t.Errorf("%d records, want %d: %v", len(records), len(acknowledged), errs)
	}
}
