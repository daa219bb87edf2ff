package main

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// beyondASCII is a run of percent-encoded bytes beyond ASCII. Those within it stay as they are in a message: a decoded %2F or %20 would make
// another address of it.
var beyondASCII = regexp.MustCompile(`(?:%[89A-Fa-f][0-9A-Fa-f])+`)

// readable shows the addresses in a message with Persian letters as they are read. The address still works: a browser encodes it the same.
func readable(message string) string {
	return beyondASCII.ReplaceAllStringFunc(message, func(encoded string) string {
		decoded, err := url.PathUnescape(encoded)
		if err != nil || !utf8.ValidString(decoded) || strings.ContainsFunc(decoded, isUnseen) {
			return encoded
		}
		return decoded
	})
}

// isUnseen reports whether a character shows nothing, or something else than it is. The joiners belong to Persian spelling.
func isUnseen(r rune) bool {
	const zwnj, zwj = '\u200c', '\u200d'
	return r != zwnj && r != zwj && (!unicode.IsGraphic(r) || unicode.IsSpace(r))
}

// readableError is an error with a readable message.
type readableError struct{ error }

func (e readableError) Error() string { return readable(e.error.Error()) }
func (e readableError) Unwrap() error { return e.error }
