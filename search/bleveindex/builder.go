package bleveindex

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"raqam/search"
	"raqam/search/reprint"
)

// builder makes a segment in a folder of its own.
type builder struct {
	dir     string
	columns *columns
	store   *storeWriter
	words   *words
	texts   *textsWriter
}

// newBuilder begins a segment in a new folder. Its name begins with tmp-: a writer is alone, and removes what another left when it begins.
func newBuilder(dir string) (*builder, error) {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	store, err := createStore(filepath.Join(dir, claimsName))
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return &builder{dir: dir, columns: newColumns(), store: store, words: newWords(dir), texts: newTextsWriter(filepath.Join(dir, textsName))}, nil
}

// add appends an article's claims. The rows it gets are those from b.rows() on.
func (b *builder) add(e search.Entry, t reprint.Text) error {
	if len(e.Claims) > 0 && !t.Fingerprint.IsZero() {
		if err := b.texts.add(uint32(b.rows()), t); err != nil {
			return err
		}
	}
	for i, c := range e.Claims {
		b.store.add(c)
		if beginsSentence(e, i) {
			b.words.add(c.Quote)
		}
	}
	b.columns.add(e)
	return nil
}

// beginsSentence reports whether claim i of an entry stands in another sentence than the one before it. No sentence is shared by two rows
// of the article table.
func beginsSentence(e search.Entry, i int) bool {
	return i == 0 || e.Claims[i].Quote != e.Claims[i-1].Quote || !sameArticle(e.Claims[i], e.Claims[i-1])
}

func (b *builder) rows() int { return b.columns.ids.len() }

// finish writes all files of the segment and syncs them. An empty segment is none: nil.
func (b *builder) finish(ctx context.Context) (*segmentEntry, error) {
	if b.rows() == 0 {
		return nil, nil
	}
	if err := b.words.finish(ctx, b.columns); err != nil {
		return nil, err
	}
	if err := b.store.finish(); err != nil {
		return nil, fmt.Errorf("writing %s: %w", claimsName, err)
	}
	if err := b.texts.finish(); err != nil {
		return nil, fmt.Errorf("writing %s: %w", textsName, err)
	}
	b.columns.seal()
	return sealSegment(b.dir, b.columns)
}

// sealSegment writes the columns beside the words, claims and texts that are there already, and syncs the folder.
func sealSegment(dir string, c *columns) (*segmentEntry, error) {
	data, err := c.encode()
	if err != nil {
		return nil, err
	}
	if err := writeSynced(filepath.Join(dir, columnsName), data); err != nil {
		return nil, err
	}
	// Bleve writes for its owner only; whoever may read the columns may read the words.
	info, err := os.Stat(filepath.Join(dir, columnsName))
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(filepath.Join(dir, wordsName), info.Mode().Perm()); err != nil {
		return nil, err
	}
	if err := syncDir(dir); err != nil {
		return nil, err
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	entry := &segmentEntry{Rows: c.ids.len(), Files: map[string]fileEntry{}}
	for _, f := range files {
		if entry.Files[f.Name()], err = describe(filepath.Join(dir, f.Name())); err != nil {
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

// closeSynced ends a file that was written through a buffer, durably.
func closeSynced(out *bufio.Writer, file *os.File) error {
	if err := out.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	return file.Close()
}

// abort removes what there is of the segment. What its goroutines failed at, Publish has reported, or nobody wants to know any more.
func (b *builder) abort() error {
	if b.words != nil {
		_ = b.words.group.Wait() // they write into the folder
		b.store.abort()
		b.texts.abort()
	}
	return os.RemoveAll(b.dir)
}

// release closes the files and gives the memory back; the folder stays.
func (b *builder) release() {
	b.store.abort()
	b.texts.abort()
	b.columns, b.words, b.store, b.texts = nil, nil, nil, nil
}
