package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// Kind says what a record's Body holds and so how it is to be read.
type Kind uint8

const (
	Page    Kind = iota + 1 // the payload of an HTTP response or an HTML file
	Text                    // a plain-text page: visible text with its boilerplate, UTF-8
	Article                 // one article as a JSON object (a line of article JSON Lines)
)

// Source is where a record lies, and the evidence that it has not changed.
type Source struct {
	// Path of the file: what was given to ReadFile, or the archive folder given to OpenWriter joined with the file's name.
	// A consumer that stores it for long makes it relative to its data directory.
	Path string `json:"path"`

	// Offset of the record's first byte in the file as stored: of its gzip member in a .warc.gz, of its line in a .jsonl, 0 for a whole
	// file. Where the whole file is compressed as one (.jsonl.gz, a WARC whose members hold many records) it counts decompressed bytes.
	Offset int64 `json:"offset"`

	// Digest is the sha256 of the Body, "sha256:" and 64 hex digits. Empty only for a fetched body that could not be decoded.
	Digest string `json:"digest"`
}

// Record is one archived thing, decoded: Body has no transfer or content encoding left.
type Record struct {
	Kind    Kind
	URL     string      // the address it was fetched from; empty when unknown
	Fetched time.Time   // when; zero when unknown
	Status  int         // HTTP status; 0 for anything but an HTTP response
	Header  http.Header // HTTP response header; of a WARC resource record its Content-Type; nil for anything else
	Body    []byte
	Source  Source
	Next    int64 // offset in Source.Path where the following record starts, in the unit of Source.Offset

	// ID is the WARC-Record-ID, with its angle brackets, and PayloadDigest the WARC-Payload-Digest as stated (of the body as it was sent,
	// ISO 28500:2017, 5.9); empty when there is none.
	ID, PayloadDigest string

	// Revisit says that the archive refers from here to an earlier record with the same payload (ISO 28500:2017, 6.7): Body is from there;
	// Header too where the answer was 304.
	Revisit bool

	// Truncated says why Body is not whole, in the words of WARC-Truncated (ISO 28500:2017, 5.13): "length" (a limit was reached, by the
	// crawler or by Reader.MaxBody), "time", "disconnect", "unspecified". Empty means whole.
	Truncated string
}

// Capture is what a later record needs to know of this one.
func (rec Record) Capture() Capture {
	return Capture{
		Source: rec.Source, URL: rec.URL, Fetched: rec.Fetched, Status: rec.Status, MIME: mediaType(rec.Header.Get("Content-Type")),
		ID: rec.ID, PayloadDigest: rec.PayloadDigest, Revisit: rec.Revisit, Length: max(0, rec.Next-rec.Source.Offset),
	}
}

// digest is the form of Source.Digest.
func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}
