package calendar

import (
	"path/filepath"
	"testing"

	"raqam/normalize"
	"raqam/normalize/number"
)

type benchText struct {
	text normalize.Text
	toks []normalize.Token
	nums []number.Number
}

// benchTexts returns the paragraphs of the development corpus, folded, and their length in bytes.
func benchTexts(b *testing.B) (out []benchText, bytes int64) {
	path := filepath.Join(filepath.Dir(goldDir(b)), "corpus", "fars-dev.jsonl")
	for _, a := range readLines[goldArticle](b, path) {
		for _, p := range append([]string{a.Title, a.Lead}, a.Paragraphs...) {
			x := normalize.Fold(p)
			toks := normalize.Tokenize(nil, x.Folded())
			out = append(out, benchText{x, toks, number.Find(x, toks)})
			bytes += int64(len(p))
		}
	}
	return out, bytes
}

func BenchmarkFind(b *testing.B) {
	texts, n := benchTexts(b)
	b.SetBytes(n)
	b.ReportAllocs()
	for b.Loop() {
		for _, x := range texts {
			Find(x.text, x.toks, x.nums, refDay)
		}
	}
}

func BenchmarkReferences(b *testing.B) {
	texts, n := benchTexts(b)
	b.SetBytes(n)
	b.ReportAllocs()
	for b.Loop() {
		for _, x := range texts {
			References(x.text, x.toks, refDay)
		}
	}
}
