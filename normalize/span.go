package normalize

import "sort"

// run maps a stretch of folded text to a stretch of the original, unit by unit: fw folded bytes stand for ow original bytes, again and
// again until the next run starts. What lies in the original between two runs was dropped.
type run struct {
	folded, original uint32 // where it starts
	fw, ow           uint8
}

// continues reports whether a unit at these places just goes on with the run.
func (r run) continues(folded, original uint32, fw, ow uint8) bool {
	if r.fw != fw || r.ow != ow {
		return false
	}
	return (folded-r.folded)*uint32(ow) == (original-r.original)*uint32(fw)
}

// Span returns the bytes of the original from which the bytes [start, end) of the folded text came. What folding dropped inside the range
// or between its first and last sign belongs to it, what it dropped before or after does not. An empty range gives an empty range.
// Offsets are expected at code point boundaries and are clipped to the text.
func (t Text) Span(start, end int) (int, int) {
	start, end = clip(start, end, len(t.folded))
	if t.runs == nil {
		return start, end
	}
	if start == end {
		o := t.originalStart(start)
		return o, o
	}
	return t.originalStart(start), t.originalEnd(end)
}

// originalStart returns where the sign at folded[at] starts in the original.
func (t Text) originalStart(at int) int {
	if at == len(t.folded) {
		if at == 0 {
			return 0
		}
		return t.originalEnd(at)
	}
	i := sort.Search(len(t.runs), func(i int) bool { return int(t.runs[i].folded) > at }) - 1
	r := t.runs[i]
	return int(r.original) + (at-int(r.folded))/int(r.fw)*int(r.ow)
}

// originalEnd returns where the sign that ends at folded[end], end > 0, ends in the original.
func (t Text) originalEnd(end int) int {
	i := sort.Search(len(t.runs), func(i int) bool { return int(t.runs[i].folded) >= end }) - 1
	r := t.runs[i]
	fw := int(r.fw)
	return int(r.original) + (end-int(r.folded)+fw-1)/fw*int(r.ow)
}

// FoldedSpan returns the bytes of the folded text that came from the bytes [start, end) of the original; it is empty where folding dropped
// all of them. Offsets are expected at code point boundaries and are clipped to the text.
func (t Text) FoldedSpan(start, end int) (int, int) {
	start, end = clip(start, end, len(t.original))
	if t.runs == nil {
		return start, end
	}
	from, to := t.foldedAt(start, false), t.foldedAt(end, true)
	if to < from {
		to = from
	}
	return from, to
}

// foldedAt returns the folded offset of the first sign that starts at or after original[at]; with ending, the end of the last sign that
// starts before it.
func (t Text) foldedAt(at int, ending bool) int {
	i := sort.Search(len(t.runs), func(i int) bool { return int(t.runs[i].original) >= at })
	if i < len(t.runs) && int(t.runs[i].original) == at || i == 0 {
		if i == len(t.runs) {
			return len(t.folded)
		}
		return int(t.runs[i].folded)
	}
	r := t.runs[i-1]
	next := len(t.folded)
	if i < len(t.runs) {
		next = int(t.runs[i].folded)
	}
	ow := int(r.ow)
	units := (at - int(r.original) + ow - 1) / ow
	return min(int(r.folded)+units*int(r.fw), next)
}

func clip(start, end, length int) (int, int) {
	start = max(0, min(start, length))
	return start, max(start, min(end, length))
}
