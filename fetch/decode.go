package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// acceptEncoding is what the crawler asks for, set by us so that net/http leaves the body as it was sent.
const acceptEncoding = "gzip, br, zstd"

// maxCodings is how many codings may lie over each other in one body. Honest servers use one.
const maxCodings = 3

// ErrTooLarge is wrapped by the error for a body over [Options.MaxBody].
var ErrTooLarge = errors.New("body too large")

var (
	gzipMagic = []byte{0x1f, 0x8b}             // RFC 1952
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd} // RFC 8878
)

// errCoding is wrapped by the error for a body that is not in the content coding it claims, or a response that cannot be archived.
var errCoding = errors.New("unusable response")

// decode takes the codings of a Content-Encoding header off a body (RFC 9110, section 8.4), the last applied first. It reads in small steps
// and gives up with ErrTooLarge once more than limit bytes have come out: a bomb never unfolds.
func decode(body []byte, contentEncoding string, limit int64) ([]byte, error) {
	if len(body) == 0 {
		return body, nil // as in 204 and 304, whatever the header says
	}
	r, err := decoders(bytes.NewReader(body), contentEncoding)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out, err := readLimited(r, limit, int64(len(body)))
	switch {
	case errors.Is(err, ErrTooLarge):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w", errCoding, contentEncoding, err)
	}
	return out, nil
}

// decoders opens the codings of a Content-Encoding header over each other. Closing frees them all.
func decoders(r io.Reader, contentEncoding string) (_ io.ReadCloser, err error) {
	codings := strings.FieldsFunc(strings.ToLower(contentEncoding), func(c rune) bool { return c == ',' || c == ' ' || c == '\t' })
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%w: %d content codings over each other", errCoding, len(codings))
	}
	var opened stack
	defer func() {
		if err != nil {
			opened.Close()
		}
	}()
	for i := len(codings) - 1; i >= 0; i-- {
		if codings[i] == "identity" {
			continue
		}
		next, err := decoder(codings[i], r)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", errCoding, codings[i], err)
		}
		opened = append(opened, next)
		r = next
	}
	return struct {
		io.Reader
		io.Closer
	}{r, opened}, nil
}

// stack is decoders to be closed. They hold memory only: that they end before their input does is an error of reading, not of closing.
type stack []io.Closer

func (s stack) Close() error {
	for _, c := range s {
		_ = c.Close()
	}
	return nil
}

// headOfBomb gives a beginning of a body that decodes to at most limit bytes, so that whoever reads it from the archive has no bomb in hands:
// the longest, give or take a sixty-fourth of the body. It is empty where nothing comes out before too much does.
func headOfBomb(body []byte, contentEncoding string, limit int64) []byte {
	step := max(len(body)/64, 1) // each look decodes all before it
	n := step * sort.Search(len(body)/step, func(n int) bool { return decodedSize(body[:(n+1)*step], contentEncoding, limit+1) > limit })
	if decodedSize(body[:n], contentEncoding, 1) == 0 {
		return nil
	}
	return body[:n]
}

// decodedSize counts the bytes that come out of a body, or of the beginning of one, but no further than enough.
func decodedSize(body []byte, contentEncoding string, enough int64) int64 {
	r, err := decoders(bytes.NewReader(body), contentEncoding)
	if err != nil {
		return 0 // too little to begin with
	}
	defer r.Close()
	n, _ := io.Copy(io.Discard, io.LimitReader(r, enough)) // what is cut off ends in an error
	return n
}

// decoder opens one coding. Memory is bounded: the windows of brotli and zstd are at most 16 MiB and 8 MiB (RFC 9659).
func decoder(coding string, r io.Reader) (io.ReadCloser, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(4) // a shorter body is no error here: the decoder will say
	r = b
	switch coding {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(head, gzipMagic) {
			return io.NopCloser(r), nil // labelled, but sent plain
		}
		return gzip.NewReader(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		if !bytes.HasPrefix(head, zstdMagic) {
			return io.NopCloser(r), nil
		}
		return newZstdReader(r)
	case "deflate": // zlib by the standard, but some servers send bare deflate
		if len(head) >= 2 && head[0]&15 == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
			return zlib.NewReader(r)
		}
		return flate.NewReader(r), nil
	}
	return nil, errors.New("unknown content coding")
}

// zstdDecoders are kept: each has a window of its own.
var zstdDecoders sync.Pool

// zstdReader is a decoder that is given back when it is closed.
type zstdReader struct{ *zstd.Decoder }

func newZstdReader(r io.Reader) (io.ReadCloser, error) {
	z, ok := zstdDecoders.Get().(*zstd.Decoder)
	if !ok {
		var err error
		z, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, err
		}
	}
	if err := z.Reset(r); err != nil {
		return nil, err
	}
	return zstdReader{z}, nil
}

// Close lets go of what was read from.
func (z zstdReader) Close() error {
	if err := z.Reset(nil); err != nil && !errors.Is(err, zstd.ErrDecoderNilInput) {
		return err
	}
	zstdDecoders.Put(z.Decoder)
	return nil
}

// Sizes of the pieces in which a body of unknown size is read.
const (
	firstPiece = 48 << 10 // holds most pages whole
	maxPiece   = 1 << 20
)

// readLimited reads all of r, or gives ErrTooLarge when it has more than limit bytes. With an error come the bytes before it. expected is a
// guess at the size; 0: none. It reads into pieces that are put together in the end, and allocates no more than about twice what it gives.
func readLimited(r io.Reader, limit, expected int64) ([]byte, error) {
	var p pieces
	err := p.readFrom(r, limit, expected)
	return p.whole(), err
}

// pieces is a body as it comes in.
type pieces struct {
	full [][]byte
	last []byte
	size int64
}

// readFrom reads until the end, or one byte beyond the limit, which is dropped.
func (p *pieces) readFrom(r io.Reader, limit, expected int64) error {
	for {
		n, err := r.Read(p.room(limit, expected))
		p.last, p.size = p.last[:len(p.last)+n], p.size+int64(n)
		switch {
		case p.size > limit:
			p.last, p.size = p.last[:len(p.last)-int(p.size-limit)], limit
			return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// room gives where to read to: never empty, and never more than one byte beyond the limit.
func (p *pieces) room(limit, expected int64) []byte {
	if len(p.last) == cap(p.last) {
		size := min(max(firstPiece, expected+1), maxPiece) // one more, to see the end
		if p.last != nil {
			p.full = append(p.full, p.last)
			size = min(2*int64(cap(p.last)), maxPiece)
		}
		p.last = make([]byte, 0, min(size, limit-p.size+1))
	}
	return p.last[len(p.last):cap(p.last)]
}

// add appends bytes, of which there are no more than the limit allows.
func (p *pieces) add(b []byte, limit int64) {
	for len(b) > 0 {
		n := copy(p.room(limit, 0), b)
		p.last, p.size, b = p.last[:len(p.last)+n], p.size+int64(n), b[n:]
	}
}

// whole puts the pieces together.
func (p *pieces) whole() []byte {
	if len(p.full) == 0 {
		if p.last == nil {
			return []byte{}
		}
		return p.last
	}
	b := make([]byte, 0, p.size)
	for i, piece := range p.full {
		b = append(b, piece...)
		p.full[i] = nil // as soon as it may go
	}
	return append(b, p.last...)
}
