package search

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

// A cursor is the offset of the next page, and what it belongs to: the first bytes of the hash of the query with its order, and of the name of
// the generation. Base64 of 4 + 4 bytes and a uvarint.
const cursorHash = 4

// Resume returns how many hits to skip: what o.Cursor says, or o.Offset where there is none. generation names the state of the index, whatever
// changes when hits may. A cursor of another state is ErrStale, one of another query or order, or none at all, ErrCursor.
func Resume(q Query, o Options, generation string) (offset int, err error) {
	if o.Cursor == "" {
		return max(o.Offset, 0), nil
	}
	head, offset, err := readCursor(o.Cursor)
	if err != nil {
		return 0, err
	}
	switch want := cursorHead(q, o, generation); {
	case string(head[:cursorHash]) != string(want[:cursorHash]):
		return 0, fmt.Errorf("%.40q: %w", o.Cursor, ErrCursor)
	case string(head[cursorHash:]) != string(want[cursorHash:]):
		return 0, fmt.Errorf("%.40q: %w", o.Cursor, ErrStale)
	}
	return offset, nil
}

// readCursor cuts a cursor into its two hashes and the offset.
func readCursor(cursor string) (head []byte, offset int, err error) {
	data, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(data) < 2*cursorHash+1 {
		return nil, 0, fmt.Errorf("%.40q: %w", cursor, ErrCursor)
	}
	n, size := binary.Uvarint(data[2*cursorHash:])
	if size <= 0 || size != len(data)-2*cursorHash || n > 1<<40 {
		return nil, 0, fmt.Errorf("%.40q: %w", cursor, ErrCursor)
	}
	return data[:2*cursorHash], int(n), nil
}

// CursorAt returns the cursor of the page that begins at offset, for [Result.Next].
func CursorAt(q Query, o Options, generation string, offset int) string {
	data := binary.AppendUvarint(cursorHead(q, o, generation), uint64(offset))
	return base64.RawURLEncoding.EncodeToString(data)
}

func cursorHead(q Query, o Options, generation string) []byte {
	asked := sha256.Sum256(fmt.Appendf(nil, "%d %t %t %t %s", o.Sort, o.Reverse, o.Loose, o.Group, q))
	state := sha256.Sum256([]byte(generation))
	return append(asked[:cursorHash:cursorHash], state[:cursorHash]...)
}

// OffsetOf returns how many hits come before the page that o asks for, whatever query or state of the index its cursor belongs to.
func OffsetOf(o Options) (int, error) {
	if o.Cursor == "" {
		return max(o.Offset, 0), nil
	}
	_, offset, err := readCursor(o.Cursor)
	return offset, err
}
