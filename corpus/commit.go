package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// maxBatchKept is how much memory is kept from one write to the next, in bytes.
const maxBatchKept = 16 << 20

// queue holds what waits to be written while a write is under way. Whoever comes to write next writes all of it, with one sync for all: group
// commit.
type queue struct {
	mu      sync.Mutex
	waiting []*job
}

// job is the members of one call of Append, which are written all or none.
type job struct {
	members [][]byte
	main    int      // index of the member whose offset is asked for
	capture *Capture // what the main member is; nil when indexes leave it out
	key     string   // of its address

	done   chan struct{} // closed when what follows is set
	path   string
	offset int64 // of the main member
	err    error
}

// line is that of the index.
func (j *job) line() string {
	c := *j.capture
	c.Path, c.Offset = j.path, j.offset
	return cdxLine(j.key, c)
}

func (q *queue) add(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, j)
}

func (q *queue) take() []*job {
	q.mu.Lock()
	defer q.mu.Unlock()
	jobs := q.waiting
	q.waiting = nil
	return jobs
}

// write does a job durably.
func (w *Writer) write(j *job) error {
	j.done = make(chan struct{})
	w.queue.add(j)
	select {
	case <-j.done: // another one has written it with its own
	case w.turn <- struct{}{}:
		w.writeAll(w.queue.take()) // j is in it, or has been written by the one whose turn it was before
		<-w.turn
	}
	return j.err
}

// writeAll writes jobs in as few syncs as files: one, but where a file becomes full on the way.
func (w *Writer) writeAll(jobs []*job) {
	for len(jobs) > 0 {
		n, err := w.writeSome(jobs)
		for _, j := range jobs[:n] {
			j.err = err
			close(j.done)
		}
		jobs = jobs[n:]
	}
}

// writeSome writes the first jobs into one file and says how many; on an error none of those is in the archive.
func (w *Writer) writeSome(jobs []*job) (n int, err error) {
	if w.err != nil {
		return len(jobs), w.err
	}
	if w.file != nil && w.end >= w.opts.MaxFileBytes {
		if err := w.closeFile(); err != nil {
			return len(jobs), err
		}
	}
	w.batch = w.batch[:0]
	if w.file == nil {
		info, err := w.create()
		if err != nil {
			return len(jobs), err
		}
		w.batch = append(w.batch, info...)
	}
	for n < len(jobs) && (n == 0 || w.end+int64(len(w.batch)) < w.opts.MaxFileBytes) {
		j := jobs[n]
		j.path = w.path
		for i, m := range j.members {
			if i == j.main {
				j.offset = w.end + int64(len(w.batch))
			}
			w.batch = append(w.batch, m...)
		}
		n++
	}
	if err := w.commit(w.batch); err != nil {
		return n, err
	}
	for _, j := range jobs[:n] {
		if j.capture != nil {
			w.lines = append(w.lines, j.line())
		}
	}
	if cap(w.batch) > maxBatchKept {
		w.batch = nil
	}
	if w.end-w.marked >= checkpointEvery {
		_ = w.checkpoint() // the records are safe without it, and the next one will do what this one did not
	}
	return n, nil
}

// commit appends data and syncs, or leaves the file as it was.
func (w *Writer) commit(data []byte) error {
	_, err := w.file.Write(data)
	synced := err == nil
	if synced {
		if err = w.file.Sync(); err == nil {
			w.end += int64(len(data))
			return nil
		}
	}
	if undo := w.file.Truncate(w.end); undo != nil {
		w.err = fmt.Errorf("%s: cannot take back a half-written record: %w", w.path, undo)
		return errors.Join(err, w.err)
	}
	// After a failed sync the kernel may have dropped pages (fsync(2), Linux): nothing more goes into that file. An empty one goes too.
	if synced || w.end == 0 {
		err = errors.Join(err, w.closeFile())
	}
	return err
}

// create begins the next file and returns its warcinfo member, to be written with the first exchange.
func (w *Writer) create() ([]byte, error) {
	now := w.now()
	name := nextName(w.last, now)
	info, err := w.warcinfo(name, now)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(w.dir, name)
	f, err := w.fs.Create(path)
	if err != nil {
		return nil, err
	}
	if err := syncDir(w.dir); err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(path))
	}
	w.file, w.path, w.end, w.marked, w.last = f, path, 0, 0, name
	return info, nil
}

// closeFile closes the current file and completes its index; an empty one, whose first exchange failed, is removed.
func (w *Writer) closeFile() error {
	if w.file == nil {
		return nil
	}
	err := w.file.Close()
	w.file = nil
	if w.end == 0 {
		return errors.Join(err, os.Remove(w.path))
	}
	_ = w.checkpoint() // an index that could not be written is made by the next OpenWriter
	w.lines = nil
	return err
}
