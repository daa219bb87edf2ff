package bleveindex

import (
	"fmt"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/bits-and-blooms/bitset"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// rowsInText returns the live rows that have the terms side by side in their sentence.
func (s *segment) rowsInText(terms []string, prefix bool) (*bitset.BitSet, error) {
	sentences, err := s.sentencesWith(terms, prefix)
	if err != nil {
		return nil, fmt.Errorf("words of %s: %w", s.name, err)
	}
	c := s.columns
	rows := bitset.New(s.live.Len())
	bits := rows.Words()
	w, phrase := wanted{}, len(terms) > 1
	if phrase {
		var ok bool
		if w, ok = c.sentences.want(terms, prefix); !ok {
			return rows, nil
		}
	}
	buffer := make([]uint32, 4096)
	for it := sentences.ManyIterator(); ; {
		n := it.NextMany(buffer)
		if n == 0 {
			break
		}
		for _, i := range buffer[:n] {
			if phrase && !c.sentences.has(int(i), w) {
				continue
			}
			for row := c.firstRow[i]; row < c.firstRow[i+1]; row++ {
				bits[row>>6] |= 1 << (row & 63) // rows.Set, without its checks
			}
		}
	}
	rows.InPlaceIntersection(s.live)
	return rows, nil
}

// rowsNear returns the live rows whose claim counts something with the terms side by side in it.
func (s *segment) rowsNear(terms []string, prefix bool) *bitset.BitSet {
	c := s.columns
	return s.having(c.inverse.near.of(c.nearIDs, len(c.near.words.ends)), c.near.words.find(terms, prefix))
}

// having returns the live rows that a column turned round lists for some ids.
func (s *segment) having(column *inverted, ids []uint32) *bitset.BitSet {
	rows := bitset.New(s.live.Len())
	for _, id := range ids {
		for _, row := range column.of(id) {
			rows.Set(uint(row))
		}
	}
	rows.InPlaceIntersection(s.live)
	return rows
}

// sentencesWith returns the sentences that have all the terms.
func (s *segment) sentencesWith(terms []string, prefix bool) (*roaring.Bitmap, error) {
	d, err := s.words.Dictionary(textField)
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
