package corpus

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/nlnwa/gowarc"
)

// warcDecoder makes Records of the blocks of WARC records.
type warcDecoder struct {
	reader  Reader
	maxBody int64
}

func newWARCDecoder(r Reader) *warcDecoder { return &warcDecoder{reader: r, maxBody: r.maxBody()} }

// readBlock reads the block of a record into a Record without Source.Path, Offset and Next; nil for a record that is no page. block ends
// with the block and need not be read to its end. An error is about this record alone.
func (d *warcDecoder) readBlock(h warcHead, block *bufio.Reader) (*Record, error) {
	switch {
	case d.reader.outline:
		return outline(h, block)
	case h.kind == "response":
		return d.readResponse(h, block)
	case h.kind == "resource":
		return d.readResource(h, block)
	case h.kind == "conversion":
		return d.readText(h, block)
	case h.kind == "revisit":
		return d.readRevisit(h, block)
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
	if media := mediaType(contentType); media != "text/html" && media != "application/xhtml+xml" {
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

// readText reads the text that somebody took from a page, as in Common Crawl's WET files: always UTF-8.
func (d *warcDecoder) readText(h warcHead, block *bufio.Reader) (*Record, error) {
	if mediaType(h.fields.Get(gowarc.ContentType)) != "text/plain" {
		return nil, nil
	}
	rec := h.record()
	rec.Kind = Text
	body, cut, err := readLimited(block, d.maxBody, int(min(h.length, 1<<20)))
	if err != nil {
		return nil, err
	}
	if cut {
		body = trimPartialRune(body)
	}
	if i := invalidUTF8(body); i >= 0 {
		return nil, notUTF8(body[i])
	}
	rec.setBody(body, cut, "")
	return rec, nil
}

// outline reads what an index says of a record: nothing behind its HTTP head. It is nil for a record that indexes leave out.
func outline(h warcHead, block *bufio.Reader) (*Record, error) {
	rec := h.record()
	contentType := h.fields.Get(gowarc.ContentType)
	switch h.kind {
	case "response", "revisit":
		if start, _ := block.Peek(5); string(start) != "HTTP/" {
			rec.Header = http.Header{"Content-Type": {contentType}}
			if h.kind == "response" && strings.HasPrefix(rec.URL, "http") {
				return nil, errNotHTTP
			}
			break
		}
		var err error
		if rec.Status, rec.Header, err = readResponseHead(block); err != nil {
			return nil, fmt.Errorf("HTTP head: %w", err)
		}
	case "resource", "conversion":
		if mediaType(contentType) == gowarc.ApplicationWarcFields {
			return nil, nil
		}
		rec.Header = http.Header{"Content-Type": {contentType}}
	default:
		return nil, nil
	}
	return rec, nil
}

// record is what the WARC head alone says.
func (h warcHead) record() *Record {
	rec := &Record{
		Kind:      Page,
		URL:       targetURI(h.fields.Get(gowarc.WarcTargetURI)),
		Fetched:   parseDate(h.fields.Get(gowarc.WarcDate)),
		Truncated: strings.ToLower(h.fields.Get(gowarc.WarcTruncated)),

		ID:            h.fields.Get(gowarc.WarcRecordID),
		PayloadDigest: strings.TrimSpace(h.fields.Get(gowarc.WarcPayloadDigest)),
		Revisit:       h.kind == "revisit",
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
