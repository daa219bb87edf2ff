package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"raqam/extract"
)

// TestListingsAreNoArticles: headlines and leads on front, archive, section and tag pages are counted once, where they were written.
func TestListingsAreNoArticles(t *testing.T) {
	s := serveSample(t)
	for _, target := range s.site.Targets() {
		rec := s.record(target)
		if strings.HasPrefix(target, "/news/") || strings.HasPrefix(target, "/private/") || !bytes.Contains(rec.Body, []byte("<html")) {
			continue
		}
		if a, err := extract.FromRecord(rec); !errors.Is(err, extract.ErrNotArticle) {
			t.Errorf("%s: FromRecord = %+v, %v; want ErrNotArticle", target, a, err)
		}
	}
}
