package corpus

import (
	"errors"
	"fmt"
	"io"
)

var (
	// ErrLocked says that another process writes to this archive.
	ErrLocked = errors.New("archive is in use by another process")

	// ErrEmpty says that a file has no bytes.
	ErrEmpty = errors.New("empty file")

	// ErrNotUTF8 says that text or JSON is in another encoding; RecordError.Offset is the first byte that cannot be UTF-8.
	ErrNotUTF8 = errors.New("not UTF-8")

	// ErrTruncated says that the file ends inside a record: a copy that broke off, or a record just being written.
	// It wraps io.ErrUnexpectedEOF.
	ErrTruncated = fmt.Errorf("the file ends inside a record: %w", io.ErrUnexpectedEOF)

	// ErrDigest says that the bytes of a record are not those its digest was made of.
	ErrDigest = errors.New("the digest does not match")

	// ErrNoOriginal says that the record which a revisit refers to is not in the archive, so that what was seen is not known.
	ErrNoOriginal = errors.New("the record it refers to is not in the archive")

	// ErrNoRecord says that no readable record starts at an offset.
	ErrNoRecord = errors.New("no record starts here")
)

// RecordError is trouble with one record, or with what should have been one.
type RecordError struct {
	Path   string
	Offset int64 // as Source.Offset: the record's, or for ErrNotUTF8 that of the offending byte
	Line   int   // of a JSON Lines file, from 1; 0 elsewhere
	Err    error
}

func (e *RecordError) Error() string {
	switch {
	case errors.Is(e.Err, ErrEmpty):
		return fmt.Sprintf("%s: %v", e.Path, e.Err)
	case e.Line > 0:
		return fmt.Sprintf("%s: line %d: offset %d: %v", e.Path, e.Line, e.Offset, e.Err)
	}
	return fmt.Sprintf("%s: offset %d: %v", e.Path, e.Offset, e.Err)
}

func (e *RecordError) Unwrap() error { return e.Err }
