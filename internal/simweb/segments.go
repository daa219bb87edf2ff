package simweb

import (
	"fmt"
	"slices"
	"strings"
)

// pattern is a text with slots, split once so that filling it in is a matter of appending.
type pattern []segment

// segment is a stretch of plain text or the name of a slot.
type segment struct {
	text string
	slot bool
}

// parsePattern splits a text with slots between the two marks, {{name}} or {name}.
func parsePattern(text, begin, end string) pattern {
	var p pattern
	for {
		before, rest, found := strings.Cut(text, begin)
		if before != "" {
			p = append(p, segment{text: before})
		}
		if !found {
			return p
		}
		name, after, closed := strings.Cut(rest, end)
		if !closed {
			panic(fmt.Sprintf("simweb: a slot is not closed: %.40q", rest)) // an error in an embedded file
		}
		p = append(p, segment{text: name, slot: true})
		text = after
	}
}

// fill appends the text with each slot replaced by what value appends for it.
func (p pattern) fill(dst []byte, value func(dst []byte, slot string) []byte) []byte {
	for _, s := range p {
		if s.slot {
			dst = value(dst, s.text)
		} else {
			dst = append(dst, s.text...)
		}
	}
	return dst
}

// has reports whether the text has a slot of the name.
func (p pattern) has(slot string) bool { return slices.Contains(p, segment{text: slot, slot: true}) }
