package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// maxHeader is the largest response header read, in bytes.
const maxHeader = 256 << 10

// errNotText is wrapped by the error for a response whose Content-Type says that it is no text: its body is not read.
var errNotText = errors.New("not a page")

// client makes single HTTP requests: it follows no redirect, sends no cookie, uses no proxy, connects to public addresses only, and
// bounds the size and the time of everything it reads. It speaks HTTP/1.1 only, which is what an archive record states.
type client struct {
	http    *http.Transport
	agent   string
	limit   int64
	timeout time.Duration
}

func newClient(o Options) *client {
	dialer := &net.Dialer{Timeout: o.HeaderTimeout, KeepAlive: 30 * time.Second}
	if !o.AllowPrivate {
		dialer.Control = refusePrivate
	}
	return &client{
		http: &http.Transport{
			DialContext:            dialer.DialContext,
			DisableCompression:     true, // we ask for encodings ourselves, to keep the body as sent and to bound the decoding
			TLSHandshakeTimeout:    o.HeaderTimeout,
			ResponseHeaderTimeout:  o.HeaderTimeout,
			MaxResponseHeaderBytes: maxHeader,
			MaxConnsPerHost:        1,
			MaxIdleConns:           max(4*o.Parallel, 256),
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        90 * time.Second,
		},
		agent: o.UserAgent, limit: o.MaxBody, timeout: o.BodyTimeout,
	}
}

// exchange is one request and its response.
type exchange struct {
	request  *http.Request
	response *http.Response // its Body is spent
	began    time.Time
	took     time.Duration
	sent     []byte // the body as sent, without transfer coding
	body     []byte // the body decoded; none where it is truncated
	ip       string // of the server

	truncated string // why sent is not whole, as corpus.Exchange.Truncated
}

// errSlow is wrapped by the error for a response that was not complete within [Options.BodyTimeout].
var errSlow = errors.New("no complete response")

// validators make a request conditional (RFC 9110, section 13.1); empty ones are left out.
type validators struct{ etag, modified string }

// get fetches an address. The error of a response that is not whole (too large, cut off, too slow) comes with an exchange that holds what
// came, that of a response that is of no use at all (no text, undecodable) with an exchange without a body.
func (c *client) get(ctx context.Context, u *url.URL, known validators) (x *exchange, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, fmt.Errorf("%w within %v", errSlow, c.timeout))
	defer cancel()
	req := (&http.Request{
		Method: http.MethodGet, URL: u, Host: u.Host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{
			"User-Agent":      {c.agent},
			"Accept":          {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
			"Accept-Encoding": {acceptEncoding},
			"Accept-Language": {"fa,*;q=0.5"},
		},
	}).WithContext(ctx)
	if known.etag != "" {
		req.Header["If-None-Match"] = []string{known.etag}
	}
	if known.modified != "" {
		req.Header["If-Modified-Since"] = []string{known.modified}
	}
	x = &exchange{began: time.Now()}
	defer func() {
		if x != nil {
			x.took = time.Since(x.began)
		}
	}()
	x.request = req.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(conn httptrace.GotConnInfo) {
		x.ip, _, _ = net.SplitHostPort(conn.Conn.RemoteAddr().String())
	}}))
	resp, err := c.http.RoundTrip(x.request)
	if err != nil {
		return nil, because(ctx, err)
	}
	defer resp.Body.Close()
	x.response = resp
	resp.Status = fmt.Sprintf("%03d %s", resp.StatusCode, strings.TrimSpace(strings.Map(dropControls, strings.TrimPrefix(resp.Status, strconv.Itoa(resp.StatusCode)))))
	if resp.StatusCode == http.StatusNotModified {
		return x, nil // it has no body, whatever its header says
	}
	if !mayBeText(resp.Header.Get("Content-Type"), u) && resp.StatusCode < 300 {
		return x, fmt.Errorf("%w: Content-Type %s", errNotText, shorten(resp.Header.Get("Content-Type")))
	}
	return x, x.read(ctx, resp, c.limit)
}

// dropControls drops what a status line may not have, but net/http lets through: a line end in it would end the archived head.
func dropControls(r rune) rune {
	if unicode.IsControl(r) {
		return -1
	}
	return r
}

// read takes in the body, as sent and decoded. It is decoded while it comes, so that what unfolds without end is cut off at the limit and
// not at the end of a minute.
func (x *exchange) read(ctx context.Context, resp *http.Response, limit int64) error {
	coding := strings.Join(resp.Header.Values("Content-Encoding"), ",")
	wire := &tap{r: resp.Body, limit: limit}
	if strings.Trim(strings.ToLower(coding), " ,") == "" || strings.EqualFold(coding, "identity") {
		err := wire.sent.readFrom(resp.Body, limit, resp.ContentLength)
		x.sent = wire.sent.whole()
		if err == nil {
			x.body = x.sent
			return nil
		}
		err = because(ctx, err)
		x.truncated = whyTruncated(err)
		return err
	}
	var body pieces
	decoders, err := decoders(wire, coding)
	if err == nil {
		err = body.readFrom(decoders, limit, resp.ContentLength)
		_ = decoders.Close() // it holds memory only
	} else if errors.Is(err, io.EOF) && wire.sent.size == 0 && wire.err == nil {
		x.sent, x.body = []byte{}, []byte{} // no body at all, as in 204, whatever the header says
		return nil
	}
	tooMuch := errors.Is(err, ErrTooLarge) && wire.err == nil
	if err == nil || wire.err == nil && !tooMuch {
		_, _ = io.Copy(io.Discard, wire) // what comes behind the coded stream; wire.err says how it ended
	}
	x.sent = wire.sent.whole()
	switch {
	case tooMuch:
		body = pieces{}
		x.sent, x.truncated = headOfBomb(x.sent, coding, limit), truncatedLength
		return err
	case wire.err != nil:
		err = because(ctx, wire.err)
		x.truncated = whyTruncated(err)
		return err
	case errors.Is(err, io.ErrUnexpectedEOF): // a body without a Content-Length ends where the connection does
		x.truncated = truncatedDisconnect
		return fmt.Errorf("%w: %s: %w", errCoding, coding, err)
	case err != nil:
		return fmt.Errorf("%w: %s: %w", errCoding, coding, err)
	}
	x.body = body.whole()
	return nil
}

// tap keeps what is read through it.
type tap struct {
	r     io.Reader
	limit int64
	sent  pieces
	err   error // why there is no more, but for the end
}

func (t *tap) Read(p []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.r.Read(p)
	if over := t.sent.size + int64(n) - t.limit; over > 0 {
		n -= int(over)
		err = fmt.Errorf("%w: more than %d bytes", ErrTooLarge, t.limit)
	}
	t.sent.add(p[:n], t.limit)
	if err != nil && !errors.Is(err, io.EOF) {
		t.err = err
	}
	return n, err
}

// The reasons why a response is not whole, in the words of WARC-Truncated (ISO 28500:2017, 5.13).
const (
	truncatedLength     = "length"
	truncatedTime       = "time"
	truncatedDisconnect = "disconnect"
)

// whyTruncated tells why the reading of a body ended before the body did.
func whyTruncated(err error) string {
	switch {
	case errors.Is(err, ErrTooLarge):
		return truncatedLength
	case errors.Is(err, errSlow):
		return truncatedTime
	}
	return truncatedDisconnect
}

// because names the time limit where that is what ended a request.
func because(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	return err
}

// mayBeText reports whether a Content-Type leaves it possible that the body is a page, a feed or a sitemap. Compressed sitemaps come as
// application/gzip or application/octet-stream.
func mayBeText(contentType string, u *url.URL) bool {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil || u.Path == "/robots.txt" {
		return true // none, or nonsense: the body decides
	}
	switch family, name, _ := strings.Cut(mediaType, "/"); family {
	case "image", "video", "audio", "font":
		return false
	case "application":
		switch {
		case strings.HasSuffix(u.Path, ".gz"):
			return true
		case strings.HasPrefix(name, "vnd."), strings.HasPrefix(name, "x-shockwave"):
			return strings.HasSuffix(name, "xml") && !strings.Contains(name, "openxmlformats") || strings.HasSuffix(name, "json")
		}
		switch name {
		case "pdf", "zip", "gzip", "x-gzip", "octet-stream", "msword", "javascript", "x-javascript", "x-rar-compressed", "x-7z-compressed", "epub+zip", "wasm":
			return false
		}
	}
	return true
}

// forColly presents an exchange to Colly. Its body stays with us: Colly would read it into a copy, and build a tree of it.
func (x *exchange) forColly(req *http.Request) *http.Response {
	return &http.Response{
		Status: x.response.Status, StatusCode: x.response.StatusCode, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, Uncompressed: true, Request: req,
	}
}
