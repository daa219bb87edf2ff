package bleveindex

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"golang.org/x/sync/errgroup"

	"raqam/search"
)

// batchRows is how many claims one goroutine turns into a segment of Bleve at a time. Larger ones are merged faster, smaller ones take
// less memory.
const batchRows = 8192

// builder makes a segment in a folder of its own.
type builder struct {
	dir     string
	columns columns
	store   *storeWriter
	batch   []wordText
	parts   []string // segments of Bleve, in row order, written or being written
	group   *errgroup.Group
}

// newBuilder begins a segment in a new temporary folder under dir.
func newBuilder(dir string) (*builder, error) {
	temp, err := os.MkdirTemp(dir, "tmp-")
	if err != nil {
		return nil, err
	}
	store, err := createStore(filepath.Join(temp, claimsName))
	if err != nil {
		os.RemoveAll(temp)
		return nil, err
	}
	b := &builder{dir: temp, store: store, group: new(errgroup.Group)}
	b.group.SetLimit(runtime.GOMAXPROCS(0))
	return b, nil
}

// add appends an article's claims. The rows it gets are those from b.rows() on.
func (b *builder) add(e search.Entry) error {
	for _, c := range e.Claims {
		line, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
		if err := b.store.append(line); err != nil {
			return err
		}
		b.batch = append(b.batch, wordsOf(c))
	}
	b.columns.add(e)
	if len(b.batch) >= batchRows {
		b.flush()
	}
	return nil
}

func (b *builder) rows() int { return len(b.columns.ids) }

// flush hands the batch to a goroutine; it waits while all are busy, so that memory stays bounded.
func (b *builder) flush() {
	texts := b.batch
	b.batch = nil
	path := filepath.Join(b.dir, fmt.Sprintf("part-%06d.zap", len(b.parts)))
	b.parts = append(b.parts, path)
	b.group.Go(func() error { return writeWords(path, texts) })
}

// writeWords writes a segment of Bleve whose document i is texts[i].
func writeWords(path string, texts []wordText) error {
	made, _, err := new(zap.ZapPlugin).New(documents(texts))
	if err != nil {
		return fmt.Errorf("indexing words: %w", err)
	}
	defer made.Close()
	unpersisted, ok := made.(segmentapi.UnpersistedSegment)
	if !ok {
		return fmt.Errorf("indexing words: %T cannot be written", made) // unreachable: what New returns can
	}
	if err := unpersisted.Persist(path); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// finish writes all files of the segment and syncs them. An empty segment is none: nil.
func (b *builder) finish(ctx context.Context) (*segmentEntry, error) {
	if b.rows() == 0 {
		return nil, nil
	}
	if len(b.batch) > 0 {
		b.flush()
	}
	if err := b.group.Wait(); err != nil {
		return nil, err
	}
	words := filepath.Join(b.dir, wordsName)
	if len(b.parts) == 1 {
		if err := os.Rename(b.parts[0], words); err != nil {
			return nil, err
		}
	} else if err := mergeWords(ctx, b.parts, make([]*roaring.Bitmap, len(b.parts)), words, b.rows()); err != nil {
		return nil, err
	}
	for _, part := range b.parts {
		if err := os.RemoveAll(part); err != nil {
			return nil, err
		}
	}
	if err := b.store.finish(); err != nil {
		return nil, fmt.Errorf("writing %s: %w", claimsName, err)
	}
	b.columns.seal()
	return sealSegment(b.dir, &b.columns)
}

// sealSegment writes the columns beside the words and claims that are there already, and syncs the folder.
func sealSegment(dir string, c *columns) (*segmentEntry, error) {
	data, err := c.encode()
	if err != nil {
		return nil, err
	}
	if err := writeSynced(filepath.Join(dir, columnsName), data); err != nil {
		return nil, err
	}
	if err := syncDir(dir); err != nil {
		return nil, err
	}
	entry := &segmentEntry{Rows: len(c.ids), Files: map[string]fileEntry{}}
	for _, name := range segmentFiles {
		if entry.Files[name], err = describe(filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return entry, nil
}

func writeSynced(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// mergeWords merges segments of Bleve into one, in order, without the dropped rows. The result must have as many documents as rows.
func mergeWords(ctx context.Context, parts []string, drops []*roaring.Bitmap, path string, rows int) (err error) {
	defer func() {
		if p := recover(); p != nil { // see openWords
			err = fmt.Errorf("merging words: %w: %v", search.ErrDamaged, p)
		}
	}()
	opened := make([]segmentapi.Segment, 0, len(parts))
	defer func() {
		for _, s := range opened {
			s.Close()
		}
	}()
	for _, part := range parts {
		s, err := openWords(part)
		if err != nil {
			return err
		}
		opened = append(opened, s)
	}
	numbers, _, err := new(zap.ZapPlugin).Merge(opened, drops, path, cancelled(ctx), nil)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("merging words into %s: %w", path, err)
	}
	return inOrder(numbers, rows)
}

// inOrder makes sure that merging numbered the documents as the rows of the columns are numbered: on that everything rests.
func inOrder(numbers [][]uint64, rows int) error {
	const dropped = 1<<64 - 1
	next := uint64(0)
	for _, part := range numbers {
		for _, n := range part {
			if n == dropped {
				continue
			}
			if n != next {
				return fmt.Errorf("merging words: document %d where %d was expected", n, next)
			}
			next++
		}
	}
	if next != uint64(rows) {
		return fmt.Errorf("merging words: %d documents, expected %d", next, rows)
	}
	return nil
}

// cancelled is ctx.Done as the type of channel that merging wants.
func cancelled(ctx context.Context) chan struct{} {
	done := make(chan struct{})
	context.AfterFunc(ctx, func() { close(done) })
	return done
}

// abort removes what there is of the segment. What its goroutines failed at, Publish has reported, or nobody wants to know any more.
func (b *builder) abort() error {
	_ = b.group.Wait() // they write into the folder
	b.store.abort()
	return os.RemoveAll(b.dir)
}
