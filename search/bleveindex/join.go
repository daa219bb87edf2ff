package bleveindex

import (
	"context"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/search/reprint"
)

// joinBatch is how many texts are held in memory while all others are compared with them: some 25 MB.
const joinBatch = 8_000

// joiner finds the clusters of the next generation. Only texts that are new are looked up, among all, and those whose cluster has lost a member,
// for it may have been what held them together. All other clusters stay and can only grow.
type joiner struct {
	intact  []cluster
	again   map[string]bool // URLs of members of clusters that lost one
	changed bool            // the clusters are not those of the generation before
	added   bool            // a segment, whose texts are all to be looked up
	sources []source
}

// source is a segment with texts.
type source struct {
	name    string
	deleted []byte
	fresh   func(row uint32) bool // whether the text that begins there is to be looked up
}

// newJoiner takes the clusters of the generation before apart where a member is being replaced.
func newJoiner(clusters []cluster, replaced map[string]extent) *joiner {
	j := &joiner{again: map[string]bool{}}
	for _, c := range clusters {
		whole := true
		for _, a := range c.Members {
			if _, gone := replaced[a.URL]; gone {
				whole = false
			}
		}
		if whole {
			j.intact = append(j.intact, c)
			continue
		}
		j.changed = true
		for _, a := range c.Members {
			if _, gone := replaced[a.URL]; !gone {
				j.again[a.URL] = true
			}
		}
	}
	return j
}

// addOld adds a segment of the generation before, with the rows of articles of j.again.
func (j *joiner) addOld(s segmentEntry, again map[uint32]bool) {
	j.add(s, func(row uint32) bool { return again[row] })
}

func (j *joiner) addNew(s segmentEntry) {
	j.added = true
	j.add(s, func(uint32) bool { return true })
}

func (j *joiner) add(s segmentEntry, fresh func(uint32) bool) {
	if _, ok := s.Files[textsName]; ok {
		j.sources = append(j.sources, source{s.Name, s.Deleted, fresh})
	}
}

// joining is the work of joiner.join.
type joining struct {
	ctx      context.Context
	texts    []*texts
	live     []func(row uint32) bool
	fresh    []func(row uint32) bool
	groups   reprint.Groups          // of the texts looked up, in order; then of what they were joined with
	articles map[int]reprint.Article // of groups, by number: single articles that were joined
	whole    map[int]int             // likewise: intact clusters
	numbers  map[string]int          // numbers of articles and intact clusters that are not looked up, by URL
	clusters []cluster               // the intact ones
	intact   map[string]int          // they by the URLs of their members
}

// join returns the clusters of all texts.
func (j *joiner) join(ctx context.Context, dir string) ([]cluster, error) {
	if !j.added && len(j.again) == 0 {
		return j.intact, nil
	}
	w := &joining{ctx: ctx, clusters: j.intact, articles: map[int]reprint.Article{}, whole: map[int]int{}, numbers: map[string]int{}, intact: map[string]int{}}
	defer func() {
		for _, t := range w.texts {
			t.close()
		}
	}()
	for _, s := range j.sources {
		t, err := openTexts(filepath.Join(dir, s.name, textsName))
		if err != nil {
			return nil, err
		}
		w.texts = append(w.texts, t)
		deleted, err := segmentEntry{Name: s.name, Deleted: s.deleted}.deleted()
		if err != nil {
			return nil, err
		}
		w.live, w.fresh = append(w.live, alive(deleted)), append(w.fresh, s.fresh)
	}
	for i, c := range j.intact {
		for _, a := range c.Members {
			w.intact[a.URL] = i
		}
	}
	if err := w.lookUpAll(); err != nil {
		return nil, err
	}
	return j.result(w), nil
}

func alive(deleted *roaring.Bitmap) func(uint32) bool {
	return func(row uint32) bool { return !deleted.Contains(row) }
}

// each calls f for every live text of every segment, with its number where it is one to be looked up and -1 elsewhere.
func (w *joining) each(f func(segment, number int, e *textEntry) error) error {
	next := 0
	for i, t := range w.texts {
		err := t.entries(func(e *textEntry) error {
			if !w.live[i](e.row) {
				return nil
			}
			number := -1
			if w.fresh[i](e.row) {
				number = next
				next++
			}
			return f(i, number, e)
		})
		if err != nil {
			return err
		}
		if err := w.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// lookUpAll compares the texts to be looked up, a batch at a time, with all.
func (w *joining) lookUpAll() error {
	count := 0
	err := w.each(func(_, number int, _ *textEntry) error {
		if number >= 0 {
			w.groups.Add()
			count++
		}
		return nil
	})
	if err != nil {
		return err
	}
	for from := 0; from < count; from += joinBatch {
		batch := make([]reprint.Text, 0, min(joinBatch, count-from))
		err := w.each(func(segment, number int, e *textEntry) error {
			if number < from || number >= from+joinBatch {
				return nil
			}
			t, err := w.texts[segment].text(e)
			batch = append(batch, t)
			return err
		})
		if err == nil {
			err = w.lookUp(from, batch)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lookUp compares texts, of which the first has the number from, with those before them and those not to be looked up.
func (w *joining) lookUp(from int, batch []reprint.Text) error {
	prints := make([]reprint.Fingerprint, len(batch))
	for i, t := range batch {
		prints[i] = t.Fingerprint
	}
	index := reprint.NewBatch(prints)
	var candidates []int
	looked := 0
	return w.each(func(segment, number int, e *textEntry) error {
		if looked++; looked%1024 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		if number >= from+len(batch) {
			return nil // the batch after this one will find these
		}
		candidates = index.Candidates(candidates[:0], &e.keys)
		var other *reprint.Text
		theirs := number // once it is known
		for _, i := range candidates {
			mine := from + i
			if number >= mine || theirs >= 0 && w.groups.Same(mine, theirs) {
				continue // itself, found from the other side, or known already
			}
			if other == nil {
				t, err := w.texts[segment].text(e)
				if err != nil {
					return err
				}
				other = &t
				if theirs < 0 {
					theirs = w.numberOf(t.Article)
				}
			}
			if !w.groups.Same(mine, theirs) && prints[i].Alike(other.Fingerprint) {
				w.groups.Join(mine, theirs)
				w.articles[mine] = batch[i].Article
				if _, ok := w.whole[theirs]; !ok {
					w.articles[theirs] = other.Article
				}
			}
		}
		return nil
	})
}

// numberOf numbers an article that is not looked up: that of its cluster, where it is in one.
func (w *joining) numberOf(a reprint.Article) int {
	if n, ok := w.numbers[a.URL]; ok {
		return n
	}
	n := w.groups.Add()
	w.numbers[a.URL] = n
	if i, ok := w.intact[a.URL]; ok {
		w.whole[n] = i
		for _, member := range w.clusters[i].Members {
			w.numbers[member.URL] = n
		}
	}
	return n
}

// result makes the clusters: those that grew or are new, and the others as they were.
func (j *joiner) result(w *joining) []cluster {
	groups := map[int][]reprint.Article{}
	for number, a := range w.articles {
		root := w.groups.Find(number)
		groups[root] = append(groups[root], a)
	}
	grown := map[int]bool{}
	for number, i := range w.whole {
		if root := w.groups.Find(number); len(groups[root]) > 0 {
			groups[root] = append(groups[root], j.intact[i].Members...)
			grown[i] = true
		}
	}
	var clusters []cluster
	for i, c := range j.intact {
		if !grown[i] {
			clusters = append(clusters, c)
		}
	}
	for _, articles := range groups {
		clusters = append(clusters, newCluster(articles))
	}
	j.changed = j.changed || len(groups) > 0
	sortClusters(clusters)
	return clusters
}
