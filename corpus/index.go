package corpus

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
)

// An index lies beside each WARC file of an archive, X.cdxj beside X.warc.gz. It is written each time a checkpoint is, when the file is full
// and when the Writer is closed; so at any time it covers a file up to its own last line. It is derived: deleting it costs time only.

// indexPath is the name of the index of a WARC file.
func indexPath(path string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path, ".gz"), ".warc") + ".cdxj"
}

// isUsable tells whether the index of a file can be searched as it is: it was written after all that is in the file, and begins as one of that
// file does.
func isUsable(path string) bool {
	if !isFresh(path) {
		return false
	}
	f, err := os.Open(indexPath(path))
	if err != nil {
		return false
	}
	defer f.Close()
	line, err := firstLine(bufio.NewReader(f))
	if err == nil {
		_, _, err = parseCDXLine(line, path)
	}
	return err == nil
}

// isFresh tells whether the index of a file was written after all that is in the file.
func isFresh(path string) bool {
	file, err := os.Stat(path)
	if err != nil {
		return false
	}
	index, err := os.Stat(indexPath(path))
	return err == nil && index.ModTime().After(file.ModTime())
}

// readIndex reads all lines of the index of a file, and says up to where in the file it covers it: (nil, 0) where there is none, or where it
// is not that of the file as it is now.
func readIndex(path string) (lines []string, covered int64) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0
	}
	text, err := os.ReadFile(indexPath(path))
	if err != nil {
		return nil, 0
	}
	for line := range strings.Lines(string(text)) {
		_, c, err := parseCDXLine(line, path)
		if err != nil || c.Length <= 0 {
			return nil, 0
		}
		lines, covered = append(lines, line), max(covered, c.Offset+c.Length)
	}
	if covered > info.Size() {
		return nil, 0
	}
	return lines, covered
}

// mergeIndex adds lines to the index of a file, which is created where it is missing.
func mergeIndex(path string, lines []string) (err error) {
	if len(lines) == 0 {
		return nil
	}
	out, err := renameio.NewPendingFile(indexPath(path), renameio.WithPermissions(0o644))
	if err != nil {
		return fmt.Errorf("index of %s: %w", path, err)
	}
	defer func() {
		if cleanup := out.Cleanup(); err == nil && cleanup != nil {
			err = fmt.Errorf("index of %s: %w", path, cleanup)
		}
	}()
	w := bufio.NewWriterSize(out, bufferSize)
	old, err := os.Open(indexPath(path))
	if errors.Is(err, fs.ErrNotExist) {
		old, err = nil, nil
	}
	if err != nil {
		return fmt.Errorf("index of %s: %w", path, err)
	}
	var src io.Reader = strings.NewReader("")
	if old != nil {
		defer old.Close()
		src = old
	}
	if err = mergeLines(w, bufio.NewReaderSize(src, bufferSize), sortLines(lines)); err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = out.CloseAtomicallyReplace()
	}
	if err != nil {
		return fmt.Errorf("index of %s: %w", path, err)
	}
	return nil
}

// mergeLines merges two sorted runs of lines into one without doubles.
func mergeLines(w *bufio.Writer, old *bufio.Reader, lines []string) error {
	for {
		line, err := old.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if line == "" || !strings.HasSuffix(line, "\n") { // a line cut off is made anew when the file is read again
			break
		}
		for len(lines) > 0 && lines[0] <= line {
			if lines[0] < line {
				if _, err := w.WriteString(lines[0]); err != nil {
					return err
				}
			}
			lines = lines[1:]
		}
		if _, err := w.WriteString(line); err != nil {
			return err
		}
	}
	for _, line := range lines {
		if _, err := w.WriteString(line); err != nil {
			return err
		}
	}
	return nil
}

// reindex makes the index of a WARC file anew.
func reindex(ctx context.Context, path string) error {
	lines, _, err := scanLines(ctx, path, 0) // damage is for Verify to tell
	if err != nil {
		return err
	}
	if err := os.Remove(indexPath(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("index of %s: %w", path, err)
	}
	return mergeIndex(path, lines)
}

// indexing makes anew, in the background, the indexes of an archive's files that are missing or older than their file.
type indexing struct {
	cancel context.CancelFunc
	done   chan error
}

// startIndexing looks at the files that are there now, but for the one that is being written to.
func startIndexing(dir, except string) (*indexing, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var stale []string
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if _, _, ok := parseName(e.Name()); ok && path != except && e.Type().IsRegular() && !isUsable(path) {
			stale = append(stale, path)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	x := &indexing{cancel: cancel, done: make(chan error, 1)}
	go func() {
		for _, path := range stale {
			if err := reindex(ctx, path); err != nil {
				x.done <- err
				return
			}
		}
		x.done <- nil
	}()
	return x, nil
}

// stop ends it where it is; the next one will go on.
func (x *indexing) stop() error {
	x.cancel()
	if err := <-x.done; !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
