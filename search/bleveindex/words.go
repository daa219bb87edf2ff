package bleveindex

import (
	"fmt"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"raqam/search"
)

// openWords opens a words.zap. Bleve's decoder trusts what it reads: where damage leads it out of bounds, that is an error here.
func openWords(path string) (words segmentapi.Segment, err error) {
	defer func() {
		if p := recover(); p != nil {
			words, err = nil, fmt.Errorf("opening %s: %w: %v", path, search.ErrDamaged, p)
		}
	}()
	words, err = new(zap.ZapPlugin).Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w: %w", path, search.ErrDamaged, err)
	}
	return words, nil
}

// postings returns the live rows whose field has the term.
func (s *segment) postings(field, term string) (*roaring.Bitmap, error) {
	found := roaring.New()
	d, err := s.words.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("words of %s: %w", s.name, err)
	}
	if err := orPostings(d, []byte(term), found); err != nil {
		return nil, fmt.Errorf("words of %s: %w", s.name, err)
	}
	found.And(s.live)
	return found, nil
}

// orPostings adds the rows of a term, dead ones too.
func orPostings(d segmentapi.TermDictionary, term []byte, to *roaring.Bitmap) error {
	list, err := d.PostingsList(term, nil, nil)
	if err != nil {
		return err
	}
	if p, ok := list.(*zap.PostingsList); ok {
		p.OrInto(to)
		return nil
	}
	return nil // a field no row has gives an empty list of another type
}

// withPrefix returns the live rows whose field has a term that begins so.
func (s *segment) withPrefix(field, prefix string) (*roaring.Bitmap, error) {
	found := roaring.New()
	d, err := s.words.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("words of %s: %w", s.name, err)
	}
	terms := d.AutomatonIterator(nil, []byte(prefix), nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			return nil, fmt.Errorf("words of %s: %w", s.name, err)
		}
		if entry == nil || !strings.HasPrefix(entry.Term, prefix) {
			break
		}
		if err := orPostings(d, []byte(entry.Term), found); err != nil {
			return nil, fmt.Errorf("words of %s: %w", s.name, err)
		}
	}
	found.And(s.live)
	return found, nil
}

// adjacent returns the rows of candidates, all of which have all the terms, whose field has them side by side in this order.
func (s *segment) adjacent(field string, terms []string, candidates *roaring.Bitmap) (*roaring.Bitmap, error) {
	d, err := s.words.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("words of %s: %w", s.name, err)
	}
	lists := make([]segmentapi.PostingsIterator, len(terms))
	for i, term := range terms {
		list, err := d.PostingsList([]byte(term), nil, nil)
		if err != nil {
			return nil, fmt.Errorf("words of %s: %w", s.name, err)
		}
		lists[i] = list.Iterator(false, false, true, nil)
	}
	found := roaring.New()
	starts := map[uint64]bool{} // positions where the phrase may begin
	for it := candidates.Iterator(); it.HasNext(); {
		row := it.Next()
		clear(starts)
		for i, list := range lists {
			p, err := list.Advance(uint64(row))
			if err != nil {
				return nil, fmt.Errorf("words of %s: %w", s.name, err)
			}
			if p == nil || p.Number() != uint64(row) {
				return nil, fmt.Errorf("words of %s: %w: row %d has no position of a term it has", s.name, search.ErrDamaged, row)
			}
			keepStarts(starts, i, p.Locations())
		}
		if len(starts) > 0 {
			found.Add(row)
		}
	}
	return found, nil
}

// keepStarts keeps of the possible beginnings of a phrase those whose i-th word is at one of the locations.
func keepStarts(starts map[uint64]bool, i int, at []segmentapi.Location) {
	if i == 0 {
		for _, l := range at {
			starts[l.Pos()] = true
		}
		return
	}
	here := make(map[uint64]bool, len(at))
	for _, l := range at {
		here[l.Pos()] = true
	}
	for start := range starts {
		if !here[start+uint64(i)] {
			delete(starts, start)
		}
	}
}
