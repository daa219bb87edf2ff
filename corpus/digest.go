package corpus

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/http/httputil"
	"strings"

	"github.com/nlnwa/gowarc"
)

// checkDigests reads a block to its end and compares the digests of it and of its payload with those that are stated, if they are.
func checkDigests(h warcHead, block *bufio.Reader) error {
	blockDigest, payload := h.fields.Get(gowarc.WarcBlockDigest), ""
	if h.kind == "revisit" && h.fields.Has(gowarc.WarcTruncated) {
		blockDigest = "" // wget states that of the response it has cut the payload off
	}
	whole, err := newStated(blockDigest)
	if err != nil {
		return err
	}
	// The payload of a revisit is elsewhere, that of a segment only partly here (ISO 28500:2017, 5.9, 7).
	if h.kind != "revisit" && !h.fields.Has(gowarc.WarcSegmentNumber) {
		payload = h.fields.Get(gowarc.WarcPayloadDigest)
	}
	sent, err := newStated(payload)
	if err != nil {
		return err
	}
	chunkless, _ := newStated(payload)
	tee := bufio.NewReader(io.TeeReader(block, whole.sum))
	chunked := false
	if payload != "" {
		chunked, err = sumPayload(tee, sent.sum, chunkless.sum)
	}
	if _, more := io.Copy(io.Discard, tee); err == nil {
		err = more
	}
	if err != nil {
		return err
	}
	if !whole.equal() {
		return fmt.Errorf("%w: the block is stated to be %s, and is %s", ErrDigest, whole.text, whole.computed())
	}
	// The standard means the body without the chunks of a transfer coding; some writers take them along.
	if !sent.equal() && !(chunked && chunkless.equal()) {
		return fmt.Errorf("%w: the payload is stated to be %s, and is %s", ErrDigest, sent.text, sent.computed())
	}
	return nil
}

// sumPayload reads a block and sums up its payload, as it was sent and, where it says that it is chunked, without chunks. What is no HTTP
// message is all payload.
func sumPayload(block *bufio.Reader, sent, chunkless io.Writer) (chunked bool, err error) {
	start, _ := block.Peek(4096)
	line, _, _ := bytes.Cut(start, []byte("\n"))
	if bytes.Contains(line, []byte("HTTP/")) {
		head, err := readHead(block)
		if err != nil {
			return false, fmt.Errorf("HTTP head: %w", errNoHead)
		}
		chunked = bytes.Contains(bytes.ToLower(head), []byte("chunked"))
	}
	body := io.TeeReader(block, sent)
	if chunked {
		// What is not in chunks, in spite of what the head says, does not match; then what was sent has to.
		_, _ = io.Copy(chunkless, httputil.NewChunkedReader(body))
	}
	_, err = io.Copy(io.Discard, body)
	return chunked, err
}

// stated is a digest as a record states it, and one being computed to compare it with. Where none is stated it is equal to any.
type stated struct {
	text  string
	value string
	sum   hash.Hash
}

func newStated(text string) (*stated, error) {
	s := &stated{text: strings.TrimSpace(text), sum: sha256.New()}
	if s.text == "" {
		return s, nil
	}
	algorithm, value, _ := strings.Cut(s.text, ":")
	s.value, s.sum = value, newHash(algorithm)
	if s.sum == nil {
		return nil, fmt.Errorf("digest %q: unknown algorithm", s.text)
	}
	return s, nil
}

func (s *stated) equal() bool { return s.text == "" || digestEqual(s.value, s.sum.Sum(nil)) }

func (s *stated) computed() string {
	algorithm, _, _ := strings.Cut(s.text, ":")
	return fmt.Sprintf("%s:%x", algorithm, s.sum.Sum(nil))
}

// newHash is nil for an algorithm that no WARC writer uses.
func newHash(algorithm string) hash.Hash {
	switch strings.ReplaceAll(strings.ToLower(algorithm), "-", "") {
	case "sha1":
		return sha1.New()
	case "sha256":
		return sha256.New()
	case "sha512":
		return sha512.New()
	case "md5":
		return md5.New()
	}
	return nil
}

// digestEqual compares in whichever encoding the value is: hexadecimal, base32 (Heritrix, wget) or base64, with padding or without.
func digestEqual(value string, sum []byte) bool {
	value = strings.TrimRight(strings.TrimSpace(value), "=")
	return strings.EqualFold(value, hex.EncodeToString(sum)) ||
		strings.EqualFold(value, base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)) ||
		value == base64.RawStdEncoding.EncodeToString(sum)
}
