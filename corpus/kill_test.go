package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

const killEnv = "RAQAM_TEST_ARCHIVE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killEnv); dir != "" {
		fmt.Fprintln(os.Stderr, appendForever(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// appendForever is the process to be killed: four goroutines append and print the Source of each exchange when Append has returned.
func appendForever(dir string) error {
	w, err := OpenWriter(dir, WriterOptions{MaxFileBytes: 64 << 10})
	if err != nil {
		return err
	}
	var output sync.Mutex
	failed := make(chan error)
	for worker := range 4 {
		go func() { failed <- appendWorker(w, worker*1_000_000, &output) }()
	}
	return <-failed
}

func appendWorker(w *Writer, from int, output *sync.Mutex) error {
	for n := from; ; n++ {
		source, err := w.Append(context.Background(), exchange(n))
		if err != nil {
			return err
		}
		output.Lock()
		err = json.NewEncoder(os.Stdout).Encode(source.Source)
		output.Unlock()
		if err != nil {
			return err
		}
	}
}

// TestKill kills a writing process with SIGKILL, again and again: what Append acknowledged is there, once, in its place.
func TestKill(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Skip("no test binary to start: ", err)
	}
	rounds := 20
	if testing.Short() {
		rounds = 3
	}
	dir := tempDir(t)
	acknowledged := map[Source]bool{}
	for round := range rounds {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), killEnv+"="+dir)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			var source Source
			if err := json.Unmarshal(lines.Bytes(), &source); err != nil {
				break // the line itself was cut
			}
			acknowledged[source] = true
			if n == 5 {
				time.AfterFunc(time.Duration(round)*1700*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
		}
		if err := cmd.Wait(); cmd.ProcessState.Exited() {
			t.Fatal("the writer was not killed: ", err)
		}
	}
	w := openTest(t, dir, WriterOptions{})
	if w.Repair() != nil {
		t.Log(w.Repair())
	}
	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	records, errs := readAll(t, files...)
	for _, rec := range records {
		delete(acknowledged, rec.Source)
	}
	if len(acknowledged) > 0 || len(records) < rounds*5 {
		t.Errorf("%d records; lost %d acknowledged ones", len(records), len(acknowledged))
	}
	for _, err := range errs {
		t.Error(err)
	}
	// Once the archive was open long enough, every record is in an index, once.
	for _, f := range files {
		for n := 0; f != w.path && !isUsable(f) && n < 20_000; n++ {
			time.Sleep(time.Millisecond)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, f := range files {
		text, err := os.ReadFile(indexPath(f))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // no index where the first record of a file was cut off
			t.Error(err)
		}
		lines += bytes.Count(text, []byte("\n"))
	}
	if lines != len(records) {
		t.Errorf("%d index lines for %d records", lines, len(records))
	}
	t.Logf("%d kills, %d records in %d files", rounds, len(records), len(files))
}
