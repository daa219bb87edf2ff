package bleveindex

import (
	"slices"
	"strings"
	"sync"

	"raqam/search"
)

// dictionary numbers the different texts of a column, so that a row holds a small integer and a search looks at every text once.
type dictionary struct {
	texts []string
	words *sequences // of each text; nil for columns that are compared as they are
	ids   map[string]uint32

	groupOnce sync.Once
	groups    []search.Group // by id; made when first asked for
}

// id numbers a text.
func (d *dictionary) id(text string) uint32 {
	if id, ok := d.ids[text]; ok {
		return id
	}
	if d.ids == nil {
		d.ids = map[string]uint32{}
	}
	id := uint32(len(d.texts))
	d.ids[text] = id
	d.texts = append(d.texts, text)
	if d.words != nil {
		d.words.add(strings.Split(text, "\n")...) // as search.TextKeys cuts it
	}
	return id
}

func (d *dictionary) write(w *sectionWriter) {
	w.texts(d.texts)
	if d.words != nil {
		d.words.write(w)
	}
}

func (d *dictionary) read(r *sectionReader) {
	d.texts = r.texts()
	if d.words != nil {
		d.words = readSequences(r)
	}
}

func (d *dictionary) check() error {
	if d.words == nil {
		return nil
	}
	return d.words.check(len(d.texts))
}

// where returns the ids whose text is wanted.
func (d *dictionary) where(want func(text string) bool) []uint32 {
	var ids []uint32
	for id, text := range d.texts {
		if want(text) {
			ids = append(ids, uint32(id))
		}
	}
	return ids
}

// matching returns the ids of the texts that match, as search.Text's Matcher does.
func (d *dictionary) matching(n search.Text) []uint32 {
	if !n.Exact {
		return d.words.findText(n.Text, n.Prefix)
	}
	want := search.GroupOf(n.Field, n.Text).Key
	var ids []uint32
	for id, g := range d.grouped(n.Field) {
		if g.Key == want {
			ids = append(ids, uint32(id))
		}
	}
	return ids
}

// findText returns the passages in which a query's text is found, as search.Pattern does it.
func (s *sequences) findText(text string, prefix bool) []uint32 {
	var found []uint32
	for _, reading := range search.Readings(text) {
		if len(reading) == 0 {
			if prefix { // «*»: anything with a word
				for i := range s.ends {
					if slices.ContainsFunc(s.passage(i), func(b byte) bool { return b != 0 }) {
						found = append(found, uint32(i))
					}
				}
			}
			continue
		}
		found = append(found, s.find(keysOf(reading), prefix)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func keysOf(terms []search.Term) []string {
	keys := make([]string, len(terms))
	for i, t := range terms {
		keys[i] = t.Key
	}
	return keys
}

// grouped returns the group of each text as the value of a field.
func (d *dictionary) grouped(field string) []search.Group {
	d.groupOnce.Do(func() {
		d.groups = make([]search.Group, len(d.texts))
		for id, text := range d.texts {
			d.groups[id] = search.GroupOf(field, text)
		}
	})
	return d.groups
}

// hashes numbers different 64-bit numbers that nothing can be said about.
type hashes struct {
	numbers []uint64
	ids     map[uint64]uint32
}

func (h *hashes) id(number uint64) uint32 {
	if id, ok := h.ids[number]; ok {
		return id
	}
	if h.ids == nil {
		h.ids = map[uint64]uint32{}
	}
	id := uint32(len(h.numbers))
	h.ids[number] = id
	h.numbers = append(h.numbers, number)
	return id
}

// find returns the id of a number, or nothing.
func (h *hashes) find(number uint64) []uint32 {
	if i := slices.Index(h.numbers, number); i >= 0 {
		return []uint32{uint32(i)}
	}
	return nil
}

// numbers numbers the different figures of a segment. Once sealed, ids are in the order of the numbers, so that sorting rows compares
// integers; 0 is "no figure".
type numbers struct {
	values []search.Exact
	texts  []string // canonical, parallel to values
	ids    map[string]uint32
}

// id numbers a figure, provisionally until sort.
func (n *numbers) id(x search.Exact) uint32 {
	if n.ids == nil {
		n.ids = map[string]uint32{}
	}
	key := x.String()
	if id, ok := n.ids[key]; ok {
		return id
	}
	n.values, n.texts = append(n.values, x), append(n.texts, key)
	n.ids[key] = uint32(len(n.values))
	return uint32(len(n.values))
}

// sort puts the figures in order and returns the new id of each old one.
func (n *numbers) sort() []uint32 {
	order := make([]int, len(n.values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return n.values[a].Compare(n.values[b]) })
	moved := make([]uint32, len(order)+1)
	values, texts := make([]search.Exact, len(order)), make([]string, len(order))
	for to, from := range order {
		moved[from+1] = uint32(to + 1)
		values[to], texts[to] = n.values[from], n.texts[from]
	}
	*n = numbers{values: values, texts: texts}
	return moved
}

func readNumbers(r *sectionReader) numbers {
	n := numbers{texts: r.texts()}
	n.values = make([]search.Exact, len(n.texts))
	for i, text := range n.texts {
		x, err := search.ParseExact(text)
		if err != nil {
			r.fail(err)
			return numbers{}
		}
		n.values[i] = x
	}
	return n
}
