package bleveindex

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/claim"
	"raqam/search"
)

// mergeSegments writes the live rows of some segments as one segment into the folder temp, which it makes; nil where none is live.
func mergeSegments(ctx context.Context, dir string, from []segmentEntry, temp string) (*segmentEntry, error) {
	if err := os.Mkdir(temp, 0o755); err != nil {
		return nil, err
	}
	out, err := createStore(filepath.Join(temp, claimsName))
	if err != nil {
		return nil, err
	}
	defer out.abort()
	known := newTextsWriter(filepath.Join(temp, textsName))
	defer known.abort()
	c := newColumns()
	var parts []string
	var drops []*roaring.Bitmap
	for _, s := range from {
		deleted, err := s.deleted()
		if err != nil {
			return nil, err
		}
		path := filepath.Join(dir, s.Name)
		if err := copyTexts(filepath.Join(path, textsName), deleted, uint32(c.ids.len()), known); err != nil {
			return nil, err
		}
		dead, err := copyRows(ctx, path, deleted, c, out)
		if err != nil {
			return nil, err
		}
		parts, drops = append(parts, filepath.Join(path, wordsName)), append(drops, dead)
	}
	if c.ids.len() == 0 {
		return nil, nil
	}
	if err := mergeWords(ctx, parts, drops, filepath.Join(temp, wordsName), int(c.sentenceCount)); err != nil {
		return nil, err
	}
	if err := out.finish(); err != nil {
		return nil, fmt.Errorf("writing %s: %w", claimsName, err)
	}
	if err := known.finish(); err != nil {
		return nil, fmt.Errorf("writing %s: %w", textsName, err)
	}
	c.seal()
	return sealSegment(temp, c)
}

// copyTexts appends the texts of the articles that are not deleted; the first live row becomes row base.
func copyTexts(path string, deleted *roaring.Bitmap, base uint32, out *textsWriter) error {
	in, err := openTexts(path)
	if err != nil {
		return err
	}
	defer in.close()
	return in.entries(func(e *textEntry) error {
		if deleted.Contains(e.row) {
			return nil
		}
		text, err := in.encoded(e)
		if err != nil {
			return err
		}
		return out.addEncoded(base+e.row-uint32(deleted.Rank(e.row)), text, &e.keys)
	})
}

// copyRows appends the live rows of a segment to columns and claims, and returns the sentences of which no row is live. An article is
// deleted as a whole, and so is each of its sentences.
func copyRows(ctx context.Context, dir string, deleted *roaring.Bitmap, c *columns, out *storeWriter) (dead *roaring.Bitmap, err error) {
	from, err := readColumns(filepath.Join(dir, columnsName))
	if err != nil {
		return nil, err
	}
	in, err := openStore(filepath.Join(dir, claimsName))
	if err != nil {
		return nil, err
	}
	defer in.close()
	dead = roaring.New()
	for row, sentence := range from.sentence {
		if deleted.Contains(uint32(row)) {
			dead.Add(sentence)
		}
	}
	var e search.Entry
	for b := range in.unpack(ctx, func(row int) bool { return deleted.Contains(uint32(row)) }) {
		if b.err != nil {
			return nil, b.err
		}
		if n := len(b.numbers); n > 0 && int(b.numbers[n-1]) >= from.ids.len() {
			return nil, fmt.Errorf("%s: %w: more claims than rows", dir, search.ErrDamaged)
		}
		b.copyTo(out)
		for i, cl := range b.claims {
			if cl.URL != e.URL {
				c.add(e)
				e = search.Entry{URL: cl.URL, Reprint: from.reprint(b.numbers[i])}
			}
			e.Claims = append(e.Claims, cl)
		}
	}
	c.add(e)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.sentences.appendFrom(from.sentences, func(i int) bool { return !dead.Contains(uint32(i)) })
	return dead, nil
}

// unpacked is a block of a claims.bin.
type unpacked struct {
	frame   []byte // nil unless it can be copied as it is
	rows    int
	lines   [][]byte // of the live rows; so are the two that follow
	claims  []claim.Claim
	numbers []uint32 // of the rows
	err     error
}

// unpack yields all blocks in order; they are read and decoded on all cores. After an error, or when ctx ends, nothing more comes.
func (s *store) unpack(ctx context.Context, deleted func(row int) bool) iter.Seq[*unpacked] {
	return func(yield func(*unpacked) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan chan *unpacked, runtime.GOMAXPROCS(0))
		go func() {
			defer close(queue)
			for i := range s.firsts {
				r := make(chan *unpacked, 1)
				select {
				case queue <- r:
				case <-ctx.Done():
					return
				}
				go func() { r <- s.unpackBlock(i, deleted) }()
			}
		}()
		defer func() { // no goroutine may use the store any more
			cancel()
			for r := range queue {
				<-r
			}
		}()
		for r := range queue {
			if b := <-r; !yield(b) || b.err != nil {
				return
			}
		}
	}
}

func (s *store) unpackBlock(i int, deleted func(row int) bool) *unpacked {
	frame, text, err := s.frame(i)
	if err != nil {
		return &unpacked{err: err}
	}
	lines := splitLines(text)
	b := &unpacked{rows: len(lines)}
	for j, line := range lines {
		if deleted(s.firsts[i] + j) {
			continue
		}
		var c claim.Claim
		if err := json.Unmarshal(line, &c); err != nil {
			return &unpacked{err: fmt.Errorf("row %d of %s: %w: %w", s.firsts[i]+j, s.file.Name(), search.ErrDamaged, err)}
		}
		b.lines, b.claims, b.numbers = append(b.lines, line), append(b.claims, c), append(b.numbers, uint32(s.firsts[i]+j))
	}
	if len(b.lines) == len(lines) && len(text) > blockBytes/2 { // small blocks are better put together
		b.frame = frame
	}
	return b
}

func (b *unpacked) copyTo(out *storeWriter) {
	if b.frame != nil {
		out.addFrame(b.frame, b.rows)
		return
	}
	for _, line := range b.lines {
		out.addLine(line)
	}
}
