package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/klauspost/compress/gzip"
)

// Reader reads records with limits of one's own. The zero value is what the functions of this package use.
type Reader struct {
	// MaxBody is how many bytes of a Body are kept, counted after each decoding; the rest is cut off and the record marked Truncated.
	// 0 means 64 MiB.
	MaxBody int64

	// Revisits asks for every revisit record. By default only those of a page that was stored under another address are read: the others
	// say no more than that the page was still the same.
	Revisits bool

	outline   bool       // heads only: what an index needs
	originals *originals // where to look for what revisits refer to; nil when nowhere
}

const defaultMaxBody = 64 << 20

func (r Reader) maxBody() int64 {
	if r.MaxBody <= 0 {
		return defaultMaxBody
	}
	return r.MaxBody
}

// ReadFile streams the records of one file from an offset on: 0, or the Next or Source.Offset of a record of that file. The format is told
// by the file's name, else by its first bytes; whether it is gzipped, by its bytes alone.
//
// From WARC come the HTTP responses of whatever status, the HTML resources and the texts made of pages (WET), from a JSON Lines file its
// lines. Files of HTML or text are one record. A revisit record is read with the payload it refers to, which is looked for in the WARC
// files of the same folder; where it is not found, the error wraps ErrNoOriginal. See Reader.Revisits.
//
// Trouble with one record is yielded as a *RecordError and reading goes on at the next; trouble that ends the file is the last thing
// yielded, as is ctx's error. Memory does not grow with the file.
func ReadFile(ctx context.Context, path string, from int64) iter.Seq2[Record, error] {
	return Reader{}.ReadFile(ctx, path, from)
}

// Read is ReadFile for standard input, or anything that can be read once only; name becomes Source.Path. After damage it can look for the
// next record only where reading stopped, so it may lose more of a damaged stream than ReadFile does of the file.
func Read(ctx context.Context, r io.Reader, name string) iter.Seq2[Record, error] {
	return Reader{}.Read(ctx, r, name)
}

// ReadAt reads the record at an offset, be it a revisit: the Source.Offset of a record that ReadFile yielded, or that Append returned. Where nothing readable
// starts there the error wraps ErrNoRecord or is that of the damaged record.
func ReadAt(path string, offset int64) (Record, error) { return Reader{}.ReadAt(path, offset) }

// ReadFile is the function ReadFile within r's limits.
func (r Reader) ReadFile(ctx context.Context, path string, from int64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in, closeFile, err := openInput(ctx, path)
		if err != nil {
			yield(Record{}, err)
			return
		}
		defer closeFile()
		if !r.outline {
			r.originals = &originals{ctx: ctx, path: path}
		}
		r.read(ctx, in, path, from, yield)
	}
}

// Read is the function Read within r's limits.
func (r Reader) Read(ctx context.Context, src io.Reader, name string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) { r.read(ctx, newInput(interruptible(ctx, src)), name, 0, yield) }
}

// ReadAt is the function ReadAt within r's limits.
func (r Reader) ReadAt(path string, offset int64) (Record, error) {
	r.Revisits = true
	for rec, err := range r.ReadFile(context.Background(), path, offset) {
		if err == nil && rec.Source.Offset != offset {
			break
		}
		return rec, err
	}
	return Record{}, &RecordError{Path: path, Offset: offset, Err: ErrNoRecord}
}

func (r Reader) read(ctx context.Context, in *input, path string, from int64, yield func(Record, error) bool) {
	fail := func(offset int64, err error) { yield(Record{}, &RecordError{Path: path, Offset: offset, Err: err}) }

	start, size := in.start(), in.size
	if _, err := in.br.Peek(1); errors.Is(err, io.EOF) {
		fail(0, ErrEmpty)
		return
	} else if err != nil {
		fail(0, err)
		return
	}
	format := formatOf(path)
	if format == unknownFormat {
		format = sniff(start)
	}

	if format == waczFormat {
		scanWACZ(ctx, path, in, from, newWARCDecoder(r).readBlock, yield)
		return
	}

	// Members are addresses only in a WARC file, and there only when each holds one record.
	if in.atGzip() && !(format == warcFormat && hasMemberPerRecord(in)) {
		unzipped, err := gzip.NewReader(in.br)
		if err != nil {
			fail(0, fmt.Errorf("gzip: %w", err))
			return
		}
		in = newInput(unzipped)
		if _, err := in.br.Peek(1); errors.Is(err, io.EOF) {
			fail(0, ErrEmpty)
			return
		}
	}
	if format == jsonFormat && firstLineIsObject(in) {
		format = linesFormat
	}
	switch format {
	case warcFormat, linesFormat:
		if err := in.advance(from); err != nil {
			fail(from, fmt.Errorf("%w: %w", ErrNoRecord, truncated(err)))
			return
		}
	}
	switch format {
	case warcFormat:
		newWARCScanner(path, in, newWARCDecoder(r).readBlock, yield).scan(ctx)
	case linesFormat:
		newLineScanner(path, in, yield).scan(ctx)
	default:
		if from == 0 {
			r.readWhole(in, path, format, size, yield)
		}
	}
}

// openInput opens a file; what is no regular one (a pipe) is read as standard input is. Closing a file that was read has nothing to report.
func openInput(ctx context.Context, path string) (_ *input, closeFile func(), err error) {
	f, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0) // a named pipe nobody writes to is an empty file, not a wait without end
	if err != nil {
		return nil, nil, fmt.Errorf("read records: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("read records: %w", err), f.Close())
	}
	in := newInput(interruptible(ctx, f))
	if info.Mode().IsRegular() {
		in = newInput(f)
		in.size, in.seek = info.Size(), f
	}
	return in, func() { _ = f.Close() }, nil
}

// advance goes from the beginning to an offset.
func (in *input) advance(offset int64) error {
	if in.seek != nil {
		if offset > in.size {
			return io.ErrUnexpectedEOF
		}
		return in.moveTo(offset)
	}
	return in.skip(offset)
}
