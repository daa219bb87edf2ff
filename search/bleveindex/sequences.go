package bleveindex

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"raqam/search"
)

// sequences are the words of many short passages, each a list of numbers into one list of terms. Bleve's segment tells which passages have
// a word; these tell whether words stand side by side, in a tenth of the room that Bleve's positions take.
//
// Terms are numbered from 1 in the order they first appear, so that frequent words tend to small numbers, which are short as uvarints.
// 0 is a break that no phrase reaches across.
type sequences struct {
	terms dictionary
	data  []byte   // uvarints
	ends  []uint32 // where in data each passage ends

	once    sync.Once
	numbers map[string]uint32 // of terms, made when first asked for
}

// add appends a passage, all readings of some texts with breaks between them, and returns its terms, each once.
func (s *sequences) add(texts ...string) []string {
	var different []string
	seen := map[uint32]bool{}
	for _, text := range texts {
		for _, terms := range search.Readings(text) {
			for _, t := range terms {
				id := s.terms.id(t.Key, nil) + 1
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
	moved := make([]uint32, len(o.terms.texts)+1)
	for i := range o.ends {
		if !keep(i) {
			continue
		}
		for data := o.passage(i); len(data) > 0; {
			id, n := binary.Uvarint(data)
			data = data[n:]
			if id != 0 && moved[id] == 0 {
				moved[id] = s.terms.id(o.terms.texts[id-1], nil) + 1
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
	last []bool   // by id, what the last word may be; nil where it is in ids
}

// want looks words up; false where one of them is in no passage. With prefix the last may be any word that begins so.
func (s *sequences) want(terms []string, prefix bool) (wanted, bool) {
	s.once.Do(func() {
		s.numbers = make(map[string]uint32, len(s.terms.texts))
		for i, term := range s.terms.texts {
			s.numbers[term] = uint32(i + 1)
		}
	})
	var w wanted
	if prefix {
		last := len(terms) - 1
		w.last = make([]bool, len(s.terms.texts)+1)
		for i, term := range s.terms.texts {
			w.last[i+1] = strings.HasPrefix(term, terms[last])
		}
		terms = terms[:last]
	}
	for _, term := range terms {
		id, ok := s.numbers[term]
		if !ok {
			return w, false
		}
		w.ids = append(w.ids, id)
	}
	return w, true
}

// has reports whether passage i has the words side by side. buffer is scratch space, reused between calls.
func (s *sequences) has(i int, w wanted, buffer *[]uint32) bool {
	ids := (*buffer)[:0]
	for data := s.passage(i); len(data) > 0; {
		id, n := binary.Uvarint(data)
		data = data[n:]
		ids = append(ids, uint32(id))
	}
	*buffer = ids
	length := len(w.ids)
	if w.last != nil {
		length++
	}
places:
	for at := 0; at+length <= len(ids); at++ {
		for j, id := range w.ids {
			if ids[at+j] != id {
				continue places
			}
		}
		if w.last == nil || w.last[ids[at+length-1]] {
			return true
		}
	}
	return false
}

func (s *sequences) write(w *sectionWriter) {
	w.texts(s.terms.texts)
	lengths := make([]uint32, len(s.ends))
	for i := range lengths {
		lengths[i] = uint32(len(s.passage(i)))
	}
	integers(w, lengths)
	w.bytes(s.data)
}

func readSequences(r *sectionReader) *sequences {
	s := &sequences{terms: dictionary{texts: r.texts()}, ends: readIntegers[uint32](r), data: r.bytes()}
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
			if n <= 0 || id > uint64(len(s.terms.texts)) {
				return fmt.Errorf("passage %d has no such term", i)
			}
			data = data[n:]
		}
	}
	return nil
}
