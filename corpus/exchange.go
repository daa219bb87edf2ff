package corpus

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/nlnwa/gowarc"
)

// Exchange is one HTTP request and the response to it, as they went over the wire but for the transfer coding.
type Exchange struct {
	URL     string    // absolute, as requested
	Fetched time.Time // when the request was sent
	IP      string    // of the server; empty when unknown

	Method        string      // empty means GET
	RequestHeader http.Header // as sent; without Host, which comes from URL

	Proto  string      // of the response, "HTTP/1.1"; empty or of HTTP/2 and later is recorded as HTTP/1.1, as other crawlers do
	Status string      // "200 OK", as http.Response.Status
	Header http.Header // of the response as received
	Body   []byte      // as received, with its content codings; chunks of a transfer coding put together

	Truncated string // why Body is not whole, as Record.Truncated
}

// renamedTransfer keeps the transfer coding that is no longer on the body, under the name that replay tools use.
const renamedTransfer = "X-Archive-Orig-Transfer-Encoding"

// validate refuses what would not read back as it was written.
func (x *Exchange) validate() (*url.URL, error) {
	u, err := url.Parse(x.URL)
	switch {
	case err != nil:
		return nil, err
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, fmt.Errorf("%q is not an absolute HTTP address", x.URL)
	case strings.ContainsFunc(x.URL, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return nil, fmt.Errorf("address %q holds a character that no address may hold", x.URL)
	}
	if _, err := parseStatusLine("HTTP/1.1 " + x.Status); err != nil {
		return nil, err
	}
	if strings.ContainsAny(x.Status+x.Method+x.Proto+x.IP+x.Truncated, "\r\n") {
		return nil, fmt.Errorf("line end in the head of %s", x.URL)
	}
	return u, nil
}

// request is the block of the request record.
func (x *Exchange) request(u *url.URL) []byte {
	var b bytes.Buffer
	method := x.Method
	if method == "" {
		method = http.MethodGet
	}
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, u.RequestURI(), u.Host)
	// Writing to a bytes.Buffer cannot fail.
	_ = x.RequestHeader.WriteSubset(&b, map[string]bool{"Host": true})
	b.WriteString("\r\n")
	return b.Bytes()
}

// responseHead is the head of the response record's block.
func (x *Exchange) responseHead() []byte {
	var b bytes.Buffer
	proto := x.Proto
	if !strings.HasPrefix(proto, "HTTP/1.") {
		proto = "HTTP/1.1"
	}
	fmt.Fprintf(&b, "%s %s\r\n", proto, x.Status)
	header := x.Header
	if transfer, ok := header["Transfer-Encoding"]; ok {
		header = header.Clone()
		delete(header, "Transfer-Encoding")
		header[renamedTransfer] = transfer
	}
	_ = header.Write(&b)
	b.WriteString("\r\n")
	return b.Bytes()
}

// warcField is one line of a WARC head; with an empty value it is left out.
type warcField struct{ name, value string }

// newWARCRecord builds a record from the parts of its block.
func newWARCRecord(kind gowarc.RecordType, date time.Time, fields []warcField, block ...[]byte) (gowarc.WarcRecord, error) {
	size := 0
	for _, part := range block {
		size += len(part)
	}
	b := newWARCBuilder(kind, size)
	b.AddWarcHeader(gowarc.WarcDate, date.UTC().Format(time.RFC3339Nano))
	for _, f := range fields {
		if f.value != "" {
			b.AddWarcHeader(f.name, f.value)
		}
	}
	b.AddWarcHeader(gowarc.WarcBlockDigest, digest(bytes.Join(block, nil)))
	b.AddWarcHeader(gowarc.ContentLength, strconv.Itoa(size))
	for _, part := range block {
		if _, err := b.Write(part); err != nil {
			return nil, err
		}
	}
	record, _, err := b.Build()
	return record, err
}

// newRecordID is a WARC-Record-ID: a random UUID (RFC 9562, version 4) as a URN in angle brackets.
func newRecordID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[0:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// members are the two records of an exchange as gzip members. The Source has its digest only.
func (x *Exchange) members() (request, response []byte, source Source, err error) {
	u, err := x.validate()
	if err != nil {
		return nil, nil, source, err
	}
	requestID, responseID := newRecordID(), newRecordID()
	common := []warcField{{gowarc.WarcTargetURI, x.URL}, {gowarc.WarcIPAddress, x.IP}}
	req, err := newWARCRecord(gowarc.Request, x.Fetched, append(common,
		warcField{gowarc.WarcRecordID, requestID},
		warcField{gowarc.WarcConcurrentTo, responseID},
		warcField{gowarc.ContentType, "application/http;msgtype=request"},
	), x.request(u))
	if err != nil {
		return nil, nil, source, err
	}
	resp, err := newWARCRecord(gowarc.Response, x.Fetched, append(common,
		warcField{gowarc.WarcRecordID, responseID},
		warcField{gowarc.WarcConcurrentTo, requestID},
		warcField{gowarc.ContentType, "application/http;msgtype=response"},
		warcField{gowarc.WarcPayloadDigest, digest(x.Body)},
		warcField{gowarc.WarcTruncated, x.Truncated},
	), x.responseHead(), x.Body)
	if err != nil {
		return nil, nil, source, err
	}
	if request, err = compressRecord(req); err != nil {
		return nil, nil, source, err
	}
	if response, err = compressRecord(resp); err != nil {
		return nil, nil, source, err
	}
	// A body that cannot be decoded is archived all the same.
	if body, _, err := decodePayload(http.Header{"Content-Encoding": x.Header["Content-Encoding"]}, x.Body, defaultMaxBody); err == nil {
		source.Digest = digest(body)
	}
	return request, response, source, nil
}

// oneLine makes text fit for a line of a head.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, s)
}
