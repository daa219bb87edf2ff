package reprint

import (
	"slices"

	"raqam/normalize"
)

const (
	// MinWords is how many words a text must have to be known again. Less is a formula («تکذیب شد»), not somebody's text.
	MinWords = 20
	// Bands is how many keys a text is looked up by. A pair with resemblance s has a key in common with probability 1-(1-s⁴)^32: 0.87 at one
	// half, 0.996 at two thirds.
	Bands = 32

	bandRows     = 4
	hashes       = Bands * bandRows
	shingleWords = 3
)

// Fingerprint is what a text is compared by. The zero Fingerprint is that of a text too short to tell.
type Fingerprint struct {
	Keys     [Bands]uint32 // texts with no key in common are not compared
	Shingles []uint32      // hashes of the runs of three words, below 2^24, ascending, each once
	Figures  []uint32      // likewise of the numerals
}

// shingleBits is the width of a shingle. Among the 400 of an article of usual length, one in 40,000 is that of another by chance.
const shingleBits = 24

// Of returns the fingerprint of a text, given in pieces. No run of words reaches from one piece into the next.
func Of(pieces ...string) Fingerprint {
	var f Fingerprint
	words := 0
	for _, piece := range pieces {
		folded := normalize.Fold(piece)
		forms := normalize.Words(folded)
		words += len(forms)
		var run [shingleWords]uint64
		for i, w := range forms {
			h := hashOf(w.Key)
			if isNumeral(w.Key) {
				f.Figures = append(f.Figures, uint32(h>>(64-shingleBits)))
			}
			run = [shingleWords]uint64{run[1], run[2], h}
			if i >= shingleWords-1 {
				f.Shingles = append(f.Shingles, uint32(mix(mix(mix(run[0])^run[1])^run[2])>>(64-shingleBits)))
			}
		}
	}
	if words < MinWords || len(f.Shingles) == 0 {
		return Fingerprint{}
	}
	f.Shingles, f.Figures = set(f.Shingles), set(f.Figures)
	f.Keys = keysOf(f.Shingles)
	return f
}

// IsZero reports whether the text was too short to tell.
func (f Fingerprint) IsZero() bool { return len(f.Shingles) == 0 }

func isNumeral(key string) bool { return key[0] >= '0' && key[0] <= '9' }

func set(values []uint32) []uint32 {
	slices.Sort(values)
	return slices.Clone(slices.Compact(values))
}

// keysOf makes the keys: each is a hash of four minima, under four of the 128 permutations, of all shingles.
func keysOf(shingles []uint32) (keys [Bands]uint32) {
	var least [hashes]uint32
	for i := range least {
		least[i] = 1<<32 - 1
	}
	for _, s := range shingles {
		x := mix(uint64(s))
		for i := range least {
			// Multiply-shift (Dietzfelbinger and others, 1997) of a value that is well mixed already.
			least[i] = min(least[i], uint32(x*permutations[i]>>32))
		}
	}
	for band := range keys {
		h := uint64(band)
		for _, v := range least[band*bandRows : (band+1)*bandRows] {
			h = mix(h ^ uint64(v))
		}
		keys[band] = uint32(h >> 32)
	}
	return keys
}

// permutations are odd factors. They are part of the file format of whoever keeps fingerprints: never to be changed.
var permutations = func() (factors [hashes]uint64) {
	for i := range factors {
		factors[i] = mix(uint64(i)) | 1
	}
	return factors
}()

// mix is SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// hashOf is FNV-1a, mixed: its own high bits are poor for short words.
func hashOf(word string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 0x100000001b3
	}
	return mix(h)
}
