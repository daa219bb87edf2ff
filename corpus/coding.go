package corpus

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// The reasons of WARC-Truncated that reading itself can find.
const (
	truncatedLength     = "length"
	truncatedDisconnect = "disconnect"
)

const (
	maxCodings    = 5       // nested codings; more is an attack, not a page
	maxZstdWindow = 8 << 20 // RFC 9659: the window a zstd content coding may ask for
)

var errCodings = errors.New("too many content codings")

// decodePayload takes the transfer and content codings that header declares off an HTTP payload, at most limit bytes at each step.
// truncated is a reason of WARC-Truncated, or empty. A payload that plainly is not in the declared coding is returned as it is:
// archives keep the header of a body that they stored decoded.
func decodePayload(header http.Header, raw []byte, limit int64) (body []byte, truncated string, err error) {
	// The last coding named was applied last (RFC 9110, 8.4), those of the transfer after those of the content.
	codings := append(tokens(header["Content-Encoding"]), tokens(header["Transfer-Encoding"])...)
	if len(codings) > maxCodings {
		return nil, "", fmt.Errorf("%w: %d", errCodings, len(codings))
	}
	body = raw
	for _, coding := range slices.Backward(codings) {
		if len(body) == 0 {
			break // the answer to HEAD, 204, 304
		}
		decode := decodeContent
		if coding == "chunked" {
			decode = dechunk
		}
		decoded, reason, err := decode(coding, body, limit)
		if err != nil {
			return nil, "", fmt.Errorf("coding %s: %w", coding, err)
		}
		body = decoded
		if reason != "" {
			truncated = reason
		}
	}
	return body, truncated, nil
}

// dechunk undoes the chunked transfer coding (RFC 9112, 7.1).
func dechunk(_ string, raw []byte, limit int64) (body []byte, truncated string, err error) {
	body, cut, err := readLimited(httputil.NewChunkedReader(bytes.NewReader(raw)), limit, len(raw))
	switch {
	case cut:
		return body, truncatedLength, nil
	case err != nil && len(body) == 0:
		return raw, "", nil // stored without its chunks
	case err != nil:
		return body, truncatedDisconnect, nil
	}
	return body, "", nil
}

// decodeContent undoes one content coding. What was decoded before an error is kept, as a browser would.
func decodeContent(coding string, raw []byte, limit int64) (body []byte, truncated string, err error) {
	r, err := contentReader(coding, raw)
	if err != nil {
		return nil, "", err
	}
	if r == nil {
		return raw, "", nil
	}
	defer r.Close()
	body, cut, err := readLimited(r, limit, 4*len(raw))
	switch {
	case cut:
		return body, truncatedLength, nil
	case err != nil && len(body) == 0 && looksLikeMarkup(raw):
		return raw, "", nil
	case err != nil && len(body) == 0:
		return nil, "", err
	case err != nil:
		return body, truncatedDisconnect, nil
	}
	return body, "", nil
}

// contentReader is nil where raw is not in the coding, by its magic number, or the coding is none that is known (IANA's registry of HTTP
// content codings): servers also say "utf-8" or "none".
func contentReader(coding string, raw []byte) (io.ReadCloser, error) {
	switch coding {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(raw, gzipMagic) {
			return nil, nil
		}
		return gzip.NewReader(bytes.NewReader(raw))
	case "deflate": // zlib by RFC 9110, bare deflate by the habit of some servers
		if len(raw) >= 2 && raw[0]&0x0f == 8 && (int(raw[0])<<8|int(raw[1]))%31 == 0 {
			return zlib.NewReader(bytes.NewReader(raw))
		}
		return flate.NewReader(bytes.NewReader(raw)), nil
	case "br":
		return io.NopCloser(brotli.NewReader(bytes.NewReader(raw))), nil
	case "zstd":
		if !bytes.HasPrefix(raw, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
			return nil, nil
		}
		d, err := zstd.NewReader(bytes.NewReader(raw), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return nil, nil
}

// looksLikeMarkup tells a page that was stored decoded from bytes that no decoder understood.
func looksLikeMarkup(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(trimBOM(b), " \t\r\n"), []byte("<"))
}

// readLimited reads at most limit bytes; cut says that there was more. It keeps what came before an error. hint is a likely size.
func readLimited(r io.Reader, limit int64, hint int) (b []byte, cut bool, err error) {
	// One byte more than is wanted tells whether there is more, and the end of what is as long as the hint without growing.
	b = make([]byte, 0, max(512, min(int64(hint), limit, 1<<20)+1))
	for {
		if len(b) == cap(b) {
			grown := make([]byte, len(b), min(2*int64(cap(b)), max(limit, int64(cap(b)))+1))
			copy(grown, b)
			b = grown
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case int64(len(b)) > limit:
			return b[:limit:limit], true, nil
		case errors.Is(err, io.EOF):
			return b, false, nil
		case err != nil:
			return b, false, err
		}
	}
}

// tokens are the members of a comma-separated header field, in lower case, without "identity" and empty ones.
func tokens(values []string) []string {
	var all []string
	for _, v := range values {
		for t := range strings.SplitSeq(v, ",") {
			if t = strings.ToLower(strings.TrimSpace(t)); t != "" && t != "identity" {
				all = append(all, t)
			}
		}
	}
	return all
}
