package corpus

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A WACZ file (Web Archive Collection Zipped, specs.webrecorder.net/wacz/1.1.1) is a zip with WARC files under archive/. They are read where
// they lie. As the specification wants them stored without further compression, a record's address is its place in the zip itself; files
// that are compressed all the same are addressed as if they had been stored, so that addresses still rise from record to record.

// maxPart is more than any file has, and few enough of them can be added up.
const maxPart = 1 << 50

var (
	zipMagic = []byte("PK\x03\x04")

	errWACZStream = errors.New("a WACZ file cannot be read from a stream: give its path")
	errNoWARC     = errors.New("no WARC file under archive/")
)

// waczPart is a WARC file in a WACZ.
type waczPart struct {
	file   *zip.File
	start  int64 // in the zip, of what is stored
	base   int64 // address of its first byte
	stored bool
}

// waczParts lists the WARC files of a WACZ in the order in which they lie.
func waczParts(z *zip.Reader) ([]waczPart, error) {
	var parts []waczPart
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "archive/") || formatOf(f.Name) != warcFormat {
			continue
		}
		start, err := f.DataOffset()
		if err == nil && (f.UncompressedSize64 > maxPart || f.CompressedSize64 > maxPart) {
			err = fmt.Errorf("a size of %d bytes", f.UncompressedSize64)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		parts = append(parts, waczPart{file: f, start: start, stored: f.Method == zip.Store})
	}
	if len(parts) == 0 {
		return nil, errNoWARC
	}
	slices.SortFunc(parts, func(a, b waczPart) int { return cmp.Compare(a.start, b.start) })
	grown := int64(0)
	for i := range parts {
		p := &parts[i]
		p.base = p.start + grown
		if !p.stored {
			grown += max(0, p.size()-int64(p.file.CompressedSize64)) // at most maxPart
		}
	}
	return parts, nil
}

func (p waczPart) size() int64 { return int64(p.file.UncompressedSize64) } // at most maxPart

// input reads a part from an address on.
func (p waczPart) input(zipped io.ReaderAt, from int64) (_ *input, closePart func(), err error) {
	from = max(from, p.base)
	if p.stored {
		section := &addressed{io.NewSectionReader(zipped, p.start, p.size()), p.base}
		in := newInput(section)
		in.size, in.seek = p.base+p.size(), section
		return in, func() {}, in.moveTo(from)
	}
	r, err := p.file.Open()
	if err != nil {
		return nil, nil, err
	}
	in := newInput(r)
	in.src.n = p.base
	if err := in.skip(from - p.base); err != nil {
		return nil, nil, errors.Join(err, r.Close())
	}
	return in, func() { _ = r.Close() }, nil
}

// addressed is a part whose first byte has an address of its own.
type addressed struct {
	*io.SectionReader
	base int64
}

// Seek goes to an address; whence is io.SeekStart.
func (a *addressed) Seek(address int64, whence int) (int64, error) {
	return a.SectionReader.Seek(address-a.base, whence)
}

// scanWACZ reads the records of all WARC files of a WACZ from an address on.
func scanWACZ(ctx context.Context, path string, in *input, from int64, read blockReader, yield func(Record, error) bool) {
	fail := func(offset int64, err error) bool {
		return yield(Record{}, &RecordError{Path: path, Offset: offset, Err: err})
	}
	zipped, ok := in.seek.(io.ReaderAt)
	if !ok {
		fail(0, errWACZStream)
		return
	}
	z, err := zip.NewReader(zipped, in.size)
	if err != nil {
		fail(0, err)
		return
	}
	parts, err := waczParts(z)
	if err != nil {
		fail(0, err)
		return
	}
	for _, p := range parts {
		if from >= p.base+p.size() {
			continue
		}
		in, closePart, err := p.input(zipped, from)
		if err != nil {
			if !fail(p.base, fmt.Errorf("%s: %w", p.file.Name, err)) {
				return
			}
			continue
		}
		s := newWARCScanner(path, in, read, yield)
		s.zipped = s.zipped || strings.HasSuffix(p.file.Name, ".gz")
		s.scan(ctx)
		closePart()
		if s.stopped || ctx.Err() != nil {
			return
		}
	}
}
