package claim

import (
	"strings"
	"testing"

	"raqam/extract"
)

// TestCorpusLaws: what holds of every claim, over the articles of the data folder.
func TestCorpusLaws(t *testing.T) {
	claims := 0
	for _, a := range sharedArticles(t, "corpus", "fars-dev.jsonl") {
		claims += len(obeyLaws(t, a))
	}
	if claims == 0 {
		t.Error("no claim in the whole corpus")
	}
}

// TestLaws: the same over texts that are hard to read as numbers.
func TestLaws(t *testing.T) {
	for _, text := range []string{
		"کد 000/000/20 و تلفن 021-88776655 است.",
		"تیم با ترکیب 3-5-2 بازی کرد و 17-15 برد.",
		"این کتاب (1997) در 12/3/98 چاپ شد.",
		"علی نظری، رئیس سازمان، گفت: روزانه ۲۰ تا ۳۰ تن گندم، یعنی ۵ درصد بیشتر از پارسال، توزیع خواهد شد.",
		"به گفته شهردار، ۲ برابر سال گذشته، ۱۲ میلیارد تومان در ۶ ماه پرداخت شد.",
	} {
		obeyLaws(t, articleOf(text))
	}
}

// obeyLaws checks that no claim is without a value, and that each field that is set is explained by a rule; it returns the claims.
func obeyLaws(t *testing.T, a extract.Article) []Claim {
	t.Helper()
	cs := Claims(a, Mentions(a))
	for _, c := range cs {
		if c.Value == "" {
			t.Errorf("%s: %q is a %s without a value", a.URL, c.Surface, c.Kind)
		}
		rules := "; " + c.Rule
		for field, set := range map[string]bool{
			"kind": true, "status": true,
			"value":     c.Value != "",
			"bound":     c.Bound != Exact,
			"noun":      c.Counted != "",
			"unit":      c.Unit != "",
			"per":       c.Per != "",
			"predicate": c.Predicate != "",
			"change":    c.Change != nil,
			"speaker":   c.Speaker != nil,
			"time":      c.Reference != nil,
		} {
			shared := (field == "noun" || field == "unit") && (strings.Contains(rules, "; list:") || strings.Contains(rules, "; change:shares"))
			if set && !shared && !strings.Contains(rules, "; "+field+":") {
				t.Errorf("%s: no rule explains the %s of %q: %s", a.URL, field, c.Surface, c.Rule)
			}
		}
	}
	return cs
}
