package corpus

import (
	"net/http"
	"slices"
	"strings"

	"github.com/nlnwa/gowarc"
)

// The profiles of revisit records (ISO 28500:2017, 6.7.2 and 6.7.3).
const (
	profileIdentical   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// compose makes the records of an exchange, as gzip members in the order in which they are written. The Capture is that of main, the index
// of the response or revisit record among them; where it lies is not known yet.
func (x *Exchange) compose() (members [][]byte, main int, c Capture, err error) {
	u, err := x.validate()
	if err != nil {
		return nil, 0, c, err
	}
	requestID := newRecordID()
	c = x.capture()
	request, err := newMember(gowarc.Request, x.Fetched, []warcField{
		{gowarc.WarcTargetURI, x.URL},
		{gowarc.WarcIPAddress, x.IP},
		{gowarc.WarcRecordID, requestID},
		{gowarc.WarcConcurrentTo, c.ID},
		{gowarc.ContentType, "application/http;msgtype=request"},
	}, x.request(u))
	if err != nil {
		return nil, 0, c, err
	}
	response, err := x.answer(&c, requestID)
	if err != nil {
		return nil, 0, c, err
	}
	c.Length = int64(len(response))
	members = [][]byte{request, response}
	metadata, err := x.Metadata.member(x.URL, x.Fetched, c.ID)
	if err != nil {
		return nil, 0, c, err
	}
	if metadata != nil {
		members = append(members, metadata)
	}
	return members, 1, c, nil
}

// capture says what the exchange is, without its place and length.
func (x *Exchange) capture() Capture {
	c := Capture{URL: x.URL, Fetched: x.Fetched, ID: newRecordID(), MIME: mediaType(x.Header.Get("Content-Type")), PayloadDigest: digest(x.Body)}
	c.Status, _ = parseStatusLine("HTTP/1.1 " + x.Status) // validated
	if c.Status == http.StatusNotModified && x.Previous != nil {
		c.Revisit, c.PayloadDigest, c.Digest = true, x.Previous.PayloadDigest, x.Previous.Digest
		return c
	}
	c.Revisit = x.Previous != nil && x.Previous.PayloadDigest == c.PayloadDigest && x.Truncated == "" && len(x.Body) > 0
	coding := x.Header["Content-Encoding"]
	if len(tokens(coding)) == 0 {
		c.Digest = c.PayloadDigest
		return c
	}
	// A body that cannot be decoded is archived all the same.
	if body, _, err := decodePayload(http.Header{"Content-Encoding": coding}, x.Body, defaultMaxBody); err == nil {
		c.Digest = digest(body)
	}
	return c
}

// answer is the response record, or the revisit record in its place: that has the head of the response only.
func (x *Exchange) answer(c *Capture, requestID string) ([]byte, error) {
	fields := []warcField{
		{gowarc.WarcTargetURI, x.URL},
		{gowarc.WarcIPAddress, x.IP},
		{gowarc.WarcRecordID, c.ID},
		{gowarc.WarcConcurrentTo, requestID},
		{gowarc.ContentType, "application/http;msgtype=response"},
		{gowarc.WarcPayloadDigest, c.PayloadDigest},
		{gowarc.WarcTruncated, x.Truncated},
	}
	if !c.Revisit {
		return newMember(gowarc.Response, x.Fetched, fields, x.responseHead(), x.Body)
	}
	profile := profileIdentical
	if c.Status == http.StatusNotModified {
		profile = profileNotModified
	}
	return newMember(gowarc.Revisit, x.Fetched, slices.Concat(fields, []warcField{
		{gowarc.WarcProfile, profile},
		{gowarc.WarcRefersTo, x.Previous.ID},
		{gowarc.WarcRefersToTargetURI, x.Previous.URL},
		{gowarc.WarcRefersToDate, warcDate(x.Previous.Fetched)},
	}), x.responseHead())
}

// mediaType is the type of a Content-Type field, without parameters.
func mediaType(contentType string) string {
	contentType = strings.TrimSpace(contentType)
	if i := strings.IndexAny(contentType, "; \t"); i >= 0 {
		contentType = contentType[:i]
	}
	return strings.ToLower(contentType)
}
