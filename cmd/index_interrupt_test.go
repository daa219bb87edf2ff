package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// interruptAfter runs index and interrupts it (Ctrl-C) once standard error or output has had some time to come. It returns the exit code, or -1 if
// the process could not be started.
func interruptAfter(t *testing.T, wait time.Duration, stdout io.Writer, args ...string) int {
	t.Helper()
	cmd := exec.Command(filepath.Join(bin, "index"), args...)
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(wait, func() { _ = cmd.Process.Signal(os.Interrupt) }) // it may have ended
	defer timer.Stop()
	err := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		return exit.ExitCode()
	case errors.As(err, &exit): // before it listened for the signal
		return 11
	}
	t.Fatalf("%v\n%s", err, stderr.String())
	return -1
}

// TestInterruptIndex interrupts index again and again: each time it keeps what it did, ends with exit code 11, and the next run goes on. A rebuild
// that is interrupted changes nothing.
func TestInterruptIndex(t *testing.T) {
	const articles = 3000
	dir := t.TempDir()
	file := filepath.Join(dir, "articles.jsonl")
	writeArticles(t, file, articles)
	data := filepath.Join(dir, "data")
	finished := false
	for run := 0; !finished; run++ {
		if run > 200 {
			t.Fatal("never finished")
		}
		code := interruptAfter(t, time.Duration(20+rand.IntN(80)*(1+run/10))*time.Millisecond, io.Discard, "--data", data, "--publish-every", "1h", "--no-progress", file)
		if finished = code == 0; !finished && code != 11 {
			t.Fatalf("run %d: exit code %d, want 11", run, code)
		}
	}
	want := indexed(t, data)
	if len(want) != 2*articles {
		t.Fatalf("%d claims after interruptions, want %d", len(want), 2*articles)
	}
	if code := interruptAfter(t, 100*time.Millisecond, io.Discard, "rebuild", "--data", data, "--no-progress"); code != 0 && code != 11 {
		t.Errorf("rebuild: exit code %d", code)
	}
	if got := indexed(t, data); !slices.Equal(got, want) {
		t.Errorf("%d claims after an interrupted rebuild, want %d", len(got), len(want))
	}
}

// TestInterruptExtract: what an interrupted extract has printed is whole lines.
func TestInterruptExtract(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "articles.jsonl")
	writeArticles(t, file, 6000)
	for _, wait := range []time.Duration{50, 150, 400} {
		var out bytes.Buffer
		code := interruptAfter(t, wait*time.Millisecond, &out, "extract", "--no-progress", file)
		if code != 0 && code != 11 {
			t.Fatalf("exit code %d", code)
		}
		lines := strings.SplitAfter(out.String(), "\n")
		if last := lines[len(lines)-1]; last != "" {
			t.Errorf("after %v: the last line is cut: %.80q", wait*time.Millisecond, last)
		}
		for _, line := range lines[:len(lines)-1] {
			if !json.Valid([]byte(line)) {
				t.Fatalf("not a line of JSON: %.80q", line)
			}
		}
	}
}
