package bleveindex

import (
	"testing"

	"raqam/search"
	"raqam/search/searchtest"
)

type backend struct{ dir string }

func (b backend) Writer() (search.Writer, error) {
	w, err := OpenWriter(b.dir, WriterOptions{MaxSegments: 3}) // so that segments are merged
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (b backend) Searcher() (search.Searcher, error) {
	s, err := Open(b.dir)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func TestConformance(t *testing.T) {
	searchtest.Run(t, func(t *testing.T) searchtest.Backend { return backend{t.TempDir()} })
}
