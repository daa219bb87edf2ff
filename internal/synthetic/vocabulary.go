package synthetic

import (
	_ "embed"
	"math/rand/v2"
	"strings"
	"sync"
)

//go:embed vocabulary.tsv
var vocabularyTable string

// vocabulary is the table by class, and the rare words.
type vocabulary struct {
	classes map[string][]string
	verbs   []verb
	rare    []string
}

type verb struct{ infinitive, ending, status string }

// rareWords is how many different words there are beyond the table's. With Zipf's law over them a million sentences have about as many
// different words as a million sentences of news.
const rareWords = 120_000

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{classes: map[string][]string{}}
	for line := range strings.Lines(vocabularyTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if columns[0] == "verb" {
			v.verbs = append(v.verbs, verb{columns[1], columns[2], columns[3]})
			continue
		}
		v.classes[columns[0]] = append(v.classes[columns[0]], columns[1])
	}
	// Rare words are two to four syllables, a consonant and often a vowel each.
	consonants, vowels := strings.Fields(v.classes["consonant"][0]), strings.Fields(v.classes["vowel"][0])
	random := rand.New(rand.NewPCG(7, 7))
	seen := map[string]bool{}
	for len(v.rare) < rareWords {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteString(consonants[random.IntN(len(consonants))])
			if random.IntN(4) > 0 {
				b.WriteString(vowels[random.IntN(len(vowels))])
			}
		}
		if word := b.String(); !seen[word] {
			seen[word] = true
			v.rare = append(v.rare, word)
		}
	}
	return v
})
