package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Cursor remembers how far one consumer has read each file. It is plain data, to be kept as JSON in whatever store the consumer commits its
// own effects to (an index generation, a database), so that both move together: then nothing is lost or done twice whenever the process
// dies.
//
// For each file: from, changed, err := c.Pending(path); if changed, ReadFile from there, c.Advance with each record once its effect is
// safe, c.Finish(path) after the last. A Cursor is for one goroutine.
type Cursor struct {
	Files map[string]Position `json:"files"`

	seen map[string]fileState // what Pending saw, for Finish
}

// Position is how far a file was read.
type Position struct {
	Offset     int64  `json:"offset"`      // where the next record starts
	LastOffset int64  `json:"last_offset"` // of the last record read
	LastDigest string `json:"last_digest"` // and its digest; empty before the first

	// Size and ModTime the file had when it was last read to its end; zero before that.
	Size    int64     `json:"size"`
	ModTime time.Time `json:"mod_time"`
}

type fileState struct {
	size    int64
	modTime time.Time
}

// Pending says whether there is something to read in a file and from which offset on.
//
// A file read to its end whose size and modification time are as they were is not changed. Where the last record read still lies in its
// place with its digest, the file has only grown, and reading goes on behind it; so it does after an interruption. In all other cases the
// file was rewritten and is to be read from 0. A whole-file format (HTML, text) that changed is such a case.
func (c *Cursor) Pending(path string) (from int64, changed bool, err error) {
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	if err != nil {
		return 0, false, fmt.Errorf("look for new records: %w", err)
	}
	if c.seen == nil {
		c.seen = make(map[string]fileState)
	}
	c.seen[path] = fileState{info.Size(), info.ModTime()}
	pos, known := c.Files[path]
	switch {
	case !known:
		return 0, true, nil
	case pos.Size == info.Size() && pos.ModTime.Equal(info.ModTime()):
		return pos.Offset, false, nil
	case pos.LastDigest == "":
		return 0, true, nil
	}
	last, err := ReadAt(path, pos.LastOffset)
	if err != nil || last.Source.Digest != pos.LastDigest {
		return 0, true, nil // whatever is wrong with the file, reading it will tell
	}
	return pos.Offset, true, nil
}

// Advance notes that a record has been dealt with.
func (c *Cursor) Advance(rec Record) {
	path := filepath.Clean(rec.Source.Path)
	pos := c.Files[path]
	pos.Offset, pos.LastOffset, pos.LastDigest = rec.Next, rec.Source.Offset, rec.Source.Digest
	c.set(path, pos)
}

// Finish notes that a file was read to its end, as it was when Pending looked at it.
func (c *Cursor) Finish(path string) {
	path = filepath.Clean(path)
	if state, ok := c.seen[path]; ok {
		pos := c.Files[path]
		pos.Size, pos.ModTime = state.size, state.modTime
		c.set(path, pos)
	}
}

func (c *Cursor) set(path string, pos Position) {
	if c.Files == nil {
		c.Files = make(map[string]Position)
	}
	c.Files[path] = pos
}
