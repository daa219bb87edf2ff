package bleveindex

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/claim"
	"raqam/search"
)

// merge replaces segments of m by one where there are too many, or where most of one is deleted. The smallest go first, half of what is
// allowed stays, so that a claim is rewritten a logarithmic number of times however small the builds are.
func (w *Writer) merge(ctx context.Context, m *manifest) error {
	var chosen []segmentEntry
	if len(m.Segments) > w.options.MaxSegments {
		sizes := slices.Clone(m.Segments)
		slices.SortStableFunc(sizes, func(a, b segmentEntry) int { return cmp.Compare(a.Rows, b.Rows) })
		chosen = sizes[:len(sizes)-w.options.MaxSegments/2]
	}
	merging := map[string]bool{}
	for _, s := range chosen {
		merging[s.Name] = true
	}
	for _, s := range m.Segments {
		deleted, err := s.deleted()
		if err != nil {
			return err
		}
		if int(deleted.GetCardinality())*2 > s.Rows {
			merging[s.Name] = true
		}
	}
	if len(merging) == 0 {
		return nil
	}
	var kept, merged []segmentEntry
	for _, s := range m.Segments {
		if merging[s.Name] {
			merged = append(merged, s)
		} else {
			kept = append(kept, s)
		}
	}
	m.Segments = kept
	temp := filepath.Join(w.dir, mergingName)
	if err := os.Mkdir(temp, 0o755); err != nil {
		return err
	}
	entry, err := mergeSegments(ctx, w.dir, merged, temp)
	if err != nil {
		os.RemoveAll(temp)
		return fmt.Errorf("merging segments: %w", err)
	}
	if entry == nil {
		return os.RemoveAll(temp)
	}
	return m.install(w.dir, temp, entry)
}

// mergeSegments writes the live rows of some segments as one segment into the folder temp; nil where none is live.
func mergeSegments(ctx context.Context, dir string, from []segmentEntry, temp string) (*segmentEntry, error) {
	out, err := createStore(filepath.Join(temp, claimsName))
	if err != nil {
		return nil, err
	}
	defer out.abort()
	c := newColumns()
	var parts []string
	var drops []*roaring.Bitmap
	for _, s := range from {
		deleted, err := s.deleted()
		if err != nil {
			return nil, err
		}
		dead, err := copyRows(ctx, filepath.Join(dir, s.Name), deleted, c, out)
		if err != nil {
			return nil, err
		}
		parts, drops = append(parts, filepath.Join(dir, s.Name, wordsName)), append(drops, dead)
	}
	if len(c.ids) == 0 {
		return nil, nil
	}
	if err := mergeWords(ctx, parts, drops, filepath.Join(temp, wordsName), int(c.sentenceCount)); err != nil {
		return nil, err
	}
	if err := out.finish(); err != nil {
		return nil, fmt.Errorf("writing %s: %w", claimsName, err)
	}
	c.seal()
	return sealSegment(temp, c)
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
	var cache blockCache
	var e search.Entry
	for row, a := range from.article {
		if row%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if row > 0 && a != from.article[row-1] {
			c.add(e)
			e = search.Entry{}
		}
		if deleted.Contains(uint32(row)) {
			dead.Add(from.sentence[row])
			continue
		}
		line, err := in.line(row, &cache)
		if err != nil {
			return nil, err
		}
		var cl claim.Claim
		if err := json.Unmarshal(line, &cl); err != nil {
			return nil, fmt.Errorf("row %d of %s: %w: %w", row, dir, search.ErrDamaged, err)
		}
		if err := out.append(line); err != nil {
			return nil, err
		}
		e.URL, e.Claims, e.Reprint = cl.URL, append(e.Claims, cl), from.reprint(uint32(row))
	}
	c.add(e)
	c.sentences.appendFrom(from.sentences, func(i int) bool { return !dead.Contains(uint32(i)) })
	return dead, nil
}
