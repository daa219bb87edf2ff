package normalize

import (
	"unicode/utf8"
	"unsafe"
)

// zwnj is the zero width non-joiner, the half-space of Persian.
const zwnj = '\u200c'

// Text is a text in two forms: as it was written, and folded. It is immutable; the zero Text is empty.
type Text struct {
	original, folded string
	runs             []run // nil where both forms are the same
}

// Fold folds text into its comparable spelling and keeps the way back. The rules are the rows of fold.tsv: letters of Arabic keyboards
// become Persian ones, hamza carriers plain letters, vowel marks, tatweel and bidi marks vanish, digits become ASCII, every white space
// becomes ' ' or '\n', and ZWNJ stays only between two letters or digits. Bytes that are no UTF-8 become U+FFFD, one for each byte.
//
// Folding what is folded changes nothing: Fold(Fold(s).Folded()).Folded() == Fold(s).Folded().
func Fold(original string) Text {
	f := folder{table: folding(), src: original, mapped: true}
	f.run()
	return Text{original, f.result(), f.runs}
}

// FoldString returns Fold(s).Folded() without the map; it allocates nothing where s is folded already.
func FoldString(s string) string {
	f := folder{table: folding(), src: s}
	f.run()
	return f.result()
}

// Original returns the text as it was written.
func (t Text) Original() string { return t.original }

// Folded returns the comparable form.
func (t Text) Folded() string { return t.folded }

// folder is the state of one pass over src. Up to the first byte that changes, out stays nil and nothing is copied.
type folder struct {
	table  *foldTable
	src    string
	mapped bool   // collect runs
	out    []byte // nil: folded text so far is src[:copied]
	copied int    // src[:copied] is dealt with
	runs   []run
	zwnj   int // 1 + offset of a ZWNJ waiting for its right neighbour, or 0
	zwidth int // its width in src
}

func (f *folder) result() string {
	if f.out == nil {
		return f.src
	}
	return unsafe.String(unsafe.SliceData(f.out), len(f.out)) // out is never written again
}

// run makes the pass. Stretches that stay as they are get copied at once.
func (f *folder) run() {
	t, src := f.table, f.src
	i := 0
	for i < len(src) {
		if f.zwnj == 0 {
			if i = t.skipPlain(src, i); i == len(src) {
				break
			}
		}
		b := src[i]
		if b >= 0x20 && b < 0x7F {
			if f.zwnj != 0 {
				f.joinBefore(rune(b))
			}
			i++
			continue
		}
		var c rune
		size := 1
		if b >= 0xC2 && b < 0xE0 && i+1 < len(src) && src[i+1]&0xC0 == 0x80 {
			c, size = rune(b&0x1F)<<6|rune(src[i+1]&0x3F), 2
		} else {
			c, size = utf8.DecodeRuneInString(src[i:])
		}
		if c == utf8.RuneError && size == 1 {
			f.write(i, size, "\uFFFD", c)
			i += size
			continue
		}
		var rule uint16
		if c < 1<<16 {
			rule = t.index[c]
		}
		if rule == 0 {
			if f.zwnj != 0 {
				f.joinBefore(c)
			}
			i += size
			continue
		}
		f.apply(t.rules[rule], c, i, size)
		i += size
	}
	f.zwnj = 0 // at the end of the text it joins nothing
	if f.out != nil {
		f.copyTo(len(src))
	}
}

// skipPlain returns where the first sign from src[i:] on stands that is neither printable ASCII nor a letter of the Arabic block that stays,
// which is what most of a text is.
func (t *foldTable) skipPlain(src string, i int) int {
	for i < len(src) {
		b := src[i]
		if b-0x20 < 0x7F-0x20 {
			i++
			continue
		}
		if b-0xD8 > 3 || i+1 >= len(src) {
			break
		}
		after := src[i+1]
		if after&0xC0 != 0x80 || !t.plain[(b&3)<<6|after&0x3F] {
			break
		}
		i += 2
	}
	return i
}

// apply does what the rule says with code point c at src[i:i+size].
func (f *folder) apply(r foldRule, c rune, i, size int) {
	switch r.action {
	case replace:
		first, _ := utf8.DecodeRuneInString(r.to)
		if first == 0x0621 && f.last(i) == 0x0627 { // the presentation form of a hamza, which the rule below would drop
			f.skip(i, size)
			return
		}
		f.write(i, size, r.to, first)
	case drop:
		f.skip(i, size)
	case hamza:
		if f.last(i) == 0x0627 {
			f.skip(i, size)
		} else if f.zwnj != 0 {
			f.joinBefore(c)
		}
	case cr:
		if i+1 < len(f.src) && f.src[i+1] == '\n' {
			f.skip(i, size)
		} else {
			f.write(i, size, "\n", '\n')
		}
	case joiner:
		if f.zwnj != 0 {
			f.skip(i, size)
			return
		}
		left := joins(f.last(i))
		if left && c == zwnj && f.keepsNext(i+size) {
			return // the usual case: it stays where it is
		}
		f.skip(i, size)
		if left { // decided when the right neighbour is known
			f.zwnj, f.zwidth = i+1, size
		}
	}
}

// keepsNext reports whether the code point at src[i:] is one that stays and that a ZWNJ may stand before.
func (f *folder) keepsNext(i int) bool {
	c, size := utf8.DecodeRuneInString(f.src[i:])
	return size > 0 && c < 1<<16 && f.table.index[c] == 0 && joins(c)
}

// last returns the last code point of the folded text before src[i].
func (f *folder) last(i int) rune {
	if i > f.copied {
		c, _ := utf8.DecodeLastRuneInString(f.src[f.copied:i])
		return c
	}
	if f.out == nil {
		c, _ := utf8.DecodeLastRuneInString(f.src[:i])
		return c
	}
	c, _ := utf8.DecodeLastRune(f.out)
	return c
}

// joinBefore settles a waiting ZWNJ now that c follows it. All of src before c but what is copied later is dealt with.
func (f *folder) joinBefore(c rune) {
	at := f.zwnj - 1
	f.zwnj = 0
	if joins(c) {
		f.emit(at, f.zwidth, string(zwnj))
	}
}

// copyTo copies src up to i, which stays as it is.
func (f *folder) copyTo(i int) {
	if i > f.copied {
		if f.mapped {
			f.extend(f.copied, 1, 1)
		}
		f.out = append(f.out, f.src[f.copied:i]...)
		f.copied = i
	}
}

// skip leaves src[i:i+size] out.
func (f *folder) skip(i, size int) {
	f.start()
	f.copyTo(i)
	f.copied = i + size
}

// write puts to, whose first code point is c, in the place of src[i:i+size].
func (f *folder) write(i, size int, to string, c rune) {
	if f.zwnj != 0 {
		f.joinBefore(c)
	}
	f.start()
	f.copyTo(i)
	f.emit(i, size, to)
	f.copied = i + size
}

// start begins to write: from here on the folded text differs.
func (f *folder) start() {
	if f.out == nil {
		f.out = make([]byte, 0, len(f.src)+16)
		if f.mapped {
			f.runs = make([]run, 0, 16+len(f.src)/32)
		}
	}
}

// emit appends to, which stands for src[i:i+size], to the folded text; a run of equal units shares one entry of the map.
func (f *folder) emit(i, size int, to string) {
	if f.mapped {
		fw, ow := uint8(len(to)), uint8(size)
		if fw == ow {
			fw, ow = 1, 1 // byte for byte, as copied text
		}
		f.extend(i, fw, ow)
	}
	f.out = append(f.out, to...)
}

// extend begins a run of the map for what comes from src[i:], unless the last run goes on there.
func (f *folder) extend(i int, fw, ow uint8) {
	at := uint32(len(f.out))
	if n := len(f.runs); n == 0 || !f.runs[n-1].continues(at, uint32(i), fw, ow) {
		f.runs = append(f.runs, run{at, uint32(i), fw, ow})
	}
}
