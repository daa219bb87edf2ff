package bleveindex

import (
	"slices"

	"raqam/search"
)

// dictionary numbers the different texts of a column, so that a row holds a small integer and a search looks at every text once.
type dictionary struct {
	texts []string
	keys  []string // search.Keys of each; nil for columns that are compared as they are
	ids   map[string]uint32
}

// id numbers a text; keys is called for a text that is new.
func (d *dictionary) id(text string, keys func() string) uint32 {
	if id, ok := d.ids[text]; ok {
		return id
	}
	if d.ids == nil {
		d.ids = map[string]uint32{}
	}
	id := uint32(len(d.texts))
	d.ids[text] = id
	d.texts = append(d.texts, text)
	if keys != nil {
		d.keys = append(d.keys, keys())
	}
	return id
}

func (d *dictionary) write(w *sectionWriter) {
	w.texts(d.texts)
	w.texts(d.keys)
}

func readDictionary(r *sectionReader) dictionary {
	return dictionary{texts: r.texts(), keys: r.texts()}
}

// matching returns for each id whether the text is wanted.
func (d *dictionary) matching(want func(text, keys string) bool) []bool {
	found := make([]bool, len(d.texts))
	for i, text := range d.texts {
		keys := ""
		if d.keys != nil {
			keys = d.keys[i]
		}
		found[i] = want(text, keys)
	}
	return found
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
