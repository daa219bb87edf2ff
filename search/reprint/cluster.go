package reprint

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"raqam/claim"
	"raqam/extract"
	"raqam/search"
)

// Text is an article as one of many that may be the same.
type Text struct {
	Article
	Fingerprint Fingerprint
}

// Article is what decides which of the articles with one text is the original.
type Article struct {
	URL       string `json:"url"`
	Outlet    string `json:"outlet,omitempty"`
	From      string `json:"from,omitempty"` // whom it says it was taken over from
	Published int64  `json:"published"`      // search.PublishedKey
}

// FromArticle takes the fingerprint of an article's lead and paragraphs. Its headline is left out: that is what outlets change first.
func FromArticle(a extract.Article) Text {
	from := a.ReprintedFrom
	if sameOutlet(nameOf(from), nameOf(a.Outlet)) {
		from = "" // an outlet that cites itself
	}
	return Text{
		Article:     Article{a.URL, a.Outlet, from, search.PublishedKey(claim.Claim{Published: a.Published})},
		Fingerprint: Of(append([]string{a.Lead}, a.Paragraphs...)...),
	}
}

// Cluster is two or more articles with one text.
type Cluster struct {
	Members []int // the original first, then by publication and URL
}

// Clusters finds which texts are reprints of each other. No two may have the same URL. The result does not depend on the order of the texts,
// but for the numbers the members have in it; clusters are in the order of their originals.
func Clusters(texts []Text) []Cluster {
	prints := make([]Fingerprint, len(texts))
	var groups Groups
	for i, t := range texts {
		prints[i] = t.Fingerprint
		groups.Add()
	}
	batch := NewBatch(prints)
	var candidates []int
	for i := range prints {
		candidates = batch.Candidates(candidates[:0], &prints[i].Keys)
		for _, j := range candidates {
			if j < i && !groups.Same(i, j) && prints[i].Alike(prints[j]) {
				groups.Join(i, j)
			}
		}
	}
	members := map[int][]int{}
	for i := range texts {
		members[groups.Find(i)] = append(members[groups.Find(i)], i)
	}
	var clusters []Cluster
	for _, list := range members {
		if len(list) < 2 {
			continue
		}
		articles := make([]Article, len(list))
		for i, m := range list {
			articles[i] = texts[m].Article
		}
		order := Order(articles)
		c := Cluster{make([]int, len(list))}
		for i, o := range order {
			c.Members[i] = list[o]
		}
		clusters = append(clusters, c)
	}
	slices.SortFunc(clusters, func(a, b Cluster) int { return compare(texts[a.Members[0]].Article, texts[b.Members[0]].Article) })
	return clusters
}

// ID names the cluster of an original. It stays the same as reprints are added, and however often the articles are read again.
func ID(original Article) string {
	sum := sha256.Sum256([]byte("reprint\x00" + original.URL))
	return hex.EncodeToString(sum[:8])
}

// compare orders articles by publication, undated ones last, then by URL.
func compare(a, b Article) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.URL, b.URL))
}

// Order returns the order of the articles of a cluster, as indices: the original first, the others by publication and URL. The original is an
// article whose outlet others name as their source («به نقل از …»), and that names none itself; where there is none, one of those that come
// closest to it. Of several, the first to be published.
func Order(articles []Article) []int {
	named := namedBy(articles)
	rank := func(i int) int {
		switch {
		case named[i] && articles[i].From == "":
			return 0
		case named[i]:
			return 1
		case articles[i].From == "":
			return 2
		}
		return 3
	}
	order := make([]int, len(articles))
	original := 0
	for i := range articles {
		order[i] = i
		if cmp.Or(cmp.Compare(rank(i), rank(original)), compare(articles[i], articles[original])) < 0 {
			original = i
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		if i == original || j == original {
			return cmp.Compare(btoi(j == original), btoi(i == original))
		}
		return compare(articles[i], articles[j])
	})
	return order
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
