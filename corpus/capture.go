package corpus

import "time"

// Capture is one record of an address in an archive: where it lies, and what a later record needs to refer to it.
type Capture struct {
	Source // of the record; Digest is empty where nobody has decoded the body

	URL     string    `json:"url"`
	Fetched time.Time `json:"fetched"`
	Status  int       `json:"status"` // HTTP status; 0 when unknown
	MIME    string    `json:"mime"`   // media type of the payload, lower case, without parameters; empty when unknown

	// ID is the WARC-Record-ID, with its angle brackets; empty when read from an index, which does not know it.
	ID string `json:"id,omitempty"`

	// PayloadDigest is the WARC-Payload-Digest, algorithm and value as stated: of the body as it was sent, with its content codings
	// (ISO 28500:2017, 5.9). Two captures with the same one hold the same bytes.
	PayloadDigest string `json:"payload_digest,omitempty"`

	// Revisit says that the record only refers to an earlier one with the same payload (ISO 28500:2017, 6.7).
	Revisit bool `json:"revisit,omitempty"`

	Length int64 `json:"length,omitempty"` // bytes of the record as stored
}
