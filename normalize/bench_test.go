package normalize

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// arabicKeyboard is text that folds at every few letters, persianKeyboard text that hardly does.
var (
	arabicKeyboard = strings.Repeat("مديركل راه استان گفت: در سال جاري ۳۸ هزار كيلومتر راه روستايي با اعتبار ۵ ميليارد تومان بهسازي شده و مي‌تواند\n", 5000)
	foldedText     = FoldString(arabicKeyboard)
)

func BenchmarkFold(b *testing.B) {
	for _, c := range []struct{ name, text string }{{"arabic-keyboard", arabicKeyboard}, {"folded", foldedText}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Fold(c.text)
			}
		})
		b.Run(c.name+"-string", func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				FoldString(c.text)
			}
		})
	}
}

// BenchmarkFoldCorpus folds the paragraphs of the development corpus, where it is beside the repository.
func BenchmarkFoldCorpus(b *testing.B) {
	data, err := os.ReadFile("../../shared/corpus/fars-dev.jsonl")
	if err != nil {
		b.Skipf("no corpus beside the repository: %v", err)
	}
	var paragraphs []string
	size := 0
	for line := range strings.Lines(string(data)) {
		var a struct{ Paragraphs []string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			b.Fatal(err)
		}
		for _, p := range a.Paragraphs {
			paragraphs = append(paragraphs, p)
			size += len(p)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range paragraphs {
			Fold(p)
		}
	}
}

func BenchmarkTokenize(b *testing.B) {
	var toks []Token
	b.SetBytes(int64(len(foldedText)))
	b.ReportAllocs()
	for b.Loop() {
		toks = Tokenize(toks[:0], foldedText)
	}
}

func BenchmarkWords(b *testing.B) {
	text := Fold(arabicKeyboard)
	b.SetBytes(int64(len(arabicKeyboard)))
	b.ReportAllocs()
	for b.Loop() {
		Words(text)
	}
}
