package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/klauspost/compress/gzip"
)

const (
	bufferSize = 64 << 10
	probeSize  = 16 << 10 // compressed bytes that surely hold the first bytes of a gzip member's content
)

var (
	gzipMagic   = []byte{0x1f, 0x8b}
	memberMagic = []byte{0x1f, 0x8b, 0x08} // RFC 1952, 2.3.1: ID1 ID2 and deflate, the only method
	warcMagic   = []byte("WARC/")
	bom         = []byte("\xef\xbb\xbf")
)

func trimBOM(b []byte) []byte { return bytes.TrimPrefix(b, bom) }

// input is a file or standard input, read front to back with a known position.
type input struct {
	br   *bufio.Reader
	src  *countReader
	seek io.ReadSeeker // nil when there is no way back
	size int64         // in bytes; -1 when unknown
}

type countReader struct {
	r io.Reader
	n int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func newInput(r io.Reader) *input {
	src := &countReader{r: r}
	return &input{src: src, br: bufio.NewReaderSize(src, bufferSize), size: -1}
}

// offset is the position of the next byte.
func (in *input) offset() int64 { return in.src.n - int64(in.br.Buffered()) }

// place is the offset within the seekable file, whose first byte may have another address than 0.
func (in *input) place() int64 {
	if a, ok := in.seek.(*addressed); ok {
		return in.offset() - a.base
	}
	return in.offset()
}

// skip moves forward n bytes, without reading them where it can.
func (in *input) skip(n int64) error {
	if in.seek == nil || n <= int64(in.br.Buffered()) {
		_, err := io.CopyN(io.Discard, in.br, n)
		return err
	}
	if in.size >= 0 && in.offset()+n > in.size {
		return io.ErrUnexpectedEOF
	}
	return in.moveTo(in.offset() + n)
}

// moveTo goes to a position; only with in.seek.
func (in *input) moveTo(offset int64) error {
	if _, err := in.seek.Seek(offset, io.SeekStart); err != nil {
		return fmt.Errorf("seek: %w", err)
	}
	in.src.n = offset
	in.br.Reset(in.src)
	return nil
}

// atGzip tells whether a gzip member starts here.
func (in *input) atGzip() bool {
	magic, _ := in.br.Peek(len(memberMagic))
	return bytes.Equal(magic, memberMagic)
}

// start is the first decompressed bytes of what lies here, gzipped or not, without moving.
func (in *input) start() []byte {
	head, _ := in.br.Peek(probeSize)
	if !bytes.HasPrefix(head, memberMagic) {
		return head
	}
	return gunzipStart(head)
}

// gunzipStart decompresses what it can of the beginning of a gzip member, up to 512 bytes.
func gunzipStart(head []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil
	}
	b := make([]byte, 512)
	n, _ := io.ReadFull(z, b)
	return b[:n]
}

// findMember moves to the next gzip member that holds a WARC record; false at the end.
func (in *input) findMember() (bool, error) {
	for {
		head, err := in.br.Peek(bufferSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		if len(head) < len(memberMagic) {
			return false, nil
		}
		i := bytes.Index(head, memberMagic)
		switch {
		case i == 0 && bytes.HasPrefix(gunzipStart(head[:min(len(head), probeSize)]), warcMagic):
			return true, nil
		case i == 0:
			i = 1
		case i < 0: // the magic number may straddle the end of the buffer
			i = len(head) - len(memberMagic) + 1
		}
		if _, err := in.br.Discard(i); err != nil {
			return false, err
		}
	}
}

// findHead moves to the next head of an uncompressed WARC record; false at the end. It need not be at the beginning of a line: what comes
// before may have been cut off anywhere.
func (in *input) findHead() (bool, error) {
	for {
		head, err := in.br.Peek(bufferSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		i := bytes.Index(head, warcMagic)
		switch {
		case len(head) < len(warcMagic):
			return false, nil
		case i == 0 && recordStart.Match(head[:min(len(head), 256)]):
			return true, nil
		case i == 0:
			i = 1
		case i < 0: // the magic number may straddle the end of the buffer
			i = len(head) - len(warcMagic) + 1
		}
		if _, err := in.br.Discard(i); err != nil {
			return false, err
		}
	}
}

// recordStart is the version line and the beginning of a named field (ISO 28500:2017, 4).
var recordStart = regexp.MustCompile(`^WARC/[01]\.[0-9]+\r?\n[A-Za-z][A-Za-z-]*:`)
