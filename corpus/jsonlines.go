package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

const maxLine = 16 << 20 // bytes of one article

var (
	errNotObject = errors.New("not a JSON object")
	errLongLine  = fmt.Errorf("line is longer than %d bytes", maxLine)
)

// lineScanner reads JSON Lines, one object a line in UTF-8; empty lines are skipped.
type lineScanner struct {
	path   string
	in     *input
	yield  func(Record, error) bool
	from   int64 // where reading began
	before int   // lines before that; -1 when not counted
	read   int   // lines read since
}

func newLineScanner(path string, in *input, yield func(Record, error) bool) *lineScanner {
	s := &lineScanner{path: path, in: in, yield: yield, from: in.offset()}
	if s.from > 0 {
		s.before = -1
	}
	return s
}

func (s *lineScanner) scan(ctx context.Context) {
	for {
		if err := ctx.Err(); err != nil {
			s.yield(Record{}, err)
			return
		}
		start := s.in.offset()
		line, err := readLine(s.in.br)
		s.read++
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLongLine) {
			s.yield(Record{}, &RecordError{Path: s.path, Offset: start, Line: s.line(), Err: truncated(err)})
			return
		}
		atEnd := errors.Is(err, io.EOF)
		place := start
		if !errors.Is(err, errLongLine) {
			var i int
			if line, i, err = checkLine(line, start == 0); i > 0 {
				place += int64(i)
			}
		}
		ok := true
		if err != nil {
			ok = s.yield(Record{}, &RecordError{Path: s.path, Offset: place, Line: s.line(), Err: err})
		} else if len(line) > 0 {
			source := Source{Path: s.path, Offset: start, Digest: digest(line)}
			ok = s.yield(Record{Kind: Article, Body: line, Source: source, Next: s.in.offset()}, nil)
		}
		if !ok || atEnd {
			return
		}
	}
}

// checkLine takes the white space around an object off, and a byte order mark at the beginning of the file. An error comes with its place in
// the line.
func checkLine(line []byte, first bool) (object []byte, offset int, err error) {
	if i := invalidUTF8(line); i >= 0 {
		return nil, i, notUTF8(line[i])
	}
	if first {
		line = trimBOM(line)
	}
	if line = bytes.TrimSpace(line); len(line) > 0 && !isObject(line) {
		return nil, 0, errNotObject
	}
	return line, 0, nil
}

// line is the number of the line just read; 0 when the lines before the one where reading began cannot be counted.
func (s *lineScanner) line() int {
	if s.before < 0 {
		if s.in.seek == nil {
			return 0
		}
		n, err := countLines(s.path, s.from)
		if err != nil {
			return 0
		}
		s.before = n
	}
	return s.before + s.read
}

// countLines counts the line ends before an offset of an uncompressed file.
func countLines(path string, before int64) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	n := 0
	buf := make([]byte, bufferSize)
	for r := io.LimitReader(f, before); ; {
		k, err := r.Read(buf)
		n += bytes.Count(buf[:k], []byte("\n"))
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// readLine reads up to and with the next line end, into memory of its own. A line that is too long is skipped.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && (err == nil || errors.Is(err, io.EOF)) {
			return nil, errLongLine
		}
		return line, err
	}
}

// isObject tells whether b is one JSON object.
func isObject(b []byte) bool { return bytes.HasPrefix(b, []byte("{")) && json.Valid(b) }

// firstLineIsObject tells JSON Lines from an object that is spread over several lines. A first line that is too long to be looked at is
// taken for an object.
func firstLineIsObject(in *input) bool {
	head, _ := in.br.Peek(bufferSize)
	line, _, whole := bytes.Cut(head, []byte("\n"))
	return !whole && len(head) == bufferSize || isObject(bytes.TrimSpace(trimBOM(line)))
}
