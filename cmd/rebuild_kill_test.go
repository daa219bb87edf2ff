package cmd_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// TestKillRebuild kills `index rebuild` with SIGKILL at random moments. Until a rebuild is complete the index answers as it did before, at once;
// afterwards it answers the same from what was built anew.
func TestKillRebuild(t *testing.T) {
	const articles = 1500
	kills := often(5, 60)
	dir := t.TempDir()
	file, data := filepath.Join(dir, "articles.jsonl"), filepath.Join(dir, "data")
	writeArticles(t, file, articles)
	if out, err := exec.Command(filepath.Join(bin, "index"), "--data", data, "--no-progress", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	before := indexed(t, data)
	if len(before) != 2*articles {
		t.Fatalf("%d claims indexed, want %d", len(before), 2*articles)
	}
	longest := 500 * time.Millisecond // that a rebuild takes; learned as they finish before their kill
	killed := 0
	for run := 0; killed < kills; run++ {
		if run > 10*kills {
			t.Fatalf("%d of %d runs finished before they were killed", run-killed, run)
		}
		cmd := exec.Command(filepath.Join(bin, "index"), "rebuild", "--data", data, "--no-progress")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		begun := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(rand.Int64N(int64(longest))), func() {
			_ = cmd.Process.Kill() // fails when it has ended by itself
		})
		err := cmd.Wait()
		kill.Stop()
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
			killed++
		case err != nil:
			t.Fatalf("after %d kills: %v\n%s", killed, err, stderr.String())
		default:
			longest = time.Since(begun)
		}
		begun = time.Now()
		if got := indexed(t, data); !slices.Equal(got, before) {
			t.Fatalf("after %d kills the index holds %d claims, before %d", killed, len(got), len(before))
		}
		if took := time.Since(begun); took > restartLimit {
			t.Errorf("the index answered %v after a kill", took)
		}
	}
	if out, err := exec.Command(filepath.Join(bin, "index"), "rebuild", "--data", data, "--no-progress").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := indexed(t, data); !slices.Equal(got, before) {
		t.Errorf("rebuilt, the index holds %d claims, before %d", len(got), len(before))
	}
	t.Logf("%d kills", killed)
}
