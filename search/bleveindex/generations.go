package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"time"

	"raqam/claim"
	"raqam/search"
)

// Generation is what one published state of an index consists of.
type Generation struct {
	Number    int           `json:"generation"`
	Published time.Time     `json:"published"` // to the second, UTC
	Segments  []SegmentSize `json:"segments"`
	Reprints  int64         `json:"reprints"` // bytes of the list of articles with one text
	Manifest  int64         `json:"manifest"` // bytes
}

// SegmentSize tells how large a segment is.
type SegmentSize struct {
	Name    string           `json:"name"`
	Claims  int              `json:"claims"`  // those deleted included
	Deleted int              `json:"deleted"` // claims of articles that were replaced
	Files   map[string]int64 `json:"files"`   // bytes, by name
}

// Generations lists the generations that are kept, the current one last.
func Generations(dir string) ([]Generation, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	var all []Generation
	for _, kept := range m.Kept {
		old, err := readManifestFile(dir, kept.Name, kept.SHA256)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a later writer was told to keep fewer
		}
		if err != nil {
			return nil, err
		}
		g, err := old.describe()
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	g, err := m.describe()
	return append(all, g), err
}

func (m *manifest) describe() (Generation, error) {
	g := Generation{Number: m.Generation, Published: m.Published, Manifest: m.self.Size}
	if m.Reprints != nil {
		g.Reprints = m.Reprints.Size
	}
	for _, s := range m.Segments {
		deleted, err := s.deleted()
		if err != nil {
			return g, err
		}
		size := SegmentSize{Name: s.Name, Claims: s.Rows, Deleted: int(deleted.GetCardinality()), Files: map[string]int64{}}
		for name, f := range s.Files {
			size.Files[name] = f.Size
		}
		g.Segments = append(g.Segments, size)
	}
	return g, nil
}

// OpenGeneration opens one of the generations that are kept, by its number; the error is fs.ErrNotExist where there is no such one.
func OpenGeneration(dir string, number int) (*Searcher, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, fmt.Errorf("opening index: %w", err)
	}
	if m.Generation != number {
		name := manifestName(number)
		found := false
		for _, kept := range m.Kept {
			if found = kept.Name == name; found {
				m, err = readManifestFile(dir, name, kept.SHA256)
				break
			}
		}
		if !found {
			err = fmt.Errorf("%s: generation %d: %w", dir, number, fs.ErrNotExist)
		}
		if err != nil {
			return nil, err
		}
	}
	return openGeneration(dir, m)
}

// Claims yields all claims, segment by segment, in the order they were added. After an error nothing more comes.
func (s *Searcher) Claims(ctx context.Context) iter.Seq2[claim.Claim, error] {
	return func(yield func(claim.Claim, error) bool) {
		s.mu.RLock()
		defer s.mu.RUnlock()
		if s.closed {
			yield(claim.Claim{}, os.ErrClosed)
			return
		}
		for _, seg := range s.segments {
			for b := range seg.store.unpack(ctx, func(row int) bool { return !seg.live.Test(uint(row)) }) {
				if b.err != nil {
					yield(claim.Claim{}, fmt.Errorf("reading claims: %w", b.err))
					return
				}
				for _, c := range b.claims {
					if !yield(c, nil) {
						return
					}
				}
			}
			if err := ctx.Err(); err != nil {
				yield(claim.Claim{}, err)
				return
			}
		}
	}
}

// Clusters returns how many groups of articles with one text there are, and how many articles are in them.
func (s *Searcher) Clusters() (clusters, articles int) {
	different := map[string]bool{}
	for _, r := range s.reprints {
		different[r.Cluster] = true
	}
	return len(different), len(s.reprints)
}

// Reprints returns what is known of an article's reprints; the zero Reprint where it has none.
func (s *Searcher) Reprints(url string) search.Reprint { return s.reprints[url] }

// Articles returns how many articles have claims.
func (s *Searcher) Articles() int {
	n := 0
	for _, seg := range s.segments {
		last := -1
		for row, article := range seg.columns.article {
			if int(article) != last && seg.live.Test(uint(row)) {
				n++
			}
			last = int(article)
		}
	}
	return n
}
