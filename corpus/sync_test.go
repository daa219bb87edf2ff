package corpus

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// countedFiles counts what reaches the disk.
type countedFiles struct{ writes, syncs int }

type countedFile struct {
	appendFile
	counts *countedFiles
}

func (c *countedFiles) Create(path string) (appendFile, error) {
	f, err := osFiles{}.Create(path)
	return &countedFile{f, c}, err
}

func (c *countedFiles) OpenAppend(path string) (appendFile, error) {
	f, err := osFiles{}.OpenAppend(path)
	return &countedFile{f, c}, err
}

func (f *countedFile) Write(p []byte) (int, error) {
	f.counts.writes++
	return f.appendFile.Write(p)
}

func (f *countedFile) Sync() error {
	if f.counts.writes != f.counts.syncs+1 {
		panic("sync without a write before it")
	}
	f.counts.syncs++
	return f.appendFile.Sync()
}

// TestOneSyncEach: an exchange, with the warcinfo before it if any, is one write and one sync, done when Append returns.
func TestOneSyncEach(t *testing.T) {
	var counts countedFiles
	w, err := openWriter(tempDir(t), WriterOptions{MaxFileBytes: 3000}, &counts, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for n := range 10 {
		appendTest(t, w, exchange(n))
		if counts.writes != n+1 || counts.syncs != n+1 {
			t.Fatalf("after %d exchanges: %+v", n+1, counts)
		}
	}
}

// gatedFiles hold each sync back until they are let through, or fail it.
type gatedFiles struct {
	osFiles
	gate   chan error
	synced atomic.Int64 // size of the file at the last sync
	syncs  atomic.Int32
}

type gatedFile struct {
	appendFile
	path  string
	files *gatedFiles
}

func (g *gatedFiles) Create(path string) (appendFile, error) {
	f, err := g.osFiles.Create(path)
	return &gatedFile{f, path, g}, err
}

func (f *gatedFile) Sync() error {
	if err := <-f.files.gate; err != nil {
		return err
	}
	info, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	f.files.syncs.Add(1)
	f.files.synced.Store(info.Size())
	return f.appendFile.Sync()
}

// TestGroupCommit: whatever waits while a sync is under way is made durable by the next one, and nobody is told so before; where that fails,
// it fails for all, and nothing of them is there.
func TestGroupCommit(t *testing.T) {
	const together = 15
	for _, failure := range []error{nil, syscall.ENOSPC} {
		files := &gatedFiles{gate: make(chan error)}
		w, err := openWriter(tempDir(t), WriterOptions{}, files, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		var group sync.WaitGroup
		var acknowledged, failed atomic.Int32
		add := func(n int) {
			c, err := w.Append(context.Background(), exchange(n))
			if err != nil && errors.Is(err, failure) {
				failed.Add(1)
				return
			}
			if acknowledged.Add(1); err != nil || c.Offset+c.Length > files.synced.Load() {
				t.Errorf("acknowledged at %d, the last sync was at %d: %v", c.Offset, files.synced.Load(), err)
			}
		}
		group.Go(func() { add(0) })
		for len(w.turn) == 0 { // until the first one is writing
			time.Sleep(time.Millisecond)
		}
		for n := 1; n <= together; n++ {
			group.Go(func() { add(n) })
		}
		for waiting := 0; waiting < together; time.Sleep(time.Millisecond) {
			w.queue.mu.Lock()
			waiting = len(w.queue.waiting)
			w.queue.mu.Unlock()
		}
		if acknowledged.Load() != 0 {
			t.Error("acknowledged before any sync")
		}
		files.gate <- nil
		files.gate <- failure
		group.Wait()
		wantSyncs, wantPages := 2, together+1
		if failure != nil {
			wantSyncs, wantPages = 1, 1
		}
		if int(files.syncs.Load()) != wantSyncs || int(acknowledged.Load()) != wantPages || int(failed.Load()) != together+1-wantPages {
			t.Errorf("%v: %d syncs, %d acknowledged, %d failed", failure, files.syncs.Load(), acknowledged.Load(), failed.Load())
		}
		records, errs := readAll(t, w.path)
		if len(records) != wantPages || errs != nil {
			t.Errorf("%v: %d records, %v", failure, len(records), errs)
		}
	}
}
