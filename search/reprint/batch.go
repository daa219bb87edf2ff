package reprint

import "slices"

// Batch finds, for any text, those of a batch that it may be a reprint of. Its size is about half a kilobyte a text; a caller with many
// texts takes them in batches and shows each batch all texts.
type Batch struct {
	entries []entry // by key
	filter  []uint64
	seen    []uint32 // by member: the number of the last lookup that found it
	lookups uint32
}

// entry says which member has a key. The band is part of the key.
type entry struct {
	key    uint64
	member uint32
}

// NewBatch takes the keys of texts too short to tell as well, and never finds these.
func NewBatch(texts []Fingerprint) *Batch {
	b := &Batch{entries: make([]entry, 0, Bands*len(texts)), seen: make([]uint32, len(texts))}
	for i, t := range texts {
		if t.IsZero() {
			continue
		}
		for band, key := range t.Keys {
			b.entries = append(b.entries, entry{uint64(band)<<32 | uint64(key), uint32(i)})
		}
	}
	slices.SortFunc(b.entries, func(x, y entry) int {
		switch {
		case x.key < y.key || x.key == y.key && x.member < y.member:
			return -1
		case x == y:
			return 0
		}
		return 1
	})
	// A bit of sixteen for a key: most lookups end here, in the processor's cache.
	size := 64
	for size < 16*len(b.entries) {
		size *= 2
	}
	b.filter = make([]uint64, size/64)
	for _, e := range b.entries {
		at := b.bit(e.key)
		b.filter[at/64] |= 1 << (at % 64)
	}
	return b
}

func (b *Batch) bit(key uint64) uint64 {
	return key * 0x9e3779b97f4a7c15 >> 20 & uint64(64*len(b.filter)-1)
}

// Candidates appends to dst the members that have a key in common with the given ones, each once. It is not safe for concurrent use.
func (b *Batch) Candidates(dst []int, keys *[Bands]uint32) []int {
	b.lookups++
	for band, k := range keys {
		key := uint64(band)<<32 | uint64(k)
		if at := b.bit(key); b.filter[at/64]>>(at%64)&1 == 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(b.entries, key, func(e entry, key uint64) int {
			switch {
			case e.key < key:
				return -1
			case e.key > key:
				return 1
			}
			return 0
		})
		for ; i < len(b.entries) && b.entries[i].key == key; i++ {
			if m := b.entries[i].member; b.seen[m] != b.lookups {
				b.seen[m] = b.lookups
				dst = append(dst, int(m))
			}
		}
	}
	return dst
}
