package corpus

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

// gzip's own checksum is that of the decompressed bytes: it does not see a change in its head, in padding bits or in unused codes. The seal
// does. It is a subfield of the extra field (RFC 1952, 2.3.1.1; readers that do not know it skip it, as they skip Heritrix's "sl") with the
// CRC-32C of the whole member, its own four bytes taken as zero.
const (
	sealName   = "Rq\x04\x00"       // SI1, SI2, length of what follows
	sealSize   = len(sealName) + 4  // of the extra field
	sealOffset = 12 + len(sealName) // of the checksum in the member: behind head and XLEN
	flagExtra  = 4                  // the bit of FLG that announces an extra field
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal fills in the seal of a member, for which its extra field has the room.
func seal(member []byte) []byte {
	binary.LittleEndian.PutUint32(member[sealOffset:], crc32.Checksum(member, castagnoli))
	return member
}

var errSeal = fmt.Errorf("%w: the member is not the one that was sealed", ErrDigest)

// checkSeal checks the member between two offsets of a file, if it has a seal. Whatever else changes in a gzip head with a seal makes the
// content unreadable.
func checkSeal(file io.ReaderAt, start, end int64) error {
	var head [sealOffset + 4]byte
	if end-start < int64(len(head)) {
		return nil // too short for one, or no member of its own
	}
	if _, err := file.ReadAt(head[:], start); err != nil {
		return err
	}
	if head[3]&flagExtra == 0 || int(binary.LittleEndian.Uint16(head[10:])) != sealSize || !resembles(head[12:sealOffset], sealName) {
		return nil
	}
	stated := binary.LittleEndian.Uint32(head[sealOffset:])
	clear(head[sealOffset:])
	sum := crc32.New(castagnoli)
	_, _ = sum.Write(head[:]) // never fails
	if _, err := io.Copy(sum, io.NewSectionReader(file, start+int64(len(head)), end-start-int64(len(head)))); err != nil {
		return err
	}
	if sum.Sum32() != stated {
		return errSeal
	}
	return nil
}

// resembles tells whether bytes are a name in all but one byte at most: then damage has made them another one.
func resembles(b []byte, name string) bool {
	wrong := 0
	for i := range b {
		if b[i] != name[i] {
			wrong++
		}
	}
	return wrong <= 1
}
