package cmd_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReadOnlyDisk: where nothing can be written, what only reads works as ever, and what would write says at once why it cannot.
func TestReadOnlyDisk(t *testing.T) {
	small := smallDisk(t, "64m")
	file := filepath.Join(t.TempDir(), "articles.jsonl")
	writeArticles(t, file, 20)
	data := filepath.Join(small, "data")
	run := func(args ...string) (int, string) {
		start := time.Now()
		out, err := exec.Command(filepath.Join(bin, args[0]), append(args[1:], "--data", data)...).CombinedOutput()
		if took := time.Since(start); took > 10*time.Second { // 2 s, on a machine that has other work
			t.Errorf("%v took %v", args, took)
		}
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode(), string(out)
		} else if err != nil {
			t.Fatal(err)
		}
		return 0, string(out)
	}
	for range 2 {
		if code, out := run("index", "rebuild", file); code != 0 {
			t.Fatalf("index: exit code %d\n%s", code, out)
		}
	}
	if err := syscall.Mount("tmpfs", small, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"query", "search", "value:>0"}, {"index", "verify"}, {"index", "stats"}, {"index", "diff"}} {
		if code, out := run(args...); code != 0 {
			t.Errorf("%v: exit code %d\n%s", args, code, out)
		}
	}
	for _, args := range [][]string{{"index"}, {"index", "rebuild"}, {"index", "compact", "--keep", "1"}, {"index", "forget", file}} {
		if code, out := run(args...); code == 0 || !strings.Contains(out, "read-only file system") {
			t.Errorf("%v: exit code %d\n%s", args, code, out)
		}
	}
}
