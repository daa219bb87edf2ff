package search

import (
	"errors"
	"fmt"
)

// What a backend tells its caller, to be tested with errors.Is.
var (
	ErrLocked   = errors.New("index is being written by another process")
	ErrNoIndex  = errors.New("no index here yet")
	ErrNotFound = errors.New("no such claim")
	ErrFormat   = errors.New("the index was written by another version (`index rebuild` makes it anew)")
	ErrCursor   = errors.New("this cursor belongs to another query or order, or is none")
	ErrStale    = errors.New("the index has changed since this cursor was given: ask for the first page again")
	ErrTooMany  = errors.New("too many groups: narrow the query or group by something coarser")
	ErrDamaged  = errors.New("the index is damaged (nothing is lost: `index rebuild` makes it anew)")
)

// SyntaxError says where a query stopped making sense and what was expected there.
type SyntaxError struct {
	Column int    // code points of the query, counted from 1
	Msg    string // what was expected
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Msg) }
