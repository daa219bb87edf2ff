package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// writeArticles makes a file of n articles with two claims each, all values different.
func writeArticles(t *testing.T, path string, n int) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		article := map[string]any{
			"url": fmt.Sprintf("https://a.example/news/%d", i), "title": "گزارش روز", "lead": "", "published": "1399-05-01",
			"paragraphs": []string{
				fmt.Sprintf("مدیر استان گفت: %d مدرسه ساخته شد.", 10_000+i),
				fmt.Sprintf("وی افزود: بیش از %d کتابخانه تجهیز خواهد شد.", 500_000+i),
			},
		}
		if err := enc.Encode(article); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// indexed lists all claims of an index, a line each, in a fixed order.
func indexed(t *testing.T, data string) []string {
	t.Helper()
	cmd := exec.Command(filepath.Join(bin, "query"), "search", "--data", data, "--format", "jsonl", "--limit", "1000000", "value:>0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	return lines
}

// TestKillIndex kills the real process again and again: what it had published is kept, the rest is indexed by the next run, nothing twice.
// More often with RAQAM_LONG=1.
func TestKillIndex(t *testing.T) {
	const articles = 3000
	kills := often(12, 60)
	dir := t.TempDir()
	file := filepath.Join(dir, "articles.jsonl")
	writeArticles(t, file, articles)
	data := filepath.Join(dir, "data")

	killed := 0
	for run := 0; ; run++ {
		if run > 10*kills {
			t.Fatalf("not finished after %d runs", run)
		}
		cmd := exec.Command(filepath.Join(bin, "index"), "--data", data, "--publish-every", "50ms", "--no-progress", file)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatalf("run %d: %v", run, err)
		}
		if killed < kills {
			// From dead at once to well under way; later kills come later, so that the runs also get somewhere. A kill that
			// comes too late fails, which is no matter: the run's own exit decides.
			kill := time.AfterFunc(time.Duration(rand.IntN(100+100*min(killed, 20)))*time.Millisecond, func() { cmd.Process.Kill() })
			defer kill.Stop()
		}
		err := cmd.Wait()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
			killed++
			continue
		}
		if err != nil {
			t.Fatalf("run %d: %v\n%s", run, err, stderr.String())
		}
		if killed < kills && run < kills { // finished before its kill: start over with what there is, the next run has nothing to do
			killed++
			continue
		}
		break
	}
	got := indexed(t, data)
	whole := filepath.Join(dir, "whole")
	if out, err := exec.Command(filepath.Join(bin, "index"), "--data", whole, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := indexed(t, whole)
	if len(want) != 2*articles {
		t.Fatalf("an undisturbed run indexed %d claims, want %d", len(want), 2*articles)
	}
	if !slices.Equal(got, want) {
		t.Errorf("after %d kills the index holds %d claims, an undisturbed one %d", killed, len(got), len(want))
	}
}
