package searchtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"

	"raqam/search"
)

// Memory is an index that keeps claims in a slice and evaluates every query on every claim: the oracle other backends are compared with,
// and enough for tests of what is built on them. The zero Memory is empty and ready.
type Memory struct {
	mu         sync.Mutex
	locked     bool
	published  map[string][]search.Record // by Entry.URL; replaced, never changed
	state      []byte
	generation int // counts what was published
}

// Writer opens the index for writing; search.ErrLocked while another writer is open.
func (m *Memory) Writer() (search.Writer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.locked {
		return nil, search.ErrLocked
	}
	m.locked = true
	return &memoryWriter{m: m, added: map[string][]search.Record{}}, nil
}

// Searcher opens what is published; search.ErrNoIndex where nothing is.
func (m *Memory) Searcher() (search.Searcher, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.generation == 0 {
		return nil, search.ErrNoIndex
	}
	return newOracle(strconv.Itoa(m.generation), m.published), nil
}

// State returns what the last Publish was given.
func (m *Memory) State() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state
}

type memoryWriter struct {
	m      *Memory
	added  map[string][]search.Record
	closed bool
}

func (w *memoryWriter) Add(ctx context.Context, e search.Entry) error {
	for _, c := range e.Claims {
		if c.URL != e.URL {
			return fmt.Errorf("claim %s has the URL %q, its article %q", c.ID, c.URL, e.URL)
		}
	}
	w.added[e.URL] = search.Records(e)
	return ctx.Err()
}

func (w *memoryWriter) Publish(ctx context.Context, state []byte) error {
	if w.closed {
		return errors.New("writer is closed")
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.m.mu.Lock()
	defer w.m.mu.Unlock()
	next := map[string][]search.Record{}
	maps.Copy(next, w.m.published)
	maps.Copy(next, w.added)
	clear(w.added)
	w.m.published, w.m.state = next, slices.Clone(state)
	w.m.generation++
	return nil
}

func (w *memoryWriter) Close() error {
	w.m.mu.Lock()
	defer w.m.mu.Unlock()
	if !w.closed {
		w.closed, w.m.locked = true, false
	}
	return nil
}
