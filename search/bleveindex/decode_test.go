package bleveindex

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/claim"
	"raqam/search"
	"raqam/search/searchtest"
)

// FuzzDecodeColumns: no bytes make the decoder panic, and what it accepts can be used.
func FuzzDecodeColumns(f *testing.F) {
	c := newColumns()
	for _, e := range searchtest.Entries(searchtest.Claims(f)) {
		c.add(e)
		for i, cl := range e.Claims {
			if beginsSentence(e, i) {
				c.sentences.add(cl.Quote)
			}
		}
	}
	c.seal()
	data, err := c.encode()
	if err != nil {
		f.Fatal(err)
	}
	if _, err := decodeColumns(data); err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(columnsMagic))
	f.Add(data[:len(data)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := decodeColumns(data)
		if err != nil {
			return
		}
		again, err := c.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeColumns(again); err != nil {
			t.Fatalf("what was read does not read back: %v", err)
		}
		for row := range c.ids.len() {
			if c.value[row] != 0 {
				c.figure("value", uint32(row))
			}
			_, _ = c.firstRow[c.sentence[row]+1], c.firstOf[c.article[row]+1]
			_ = c.published[c.article[row]]
		}
	})
}

// TestStore: claims come back as they went in, whichever block they are in and in whatever order they are asked for.
func TestStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), claimsName)
	w, err := createStore(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := make([][]byte, 3000)
	for i := range lines {
		lines[i] = bytes.Repeat([]byte{byte('a' + i%26)}, i%400)
		w.addLine(lines[i])
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	s, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if len(s.firsts) < 10 {
		t.Errorf("%d blocks, too few to test anything", len(s.firsts))
	}
	var cache blockCache
	for i := range lines {
		row := i * 1009 % len(lines)
		got, err := s.line(row, &cache)
		if err != nil || !bytes.Equal(got, lines[row]) {
			t.Fatalf("row %d: %.20q, %v, want %.20q", row, got, err, lines[row])
		}
	}
	for _, row := range []int{-1, len(lines)} {
		if _, err := s.line(row, nil); err == nil {
			t.Errorf("row %d is found", row)
		}
	}
}

// TestMergeKeepsWords: merging segments gives the words, columns and claims that building them at once gives.
func TestMergeKeepsWords(t *testing.T) {
	claims := searchtest.Claims(t)
	apart, once := t.TempDir(), t.TempDir()
	for _, part := range [][]claim.Claim{claims[:3], claims[3:7], claims[7:14], claims[14:]} {
		write(t, apart, WriterOptions{MaxSegments: 1}, part)
	}
	write(t, once, WriterOptions{}, claims)
	var columns, lines [2][]byte
	for i, dir := range []string{apart, once} {
		m, err := readManifest(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Segments) != 1 {
			t.Fatalf("%d segments, want 1", len(m.Segments))
		}
		path := filepath.Join(dir, m.Segments[0].Name)
		if columns[i], err = os.ReadFile(filepath.Join(path, columnsName)); err != nil {
			t.Fatal(err)
		}
		lines[i] = allLines(t, filepath.Join(path, claimsName)) // blocks may begin elsewhere: those of a certain size are copied whole
	}
	if !bytes.Equal(columns[0], columns[1]) {
		t.Errorf("%s differs:\n%s", columnsName, cmp.Diff(columns[0], columns[1]))
	}
	if d := cmp.Diff(string(lines[1]), string(lines[0])); d != "" {
		t.Errorf("%s differs (-once +merged):\n%s", claimsName, d)
	}
}

// allLines returns the claims of a claims.bin.
func allLines(t *testing.T, path string) []byte {
	t.Helper()
	s, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var all []byte
	for i := range s.firsts {
		text, err := s.block(i)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	return all
}

// TestUnlikeClaims: claims of one entry that disagree about their article are kept apart, through merging too, though they share a sentence.
func TestUnlikeClaims(t *testing.T) {
	dir := t.TempDir()
	for i := range 3 {
		claims := numbered(i).Claims
		claims[0].Headline, claims[1].Headline = "one", "two"
		write(t, dir, WriterOptions{MaxSegments: 1}, claims)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, node := range []search.Node{search.Word{Text: "alpha"}, search.Text{Field: "title", Text: "one"}, search.Text{Field: "title", Text: "two"}} {
		r, err := s.Search(t.Context(), search.Query{Root: node}, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			if !search.Evaluate(node, h.Claim, false) {
				t.Errorf("%s finds %s", node, h.Claim.ID)
			}
		}
		if want := map[bool]int{true: 6, false: 3}[node == search.Node(search.Word{Text: "alpha"})]; r.Total != want {
			t.Errorf("%s: %d claims, want %d", node, r.Total, want)
		}
	}
}
