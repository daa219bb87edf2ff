package bleveindex

// inverted lists, for each id, the places of a column that hold it, in order: the column turned round. It takes four bytes a place.
type inverted struct {
	starts []uint32 // by id, and the number of places at the end
	places []uint32
}

// invert turns a column round; its ids are below n.
func invert(column []uint32, n int) *inverted {
	v := &inverted{starts: make([]uint32, n+1), places: make([]uint32, len(column))}
	for _, id := range column {
		v.starts[id+1]++
	}
	for id := range n {
		v.starts[id+1] += v.starts[id]
	}
	next := append([]uint32(nil), v.starts...)
	for place, id := range column {
		v.places[next[id]] = uint32(place)
		next[id]++
	}
	return v
}

func (v *inverted) of(id uint32) []uint32 { return v.places[v.starts[id]:v.starts[id+1]] }

// between returns the places of the ids from one up to but without another.
func (v *inverted) between(from, to uint32) []uint32 { return v.places[v.starts[from]:v.starts[to]] }

// count is how many places some ids have in all.
func (v *inverted) count(ids []uint32) int {
	n := 0
	for _, id := range ids {
		n += int(v.starts[id+1] - v.starts[id])
	}
	return n
}
