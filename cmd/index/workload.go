package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"raqam/corpus"
)

// workload is what is new in the sources: files, and from where on each is to be read.
type workload struct {
	files []portion
	at    map[string]int // index in files by path
	size  int64          // bytes to read, as stored
}

// portion is the unread part of a file.
type portion struct {
	path       string
	from, upTo int64
	before     int64 // bytes of the portions ahead of this one
	growing    bool  // a file of the archive, which crawl may be writing right now
	ended      bool  // read to its end
	rewritten  bool  // it was read before, and is another file now
}

// pending lists what is new in the archive and the remembered sources. A source that is gone is noted as a failure.
func (s *state) pending(note func(error) error) (*workload, error) {
	w := &workload{at: map[string]int{}}
	for _, source := range append([]string{s.archive()}, s.Sources...) {
		files, err := corpus.Files(source)
		if errors.Is(err, fs.ErrNotExist) && source == s.archive() {
			continue // nothing crawled yet
		} else if err != nil {
			if err := note(unreadable(source, err)); err != nil {
				return nil, err
			}
			continue
		}
		for _, file := range files {
			if err := w.add(&s.Cursor, file, source == s.archive()); err != nil {
				if err := note(unreadable(file, err)); err != nil {
					return nil, err
				}
			}
		}
	}
	return w, nil
}

// add puts the unread part of a file on the list, if there is one.
func (w *workload) add(cursor *corpus.Cursor, file string, growing bool) error {
	from, changed, err := cursor.Pending(file)
	if err != nil || !changed {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	w.at[file] = len(w.files)
	before := cursor.Files[filepath.Clean(file)]
	w.files = append(w.files, portion{path: file, from: from, upTo: info.Size(), before: w.size, growing: growing, rewritten: from == 0 && before.Offset > 0})
	w.size += max(0, info.Size()-from)
	return nil
}

// rewritten lists the files that are other files now than those that were read.
func (w *workload) rewritten() []string {
	var files []string
	for _, file := range w.files {
		if file.rewritten {
			files = append(files, file.path)
		}
	}
	return files
}

// records streams the records of all portions. A file that cannot be opened is an error in its place.
func (w *workload) records(ctx context.Context) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		for i := range w.files {
			file := &w.files[i]
			half := false
			for rec, err := range corpus.ReadFile(ctx, file.path, file.from) {
				if half = file.growing && errors.Is(err, corpus.ErrTruncated); half {
					break // the rest of the record is still to come, or crawl will repair it: next time
				}
				if err != nil && ctx.Err() == nil {
					err = unreadable(file.path, err)
				}
				if !yield(rec, err) {
					return
				}
			}
			if ctx.Err() != nil {
				return
			}
			file.ended = !half
		}
	}
}

// finish tells the cursor which files were read to their end. To be called when all records have been dealt with.
func (w *workload) finish(cursor *corpus.Cursor) {
	for _, file := range w.files {
		if file.ended {
			cursor.Finish(file.path)
		}
	}
}

// done says how many bytes are dealt with once rec is.
func (w *workload) done(rec corpus.Record) int64 {
	i, ok := w.at[rec.Source.Path]
	if !ok {
		return 0
	}
	file := w.files[i]
	return file.before + min(rec.Next, file.upTo) - file.from
}

// unreadable makes any error in reading a file one of corpus's, which names file and place.
func unreadable(path string, err error) error {
	var inRecord *corpus.RecordError
	if errors.As(err, &inRecord) {
		return err
	}
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		err = inPath.Err
	}
	return &corpus.RecordError{Path: path, Err: fmt.Errorf("cannot be read: %w", err)}
}
