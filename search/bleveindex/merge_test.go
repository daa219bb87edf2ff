package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"raqam/claim"
	"raqam/search"
)

// TestMergeInBackground replaces articles while segments are being merged in the background: the merged segment has the deletions that came
// after it was begun, and every article is there once, in its last version.
func TestMergeInBackground(t *testing.T) {
	dir := t.TempDir()
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 4, SegmentRows: 400, inlineRows: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	version := map[int]int{}
	merges := 0
	for round := range 16 {
		for range 300 {
			i := rand.IntN(3_000)
			version[i] = round
			e := numbered(i)
			for j := range e.Claims {
				e.Claims[j].Value = fmt.Sprint(round)
			}
			if err := w.Add(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		before := w.merging
		if err := w.Publish(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if before != nil && w.merging != before {
			merges++
		}
		if w.merging != nil && round%3 == 0 {
			<-w.merging.done // so that also what ends early is taken
		}
	}
	if merges == 0 {
		t.Error("nothing was merged in the background")
	}
	check := func() {
		t.Helper()
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		seen := map[string]int{}
		for c, err := range s.Claims(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			seen[c.URL]++
			var i int
			if _, err := fmt.Sscanf(c.URL, "https://crash.example/%d", &i); err != nil || c.Value != fmt.Sprint(version[i]) {
				t.Errorf("%s has the version %s, want %d (%v)", c.URL, c.Value, version[i], err)
			}
		}
		if len(seen) != len(version) || s.Count() != 2*len(version) || s.Articles() != len(version) {
			t.Errorf("%d articles, counted %d, %d claims; want %d and twice as many", len(seen), s.Articles(), s.Count(), len(version))
		}
		for url, n := range seen {
			if n != 2 {
				t.Errorf("%s has %d claims, want 2", url, n)
			}
		}
		if err := Verify(dir); err != nil {
			t.Error(err)
		}
	}
	check()
	if err := w.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	check()
	if n := len(w.current.Segments); n != 1 || w.current.Segments[0].Deleted != nil {
		t.Errorf("%d segments after compacting, want 1 without deletions", n)
	}
	generation := w.current.Generation
	if err := w.Compact(t.Context()); err != nil || w.current.Generation != generation {
		t.Errorf("compacting again: generation %d, was %d, %v", w.current.Generation, generation, err)
	}
}

// TestMergedRows: no merge makes a segment larger than allowed, and there is no end of merging the same.
func TestMergedRows(t *testing.T) {
	dir := t.TempDir()
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 2, MergedRows: 20})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for i := range 30 {
		if err := w.Add(t.Context(), numbered(i)); err != nil {
			t.Fatal(err)
		}
		if err := w.Publish(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	rows := 0
	for _, s := range w.current.Segments {
		rows += s.Rows
		if s.Rows > 20 {
			t.Errorf("a segment of %d", s.Rows)
		}
	}
	if n := len(w.current.Segments); rows != 60 || n > 9 {
		t.Errorf("%d claims in %d segments, want 60 in some six", rows, n)
	}
}

// TestRemove: an entry without claims takes an article out, also one added a moment ago.
func TestRemove(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{}, append(numbered(1).Claims, numbered(2).Claims...))
	w, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, e := range []search.Entry{numbered(3), {URL: numbered(3).URL}, {URL: numbered(1).URL}, {URL: "https://never.example/"}} {
		if err := w.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Publish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var left []claim.Claim
	for c, err := range s.Claims(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, c)
	}
	if len(left) != 2 || left[0].URL != numbered(2).URL {
		t.Errorf("left are %v, want the two of %s", left, numbered(2).URL)
	}
}

// TestGenerations: those that are kept can be listed and opened by number.
func TestGenerations(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		write(t, dir, WriterOptions{Keep: 3}, numbered(i).Claims)
	}
	all, err := Generations(dir)
	if err != nil || len(all) != 3 || all[0].Number != 3 || all[2].Number != 5 {
		t.Fatalf("%v, %v, want generations 3 to 5", all, err)
	}
	for _, g := range all {
		s, err := OpenGeneration(dir, g.Number)
		if err != nil {
			t.Fatal(err)
		}
		if s.Count() != 2*g.Number || s.Generation() != g.Number {
			t.Errorf("generation %d has %d claims and says it is %d", g.Number, s.Count(), s.Generation())
		}
		s.Close()
	}
	if _, err := OpenGeneration(dir, 2); err == nil {
		t.Error("generation 2 opens, though three are kept")
	}
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
	write(t, dir, WriterOptions{Keep: 1}, numbered(9).Claims)
	if all, err := Generations(dir); err != nil || len(all) != 1 {
		t.Errorf("%v, %v, want one generation", all, err)
	}
}
