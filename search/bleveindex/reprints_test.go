package bleveindex

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"raqam/extract"
	"raqam/normalize/calendar"
	"raqam/search"
	"raqam/search/reprint"
)

// printed makes article i of an outlet: one of a few texts, with some words replaced.
func printed(r *rand.Rand, i int) (search.Entry, reprint.Text) {
	e := numbered(i)
	story := rand.New(rand.NewPCG(uint64(r.IntN(40)), 1))
	var words []string
	for range 60 {
		words = append(words, "w"+fmt.Sprint(story.IntN(1000)+1000)+"x")
	}
	for range r.IntN(12) {
		words[r.IntN(len(words))] = "other"
	}
	a := extract.Article{URL: e.URL, Outlet: fmt.Sprint("outlet", r.IntN(5)), Paragraphs: []string{strings.Join(words, " ")}}
	a.Published = calendar.Stamp{Date: calendar.Date{Year: 1400, Month: 1, Day: 1 + r.IntN(28)}}
	if r.IntN(6) == 0 {
		a.ReprintedFrom = fmt.Sprint("outlet", r.IntN(5))
	}
	return e, reprint.FromArticle(a)
}

// TestReprints publishes articles, replaces and removes some, merges and compacts: after each generation the index knows the clusters that
// looking at all articles at once gives.
func TestReprints(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(7, 7))
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 3, SegmentRows: 60})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { w.Close() }()
	texts := map[string]reprint.Text{}
	largest := 0
	for round := range 15 {
		for range r.IntN(80) {
			i := r.IntN(300)
			e, text := printed(r, i)
			switch r.IntN(8) {
			case 0: // taken out
				e.Claims = nil
				fallthrough
			case 1: // no longer known by its text
				text = reprint.Text{}
			}
			texts[e.URL] = text
			if err := w.AddText(t.Context(), e, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Publish(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if round%7 == 6 {
			if err := w.Compact(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if round%5 == 4 { // a new writer reads what the last one wrote
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if w, err = OpenWriter(dir, WriterOptions{MaxSegments: 3, SegmentRows: 60}); err != nil {
				t.Fatal(err)
			}
		}
		want := map[string]search.Reprint{}
		var all []reprint.Text
		for _, text := range texts {
			if text.URL != "" {
				all = append(all, text)
			}
		}
		for _, c := range reprint.Clusters(all) {
			original := all[c.Members[0]].Article
			for _, m := range c.Members {
				want[all[m].URL] = search.Reprint{Cluster: reprint.ID(original), Of: original.URL}
			}
			want[original.URL] = search.Reprint{Cluster: reprint.ID(original)}
			largest = max(largest, len(c.Members))
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(s.reprints, want) {
			t.Errorf("round %d: %d articles with twins, want %d", round, len(s.reprints), len(want))
		}
		result, err := s.Search(t.Context(), search.Query{Root: search.All{}}, search.Options{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range result.Hits {
			if h.Reprint != want[h.Claim.URL] {
				t.Errorf("round %d: a hit in %s has %v, want %v", round, h.Claim.URL, h.Reprint, want[h.Claim.URL])
			}
		}
		s.Close()
		if err := Verify(dir); err != nil {
			t.Error(err)
		}
	}
	if largest < 4 {
		t.Errorf("the largest cluster had %d articles: too few to test anything", largest)
	}
}

func FuzzDecodeClusters(f *testing.F) {
	f.Add([]byte{0x28, 0xb5, 0x2f, 0xfd})
	f.Fuzz(func(t *testing.T, data []byte) {
		clusters, err := decodeClusters(data)
		if err == nil && slices.ContainsFunc(clusters, func(c cluster) bool { return len(c.Members) < 2 }) {
			t.Error("a cluster of one")
		}
	})
}

// FuzzTexts reads a texts.bin of any content: an error, or texts that can be written again.
func FuzzTexts(f *testing.F) {
	path := filepath.Join(f.TempDir(), textsName)
	w := newTextsWriter(path)
	r := rand.New(rand.NewPCG(3, 3))
	for i := range 3 {
		_, text := printed(r, i)
		if err := w.add(uint32(2*i), text); err != nil {
			f.Fatal(err)
		}
	}
	if err := w.finish(); err != nil {
		f.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound)
	f.Add([]byte(textsMagic + "\xff\xff\xff\xff\xff\xff\xff\x7f"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), textsName)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		in, err := openTexts(path)
		if err != nil {
			return
		}
		defer in.close()
		out := newTextsWriter(path + "2")
		defer out.abort()
		err = in.entries(func(e *textEntry) error {
			text, err := in.text(e)
			if err != nil {
				return err
			}
			return out.add(e.row, text)
		})
		if err == nil {
			err = out.finish()
		}
		if err != nil && !errors.Is(err, search.ErrDamaged) {
			t.Error(err)
		}
	})
}
