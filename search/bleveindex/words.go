package bleveindex

import (
	"fmt"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// rowsWith returns the live rows that have the terms side by side in their sentence (textField) or in what they count (nearField).
func (s *segment) rowsWith(fieldName string, terms []string, prefix bool) (*roaring.Bitmap, error) {
	found, err := s.sentencesWith(fieldName, terms, prefix)
	if err != nil {
		return nil, fmt.Errorf("words of %s: %w", s.name, err)
	}
	c := s.columns
	var buffer []uint32
	if fieldName == textField {
		if len(terms) > 1 {
			w, ok := c.sentences.want(terms, prefix)
			found = keep(found, func(i uint32) bool { return ok && c.sentences.has(int(i), w, &buffer) })
		}
		found = s.expand(found)
	} else {
		w, ok := c.near.want(terms, prefix)
		found = keep(s.expand(found), func(row uint32) bool { return ok && c.near.has(int(row), w, &buffer) })
	}
	found.And(s.live)
	return found, nil
}

// sentencesWith returns the sentences that have all the terms.
func (s *segment) sentencesWith(fieldName string, terms []string, prefix bool) (*roaring.Bitmap, error) {
	d, err := s.words.Dictionary(fieldName)
	if err != nil {
		return nil, err
	}
	var found *roaring.Bitmap
	for i, term := range terms {
		having := roaring.New()
		if prefix && i == len(terms)-1 {
			err = orPrefix(d, term, having)
		} else {
			err = orPostings(d, term, having)
		}
		if err != nil {
			return nil, err
		}
		if found == nil {
			found = having
		} else {
			found.And(having)
		}
	}
	return found, nil
}

// orPostings adds the sentences of a term.
func orPostings(d segmentapi.TermDictionary, term string, to *roaring.Bitmap) error {
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return err
	}
	if p, ok := list.(*zap.PostingsList); ok { // a field that no sentence has gives an empty list of another type
		p.OrInto(to)
	}
	return nil
}

// orPrefix adds the sentences of all terms that begin so.
func orPrefix(d segmentapi.TermDictionary, prefix string, to *roaring.Bitmap) error {
	terms := d.AutomatonIterator(nil, []byte(prefix), nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			return err
		}
		if entry == nil || !strings.HasPrefix(entry.Term, prefix) {
			return nil
		}
		if err := orPostings(d, entry.Term, to); err != nil {
			return err
		}
	}
}

// expand returns the rows of some sentences.
func (s *segment) expand(sentences *roaring.Bitmap) *roaring.Bitmap {
	first := s.columns.firstRow
	rows := make([]uint32, 0, 4096)
	found := roaring.New()
	for it := sentences.Iterator(); it.HasNext(); {
		i := it.Next()
		for row := first[i]; row < first[i+1]; row++ {
			rows = append(rows, row)
		}
		if len(rows) > 4000 {
			found.AddMany(rows)
			rows = rows[:0]
		}
	}
	found.AddMany(rows)
	return found
}

// keep returns the members for which ok holds.
func keep(b *roaring.Bitmap, ok func(uint32) bool) *roaring.Bitmap {
	var kept []uint32
	for it := b.Iterator(); it.HasNext(); {
		if i := it.Next(); ok(i) {
			kept = append(kept, i)
		}
	}
	found := roaring.New()
	found.AddMany(kept)
	return found
}
