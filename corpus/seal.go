package corpus

import (
	"encoding/binary"
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
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal fills in the seal of a member, for which its extra field has the room.
func seal(member []byte) []byte {
	binary.LittleEndian.PutUint32(member[sealOffset:], crc32.Checksum(member, castagnoli))
	return member
}

// sealChecker checks the members of a file one after the other. Either all are sealed or none.
type sealChecker struct {
	file     io.ReaderAt // nil when there is nothing to check
	sealed   bool        // a member with a seal was met
	unsealed int64       // where the first one without was met; -1 when none was
}

// check checks the member between two offsets. An error is about the member at the offset it comes with: this one, or the first of all.
func (s *sealChecker) check(start, end int64) (int64, error) {
	if s.file == nil || end <= start { // no member of its own
		return start, nil
	}
	var head [sealOffset + 4]byte
	if _, err := s.file.ReadAt(head[:], start); err != nil {
		return start, nil // too short to be a member of ours
	}
	if string(head[12:sealOffset]) != sealName || string(head[:3]) != string(memberMagic) {
		if s.unsealed < 0 {
			s.unsealed = start
		}
		if s.sealed {
			return start, errNoSeal
		}
		return start, nil
	}
	stated := binary.LittleEndian.Uint32(head[sealOffset:])
	clear(head[sealOffset:])
	sum := crc32.New(castagnoli)
	_, _ = sum.Write(head[:]) // never fails
	if _, err := io.Copy(sum, io.NewSectionReader(s.file, start+int64(len(head)), end-start-int64(len(head)))); err != nil {
		return start, err
	}
	if sum.Sum32() != stated {
		return start, errSeal
	}
	first := s.unsealed >= 0 && !s.sealed
	if s.sealed = true; first {
		return s.unsealed, errNoSeal
	}
	return start, nil
}
