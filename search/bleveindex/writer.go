package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/gofrs/flock"

	"raqam/search"
)

// WriterOptions of a build. The zero value adds to what is there.
type WriterOptions struct {
	Fresh       bool // the next generation begins empty: only what this writer adds will be in it
	MaxSegments int  // more segments than this are merged at Publish; 0 means 8
	Keep        int  // generations to keep on disk, the new one included; 0 means 2
}

// Writer builds the next generation. It is not safe for concurrent use; there is at most one for a folder at any time.
type Writer struct {
	dir      string
	options  WriterOptions
	lock     *flock.Flock
	current  *manifest // what Publish starts from
	state    []byte    // of the last generation published
	building *builder  // nil until something was added
	pending  map[string]rows
	dropped  *roaring.Bitmap // rows of building that were replaced again
	failed   error           // a Publish that failed half way
}

// rows is a range of rows.
type rows struct{ from, to int }

var _ search.Writer = (*Writer)(nil)

// OpenWriter locks the folder, which it makes if need be, and removes what a crashed writer left. It returns search.ErrLocked at once
// while another process or Writer has it.
func OpenWriter(dir string, o WriterOptions) (*Writer, error) {
	if o.MaxSegments <= 0 {
		o.MaxSegments = 8
	}
	if o.Keep <= 0 {
		o.Keep = 2
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("opening index for writing: %w", err)
	}
	lock := flock.New(filepath.Join(dir, lockName))
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", lock.Path(), err)
	}
	if !locked {
		return nil, fmt.Errorf("%s: %w", dir, search.ErrLocked)
	}
	w := &Writer{dir: dir, options: o, lock: lock}
	if err := w.load(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return w, nil
}

// load reads the current generation and cleans up around it.
func (w *Writer) load() error {
	m, err := readManifest(w.dir)
	switch {
	case errors.Is(err, search.ErrNoIndex):
		m = &manifest{}
	case w.options.Fresh && (errors.Is(err, search.ErrDamaged) || errors.Is(err, search.ErrFormat) || errors.Is(err, fs.ErrNotExist)):
		if m, err = afterAll(w.dir); err != nil { // what is damaged is not needed
			return err
		}
	case err != nil:
		return fmt.Errorf("opening index for writing: %w", err)
	}
	m.Format = formatVersion
	w.current, w.state = m, m.State
	if err := collect(w.dir, m, w.options.Keep); err != nil {
		return fmt.Errorf("cleaning %s: %w", w.dir, err)
	}
	if w.options.Fresh {
		m.Segments = nil
	}
	w.reset()
	return nil
}

func (w *Writer) reset() {
	w.building, w.pending, w.dropped = nil, map[string]rows{}, roaring.New()
}

// State returns what the consumer gave to the Publish of the current generation; nil before the first.
func (w *Writer) State() []byte { return w.state }

// Add puts an article's claims into the next generation. Claims of an earlier Entry with the same URL are left out of it, whether this
// writer added them or one long ago. Every claim must have the entry's URL.
func (w *Writer) Add(ctx context.Context, e search.Entry) error {
	if err := errors.Join(ctx.Err(), w.failed); err != nil {
		return err
	}
	for _, c := range e.Claims {
		if c.URL != e.URL {
			return fmt.Errorf("claim %s has the URL %q, its article %q", c.ID, c.URL, e.URL)
		}
	}
	if w.building == nil {
		b, err := newBuilder(w.dir)
		if err != nil {
			return fmt.Errorf("beginning a segment: %w", err)
		}
		w.building = b
	}
	if old, ok := w.pending[e.URL]; ok {
		w.dropped.AddRange(uint64(old.from), uint64(old.to))
	}
	from := w.building.rows()
	if err := w.building.add(e); err != nil {
		w.failed = fmt.Errorf("indexing %s: %w", e.URL, err)
		return w.failed
	}
	w.pending[e.URL] = rows{from, w.building.rows()}
	return nil
}

// Publish makes everything added so far the next generation, together with state, durably and at once. The writer can go on adding for
// the generation after. When Publish fails, the generation before is still the current one and the writer can only be closed.
func (w *Writer) Publish(ctx context.Context, state []byte) error {
	if err := errors.Join(ctx.Err(), w.failed); err != nil {
		return err
	}
	next, err := w.next(ctx, state)
	if err == nil {
		err = next.write(w.dir)
	}
	if err != nil {
		w.failed = fmt.Errorf("publishing: %w", err)
		return w.failed
	}
	w.current, w.state = next, state
	w.reset()
	if err := collect(w.dir, next, w.options.Keep); err != nil {
		return fmt.Errorf("published, but removing old generations: %w", err)
	}
	return nil
}

// next makes the manifest of the next generation and the segments it names.
func (w *Writer) next(ctx context.Context, state []byte) (*manifest, error) {
	m := &manifest{Format: formatVersion, Generation: w.current.Generation + 1, Made: w.current.Made, State: state}
	for _, s := range w.current.Segments {
		s, err := w.supersede(s)
		if err != nil {
			return nil, err
		}
		m.Segments = append(m.Segments, s)
	}
	if w.building != nil {
		entry, err := w.building.finish(ctx)
		if err != nil {
			return nil, err
		}
		if entry != nil {
			if entry.Deleted, err = pack(w.dropped); err != nil {
				return nil, err
			}
			if err := m.install(w.dir, w.building.dir, entry); err != nil {
				return nil, err
			}
		} else if err := w.building.abort(); err != nil {
			return nil, err
		}
	}
	return m, w.merge(ctx, m)
}

// supersede deletes from an older segment the articles that were added anew.
func (w *Writer) supersede(s segmentEntry) (segmentEntry, error) {
	if len(w.pending) == 0 {
		return s, nil
	}
	urls, err := readArticles(filepath.Join(w.dir, s.Name, columnsName))
	if err != nil {
		return s, err
	}
	deleted, err := s.deleted()
	if err != nil {
		return s, err
	}
	for row, url := range urls {
		if _, again := w.pending[url]; again {
			deleted.Add(uint32(row))
		}
	}
	s.Deleted, err = pack(deleted)
	return s, err
}

// pack serialises a bitmap; an empty one is nothing.
func pack(b *roaring.Bitmap) ([]byte, error) {
	if b.IsEmpty() {
		return nil, nil
	}
	b.RunOptimize()
	return b.ToBytes()
}

// install gives a finished segment its name, durably, and adds it to the manifest.
func (m *manifest) install(dir, temp string, entry *segmentEntry) error {
	m.Made++
	entry.Name = segmentName(m.Made)
	if err := os.Rename(temp, filepath.Join(dir, entry.Name)); err != nil {
		return err
	}
	m.Segments = append(m.Segments, *entry)
	return syncDir(dir)
}

// Close unlocks the folder. What was added since the last Publish is dropped.
func (w *Writer) Close() error {
	if w.lock == nil {
		return nil
	}
	var err error
	if w.building != nil {
		err = w.building.abort()
	}
	err = errors.Join(err, w.lock.Close())
	w.lock, w.building = nil, nil
	w.failed = errors.Join(w.failed, os.ErrClosed)
	return err
}
