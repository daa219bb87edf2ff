package normalize

import (
	"strings"
	"testing"
)

// TestEndingsWithoutEnd: what is nothing but endings takes time in proportion, however they are written. Quadratic, this would take hours.
func TestEndingsWithoutEnd(t *testing.T) {
	for _, ending := range []string{"های ", "\u200cهای", "های", "تر ", "\u200cترین"} {
		text := strings.Repeat(ending, 300_000)
		if words := Words(Fold("کتاب " + text)); len(words) == 0 {
			t.Errorf("no words in many %q", ending)
		}
	}
}
