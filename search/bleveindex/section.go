package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// A section is the unit columns.bin is made of: a list of integers or of texts, compressed. In the file it is the uvarint of its compressed
// length, then a Zstandard frame of the uvarint of its count followed by, for integers, their uvarints and, for texts, the uvarint of each
// one's length and then all bytes together.

type sectionWriter struct {
	enc *zstd.Encoder
	out []byte
	raw []byte
}

func newSectionWriter(magic string) (*sectionWriter, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	return &sectionWriter{enc: enc, out: []byte(magic)}, err
}

func (w *sectionWriter) flush() {
	packed := w.enc.EncodeAll(w.raw, nil)
	w.out = binary.AppendUvarint(w.out, uint64(len(packed)))
	w.out = append(w.out, packed...)
	w.raw = w.raw[:0]
}

// integers writes a list of non-negative integers.
func integers[T uint32 | int32 | int64](w *sectionWriter, values []T) {
	w.raw = binary.AppendUvarint(w.raw, uint64(len(values)))
	for _, v := range values {
		w.raw = binary.AppendUvarint(w.raw, uint64(v))
	}
	w.flush()
}

func (w *sectionWriter) texts(values []string) {
	w.raw = binary.AppendUvarint(w.raw, uint64(len(values)))
	for _, v := range values {
		w.raw = binary.AppendUvarint(w.raw, uint64(len(v)))
	}
	for _, v := range values {
		w.raw = append(w.raw, v...)
	}
	w.flush()
}

func (w *sectionWriter) bytes(data []byte) {
	w.raw = append(binary.AppendUvarint(w.raw, uint64(len(data))), data...)
	w.flush()
}

// hashes writes a list of numbers in which nothing can be compressed, 8 bytes each, little endian.
func (w *sectionWriter) hashes(values []uint64) {
	data := make([]byte, 0, 8*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint64(data, v)
	}
	w.bytes(data)
}

// rising writes a list of integers none of which is less than the one before.
func (w *sectionWriter) rising(values []uint32) {
	steps := make([]uint32, len(values))
	last := uint32(0)
	for i, v := range values {
		steps[i], last = v-last, v
	}
	integers(w, steps)
}

var errShort = errors.New("data ends too early")

// sectionReader reads the sections in the order they were written. After the first error it returns nothing more, and keeps the error.
type sectionReader struct {
	dec  *zstd.Decoder
	rest []byte
	raw  []byte
	err  error
}

func newSectionReader(data []byte, magic string) *sectionReader {
	r := &sectionReader{}
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		r.err = fmt.Errorf("does not begin with %q", magic)
		return r
	}
	r.rest = data[len(magic):]
	r.dec, r.err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2<<30))
	return r
}

func (r *sectionReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.raw)
	if n <= 0 {
		r.fail(errShort)
		return 0
	}
	r.raw = r.raw[n:]
	return v
}

func (r *sectionReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// next unpacks the following section and returns its count, which is no more than the bytes it has.
func (r *sectionReader) next() int {
	if r.err != nil {
		return 0
	}
	packed, n := binary.Uvarint(r.rest)
	if n <= 0 || packed > uint64(len(r.rest)-n) {
		r.fail(errShort)
		return 0
	}
	raw, err := r.dec.DecodeAll(r.rest[n:n+int(packed)], nil)
	if err != nil {
		r.fail(err)
		return 0
	}
	r.rest, r.raw = r.rest[n+int(packed):], raw
	count := r.uvarint()
	if r.err == nil && count > uint64(len(r.raw)) {
		r.fail(errShort)
	}
	if r.err != nil {
		return 0
	}
	return int(count)
}

func readIntegers[T uint32 | int32 | int64](r *sectionReader) []T {
	values := make([]T, r.next())
	for i := range values {
		values[i] = T(r.uvarint())
	}
	return values
}

func (r *sectionReader) rising() []uint32 {
	values := readIntegers[uint32](r)
	last := uint32(0)
	for i, step := range values {
		last += step
		values[i] = last
	}
	return values
}

func (r *sectionReader) bytes() []byte {
	n := r.next()
	if r.err != nil {
		return nil
	}
	return r.raw[:n:n]
}

func (r *sectionReader) hashes() []uint64 {
	data := r.bytes()
	if len(data)%8 != 0 {
		r.fail(errShort)
		return nil
	}
	values := make([]uint64, len(data)/8)
	for i := range values {
		values[i] = binary.LittleEndian.Uint64(data[8*i:])
	}
	return values
}

func (r *sectionReader) texts() []string {
	values := make([]string, r.next())
	lengths := make([]uint64, len(values))
	for i := range lengths {
		lengths[i] = r.uvarint()
	}
	if r.err != nil {
		return nil
	}
	all := string(r.raw)
	for i, n := range lengths {
		if n > uint64(len(all)) {
			r.fail(errShort)
			return nil
		}
		values[i], all = all[:n], all[n:]
	}
	return values
}
