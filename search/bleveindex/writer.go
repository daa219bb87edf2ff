package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"raqam/search"
	"raqam/search/reprint"
)

// WriterOptions of a build. The zero value adds to what is there.
type WriterOptions struct {
	Fresh       bool // the next generation begins empty: only what this writer adds will be in it
	MaxSegments int  // more segments than this are merged; 0 means 8
	SegmentRows int  // a segment that has so many claims is closed and another begun, which bounds memory; 0 means 250,000
	MergedRows  int  // no segment grows beyond this many claims by merging, which bounds memory too; 0 means 1,500,000
	Keep        int  // generations to keep on disk, the new one included; 0 means 2

	inlineRows int // so many claims are merged at once when they are published, more in the background; 0 means 20,000
}

func (o *WriterOptions) setDefaults() {
	for _, d := range []struct {
		field *int
		value int
	}{{&o.MaxSegments, 8}, {&o.SegmentRows, 250_000}, {&o.MergedRows, 1_500_000}, {&o.Keep, 2}, {&o.inlineRows, 20_000}} {
		if *d.field <= 0 {
			*d.field = d.value
		}
	}
}

// Writer builds the next generation. It is not safe for concurrent use; there is at most one for a folder at any time.
type Writer struct {
	dir      string
	options  WriterOptions
	lock     *flock.Flock
	current  *manifest // what Publish starts from
	state    []byte    // of the last generation published
	adding   *addition
	merging  *merging  // in the background; nil where there is none
	clusters []cluster // of the current generation
	temps    int       // temporary folders made
	failed   error     // a Publish that failed half way
}

var _ search.Writer = (*Writer)(nil)

// OpenWriter locks the folder, which it makes if need be, and removes what a crashed writer left. It returns search.ErrLocked at once
// while another process or Writer has it.
func OpenWriter(dir string, o WriterOptions) (*Writer, error) {
	o.setDefaults()
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
	if err := collect(w.dir, m, max(w.options.Keep, len(m.Kept)+1)); err != nil {
		return fmt.Errorf("cleaning %s: %w", w.dir, err)
	}
	if w.options.Fresh {
		m.Segments, m.Reprints = nil, nil
	}
	if w.clusters, err = m.readClusters(w.dir); err != nil {
		return err
	}
	w.adding = newAddition(w)
	return nil
}

// temp names a folder for a segment in the making. Whatever is left of it by a crash, the next writer removes.
func (w *Writer) temp() string {
	w.temps++
	return filepath.Join(w.dir, fmt.Sprintf("tmp-%06d", w.temps))
}

// State returns what the consumer gave to the Publish of the current generation; nil before the first.
func (w *Writer) State() []byte { return w.state }

// Add puts an article's claims into the next generation. Claims of an earlier Entry with the same URL are left out of it, whether this
// writer added them or one long ago; an Entry without claims has no other effect. Every claim must have the entry's URL.
func (w *Writer) Add(ctx context.Context, e search.Entry) error {
	return w.AddText(ctx, e, reprint.Text{})
}

// AddText is Add for an article of which also the text is known, so that its reprints are found among all articles added in this way. What is
// found is published with the claims, and for these articles Entry.Reprint counts for nothing.
func (w *Writer) AddText(ctx context.Context, e search.Entry, t reprint.Text) error {
	if err := errors.Join(ctx.Err(), w.failed); err != nil {
		return err
	}
	for _, c := range e.Claims {
		if c.URL != e.URL {
			return fmt.Errorf("claim %s has the URL %q, its article %q", c.ID, c.URL, e.URL)
		}
	}
	t.URL = e.URL
	if err := w.adding.add(e, t); err != nil {
		w.failed = fmt.Errorf("indexing %s: %w", e.URL, err)
		return w.failed
	}
	return nil
}

// Publish makes everything added so far the next generation, together with state, durably and at once. The writer can go on adding for
// the generation after. When Publish fails, the generation before is still the current one and the writer can only be closed.
//
// Small segments are merged in the background from one Publish to another, while the writer adds.
func (w *Writer) Publish(ctx context.Context, state []byte) error {
	if err := errors.Join(ctx.Err(), w.failed); err != nil {
		return err
	}
	next, clusters, err := w.next(ctx, state)
	if err == nil {
		err = next.write(w.dir)
	}
	if err != nil {
		w.failed = fmt.Errorf("publishing: %w", err)
		return w.failed
	}
	w.current, w.state, w.clusters, w.adding = next, state, clusters, newAddition(w)
	if err := collect(w.dir, next, w.options.Keep, w.merging.folder()); err != nil {
		return fmt.Errorf("published, but removing old generations: %w", err)
	}
	return w.mergeInBackground()
}

// next makes the manifest of the next generation and the files it names.
func (w *Writer) next(ctx context.Context, state []byte) (*manifest, []cluster, error) {
	m := &manifest{Format: formatVersion, Generation: w.current.Generation + 1, Made: w.current.Made, State: state, Published: time.Now().UTC().Truncate(time.Second)}
	m.Kept = w.current.kept(w.options.Keep - 1)
	added, err := w.adding.finish()
	if err != nil {
		return nil, nil, err
	}
	j := newJoiner(w.clusters, w.adding.pending)
	for _, s := range w.current.Segments {
		s, known, err := w.supersede(s, j.again)
		if err != nil {
			return nil, nil, err
		}
		m.Segments = append(m.Segments, s)
		j.addOld(s, known)
	}
	if err := w.takeMerged(ctx, m); err != nil {
		return nil, nil, err
	}
	for _, a := range added {
		if err := m.install(w.dir, a.builder.dir, a.entry); err != nil {
			return nil, nil, err
		}
		j.addNew(*a.entry)
	}
	clusters, err := j.join(ctx, w.dir)
	if err != nil {
		return nil, nil, fmt.Errorf("finding reprints: %w", err)
	}
	m.Reprints = w.current.Reprints
	if j.changed {
		if err := m.writeClusters(w.dir, clusters); err != nil {
			return nil, nil, fmt.Errorf("writing reprints: %w", err)
		}
	}
	return m, clusters, w.mergeSmall(ctx, m)
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
	w.merging.stop()
	err := errors.Join(w.adding.abort(), w.lock.Close())
	w.lock, w.merging = nil, nil
	w.failed = errors.Join(w.failed, os.ErrClosed)
	return err
}
