package bleveindex

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/renameio/v2"
	"github.com/klauspost/compress/zstd"

	"raqam/search"
	"raqam/search/reprint"
)

// reprints-000012.bin lists the clusters of articles with one text, of all segments of a generation: a Zstandard frame of JSON Lines, a
// cluster a line, in the order of their originals. It stands beside the segments, which never change, for an old article becomes a reprint
// when the original is found.

// cluster is two or more articles with one text, the original first.
type cluster struct {
	Members []reprint.Article `json:"members"`
}

// writeClusters writes the list and makes it that of the generation.
func (m *manifest) writeClusters(dir string, clusters []cluster) error {
	m.Reprints = nil
	if len(clusters) == 0 {
		return nil
	}
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	enc.SetEscapeHTML(false)
	for _, c := range clusters {
		if err := enc.Encode(c); err != nil {
			return err
		}
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	defer z.Close()
	data := z.EncodeAll(lines.Bytes(), nil)
	m.Made++
	name := fmt.Sprintf("reprints-%06d.bin", m.Made)
	if err := renameio.WriteFile(filepath.Join(dir, name), data, 0o644, renameio.WithTempDir(dir)); err != nil {
		return err
	}
	m.Reprints = &namedFile{name, entryOf(data)}
	return nil
}

// readClusters reads the list of the generation.
func (m *manifest) readClusters(dir string) ([]cluster, error) {
	if m.Reprints == nil {
		return nil, nil
	}
	path := filepath.Join(dir, m.Reprints.Name)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	clusters, err := decodeClusters(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w: %w", path, search.ErrDamaged, err)
	}
	return clusters, nil
}

func decodeClusters(data []byte) ([]cluster, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2<<30))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	lines, err := z.DecodeAll(data, nil)
	if err != nil {
		return nil, err
	}
	var clusters []cluster
	for line := range bytes.Lines(lines) {
		var c cluster
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		if len(c.Members) < 2 {
			return nil, fmt.Errorf("a cluster of %d", len(c.Members))
		}
		clusters = append(clusters, c)
	}
	return clusters, nil
}

// reprints tells of every article that shares its text with others which ones these are, by URL.
func (m *manifest) reprints(dir string) (map[string]search.Reprint, error) {
	clusters, err := m.readClusters(dir)
	if err != nil {
		return nil, err
	}
	found := map[string]search.Reprint{}
	for _, c := range clusters {
		original := c.Members[0]
		id := reprint.ID(original)
		for i, a := range c.Members {
			r := search.Reprint{Cluster: id}
			if i > 0 {
				r.Of = original.URL
			}
			found[a.URL] = r
		}
	}
	return found, nil
}

// newCluster puts the articles in order.
func newCluster(articles []reprint.Article) cluster {
	c := cluster{make([]reprint.Article, len(articles))}
	for i, o := range reprint.Order(articles) {
		c.Members[i] = articles[o]
	}
	return c
}

// sortClusters puts clusters into the order in which they are stored.
func sortClusters(clusters []cluster) {
	slices.SortFunc(clusters, func(a, b cluster) int {
		x, y := a.Members[0], b.Members[0]
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.URL, y.URL))
	})
}
