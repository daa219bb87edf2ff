package bleveindex

import "raqam/search"

// setReprints puts what a generation knows of reprints in the place of what the segment's articles came with. It must be called before the
// columns are searched.
func (c *columns) setReprints(known map[string]search.Reprint) {
	if len(known) == 0 {
		return
	}
	var clusters, originals dictionary
	for a, id := range c.articleIDs[urlField] {
		r, ok := known[c.articleFields[urlField].texts[id]]
		if !ok {
			r.Cluster = c.articleFields[clusterField].texts[c.articleIDs[clusterField][a]]
			r.Of = c.articleFields[reprintField].texts[c.articleIDs[reprintField][a]]
		}
		c.articleIDs[clusterField][a], c.articleIDs[reprintField][a] = clusters.id(r.Cluster), originals.id(r.Of)
	}
	for f, d := range map[int]*dictionary{clusterField: &clusters, reprintField: &originals} {
		c.articleFields[f].texts, c.articleFields[f].ids = d.texts, nil
	}
}
