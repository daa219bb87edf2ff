package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"raqam/corpus"
	"raqam/internal/cli"
)

// shown is how many failures are printed; the file has them all.
const shown = 10

// failures counts the records that could not be read, prints the first few and, with a file, lists them there; a later run continues the list.
type failures struct {
	path  string
	file  *os.File        // nil: no list
	known map[string]bool // keys of the lines in the file
	new   int
	warn  func(format string, args ...any)
}

// failure is a line of the file.
type failure struct {
	Path   string `json:"path"`
	Offset int64  `json:"offset"`
	URL    string `json:"url,omitempty"`
	Reason string `json:"reason"`
}

func (f failure) key() string { return fmt.Sprint(f.Path, "@", f.Offset, ": ", f.Reason) }

// openFailures opens the list at path; fresh begins a new one.
func openFailures(path string, fresh bool, warn func(string, ...any)) (*failures, error) {
	flags := os.O_RDWR | os.O_CREATE
	if fresh {
		flags |= os.O_TRUNC
	}
	file, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		return nil, err
	}
	f := &failures{path: path, file: file, known: map[string]bool{}, warn: warn}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var line failure
		if json.Unmarshal(lines.Bytes(), &line) == nil { // a line cut by a crash is not known, and so written again
			f.known[line.key()] = true
		}
	}
	if _, err := file.Seek(0, io.SeekEnd); err != nil || lines.Err() != nil {
		return nil, errors.Join(fmt.Errorf("reading %s", path), err, lines.Err(), file.Close())
	}
	return f, nil
}

// note records a failure once and prints the first few.
func (f *failures) note(err error) error {
	line := failure{Reason: err.Error()}
	var inRecord *corpus.RecordError
	var inArticle *recordFailure
	switch {
	case errors.As(err, &inArticle):
		line = failure{inArticle.where.Path, inArticle.where.Offset, inArticle.url, inArticle.err.Error()}
	case errors.As(err, &inRecord):
		line = failure{inRecord.Path, inRecord.Offset, "", inRecord.Err.Error()}
	}
	f.new++
	switch {
	case f.new <= shown:
		f.warn("%v", err)
	case f.new == shown+1 && f.file != nil:
		f.warn("more failures follow: see %s", f.path)
	}
	if f.file == nil || f.known[line.key()] {
		return nil
	}
	f.known[line.key()] = true
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	_, err = f.file.Write(append(text, '\n'))
	return err
}

// asError is nil when nothing failed, else the error that ends a finished run.
func (f *failures) asError() error {
	if f.new == 0 {
		return nil
	}
	err := fmt.Errorf("finished, but %d could not be read", f.new)
	if f.file != nil {
		err = fmt.Errorf("%w: see %s", err, f.path)
	}
	return cli.WithCode(cli.Incomplete, err)
}

// Close ends the list; an empty one leaves no file.
func (f *failures) Close() error {
	info, statErr := f.file.Stat()
	err := f.file.Close()
	if statErr == nil && info.Size() == 0 {
		if rm := os.Remove(f.path); !errors.Is(rm, fs.ErrNotExist) {
			err = errors.Join(err, rm)
		}
	}
	return errors.Join(statErr, err)
}
