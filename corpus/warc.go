package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

var (
	errAfterBlock  = errors.New("wrong Content-Length: no end of record after the block")
	errMemberShort = errors.New("wrong Content-Length: the gzip member ends before the block")
)

// blockReader makes a Record of a record's block, without its place; nil for one that is left out.
type blockReader func(h warcHead, block *bufio.Reader) (*Record, error)

// warcScanner reads the records of a WARC file, plain or one gzip member a record, and finds its way back after damage.
type warcScanner struct {
	path    string
	in      *input
	heads   *headParser
	read    blockReader
	zipped  bool // the file consists of gzip members: resynchronise at them, not at heads
	gz      *gzip.Reader
	size    *countReader // decompressed so far
	member  *bufio.Reader
	block   *bufio.Reader
	yield   func(Record, error) bool
	stopped bool // yield said so
}

func newWARCScanner(path string, in *input, read blockReader, yield func(Record, error) bool) *warcScanner {
	// A damaged first byte must not hide the members behind it.
	start, _ := in.br.Peek(len(warcMagic))
	zipped := in.atGzip() || strings.HasSuffix(path, ".gz") && !bytes.Equal(start, warcMagic)
	return &warcScanner{
		path: path, in: in, heads: newHeadParser(), read: read, zipped: zipped, gz: new(gzip.Reader),
		member: bufio.NewReaderSize(nil, bufferSize), block: bufio.NewReader(nil), yield: yield,
	}
}

// scan yields all records from the input's position on.
func (s *warcScanner) scan(ctx context.Context) {
	for !s.stopped {
		if err := ctx.Err(); err != nil {
			s.emit(Record{}, err)
			return
		}
		start := s.in.offset()
		if _, err := s.in.br.Peek(1); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			s.emit(Record{}, &RecordError{Path: s.path, Offset: start, Err: err})
			return
		}
		var resume int64
		var err error
		if s.in.atGzip() {
			resume, err = s.scanMember(start)
		} else {
			resume, err = s.scanPlain(start)
		}
		if err == nil || s.stopped {
			continue
		}
		s.emit(Record{}, &RecordError{Path: s.path, Offset: start, Err: err})
		if s.stopped || !s.resynchronise(resume) {
			return
		}
	}
}

func (s *warcScanner) emit(rec Record, err error) {
	if !s.stopped && !s.yield(rec, err) {
		s.stopped = true
	}
}

// resynchronise goes to the next record at or after an offset; false when there is none.
func (s *warcScanner) resynchronise(from int64) bool {
	if s.in.seek != nil {
		if err := s.in.moveTo(from); err != nil {
			s.emit(Record{}, &RecordError{Path: s.path, Offset: from, Err: err})
			return false
		}
	}
	find := s.in.findHead
	if s.zipped {
		find = s.in.findMember
	}
	found, err := find()
	if err != nil {
		s.emit(Record{}, &RecordError{Path: s.path, Offset: s.in.offset(), Err: err})
	}
	return found
}

// scanPlain reads an uncompressed record. An error means that the way to the following record is lost; it is to be searched from resume.
func (s *warcScanner) scanPlain(start int64) (resume int64, err error) {
	h, err := s.heads.read(s.in.br)
	if err != nil {
		return start + 1, truncated(err)
	}
	resume = start + h.size
	if s.in.size >= 0 && h.length > s.in.size-resume {
		return resume, ErrTruncated
	}
	block := io.LimitedReader{R: s.in.br, N: h.length}
	s.block.Reset(&block)
	rec, bad := s.read(h, s.block)
	if err := s.in.skip(block.N); err != nil {
		return resume, truncated(err)
	}
	lines, err := skipLineEnds(s.in.br)
	if err != nil {
		return resume, err
	}
	// Two line ends are to follow; some writers leave them out. Whatever comes after two is the next record's trouble.
	if next, _ := s.in.br.Peek(len(warcMagic)); lines < 2 && len(next) > 0 && !bytes.Equal(next, warcMagic) {
		return resume, errAfterBlock
	}
	s.deliver(rec, bad, start, s.in.offset())
	return resume, nil
}

// scanMember reads a gzip member with the record in it, or the records. The last one is delivered only when the member's checksum is
// known to be right. An error means as in scanPlain.
func (s *warcScanner) scanMember(start int64) (resume int64, err error) {
	if err := s.gz.Reset(s.in.br); err != nil {
		return start + 1, fmt.Errorf("gzip member: %w", truncated(err))
	}
	s.gz.Multistream(false)
	s.size = &countReader{r: s.gz}
	s.member.Reset(s.size)
	var rec *Record
	var bad error
	for {
		h, err := s.heads.read(s.member)
		if err != nil {
			return s.resumeAfter(start, err)
		}
		if rec != nil || bad != nil {
			s.deliver(rec, bad, start, start)
			if rec, bad = nil, nil; s.stopped {
				return 0, nil
			}
		}
		block := io.LimitedReader{R: s.member, N: h.length}
		s.block.Reset(&block)
		rec, bad = s.read(h, s.block)
		if _, err := io.Copy(io.Discard, &block); err != nil {
			return s.resumeAfter(start, err)
		}
		if block.N > 0 {
			return s.resumeAfter(start, errMemberShort)
		}
		if _, err := skipLineEnds(s.member); err != nil {
			return s.resumeAfter(start, err)
		}
		if _, err := s.member.Peek(1); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return s.resumeAfter(start, err)
		}
	}
	s.deliver(rec, bad, start, s.in.offset())
	return 0, nil
}

// resumeAfter says where to search after a damaged member: behind it where its end can be seen, so that nothing in a damaged page is
// mistaken for a record, else directly behind its start. The end is believed where the size stated there (RFC 1952, 2.3.1) is that of what was
// decompressed: damage may make the stream run on into the members that follow.
func (s *warcScanner) resumeAfter(start int64, cause error) (int64, error) {
	cause = truncated(cause)
	_, err := io.Copy(io.Discard, s.member)
	if err == nil || errors.Is(err, gzip.ErrChecksum) && s.sizeAgrees() {
		if next, err := s.in.br.Peek(len(memberMagic)); bytes.Equal(next, memberMagic) || (len(next) == 0 && errors.Is(err, io.EOF)) {
			return s.in.offset(), cause
		}
	}
	return start + 1, cause
}

// sizeAgrees compares the size stated at the end of the member just read with what it was. Where there is no way back it cannot be seen.
func (s *warcScanner) sizeAgrees() bool {
	file, ok := s.in.seek.(io.ReaderAt)
	if !ok {
		return true
	}
	var stated [4]byte
	if _, err := file.ReadAt(stated[:], s.in.place()-int64(len(stated))); err != nil {
		return false
	}
	return binary.LittleEndian.Uint32(stated[:]) == uint32(s.size.n) // modulo 2^32 is how it is stated
}

func (s *warcScanner) deliver(rec *Record, bad error, start, next int64) {
	switch {
	case bad != nil:
		s.emit(Record{}, &RecordError{Path: s.path, Offset: start, Err: bad})
	case rec != nil:
		rec.Source.Path, rec.Source.Offset, rec.Next = s.path, start, next
		s.emit(*rec, nil)
	}
}

// skipLineEnds skips the two line ends after a block, or as many as there are.
func skipLineEnds(r *bufio.Reader) (lines int, err error) {
	for {
		b, err := r.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return lines, nil
		case err != nil:
			return lines, err
		case b == '\n':
			lines++
		case b != '\r':
			return lines, r.UnreadByte()
		}
	}
}

// truncated gives the end of the input within a record its name.
func truncated(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return ErrTruncated
	}
	return err
}

// hasMemberPerRecord tells whether the file begins with a gzip member that holds one record and no more, as ISO 28500:2017, annex D wants
// of all members. Where it cannot be told, because the member is damaged or there is no way back, the answer is yes: the scanner also reads
// members that hold many, only their offsets are those of the members.
func hasMemberPerRecord(in *input) bool {
	if in.seek == nil {
		return true
	}
	more, err := moreThanOneRecord(in)
	if err := in.moveTo(0); err != nil {
		return true // reading on will meet the same error and report it
	}
	return err != nil || !more
}

// moreThanOneRecord tells whether anything follows the first record in the gzip member that starts here.
func moreThanOneRecord(in *input) (bool, error) {
	z, err := gzip.NewReader(in.br)
	if err != nil {
		return false, err
	}
	z.Multistream(false)
	member := bufio.NewReader(z)
	h, err := newHeadParser().read(member)
	if err != nil {
		return false, err
	}
	if _, err := io.CopyN(io.Discard, member, h.length); err != nil {
		return false, err
	}
	if _, err := skipLineEnds(member); err != nil {
		return false, err
	}
	next, err := member.Peek(len(warcMagic))
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return bytes.Equal(next, warcMagic), nil
}
