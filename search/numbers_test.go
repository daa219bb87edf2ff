package search

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"raqam/normalize/number"
)

// TestSpelledNumbers: a number in words, alone or among words, is the figure and nothing else, however long.
func TestSpelledNumbers(t *testing.T) {
	numbers := []int64{21, 100, 101, 1000, 1001, 9020, 38010, 999_999, 1_000_000, 999_999_999_999}
	for range 2000 {
		numbers = append(numbers, rand.Int64N(1<<rand.IntN(40)+1))
	}
	for _, n := range numbers {
		words := number.Spell(number.FromInt(n))
		if !strings.Contains(words, " ") {
			continue // a single number word stays a word
		}
		want := Number{Field: "value", Op: Stated, Low: fmt.Sprint(n)}
		q, err := Parse(words)
		if err != nil || q.Root != Node(want) {
			t.Errorf("%s: %s, %v, want %s", words, q, err, want)
		}
		q, err = Parse("کارگاه " + words + " تولیدی")
		if err != nil || !reflect.DeepEqual(q.Root, And{[]Node{Word{Text: "کارگاه"}, want, Word{Text: "تولیدی"}}}) {
			t.Errorf("%s among words: %s, %v", words, q, err)
		}
	}
}
