package corpus

import (
	"io"
	"os"
)

// appendFile is the part of *os.File that a Writer needs.
type appendFile interface {
	io.WriteCloser
	Sync() error
	Truncate(size int64) error
}

// fileSystem creates and opens the files of an archive; tests put a full disk in its place.
type fileSystem interface {
	Create(path string) (appendFile, error)
	OpenAppend(path string) (appendFile, error)
}

type osFiles struct{}

func (osFiles) Create(path string) (appendFile, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o644)
}

func (osFiles) OpenAppend(path string) (appendFile, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
}
