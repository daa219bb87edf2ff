package bleveindex

// idList are the IDs of a segment's claims, one behind the other: a million strings would be a million pointers to follow for the garbage
// collector.
type idList struct {
	text string
	ends []uint32 // where in text each ends

	building []byte // text while IDs are added
}

func (l *idList) add(id string) {
	l.building = append(l.building, id...)
	l.ends = append(l.ends, uint32(len(l.building)))
}

func (l *idList) len() int { return len(l.ends) }

// at returns the ID of a row; only of a list that was read.
func (l *idList) at(row uint32) string {
	start := uint32(0)
	if row > 0 {
		start = l.ends[row-1]
	}
	return l.text[start:l.ends[row]]
}

func (l *idList) write(w *sectionWriter) {
	lengths := make([]uint32, len(l.ends))
	start := uint32(0)
	for i, end := range l.ends {
		lengths[i], start = end-start, end
	}
	integers(w, lengths)
	if l.building == nil {
		l.building = []byte(l.text)
	}
	w.bytes(l.building)
}

func readIDs(r *sectionReader) idList {
	l := idList{ends: readIntegers[uint32](r), text: string(r.bytes())}
	end := uint64(0)
	for i, length := range l.ends {
		if end += uint64(length); end > uint64(len(l.text)) {
			r.fail(errShort)
			return idList{}
		}
		l.ends[i] = uint32(end)
	}
	return l
}
