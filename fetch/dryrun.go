package fetch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// rehearse makes a data directory for a dry run, with a copy of the frontier, so that what has been fetched is not listed again.
func rehearse(data string) (dir string, err error) {
	dir, err = os.MkdirTemp("", "raqam-dry-run-")
	if err != nil {
		return "", fmt.Errorf("dry run: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("dry run: %w", err), os.RemoveAll(dir))
		}
	}()
	name := filepath.Join("frontier", "pages.db")
	if _, err := os.Stat(filepath.Join(data, name)); errors.Is(err, fs.ErrNotExist) {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Join(dir, "frontier"), 0o700); err != nil {
		return dir, err
	}
	return dir, copyFrontier(filepath.Join(dir, name), filepath.Join(data, name))
}

// copyFrontier copies the file of a frontier that nobody is writing to.
func copyFrontier(to, from string) error {
	options := *bbolt.DefaultOptions
	options.Timeout, options.ReadOnly = lockWait, true
	db, err := bbolt.Open(from, 0, &options)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%s: %w", from, ErrRunning)
	case err != nil:
		return nil // damaged: a crawl would begin anew
	}
	defer db.Close() // read only: there is nothing to lose
	return db.View(func(tx *bbolt.Tx) error {
		f, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		_, err = tx.WriteTo(io.Writer(f))
		return errors.Join(err, f.Close())
	})
}
