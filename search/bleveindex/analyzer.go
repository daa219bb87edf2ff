package bleveindex

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"raqam/claim"
	"raqam/search"
)

// The two fields of words.zap.
const (
	textField = "text" // the sentence, the noun phrase and the counted noun
	nearField = "near" // the noun phrase and the counted noun alone, which weigh more
)

// partGap is the distance in positions between two texts of one field: no phrase reaches across.
const partGap = 100

// wordFields are the options of both fields: positions for phrases, nothing stored, no frequencies or norms, for ranking has no use for
// them (see [search.Weight]).
const wordFields = index.IndexField | index.IncludeTermVectors

// wordText is what of a claim can be found by words.
type wordText struct{ quote, phrase, counted string }

func wordsOf(c claim.Claim) wordText { return wordText{c.Quote, c.Phrase, c.Counted} }

// Analyzer is Bleve's view of [search.Terms]: tokens are the comparable keys, with exact byte offsets into the text given. No word is a
// stop word.
type Analyzer struct{}

// Analyze implements analysis.Analyzer.
func (Analyzer) Analyze(text []byte) analysis.TokenStream {
	return appendTokens(nil, string(text), 1)
}

// appendTokens appends the tokens of text, whose first gets the given position.
func appendTokens(dst analysis.TokenStream, text string, position int) analysis.TokenStream {
	for i, t := range search.Terms(text) {
		dst = append(dst, &analysis.Token{
			Term: []byte(t.Key), Start: t.Start, End: t.End, Position: position + i, Type: analysis.AlphaNumeric,
		})
	}
	return dst
}

// ready is an analyzer that was run before: neighbouring claims share their sentence, which is then cut only once.
type ready analysis.TokenStream

func (r ready) Analyze([]byte) analysis.TokenStream { return analysis.TokenStream(r) }

// documents makes Bleve documents of claims, in order.
func documents(texts []wordText) []index.Document {
	docs := make([]index.Document, len(texts))
	var quote string
	var quoted analysis.TokenStream
	for i, t := range texts {
		if i == 0 || t.quote != quote {
			quote, quoted = t.quote, Analyzer{}.Analyze([]byte(t.quote))
		}
		near := appendTokens(nil, t.phrase, 1)
		near = appendTokens(near, t.counted, len(near)+partGap)
		text := append(analysis.TokenStream{}, quoted...)
		for _, token := range near {
			moved := *token
			moved.Position += len(quoted) + partGap
			text = append(text, &moved)
		}
		d := document.NewDocument("")
		d.AddField(document.NewTextFieldCustom(textField, nil, nil, wordFields, ready(text)))
		d.AddField(document.NewTextFieldCustom(nearField, nil, nil, wordFields, ready(near)))
		d.AddIDField()
		d.VisitFields(func(f index.Field) { f.Analyze() })
		docs[i] = d
	}
	return docs
}
