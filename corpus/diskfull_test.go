package corpus

import (
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fullDisk lets room bytes through and then fails as a full disk does, in the middle of a write, or in the sync of what was written.
type fullDisk struct {
	room     int
	failSync bool
}

type fullDiskFile struct {
	*os.File
	disk *fullDisk
}

func (d *fullDisk) Create(path string) (appendFile, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o644)
	return &fullDiskFile{f, d}, err
}

func (d *fullDisk) OpenAppend(path string) (appendFile, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	return &fullDiskFile{f, d}, err
}

func (f *fullDiskFile) Write(p []byte) (int, error) {
	n := min(len(p), f.disk.room)
	f.disk.room -= n
	if n, err := f.File.Write(p[:n]); err != nil {
		return n, err
	}
	if n < len(p) {
		return n, &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return n, nil
}

func (f *fullDiskFile) Sync() error {
	if f.disk.failSync {
		return &os.PathError{Op: "sync", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.File.Sync()
}

// TestFullDisk fails at each byte of the second exchange, and of the first: the error says so, and the archive goes on when there is room.
func TestFullDisk(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	appendTest(t, w, exchange(1))
	first := int(w.end)
	appendTest(t, w, exchange(2))
	total := int(w.end)
	for room := 0; room < total-10; room += 13 { // sizes of two archives differ by a few bytes
		checkFullDisk(t, &fullDisk{room: room}, room >= first+40)
	}
	checkFullDisk(t, &fullDisk{room: 1 << 20, failSync: true}, false)
}

func checkFullDisk(t *testing.T, disk *fullDisk, firstFits bool) {
	t.Helper()
	room := disk.room
	dir := tempDir(t)
	w, err := openWriter(dir, WriterOptions{}, disk, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	failed := false
	for n := 1; n <= 2; n++ {
		if _, err := w.Append(context.Background(), exchange(n)); err == nil {
			want[exchange(n).URL] = true
		} else if failed = true; !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("room %d: %v", room, err)
		}
	}
	if !failed || firstFits && !want[exchange(1).URL] {
		t.Fatalf("room %d: failed %v, archived %v", room, failed, want)
	}
	disk.room, disk.failSync = 1<<20, false
	appendTest(t, w, exchange(3))
	want[exchange(3).URL] = true
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w = openTest(t, dir, WriterOptions{})
	if w.Repair() != nil {
		t.Errorf("room %d: half a record was left: %v", room, w.Repair())
	}
	files, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(gunzipStart(data)), "WARC-Type: warcinfo") {
			t.Errorf("room %d: %s does not begin with a warcinfo record", room, path)
		}
	}
	records, errs := readAll(t, files...)
	if errs != nil || len(records) != len(want) {
		t.Fatalf("room %d: %d records, want %d: %v", room, len(records), len(want), errs)
	}
	for _, rec := range records {
		if !want[rec.URL] {
			t.Errorf("room %d: %s was refused and is there", room, rec.URL)
		}
	}
}

// TestFailedSync: a file whose sync failed is not written to again.
func TestFailedSync(t *testing.T) {
	disk := &fullDisk{room: 1 << 20}
	dir := tempDir(t)
	w, err := openWriter(dir, WriterOptions{}, disk, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	first := appendTest(t, w, exchange(1))
	disk.failSync = true
	if _, err := w.Append(context.Background(), exchange(2)); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	disk.failSync = false
	third := appendTest(t, w, exchange(3))
	if third.Path <= first.Path {
		t.Errorf("went on in %s after %s", third.Path, first.Path)
	}
	records, errs := readAll(t, first.Path, third.Path)
	if len(records) != 2 || errs != nil || records[0].Source != first || records[1].Source != third {
		t.Errorf("%d records, %v", len(records), errs)
	}
}
