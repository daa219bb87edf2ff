package corpus

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// readWhole reads a file that is one record: HTML, text, or a JSON object. size is that of the file as stored, -1 when unknown.
func (r Reader) readWhole(in *input, path string, format format, size int64, yield func(Record, error) bool) {
	body, cut, err := readLimited(in.br, r.maxBody(), int(max(size, 0)))
	if err != nil {
		yield(Record{}, &RecordError{Path: path, Err: truncated(err)})
		return
	}
	rec := Record{Source: Source{Path: path}, Next: size}
	if size < 0 {
		rec.Next = in.offset()
	}
	switch format {
	case htmlFormat: // in whatever encoding: the page says which
		rec.Kind = Page
	case jsonFormat:
		rec.Kind = Article
		if body = bytes.TrimSpace(trimBOM(body)); cut || !isObject(body) {
			yield(Record{}, &RecordError{Path: path, Err: errNotObject})
			return
		}
	default:
		rec.Kind = Text
	}
	if cut && format == textFormat {
		body = trimPartialRune(body)
	}
	if i := invalidUTF8(body); i >= 0 && rec.Kind != Page {
		yield(Record{}, &RecordError{Path: path, Offset: int64(i), Err: notUTF8(body[i])})
		return
	}
	rec.setBody(body, cut, "")
	yield(rec, nil)
}

// invalidUTF8 is the offset of the first byte that is not part of valid UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func notUTF8(b byte) error { return fmt.Errorf("%w: byte 0x%02x", ErrNotUTF8, b) }

// trimPartialRune takes off the beginning of a code point whose end was cut off.
func trimPartialRune(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}
