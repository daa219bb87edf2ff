package corpus

import (
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
