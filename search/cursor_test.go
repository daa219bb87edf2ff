package search

import (
	"errors"
	"strings"
	"testing"
)

// TestCursorBinding: a cursor leads back to its offset for its own query, order and state of the index, and for nothing else.
func TestCursorBinding(t *testing.T) {
	q, other := Query{Word{Text: "a"}}, Query{Word{Text: "b"}}
	o := Options{Sort: ByValue, Limit: 10}
	for _, offset := range []int{1, 20, 127, 128, 1_000_000} {
		o.Cursor = CursorAt(q, o, "7", offset)
		next := o
		next.Limit, next.Offset = 50, 3 // neither has a say in it
		if got, err := Resume(q, next, "7"); got != offset || err != nil {
			t.Errorf("%d: %d, %v", offset, got, err)
		}
		if got, err := OffsetOf(o); got != offset || err != nil {
			t.Errorf("%d: %d, %v", offset, got, err)
		}
		if _, err := Resume(other, o, "7"); !errors.Is(err, ErrCursor) {
			t.Errorf("another query: %v", err)
		}
		if _, err := Resume(q, Options{Cursor: o.Cursor}, "7"); !errors.Is(err, ErrCursor) {
			t.Errorf("another order: %v", err)
		}
		if _, err := Resume(q, o, "8"); !errors.Is(err, ErrStale) {
			t.Errorf("another state: %v", err)
		}
	}
	for _, cursor := range []string{"x", strings.Repeat("A", 11), strings.Repeat("A", 12), strings.Repeat("_", 30), strings.Repeat("A", 10_000), "AAAA AAAA", "\x00"} {
		if offset, err := Resume(q, Options{Cursor: cursor}, "7"); !errors.Is(err, ErrCursor) || offset != 0 {
			t.Errorf("%.20q: %d, %v", cursor, offset, err)
		}
	}
}

func FuzzResume(f *testing.F) {
	q := Query{All{}}
	f.Add(CursorAt(q, Options{}, "1", 20))
	f.Add("")
	f.Fuzz(func(t *testing.T, cursor string) {
		offset, err := Resume(q, Options{Cursor: cursor}, "1")
		if offset < 0 || err != nil && !errors.Is(err, ErrCursor) && !errors.Is(err, ErrStale) {
			t.Fatalf("%q: %d, %v", cursor, offset, err)
		}
		if err == nil && cursor != "" {
			if again, err := Resume(q, Options{Cursor: CursorAt(q, Options{}, "1", offset)}, "1"); again != offset || err != nil {
				t.Fatalf("%q: %d, then %d, %v", cursor, offset, again, err)
			}
		}
	})
}
