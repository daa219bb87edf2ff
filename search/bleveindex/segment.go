package bleveindex

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/bits-and-blooms/bitset"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"raqam/search"
)

// segment is an open segment as one generation sees it. It is immutable.
type segment struct {
	name    string
	words   segmentapi.Segment
	columns *columns
	store   *store
	live    *bitset.BitSet // rows that are not deleted

	sortIDs sync.Once
	byID    []uint32 // rows in the order of their IDs; see row
}

// openSegment opens a segment. reprints are those of the generation, by URL.
func openSegment(dir string, e segmentEntry, reprints map[string]search.Reprint) (*segment, error) {
	if err := errors.Join(e.checkSizes(dir), e.checkWords(dir)); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, e.Name)
	deleted, err := e.deleted()
	if err != nil {
		return nil, err
	}
	s := &segment{name: e.Name, live: bitset.New(uint(e.Rows)).SetAll()}
	for it := deleted.Iterator(); it.HasNext(); {
		s.live.Clear(uint(it.Next()))
	}
	if s.columns, err = readColumns(filepath.Join(path, columnsName)); err != nil {
		return nil, err
	}
	s.columns.setReprints(reprints)
	if s.store, err = openStore(filepath.Join(path, claimsName)); err != nil {
		return nil, err
	}
	if s.words, err = openWords(filepath.Join(path, wordsName)); err != nil {
		s.store.close()
		return nil, err
	}
	if n := s.words.Count(); n != uint64(s.columns.sentenceCount) || s.columns.ids.len() != e.Rows {
		s.close()
		return nil, fmt.Errorf("%s: %w: %d documents for %d sentences, %d rows, should be %d", path, search.ErrDamaged, n,
			s.columns.sentenceCount, s.columns.ids.len(), e.Rows)
	}
	return s, nil
}

func (s *segment) close() error {
	err := s.words.Close()
	if closeErr := s.store.close(); err == nil {
		err = closeErr
	}
	return err
}

// row finds the live row of a claim by its ID. IDs are sorted on the first call: most searches never need it.
func (s *segment) row(id string) (uint32, bool) {
	ids := &s.columns.ids
	s.sortIDs.Do(func() {
		s.byID = make([]uint32, ids.len())
		for i := range s.byID {
			s.byID[i] = uint32(i)
		}
		slices.SortStableFunc(s.byID, func(a, b uint32) int { return strings.Compare(ids.at(a), ids.at(b)) })
	})
	i, _ := slices.BinarySearchFunc(s.byID, id, func(row uint32, id string) int { return strings.Compare(ids.at(row), id) })
	for ; i < len(s.byID) && ids.at(s.byID[i]) == id; i++ {
		if s.live.Test(uint(s.byID[i])) {
			return s.byID[i], true
		}
	}
	return 0, false
}
