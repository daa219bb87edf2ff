// Package synthetic makes claims by the million for benchmarks: words by Zipf's law with a long tail of rare ones, figures over ten orders of
// magnitude with a taste for round ones, a few outlets and things that are spoken of often and many that are not. The same seed gives the
// same claims.
//
//	for e := range synthetic.Entries(1, 1_000_000) { writer.Add(ctx, e) }
//	for _, q := range synthetic.Queries(1, 1000) { parsed, err := search.Parse(q.Raqam()) }
//
// Nothing here is anybody's text: the words come from vocabulary.tsv and the rare ones are syllables.
package synthetic
