package synthetic

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Query is a question in a form that can be put to any engine. Empty fields ask nothing; all others hold together.
type Query struct {
	Words   []string // all of them in the sentence
	Phrase  string   // these words side by side
	Prefix  string   // a word that begins so
	Counted string   // the counted noun
	Speaker string
	Unit    string
	Kind    string
	Low     int64 // of the value; both 0 for any
	High    int64
	Year    [2]int // of the reference, first and last; zeros for any
}

// Queries mixes the questions users ask: half of them words, alone and with other conditions, the rest fields and ranges. Words are drawn
// as those of the sentences are, so that common ones are asked for most.
func Queries(seed uint64, n int) []Query {
	s := newSource(seed + 1)
	out := make([]Query, n)
	for i := range out {
		out[i] = s.query(i)
	}
	return out
}

func (s *source) query(i int) Query {
	r := s.random
	noun := s.classes["noun"][s.noun.Uint64()]
	counted, _, _ := strings.Cut(noun, " ")
	year := firstYear + r.IntN(years-2)
	low := int64(s.amount())
	q := Query{}
	switch i % 12 {
	case 0:
		q.Words = []string{s.word()}
	case 1:
		q.Words = []string{s.rare[r.IntN(len(s.rare))]}
	case 2:
		q.Words = []string{s.word(), s.word()}
	case 3:
		q.Phrase = noun
	case 4:
		q.Words, q.Low, q.High = []string{counted}, low, low*5
	case 5:
		q.Words, q.Year = []string{s.word()}, [2]int{year, year + r.IntN(3)}
	case 6:
		q.Counted, q.Year = counted, [2]int{year, year}
	case 7:
		q.Low, q.High = low, low+low/2
	case 8:
		q.Speaker = s.person(s.speaker.Uint64()).Name
	case 9:
		q.Counted, q.Low, q.High, q.Year = counted, low, low*10, [2]int{year, year + 2}
	case 10:
		q.Prefix = prefixOf(s.rare[s.rareWord.Uint64()], r)
	case 11:
		q.Kind, q.Words = []string{"money", "percent", "quantity"}[r.IntN(3)], []string{s.word()}
	}
	return q
}

// prefixOf leaves out the last letter or two of a word.
func prefixOf(word string, r *rand.Rand) string {
	letters := []rune(word)
	return string(letters[:min(len(letters), max(3, len(letters)-1-r.IntN(2)))])
}

// Raqam writes the question in Raqam's query language.
func (q Query) Raqam() string {
	parts := append([]string{}, q.Words...)
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if q.Phrase != "" {
		add(`"%s"`, q.Phrase)
	}
	if q.Prefix != "" {
		add("%s*", q.Prefix)
	}
	if q.Counted != "" {
		add("counted:%s", q.Counted)
	}
	if q.Speaker != "" {
		add(`speaker:"%s"`, q.Speaker)
	}
	if q.Unit != "" {
		add(`unit:"%s"`, q.Unit)
	}
	if q.Kind != "" {
		add("kind:%s", q.Kind)
	}
	if q.Low != 0 || q.High != 0 {
		add("value:%d..%d", q.Low, q.High)
	}
	if q.Year[0] != 0 {
		add("year:%d..%d", q.Year[0], q.Year[1])
	}
	return strings.Join(parts, " ")
}
