package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const maxHead = 1 << 20 // bytes of a WARC or HTTP head; longer is damage

var (
	errHeadTooLong = errors.New("head is too long")
	errNotHTTP     = errors.New("not an HTTP response")
)

// readHead reads the lines up to and with the first empty one, each ending in CRLF or LF. At the end of r before the empty line the error
// is io.ErrUnexpectedEOF, with the lines so far.
func readHead(r *bufio.Reader) ([]byte, error) {
	var head []byte
	lineStart := 0
	for {
		part, err := r.ReadSlice('\n')
		head = append(head, part...)
		if len(head) > maxHead {
			return head, errHeadTooLong
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return head, io.ErrUnexpectedEOF
		case err != nil:
			return head, err
		}
		if len(bytes.TrimRight(head[lineStart:], "\r\n")) == 0 {
			return head, nil
		}
		lineStart = len(head)
	}
}

// readResponseHead reads status line and header of an archived HTTP response, forgiving what servers get wrong: header lines without a
// colon are left out, and the head may end with the block.
func readResponseHead(r *bufio.Reader) (status int, header http.Header, err error) {
	head, err := readHead(r)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, nil, err
	}
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	if status, err = parseStatusLine(string(first)); err != nil {
		return 0, nil, err
	}
	header = make(http.Header)
	var last string
	for line := range bytes.Lines(rest) {
		text := strings.TrimRight(string(line), "\r\n")
		if last != "" && text != "" && (text[0] == ' ' || text[0] == '\t') { // obsolete line folding, RFC 9112, 5.2
			values := header[last]
			values[len(values)-1] += " " + strings.TrimSpace(text)
			continue
		}
		name, value, ok := strings.Cut(text, ":")
		if name = strings.TrimSpace(name); !ok || name == "" {
			continue
		}
		last = http.CanonicalHeaderKey(name)
		header[last] = append(header[last], strings.TrimSpace(value))
	}
	return status, header, nil
}

// parseStatusLine takes the status code from "HTTP/1.1 200 OK".
func parseStatusLine(line string) (int, error) {
	fields := strings.Fields(line)
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return 0, errNotHTTP
	}
	status, err := strconv.Atoi(fields[1])
	if err != nil || status < 100 || status > 999 {
		return 0, fmt.Errorf("%w: status %q", errNotHTTP, fields[1])
	}
	return status, nil
}
