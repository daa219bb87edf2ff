package corpus

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// checkpoint says up to where the last file of an archive is known to be whole, so that opening does not have to read a gigabyte again. It
// is a hint: a wrong or missing one costs time only.
type checkpoint struct {
	File string `json:"file"`
	End  int64  `json:"end"`
}

const (
	checkpointName  = ".checkpoint"
	checkpointEvery = 64 << 20 // bytes appended between two, read in a second or two
)

func saveCheckpoint(dir string, c checkpoint) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return renameio.WriteFile(filepath.Join(dir, checkpointName), data, 0o644)
}

// loadCheckpoint is how much of a file need not be looked at; 0 when there is no checkpoint for it.
func loadCheckpoint(dir, file string) int64 {
	var c checkpoint
	data, err := os.ReadFile(filepath.Join(dir, checkpointName))
	if err != nil || json.Unmarshal(data, &c) != nil || c.File != file || c.End < 0 {
		return 0
	}
	return c.End
}

// wholePrefix is the length of the part of a file of a size that consists of whole records. Only what lies behind known is read, unless there
// is no record there: then known may be wrong, and the file is read from the beginning.
func wholePrefix(f io.ReadSeeker, size, known int64) (int64, error) {
	if known > 0 && known <= size {
		if _, err := f.Seek(known, io.SeekStart); err != nil {
			return 0, err
		}
		n, err := wholeMembers(f)
		if err != nil || n > 0 || known == size {
			return known + n, err
		}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	return wholeMembers(f)
}
