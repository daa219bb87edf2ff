package corpus

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc"
)

// warcField is one line of a WARC head or of a block of application/warc-fields; with an empty value it is left out.
type warcField struct{ name, value string }

// warcFields is a block of application/warc-fields (ISO 28500:2017, annex on its media type); empty when no field has a value.
func warcFields(fields ...warcField) []byte {
	var b bytes.Buffer
	for _, f := range fields {
		if f.value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", f.name, oneLine(f.value))
		}
	}
	return b.Bytes()
}

// newMember is a WARC/1.1 record with a block put together from parts, as a gzip member of its own (ISO 28500:2017, annex D).
func newMember(kind gowarc.RecordType, date time.Time, fields []warcField, block ...[]byte) ([]byte, error) {
	record, err := newWARCRecord(kind, date, fields, block)
	if err != nil {
		return nil, err
	}
	defer record.Close()
	var b bytes.Buffer
	z := compressors.Get().(*gzip.Writer)
	defer compressors.Put(z)
	z.Reset(&b)
	z.Extra = make([]byte, sealSize)
	copy(z.Extra, sealName)
	if _, _, err := gowarc.NewMarshaler().Marshal(z, record, 0); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return seal(b.Bytes()), nil
}

// newWARCRecord builds a record from its fields, those that every record has added, and the parts of its block.
func newWARCRecord(kind gowarc.RecordType, date time.Time, fields []warcField, block [][]byte) (gowarc.WarcRecord, error) {
	sum, size := sha256.New(), 0
	for _, part := range block {
		sum.Write(part)
		size += len(part)
	}
	b := newWARCBuilder(kind, size)
	b.AddWarcHeader(gowarc.WarcDate, warcDate(date))
	for _, f := range fields {
		if f.value != "" {
			b.AddWarcHeader(f.name, oneLine(f.value))
		}
	}
	b.AddWarcHeader(gowarc.WarcBlockDigest, "sha256:"+hex.EncodeToString(sum.Sum(nil)))
	b.AddWarcHeader(gowarc.ContentLength, strconv.Itoa(size))
	for _, part := range block {
		if _, err := b.Write(part); err != nil {
			return nil, err
		}
	}
	record, _, err := b.Build()
	return record, err
}

// newWARCBuilder builds a record with a block of a size, in memory. It neither changes nor adds fields: gowarc's validation would rewrite
// addresses.
func newWARCBuilder(kind gowarc.RecordType, size int) gowarc.WarcRecordBuilder {
	gowarcSetup.Lock()
	defer gowarcSetup.Unlock()
	return gowarc.NewRecordBuilder(kind, gowarc.WithVersion(gowarc.V1_1), gowarc.WithNoValidation(),
		gowarc.WithAddMissingRecordId(false), gowarc.WithAddMissingDigest(false),
		gowarc.WithBufferMaxMemBytes(int64(size)+1)) // one more, or it goes to a temporary file
}

// compressors are expensive to make.
var compressors = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, compressionLevel)
	if err != nil {
		panic(err) // unreachable: the level is a valid one
	}
	return z
}}

// compressionLevel is the fastest: Persian news pages come out at 22 % of their size, at the default level at 19 %; a crawl without politeness
// archives a tenth more pages a second.
const compressionLevel = 1

// warcDate is the form of WARC-Date, to the nanosecond where there are any (ISO 28500:2017, 5.4).
func warcDate(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// newRecordID is a WARC-Record-ID: a random UUID (RFC 9562, version 4) as a URN in angle brackets.
func newRecordID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[0:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// oneLine makes text fit for a line of a head.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.NewReplacer("\r", " ", "\n", " ").Replace(s)
}
