package corpus

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
)

// checkpoint says up to where the last file of an archive is known to be whole, so that opening does not have to read a gigabyte again. It
// is a hint: a wrong or missing one costs time only. The file's index reaches at least as far.
type checkpoint struct {
	File string `json:"file"`
	End  int64  `json:"end"`
}

const (
	checkpointName  = ".checkpoint"
	checkpointEvery = 16 << 20 // bytes appended between two: some thousand records, read in a second or two
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

// removeHalfWritten removes the files under which indexes and checkpoints were being written when a process was killed: renameio names them
// with a dot before and a number behind the name they are meant for.
func removeHalfWritten(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		index := strings.HasPrefix(e.Name(), "."+namePrefix) && strings.Contains(e.Name(), ".cdxj")
		if index || strings.HasPrefix(e.Name(), "."+checkpointName) {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkpoint brings the index of the current file up to date and notes how far it reaches.
func (w *Writer) checkpoint() error {
	if w.end == w.marked {
		return nil
	}
	if err := mergeIndex(w.path, w.lines); err != nil {
		return err
	}
	w.lines = nil
	if err := saveCheckpoint(w.dir, checkpoint{w.last, w.end}); err != nil {
		return err
	}
	w.marked = w.end
	return nil
}
