package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/nlnwa/gowarc"
)

// warcDecoder reads single WARC records. The grammar of the WARC head is gowarc's; heads are handed to it whole and of bounded size,
// because on damaged compressed input its own reading loops or panics (v1.6.0).
type warcDecoder struct {
	maxBody int64
	parser  gowarc.Unmarshaler
	head    *bufio.Reader
}

func newWARCDecoder(maxBody int64) *warcDecoder {
	return &warcDecoder{
		maxBody: maxBody,
		parser:  newWARCParser(),
		head:    bufio.NewReader(nil),
	}
}

// warcHead is the head of a WARC record.
type warcHead struct {
	fields *gowarc.WarcFields
	kind   string // WARC-Type
	length int64  // of the block
	size   int64  // of the head itself, in bytes
}

// readHead reads a record's head. Any error means that no record starts here.
func (d *warcDecoder) readHead(r *bufio.Reader) (warcHead, error) {
	if magic, err := r.Peek(len(warcMagic)); !bytes.Equal(magic, warcMagic) {
		if err != nil && !errors.Is(err, io.EOF) {
			return warcHead{}, err
		}
		return warcHead{}, errors.New("not a WARC record")
	}
	head, err := readHead(r)
	if err != nil {
		return warcHead{}, fmt.Errorf("WARC head: %w", err)
	}
	if version, _, _ := bytes.Cut(head, []byte("\n")); len(version) <= len(warcMagic) {
		return warcHead{}, errors.New("WARC head: no version")
	}
	if bytes.Contains(head, []byte("\nWARC/")) {
		return warcHead{}, errors.New("WARC head: another record begins within it")
	}
	d.head.Reset(bytes.NewReader(head))
	// An error may only be an unknown digest algorithm, which concerns nobody here: the record is there all the same.
	record, _, _, err := d.parser.Unmarshal(d.head)
	if record == nil {
		return warcHead{}, fmt.Errorf("WARC head: %w", err)
	}
	h := warcHead{fields: record.WarcHeader(), size: int64(len(head))}
	h.kind = strings.ToLower(strings.TrimSpace(h.fields.Get(gowarc.WarcType)))
	h.length, err = h.fields.GetInt64(gowarc.ContentLength)
	if err != nil || h.length < 0 {
		return warcHead{}, fmt.Errorf("WARC head: Content-Length %q", h.fields.Get(gowarc.ContentLength))
	}
	return h, nil
}

// readBlock reads the block of a record into a Record without Source.Path, Offset and Next; nil for a record that is no page. block ends
// with the block and need not be read to its end. An error is about this record alone.
func (d *warcDecoder) readBlock(h warcHead, block *bufio.Reader) (*Record, error) {
	switch h.kind {
	case "response":
		return d.readResponse(h, block)
	case "resource":
		return d.readResource(h, block)
	}
	return nil, nil
}

func (d *warcDecoder) readResponse(h warcHead, block *bufio.Reader) (*Record, error) {
	rec := h.record()
	if start, _ := block.Peek(5); string(start) != "HTTP/" {
		if !strings.HasPrefix(rec.URL, "http") {
			return nil, nil // the answer to a DNS or FTP request
		}
		return nil, errNotHTTP
	}
	var err error
	if rec.Status, rec.Header, err = readResponseHead(block); err != nil {
		return nil, fmt.Errorf("HTTP head: %w", err)
	}
	raw, cut, err := readLimited(block, d.maxBody, int(min(h.length, 1<<20)))
	if err != nil {
		return nil, err
	}
	body, truncated, err := decodePayload(rec.Header, raw, d.maxBody)
	if err != nil {
		return nil, err
	}
	rec.setBody(body, cut, truncated)
	return rec, nil
}

// readResource reads a document that was stored without the protocol around it.
func (d *warcDecoder) readResource(h warcHead, block *bufio.Reader) (*Record, error) {
	contentType := h.fields.Get(gowarc.ContentType)
	media, _, _ := mime.ParseMediaType(contentType)
	if media != "text/html" && media != "application/xhtml+xml" {
		return nil, nil
	}
	rec := h.record()
	rec.Header = http.Header{"Content-Type": {contentType}}
	body, cut, err := readLimited(block, d.maxBody, int(min(h.length, 1<<20)))
	if err != nil {
		return nil, err
	}
	rec.setBody(body, cut, "")
	return rec, nil
}

// record is what the WARC head alone says.
func (h warcHead) record() *Record {
	rec := &Record{
		Kind:      Page,
		URL:       targetURI(h.fields.Get(gowarc.WarcTargetURI)),
		Fetched:   parseDate(h.fields.Get(gowarc.WarcDate)),
		Truncated: strings.ToLower(h.fields.Get(gowarc.WarcTruncated)),
	}
	if rec.Truncated == "" && h.fields.Has(gowarc.WarcSegmentNumber) {
		rec.Truncated = "unspecified" // the first segment of a record whose rest lies elsewhere
	}
	return rec
}

// targetURI takes off the angle brackets that WARC/1.0's grammar asked for by mistake and wget writes.
func targetURI(s string) string {
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, "<"); ok && strings.HasSuffix(inner, ">") {
		return strings.TrimSpace(strings.TrimSuffix(inner, ">"))
	}
	return s
}

func (rec *Record) setBody(body []byte, cut bool, truncated string) {
	rec.Body = body
	rec.Source.Digest = digest(body)
	if cut {
		truncated = truncatedLength
	}
	if truncated != "" && rec.Truncated == "" { // what cut it when it was fetched says more than what reading finds
		rec.Truncated = truncated
	}
}

// parseDate reads WARC-Date, in WARC/1.1 with any precision from the year to the nanosecond; the zero time where it is none.
func parseDate(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
