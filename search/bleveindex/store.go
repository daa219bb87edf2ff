package bleveindex

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/klauspost/compress/zstd"

	"raqam/claim"
	"raqam/search"
)

// claims.bin holds the claims of a segment in row order: blocks, each a Zstandard frame (RFC 8878) of JSON Lines, then the directory, then
// the directory's offset as 8 bytes, little endian. The directory is a frame too: for each block the uvarints of its first row and its
// offset, both as differences. Claims of one article share a block as a rule, and with it their sentence, title and address.

// blockBytes is the JSON a block holds at least: more compresses better, less is faster to read one claim from.
const blockBytes = 10 << 10

// store reads a claims.bin. It is safe for concurrent use.
type store struct {
	file   *os.File
	dec    *zstd.Decoder
	firsts []int   // first row of each block
	starts []int64 // offset of each block, and of the directory after the last
}

func openStore(path string) (*store, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		f.Close()
		return nil, err
	}
	s := &store{file: f, dec: dec}
	if err := s.readDirectory(); err != nil {
		s.close()
		return nil, fmt.Errorf("reading %s: %w: %w", path, search.ErrDamaged, err)
	}
	return s, nil
}

func (s *store) readDirectory() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	end := info.Size() - 8
	tail := make([]byte, 8)
	if _, err := s.file.ReadAt(tail, end); err != nil {
		return err
	}
	at := int64(binary.LittleEndian.Uint64(tail))
	if at < 0 || at > end {
		return fmt.Errorf("directory at byte %d of %d", at, end)
	}
	packed := make([]byte, end-at)
	if _, err := s.file.ReadAt(packed, at); err != nil {
		return err
	}
	directory, err := s.dec.DecodeAll(packed, nil)
	if err != nil {
		return err
	}
	row, offset := 0, int64(0)
	for len(directory) > 0 {
		rows, n := binary.Uvarint(directory)
		if n <= 0 {
			return io.ErrUnexpectedEOF
		}
		size, m := binary.Uvarint(directory[n:])
		if m <= 0 {
			return io.ErrUnexpectedEOF
		}
		directory = directory[n+m:]
		row, offset = row+int(rows), offset+int64(size)
		if offset < 0 || offset > at {
			return fmt.Errorf("block at byte %d of %d", offset, at)
		}
		s.firsts, s.starts = append(s.firsts, row), append(s.starts, offset)
	}
	s.starts = append(s.starts, at)
	return nil
}

// block returns the JSON Lines of block i.
func (s *store) block(i int) ([]byte, error) {
	_, lines, err := s.frame(i)
	return lines, err
}

// frame returns block i as it is stored, and its JSON Lines.
func (s *store) frame(i int) (packed, lines []byte, err error) {
	if s.starts[i+1] < s.starts[i] {
		return nil, nil, fmt.Errorf("%s: %w: blocks out of order", s.file.Name(), search.ErrDamaged)
	}
	packed = make([]byte, s.starts[i+1]-s.starts[i])
	if _, err := s.file.ReadAt(packed, s.starts[i]); err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", s.file.Name(), err)
	}
	lines, err = s.dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s, block at byte %d: %w: %w", s.file.Name(), s.starts[i], search.ErrDamaged, err)
	}
	return packed, lines, nil
}

// find returns the block a row is in.
func (s *store) find(row int) int {
	return sort.Search(len(s.firsts), func(i int) bool { return s.firsts[i] > row }) - 1
}

// claim reads one row. cache, which may be nil, keeps the last block between calls that go through rows in order.
func (s *store) claim(row int, cache *blockCache) (claim.Claim, error) {
	var c claim.Claim
	line, err := s.line(row, cache)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return c, fmt.Errorf("reading row %d of %s: %w: %w", row, s.file.Name(), search.ErrDamaged, err)
	}
	return c, nil
}

// blockCache is the block read last.
type blockCache struct {
	of    *store
	block int
	lines [][]byte
}

func (s *store) line(row int, cache *blockCache) ([]byte, error) {
	if cache == nil {
		cache = new(blockCache)
	}
	i := s.find(row)
	if i < 0 {
		return nil, fmt.Errorf("%s: %w: no row %d", s.file.Name(), search.ErrDamaged, row)
	}
	if cache.of != s || cache.block != i {
		text, err := s.block(i)
		if err != nil {
			return nil, err
		}
		*cache = blockCache{of: s, block: i, lines: splitLines(text)}
	}
	if row -= s.firsts[i]; row < len(cache.lines) {
		return cache.lines[row], nil
	}
	return nil, fmt.Errorf("%s: %w: block %d ends before row %d", s.file.Name(), search.ErrDamaged, i, row)
}

func splitLines(text []byte) [][]byte {
	newline := []byte("\n")
	return bytes.Split(bytes.TrimSuffix(text, newline), newline)
}

func (s *store) close() error {
	s.dec.Close()
	return s.file.Close()
}
