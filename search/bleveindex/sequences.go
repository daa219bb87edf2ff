package bleveindex

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"

	"raqam/search"
)

// sequences are the words of many short passages, each a list of numbers into one list of terms. They tell which passages have some words
// side by side. Of sentences Bleve's segment tells which have each of the words, and these whether they are neighbours, in a tenth of the
// room that Bleve's positions take.
//
// Terms are numbered from 1 in the order they first appear, so that frequent words tend to small numbers, which are short as uvarints.
// 0 is a break that no phrase reaches across.
type sequences struct {
	terms []string
	data  []byte   // uvarints
	ends  []uint32 // where in data each passage ends

	building map[string]uint32 // ids of terms while passages are added

	once    sync.Once
	numbers map[string]uint32 // of terms, made when first asked for

	invertOnce sync.Once
	passages   *inverted // by term; made when first asked for
}

func (s *sequences) id(term string) uint32 {
	if id, ok := s.building[term]; ok {
		return id
	}
	if s.building == nil {
		s.building = map[string]uint32{}
	}
	s.terms = append(s.terms, term)
	id := uint32(len(s.terms))
	s.building[term] = id
	return id
}

// add appends a passage, all readings of some texts with breaks between them, and returns its terms, each once.
func (s *sequences) add(texts ...string) []string {
	var different []string
	seen := map[uint32]bool{}
	for _, text := range texts {
		for _, terms := range search.Readings(text) {
			for _, t := range terms {
				id := s.id(t.Key)
				s.data = binary.AppendUvarint(s.data, uint64(id))
				if !seen[id] {
					seen[id] = true
					different = append(different, t.Key)
				}
			}
			s.data = append(s.data, 0)
		}
	}
	s.ends = append(s.ends, uint32(len(s.data)))
	return different
}

// appendFrom appends the passages of another list for which keep holds.
func (s *sequences) appendFrom(o *sequences, keep func(passage int) bool) {
	moved := make([]uint32, len(o.terms)+1)
	for i := range o.ends {
		if !keep(i) {
			continue
		}
		for data := o.passage(i); len(data) > 0; {
			id, n := binary.Uvarint(data)
			data = data[n:]
			if id != 0 && moved[id] == 0 {
				moved[id] = s.id(o.terms[id-1])
			}
			s.data = binary.AppendUvarint(s.data, uint64(moved[id]))
		}
		s.ends = append(s.ends, uint32(len(s.data)))
	}
}

func (s *sequences) passage(i int) []byte {
	start := uint32(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.data[start:s.ends[i]]
}

// wanted are words to be found side by side.
type wanted struct {
	ids  []uint32 // of the words; with last set, of all but the last
	code []byte   // ids as they stand in a passage
	last []bool   // by id, what the last word may be; nil where it is in ids
}

// want looks words up; false where one of them is in no passage. With prefix the last may be any word that begins so.
func (s *sequences) want(terms []string, prefix bool) (wanted, bool) {
	s.once.Do(func() {
		s.numbers = make(map[string]uint32, len(s.terms))
		for i, term := range s.terms {
			s.numbers[term] = uint32(i + 1)
		}
	})
	var w wanted
	if prefix {
		last := len(terms) - 1
		w.last = make([]bool, len(s.terms)+1)
		for i, term := range s.terms {
			w.last[i+1] = strings.HasPrefix(term, terms[last])
		}
		terms = terms[:last]
	}
	for _, term := range terms {
		id, ok := s.numbers[term]
		if !ok {
			return w, false
		}
		w.ids, w.code = append(w.ids, id), binary.AppendUvarint(w.code, uint64(id))
	}
	return w, true
}

// continues is the bit of a byte that says that its uvarint goes on.
const continues = 0x80

// has reports whether passage i has the words side by side; w.ids must not be empty.
func (s *sequences) has(i int, w wanted) bool {
	data := s.passage(i)
	for at := 0; ; at++ {
		n := bytes.Index(data[at:], w.code)
		if n < 0 {
			return false
		}
		if at += n; at > 0 && data[at-1]&continues != 0 {
			continue // within another number
		}
		if w.last == nil {
			return true
		}
		if next, n := binary.Uvarint(data[at+len(w.code):]); n > 0 && w.last[next] {
			return true
		}
	}
}

// find returns the passages that have the words side by side, in order.
func (s *sequences) find(terms []string, prefix bool) []uint32 {
	w, ok := s.want(terms, prefix)
	if !ok {
		return nil
	}
	s.invertOnce.Do(s.invert)
	var candidates []uint32
	for i, id := range w.ids {
		if of := s.passages.of(id); i == 0 || len(of) < len(candidates) {
			candidates = of
		}
	}
	if len(w.ids) == 0 {
		for id, ok := range w.last {
			if ok {
				candidates = append(candidates, s.passages.of(uint32(id))...)
			}
		}
		slices.Sort(candidates)
		return slices.Compact(candidates)
	}
	if len(w.ids) == 1 && w.last == nil {
		return candidates
	}
	var found []uint32
	for _, i := range candidates {
		if s.has(int(i), w) {
			found = append(found, i)
		}
	}
	return found
}

// invert lists the passages of each term, a passage once.
func (s *sequences) invert() {
	last := make([]uint32, len(s.terms)+1) // passage + 1 in which a term was met last
	counts := make([]uint32, len(s.terms)+2)
	each := func(visit func(id, passage uint32)) {
		clear(last)
		for i := range s.ends {
			for data := s.passage(i); len(data) > 0; {
				id, n := binary.Uvarint(data)
				data = data[n:]
				if id != 0 && last[id] != uint32(i+1) {
					last[id] = uint32(i + 1)
					visit(uint32(id), uint32(i))
				}
			}
		}
	}
	each(func(id, _ uint32) { counts[id+1]++ })
	for id := 1; id < len(counts); id++ {
		counts[id] += counts[id-1]
	}
	v := &inverted{starts: counts, places: make([]uint32, counts[len(counts)-1])}
	next := slices.Clone(counts)
	each(func(id, passage uint32) {
		v.places[next[id]] = passage
		next[id]++
	})
	s.passages = v
}

func (s *sequences) write(w *sectionWriter) {
	w.texts(s.terms)
	lengths := make([]uint32, len(s.ends))
	for i := range lengths {
		lengths[i] = uint32(len(s.passage(i)))
	}
	integers(w, lengths)
	w.bytes(s.data)
}

func readSequences(r *sectionReader) *sequences {
	s := &sequences{terms: r.texts(), ends: readIntegers[uint32](r), data: r.bytes()}
	end := uint32(0)
	for i, length := range s.ends {
		end += length
		s.ends[i] = end
	}
	return s
}

// check makes sure that there are as many passages as expected and that every number in them leads to a term.
func (s *sequences) check(passages int) error {
	if len(s.ends) != passages || passages > 0 && s.ends[passages-1] != uint32(len(s.data)) {
		return fmt.Errorf("%d passages in %d bytes, expected %d", len(s.ends), len(s.data), passages)
	}
	for i, end := range s.ends {
		if i > 0 && end < s.ends[i-1] || int(end) > len(s.data) {
			return fmt.Errorf("passage %d ends at byte %d", i, end)
		}
		for data := s.passage(i); len(data) > 0; {
			id, n := binary.Uvarint(data)
			if n <= 0 || id > uint64(len(s.terms)) {
				return fmt.Errorf("passage %d has no such term", i)
			}
			data = data[n:]
		}
	}
	return nil
}
