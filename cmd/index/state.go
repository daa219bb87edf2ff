package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"raqam/corpus"
)

// state is what a generation of the index remembers of the sources it was made from. It is published with the generation, so that the
// index and how far its sources were read always agree.
type state struct {
	Sources []string      `json:"sources"` // absolute paths given on the command line, in the order they were first given
	Cursor  corpus.Cursor `json:"cursor"`  // the archive's files relative to the data directory, which may be moved; others absolute

	data    string // absolute path of the data directory
	changed bool   // a source was added or read
}

// readState decodes the state of the current generation; none is an empty one.
func readState(text []byte, data string) (*state, error) {
	data, err := filepath.Abs(data)
	if err != nil {
		return nil, err
	}
	s := &state{data: data}
	if len(text) > 0 {
		if err := json.Unmarshal(text, s); err != nil {
			return nil, fmt.Errorf("reading the index's list of sources: %w", err)
		}
	}
	s.rename(func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(data, path)
	})
	return s, nil
}

// encode is the inverse of readState.
func (s *state) encode() ([]byte, error) {
	stored := &state{Sources: s.Sources, Cursor: corpus.Cursor{Files: maps.Clone(s.Cursor.Files)}, data: s.data}
	stored.rename(stored.display)
	return json.Marshal(stored)
}

// rename changes the names of all files of the cursor.
func (s *state) rename(to func(string) string) {
	renamed := make(map[string]corpus.Position, len(s.Cursor.Files))
	for path, position := range s.Cursor.Files {
		renamed[to(path)] = position
	}
	s.Cursor.Files = renamed
}

// archive is the folder crawl writes to.
func (s *state) archive() string { return filepath.Join(s.data, "archive") }

// display names a file as it is shown and stored: one of the archive relative to the data directory, any other by its absolute path.
func (s *state) display(path string) string {
	if inside, err := filepath.Rel(s.archive(), path); err == nil && filepath.IsLocal(inside) {
		return filepath.Join("archive", inside)
	}
	return path
}

// remember adds sources that are not known yet.
func (s *state) remember(paths []string) {
	for _, p := range paths {
		if !slices.Contains(s.Sources, p) {
			s.Sources = append(s.Sources, p)
			s.changed = true
		}
	}
}
