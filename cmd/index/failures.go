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
	if err := f.load(); err != nil {
		return nil, errors.Join(fmt.Errorf("reading %s: %w", path, err), file.Close())
	}
	return f, nil
}

// load reads the list. A line that a crash cut short is taken off: its record was not acknowledged, and is read again. Other lines that are
// none are left as they are.
func (f *failures) load() error {
	lines := bufio.NewReader(f.file)
	whole, number := int64(0), 0
	for {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(text) == 0 {
			break
		}
		if errors.Is(err, io.EOF) {
			f.warn("%s: the last line was cut short by a crash and is taken off", f.path)
			if err := f.file.Truncate(whole); err != nil {
				return err
			}
			break
		}
		if err != nil {
			return err
		}
		whole += int64(len(text))
		number++
		var line failure
		if err := json.Unmarshal(text, &line); err != nil || line.Reason == "" {
			f.warn("%s: line %d is no failure and is passed over", f.path, number)
			continue
		}
		f.known[line.key()] = true
	}
	_, err := f.file.Seek(whole, io.SeekStart)
	return err
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
