package bleveindex

import "raqam/search"

// spans numbers the different stretches of time of a segment: there are few, and a search looks at each once.
type spans struct {
	list []search.Span
	ids  map[search.Span]uint32
}

func (s *spans) id(span search.Span) uint32 {
	if id, ok := s.ids[span]; ok {
		return id
	}
	if s.ids == nil {
		s.ids = map[search.Span]uint32{}
	}
	id := uint32(len(s.list))
	s.ids[span] = id
	s.list = append(s.list, span)
	return id
}

// overlapping returns the ids of the stretches that have a day in common with another.
func (s *spans) overlapping(asked search.Span) []uint32 {
	var ids []uint32
	for id, span := range s.list {
		if span.Overlaps(asked) {
			ids = append(ids, uint32(id))
		}
	}
	return ids
}

func (s *spans) write(w *sectionWriter) {
	from, to := make([]int32, len(s.list)), make([]int32, len(s.list))
	for i, span := range s.list {
		from[i], to[i] = span.From, span.To
	}
	integers(w, from)
	integers(w, to)
}

func readSpans(r *sectionReader) spans {
	from, to := readIntegers[int32](r), readIntegers[int32](r)
	if len(from) != len(to) {
		r.fail(errShort)
		return spans{}
	}
	s := spans{list: make([]search.Span, len(from))}
	for i := range from {
		s.list[i] = search.Span{From: from[i], To: to[i]}
	}
	return s
}
