package cmd_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of the given size for a test.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	mountSmall(t, dir, size)
	return dir
}

// mountSmall mounts a file system of the given size on a folder.
func mountSmall(t *testing.T, dir, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("skipped: a small file system cannot be mounted here (needs root): %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
}

// TestDiskFullIndex gives index a file system too small for its work: it must end with exit code 3 and say so, what was published before must
// stay whole, and with room again the same command must finish the work.
func TestDiskFullIndex(t *testing.T) {
	small := smallDisk(t, "1m")
	dir := t.TempDir()
	few, many := filepath.Join(dir, "few.jsonl"), filepath.Join(dir, "many.jsonl")
	writeArticles(t, few, 50)
	writeArticles(t, many, 6_000)
	data := filepath.Join(small, "data")
	index := func(args ...string) (int, string) {
		out, err := exec.Command(filepath.Join(bin, "index"), append([]string{"--data", data, "--no-progress"}, args...)...).CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode(), string(out)
		} else if err != nil {
			t.Fatal(err)
		}
		return 0, string(out)
	}
	if code, out := index(few); code != 0 {
		t.Fatalf("the first, small index: exit code %d\n%s", code, out)
	}
	before := indexed(t, data)
	code, out := index(many)
	if code != 3 || !strings.Contains(out, "no space left on device") {
		t.Fatalf("on a full disk: exit code %d\n%s", code, out)
	}
	if after := indexed(t, data); len(after) < len(before) {
		t.Errorf("%d claims before the disk was full, %d after", len(before), len(after))
	}
	if err := syscall.Mount("tmpfs", small, "tmpfs", syscall.MS_REMOUNT, "size=400m"); err != nil {
		t.Fatal(err)
	}
	if code, out := index(many); code != 0 {
		t.Fatalf("with room again: exit code %d\n%s", code, out)
	}
	if got := len(indexed(t, data)); got != 2*6_000 {
		t.Errorf("with room again the index holds %d claims, want %d", got, 2*6_000)
	}
	if leftovers, _ := filepath.Glob(filepath.Join(os.TempDir(), "raqam-index-*")); len(leftovers) > 0 {
		t.Errorf("left behind: %v", leftovers)
	}
}
