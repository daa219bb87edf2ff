// Package corpus keeps the archive: what was fetched, as it was fetched.
package corpus

import (
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
	Path   string `json:"path"`   // file, as given on the command line or relative to the data directory
	Offset int64  `json:"offset"` // byte offset of the record in the file as stored (compressed), 0 for a whole file
	Digest string `json:"digest"` // sha256 of the Body, "sha256:" and hex
}

// Record is one archived thing, decoded: Body has no transfer or content encoding left.
type Record struct {
	Kind    Kind
	URL     string      // the address it was fetched from; empty when unknown
	Fetched time.Time   // when; zero when unknown
	Status  int         // HTTP status; 0 for anything but an HTTP response
	Header  http.Header // HTTP response header; nil for anything else
	Body    []byte
	Source  Source
	Next    int64 // offset in Source.Path where the following record starts
}
