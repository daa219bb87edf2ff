// Package reprint finds articles that are the same text: what one agency wrote and ten outlets printed, with another headline, another
// dateline and a sentence less.
//
//	texts := []reprint.Text{reprint.FromArticle(a), reprint.FromArticle(b), …}
//	for _, c := range reprint.Clusters(texts) { … texts[c.Members[0]] is the original … }
//
// Two texts are reprints of each other when at least half of their different runs of three words ("shingles") are common to both, of all that
// either has: the resemblance of Broder, "On the resemblance and containment of documents" (1997), and his threshold. And when they agree
// about their figures: yesterday's price list is not today's, however alike the words are. Words are compared folded, so that no keyboard and
// no half-space makes two texts of one. A text of fewer than [MinWords] words is too short to tell.
//
// Pairs are found without comparing all with all: by MinHash (Broder and others, "Min-wise independent permutations", 1998) and locality
// sensitive hashing in 32 bands of 4 (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4), and what is found is then compared
// exactly. Clusters are the connected components: they are the same in whatever order the articles come, and so is everything said of them.
//
// [Clusters] does it all in memory. An index that keeps its texts in files takes the pieces: [Batch] finds candidates, [Fingerprint.Alike]
// decides, [Groups] joins, [Original] chooses.
package reprint
