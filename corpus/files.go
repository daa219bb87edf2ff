package corpus

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Files lists the files to read for a path given by a user, sorted: the file itself whatever its name, or everything in a folder and the
// folders in it that has a name Raqam can read: .warc, .wet, .wacz, .html, .htm, .txt, .jsonl, .ndjson, .json, each also with .gz. Names that begin with a
// dot are left out, as are the files of damaged bytes that OpenWriter puts aside.
//
// A path that does not exist is an error that wraps fs.ErrNotExist and names it.
func Files(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	if !info.IsDir() {
		return []string{filepath.Clean(path)}, nil
	}
	var files []string
	// Through os.DirFS a path that is a symbolic link to a folder is followed.
	err = fs.WalkDir(os.DirFS(path), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name != "." && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		full := filepath.Join(path, filepath.FromSlash(name))
		if formatOf(name) != unknownFormat && isRegular(full, entry) {
			files = append(files, full)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list files of %s: %w", path, err)
	}
	slices.Sort(files)
	return files, nil
}

// isRegular follows a symbolic link to a file.
func isRegular(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
