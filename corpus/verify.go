package corpus

import (
	"bufio"
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"strings"

	"github.com/nlnwa/gowarc"
)

var errNotWARC = errors.New("not a WARC file: nothing to verify it by")

// Verify reads a WARC file and checks every record of it, pages or not, against the WARC-Block-Digest it states; gzip's checksums are checked
// on the way. It yields the Source of each record that is as it was written, with Digest as the record states it (any algorithm,
// ISO 28500:2017, 5.8), or empty when it states none. Damage is yielded as by ReadFile, a wrong digest as a *RecordError that wraps
// ErrDigest.
func Verify(ctx context.Context, path string) iter.Seq2[Source, error] {
	return func(yield func(Source, error) bool) {
		in, closeFile, err := openInput(ctx, path)
		if err != nil {
			yield(Source{}, err)
			return
		}
		defer closeFile()
		// Nothing here asks for the addresses that a WARC gzipped as a whole needs: its members are read as they come.
		if start := in.start(); formatOf(path) != warcFormat && sniff(start) != warcFormat {
			yield(Source{}, &RecordError{Path: path, Err: errNotWARC})
			return
		} else if _, err := in.br.Peek(1); errors.Is(err, io.EOF) {
			yield(Source{}, &RecordError{Path: path, Err: ErrEmpty})
			return
		}
		s := newWARCScanner(path, in, checkBlock, func(rec Record, err error) bool { return yield(rec.Source, err) })
		s.scan(ctx)
	}
}

// checkBlock reads a block to its end and compares its digest with the stated one.
func checkBlock(h warcHead, block *bufio.Reader) (*Record, error) {
	stated := h.fields.Get(gowarc.WarcBlockDigest)
	rec := &Record{Source: Source{Digest: stated}}
	if stated == "" {
		_, err := io.Copy(io.Discard, block)
		return rec, err
	}
	algorithm, value, _ := strings.Cut(stated, ":")
	sum := newHash(algorithm)
	if sum == nil {
		return nil, fmt.Errorf("digest %q: unknown algorithm", stated)
	}
	if _, err := io.Copy(sum, block); err != nil {
		return nil, err
	}
	if !digestEqual(value, sum.Sum(nil)) {
		return nil, fmt.Errorf("%w: stated %s, computed %s:%x", ErrDigest, stated, algorithm, sum.Sum(nil))
	}
	return rec, nil
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
