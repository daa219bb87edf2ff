package corpus

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
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

	// Previous is an earlier capture of this address, or of another one that may hold the same bytes. Where the response is a 304, or its
	// payload digest is Previous.PayloadDigest, a revisit record that refers to it is written in place of the page. Of Previous only
	// URL, Fetched, ID, PayloadDigest and Digest are looked at; ID may be empty. It has to be whole and no revisit itself.
	Previous *Capture

	Metadata Metadata // what else is known; the zero value is not written
}

// renamedTransfer keeps the transfer coding that is no longer on the body, under the name that replay tools use.
const renamedTransfer = "X-Archive-Orig-Transfer-Encoding"

// validate refuses what would not read back as it was written.
func (x *Exchange) validate() (*url.URL, error) {
	u, err := validateURL(x.URL)
	if err != nil {
		return nil, err
	}
	if _, err := parseStatusLine("HTTP/1.1 " + x.Status); err != nil {
		return nil, err
	}
	if strings.ContainsAny(x.Status+x.Method+x.Proto+x.IP+x.Truncated, "\r\n") {
		return nil, fmt.Errorf("line end in the head of %s", x.URL)
	}
	return u, nil
}

func validateURL(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, err
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, fmt.Errorf("%q is not an absolute HTTP address", address)
	case strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return nil, fmt.Errorf("address %q holds a character that no address may hold", address)
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
