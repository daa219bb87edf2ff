package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"raqam/extract"
)

// idBytes of the digest make an ID: of ten million claims, two share one with a probability of about 3 in a million.
const idBytes = 8

// NewID names a claim by its place: the article's URL, the part, the sentence (folded, so that a change of keyboard changes nothing), where in
// the folded sentence the figure starts (bytes), and, for a sentence that an article has several times in one part, the how-manieth it is
// (from 0). It is 16 hexadecimal digits of a SHA-256.
//
// Law: the same claim in the same place of the same article has the same ID, whatever else changes: other sentences and paragraphs, the date,
// the speaker, or what the rules make of the figure.
func NewID(url string, part extract.Part, sentence string, start, nth int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d\x00%d", url, part, sentence, start, nth))
	return hex.EncodeToString(sum[:idBytes])
}
