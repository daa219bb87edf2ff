package bleveindex

import (
	"cmp"
	"slices"

	"raqam/search"
)

// rankStatements returns the asked page of the statements among the matches, each by its first appearance, and how many statements there are.
func rankStatements(found []match, scores []scorer, offset int, o search.Options) (page []place, statements int) {
	firsts := make(map[uint64]place)
	for i, m := range found {
		m.each(func(row uint32) {
			p := m.evaluator.seg.place(row)
			number := p.statement()
			if first, ok := firsts[number]; !ok || seenBefore(p, first) < 0 {
				p.score = scores[i].score(row)
				firsts[number] = p
			}
		})
	}
	if offset >= len(firsts) {
		return nil, len(firsts)
	}
	top := newBest(o, offset, len(firsts))
	for _, p := range firsts {
		top.offer(p)
	}
	return top.page(offset), len(firsts)
}

// appearances counts how often the statements of some places appear among the matches.
func appearances(found []match, page []place) []*search.Appearances {
	wanted := make(map[uint64][]place, len(page))
	for _, p := range page {
		wanted[p.statement()] = nil
	}
	for _, m := range found {
		seg := m.evaluator.seg
		m.each(func(row uint32) {
			p := seg.place(row)
			if places, ok := wanted[p.statement()]; ok {
				wanted[p.statement()] = append(places, p)
			}
		})
	}
	out := make([]*search.Appearances, len(page))
	for i, p := range page {
		places := wanted[p.statement()]
		articles, texts := map[string]bool{}, map[string]bool{}
		outlets := newSpellings("outlet")
		for _, p := range places {
			c := p.seg.columns
			url := c.articleText(urlField, p.row)
			articles[url] = true
			texts[cmp.Or(c.articleText(clusterField, p.row), url)] = true
			outlets.count(c.articleText(outletField, p.row), 1)
		}
		out[i] = &search.Appearances{Claims: len(places), Articles: len(articles), Texts: len(texts), Outlets: outlets.labels()}
	}
	return out
}

// spellings counts how the values of a field are written.
type spellings struct {
	field  string
	counts map[string]map[string]int // by search.Group Key and Label
}

func newSpellings(field string) *spellings {
	return &spellings{field: field, counts: map[string]map[string]int{}}
}

// count adds a value, as a search.FieldText, that n claims have.
func (s *spellings) count(text string, n int) { s.add(search.GroupOf(s.field, text), n) }

func (s *spellings) add(g search.Group, n int) {
	if s.counts[g.Key] == nil {
		s.counts[g.Key] = map[string]int{}
	}
	s.counts[g.Key][g.Label] += n
}

// addAll adds what another counted.
func (s *spellings) addAll(o *spellings) {
	for key, labels := range o.counts {
		for label, n := range labels {
			s.add(search.Group{Key: key, Label: label}, n)
		}
	}
}

// label returns the spelling most claims have, of several the smallest.
func (s *spellings) label(key string) string {
	best, most := "", -1
	for label, n := range s.counts[key] {
		if n > most || n == most && label < best {
			best, most = label, n
		}
	}
	return best
}

// labels returns the label of every value, sorted; fields that hold nothing are no value.
func (s *spellings) labels() []string {
	var labels []string
	for key := range s.counts {
		if key != "" {
			labels = append(labels, s.label(key))
		}
	}
	slices.Sort(labels)
	return labels
}
