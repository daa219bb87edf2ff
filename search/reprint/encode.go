package reprint

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// A Text in bytes: URL, outlet and source, each after its length as a uvarint; the publication as a varint; then shingles and figures. Of
// these, both ascending, the differences are written in Golomb-Rice code (Rice and Plaunt, 1971): the uvarint of their number, a byte with
// the number of low bits, and for each difference less one its high part in unary, ones ended by a zero, and its low bits, from the lowest bit
// of each byte on. That is 2.1 bytes a shingle of an article of 400 words. The keys are not written: they follow from the shingles.

// ErrEncoding is that of bytes that are no Text.
var ErrEncoding = errors.New("not the fingerprint of a text")

// Append appends the text to dst.
func (t Text) Append(dst []byte) []byte {
	for _, s := range []string{t.URL, t.Outlet, t.From} {
		dst = binary.AppendUvarint(dst, uint64(len(s)))
		dst = append(dst, s...)
	}
	dst = binary.AppendVarint(dst, t.Published)
	dst = appendSet(dst, t.Fingerprint.Shingles)
	return appendSet(dst, t.Fingerprint.Figures)
}

// Decode is the inverse of Append, with the given keys. data is not kept.
func Decode(data []byte, keys [Bands]uint32) (Text, error) {
	var t Text
	for _, s := range []*string{&t.URL, &t.Outlet, &t.From} {
		length, n := binary.Uvarint(data)
		if n <= 0 || length > uint64(len(data)-n) {
			return t, fmt.Errorf("%w: a name is longer than the data", ErrEncoding)
		}
		*s = string(data[n : n+int(length)])
		data = data[n+int(length):]
	}
	published, n := binary.Varint(data)
	if n <= 0 {
		return t, fmt.Errorf("%w: no publication", ErrEncoding)
	}
	t.Published, data = published, data[n:]
	t.Fingerprint.Keys = keys
	var err error
	if t.Fingerprint.Shingles, data, err = decodeSet(data); err != nil {
		return t, err
	}
	t.Fingerprint.Figures, data, err = decodeSet(data)
	if err == nil && len(data) > 0 {
		err = fmt.Errorf("%w: %d bytes too many", ErrEncoding, len(data))
	}
	return t, err
}

func appendSet(dst []byte, values []uint32) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(values)))
	if len(values) == 0 {
		return dst
	}
	low := max(0, bits.Len(uint(1<<shingleBits/len(values)))-1)
	dst = append(dst, byte(low))
	var pending uint64
	var n int
	put := func(value uint64, width int) {
		pending |= value << n
		for n += width; n >= 8; n -= 8 {
			dst = append(dst, byte(pending))
			pending >>= 8
		}
	}
	last := -1
	for _, v := range values {
		step := uint64(int(v) - last - 1)
		for range step >> low {
			put(1, 1)
		}
		put(0, 1)
		put(step&(1<<low-1), low)
		last = int(v)
	}
	if n > 0 {
		dst = append(dst, byte(pending))
	}
	return dst
}

func decodeSet(data []byte) (values []uint32, rest []byte, err error) {
	count, n := binary.Uvarint(data)
	if n <= 0 || count > uint64(len(data))*8 {
		return nil, nil, fmt.Errorf("%w: a list is longer than the data", ErrEncoding)
	}
	if data = data[n:]; count == 0 {
		return nil, data, nil
	}
	if len(data) == 0 || data[0] > shingleBits {
		return nil, nil, fmt.Errorf("%w: no width", ErrEncoding)
	}
	low := uint(data[0])
	data = data[1:]
	values = make([]uint32, count)
	at := uint(0) // bit
	end := uint(len(data)) * 8
	last := uint32(0)
	for i := range values {
		high := uint32(0)
		for at < end && data[at/8]>>(at%8)&1 == 1 {
			high++
			at++
		}
		at++
		if at+low > end || high>>(shingleBits-low) != 0 {
			return nil, nil, fmt.Errorf("%w: a list ends too early", ErrEncoding)
		}
		value := uint32(0)
		for got := uint(0); got < low; {
			take := min(low-got, 8-at%8)
			value |= uint32(data[at/8]>>(at%8)) & (1<<take - 1) << got
			got += take
			at += take
		}
		if value += high << low; i > 0 {
			value += last + 1
		}
		if value >= 1<<shingleBits {
			return nil, nil, fmt.Errorf("%w: a hash is too large", ErrEncoding)
		}
		values[i], last = value, value
	}
	return values, data[(at+7)/8:], nil
}
