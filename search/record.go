package search

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"raqam/claim"
)

// Reprint says which other articles have the text of one. The zero Reprint: none is known.
type Reprint struct {
	Cluster string `json:"cluster,omitempty"`    // the same for all articles with the text, and stable under re-indexing
	Of      string `json:"reprint_of,omitempty"` // URL of the article it is a reprint of; "" for the one the others are reprints of
}

// Record is a claim as an index holds it: with what only its whole article, or other articles, can tell.
type Record struct {
	claim.Claim
	Statement string // see [Statements]
	Reprint   Reprint
}

// Records returns the claims of an entry as they enter an index.
func Records(e Entry) []Record {
	statements := Statements(e)
	records := make([]Record, len(e.Claims))
	for i, c := range e.Claims {
		records[i] = Record{Claim: c, Statement: statements[i], Reprint: e.Reprint}
	}
	return records
}

// Statements returns, for each claim of an entry, an identifier of what it states, 16 hexadecimal digits. Claims that state the same have the
// same one, in whatever article: the same thing, unit, act, speaker and year (see [claim.Key]) with the same figure and bound. A headline or
// lead that repeats a figure of the text below states what that one states, though it may leave its bound and speaker out. A claim without a
// key states what its sentence states: only the same sentence states it again.
func Statements(e Entry) []string {
	byID := make(map[string]int, len(e.Claims))
	for i, c := range e.Claims {
		byID[c.ID] = i
	}
	statements := make([]string, len(e.Claims))
	for i, c := range e.Claims {
		if of, ok := byID[c.Repeats]; ok && c.Repeats != "" {
			c = e.Claims[of]
		}
		statements[i] = statement(c)
	}
	return statements
}

func statement(c claim.Claim) string {
	said := c.Key
	if said == "" {
		said = "\x00" + fold(c.Quote) + "\x00" + fold(c.Unit)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{said, string(c.Kind), string(c.Bound), c.Value, c.High}, "\x00")))
	return hex.EncodeToString(sum[:8])
}
