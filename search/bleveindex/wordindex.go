package bleveindex

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"golang.org/x/sync/errgroup"
)

// textField is the field of words.zap. Document i is sentence i of the segment, whatever number of claims it makes.
const textField = "text"

// batchSentences is how many sentences one goroutine turns into a segment of Bleve at a time. Larger batches are merged faster, smaller
// ones take less memory.
const batchSentences = 8192

// words indexes the sentences of a segment.
type words struct {
	dir   string
	open  []string // the batch being collected
	parts []*part  // in order; being written, or written
	group *errgroup.Group
}

// part is a batch that a goroutine has indexed.
type part struct {
	path      string // segment of Bleve
	sentences sequences
}

func newWords(dir string) *words {
	w := &words{dir: dir, group: new(errgroup.Group)}
	w.group.SetLimit(runtime.GOMAXPROCS(0))
	return w
}

// add appends a sentence.
func (w *words) add(quote string) {
	if len(w.open) >= batchSentences {
		w.flush()
	}
	w.open = append(w.open, quote)
}

// flush hands the batch to a goroutine; it waits while all are busy, so that memory stays bounded.
func (w *words) flush() {
	batch := w.open
	w.open = nil
	p := &part{path: filepath.Join(w.dir, fmt.Sprintf("part-%06d.zap", len(w.parts)))}
	w.parts = append(w.parts, p)
	w.group.Go(func() error { return p.build(batch) })
}

// build writes the segment of Bleve whose document i is batch[i].
func (p *part) build(batch []string) error {
	docs := make([]index.Document, len(batch))
	tokens := map[string]*index.TokenFreq{}
	for i, quote := range batch {
		text := tokensOf(p.sentences.add(quote), tokens)
		docs[i] = document.NewDocument("").AddField(field{name: textField, tokens: text}).AddField(field{name: "_id", options: index.StoreField})
	}
	made, _, err := new(zap.ZapPlugin).New(docs)
	if err != nil {
		return fmt.Errorf("indexing words: %w", err)
	}
	defer made.Close()
	unpersisted, ok := made.(segmentapi.UnpersistedSegment)
	if !ok {
		return fmt.Errorf("indexing words: %T cannot be written", made) // unreachable: what New returns can
	}
	if err := unpersisted.Persist(p.path); err != nil {
		return fmt.Errorf("writing %s: %w", p.path, err)
	}
	return nil
}

// tokensOf makes terms the tokens of a field. all holds one token a term for the whole batch: without frequencies and positions they are all
// alike.
func tokensOf(terms []string, all map[string]*index.TokenFreq) index.TokenFrequencies {
	tokens := make(index.TokenFrequencies, len(terms))
	for _, term := range terms {
		token, ok := all[term]
		if !ok {
			token = &index.TokenFreq{Term: []byte(term)}
			all[term] = token
		}
		tokens[term] = token
	}
	return tokens
}

// field is a field of a Bleve document whose words [search.Terms] has found. Without frequencies and norms, for ranking has no use for them
// (see [search.Weight]), and without positions (see [sequences]), it costs little more than a bit a word.
type field struct {
	name    string
	options index.FieldIndexingOptions
	tokens  index.TokenFrequencies
}

func (f field) Name() string                                     { return f.name }
func (f field) Value() []byte                                    { return nil }
func (f field) ArrayPositions() []uint64                         { return nil }
func (f field) EncodedFieldType() byte                           { return 't' }
func (f field) Analyze()                                         {}
func (f field) AnalyzedLength() int                              { return 0 }
func (f field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.tokens }
func (f field) NumPlainTextBytes() uint64                        { return 0 }
func (f field) Size() int                                        { return 0 }

func (f field) Options() index.FieldIndexingOptions {
	if f.options != 0 {
		return f.options
	}
	return index.IndexField | index.SkipFreqNorm
}

// finish writes words.zap and appends the words of all sentences to the columns.
func (w *words) finish(ctx context.Context, c *columns) error {
	if len(w.open) > 0 {
		w.flush()
	}
	if err := w.group.Wait(); err != nil {
		return err
	}
	all := func(int) bool { return true }
	var paths []string
	documents := 0
	for _, p := range w.parts {
		paths = append(paths, p.path)
		documents += len(p.sentences.ends)
		c.sentences.appendFrom(&p.sentences, all)
	}
	path := filepath.Join(w.dir, wordsName)
	if len(paths) == 1 {
		return os.Rename(paths[0], path)
	}
	if err := mergeWords(ctx, paths, make([]*roaring.Bitmap, len(paths)), path, documents); err != nil {
		return err
	}
	for _, part := range paths {
		if err := os.Remove(part); err != nil {
			return err
		}
	}
	return nil
}
