package simweb

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

//go:embed text.tsv
var textTable string

// wording makes up articles: the same seed gives the same words. Paragraphs come from a pool made once, so that a large web costs its server
// next to nothing beside the crawler that is being tried.
type wording struct {
	patterns   map[string][]pattern // by kind
	words      map[string][]string  // what fills the slots, by kind
	paragraphs [][]byte
}

const (
	poolParagraphs    = 600
	paragraphSentence = 6
)

func newWording(seed uint64) *wording {
	w := &wording{patterns: map[string][]pattern{}, words: map[string][]string{}}
	for line := range strings.Lines(textTable) {
		kind, text, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		w.patterns[kind] = append(w.patterns[kind], parsePattern(text, "{", "}"))
		w.words[kind] = append(w.words[kind], text)
	}
	r := rand.New(rand.NewPCG(seed, 1))
	for range poolParagraphs {
		var b []byte
		for range paragraphSentence {
			b = w.compose(append(b, ' '), "sentence", r)
		}
		w.paragraphs = append(w.paragraphs, b[1:])
	}
	return w
}

// compose appends a made-up text of a kind.
func (w *wording) compose(dst []byte, kind string, r *rand.Rand) []byte {
	p := w.patterns[kind][r.IntN(len(w.patterns[kind]))]
	return p.fill(dst, func(dst []byte, slot string) []byte {
		if slot == "n" {
			return appendPersian(dst, 2+r.IntN(900))
		}
		list := w.words[slot]
		return append(dst, list[r.IntN(len(list))]...)
	})
}

// body appends paragraphs of an article, at least one, until they have size bytes.
func (w *wording) body(dst []byte, size int, r *rand.Rand) []byte {
	for begun := len(dst); ; {
		dst = append(dst, "<p>"...)
		dst = append(dst, w.paragraphs[r.IntN(len(w.paragraphs))]...)
		dst = append(dst, "</p>\n"...)
		if len(dst)-begun >= size {
			return dst
		}
	}
}

// appendPersian appends a number in Persian digits.
func appendPersian(dst []byte, n int) []byte {
	for _, digit := range fmt.Sprint(n) {
		dst = append(dst, string('\u06f0'+digit-'0')...)
	}
	return dst
}
