package claim

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/number"
)

// goldMention is a line of the hand-made annotations.
type goldMention struct {
	Link    string `json:"link"`
	Para    int    `json:"para"`
	Start   int    `json:"start"`
	Surface string `json:"surface"`
	Kind    Kind   `json:"kind"`
	Value   string `json:"value"`
	High    string `json:"high"`
	Bound   Bound  `json:"bound"`
	Noun    string `json:"noun"`
	Unit    string `json:"unit"`
	Per     string `json:"per"`
	Planned bool   `json:"planned"`
	Speaker string `json:"speaker"`
	Year    any    `json:"ref_year"`
	Note    string `json:"note"`
}

// floors are what may not be lost: whole hundredths below what was measured when they were set.
var floors = map[string]map[string]float64{
	"seed": {"detect": 1, "claims": 1, "kind": 1, "value": 1, "bound": 1, "counted": 1, "unit": 1, "per": 1, "planned": 1, "speaker": 1, "year": 1},
	"fars": {"detect": .99, "claims": .98, "kind": .99, "value": 1, "bound": .99, "counted": .97, "unit": .99, "per": .99, "planned": .95, "speaker": .96, "year": .90},
}

// TestGold judges mentions as the scorer of the annotations does: a found mention matches the annotated one it overlaps most, one to one, and the
// fields of the claims among the pairs are compared.
func TestGold(t *testing.T) {
	for name, floor := range floors {
		t.Run(name, func(t *testing.T) {
			gold := map[string][]goldMention{}
			for line := range bytes.Lines(sharedFile(t, "gold", name+"-gold.jsonl")) {
				var g goldMention
				if err := json.Unmarshal(line, &g); err != nil {
					t.Fatal(err)
				}
				gold[g.Link] = append(gold[g.Link], g)
			}
			right, seen := map[string]float64{}, map[string]float64{}
			note := func(field string, good bool) {
				seen[field]++
				if good {
					right[field]++
				}
			}
			for _, a := range sharedArticles(t, "gold", name+"-articles.jsonl") {
				compare(gold[a.URL], Mentions(a), note)
			}
			for field, least := range floor {
				got := right[field] / seen[field]
				t.Logf("%-8s %.4f of %.0f", field, got, seen[field])
				if got < least {
					t.Errorf("%s: %.4f, less than %.2f", field, got, least)
				}
			}
		})
	}
}

// compare judges the mentions of one article. F1 is twice the pairs over both sides, so each side's mention counts once.
func compare(gs []goldMention, ms []Mention, note func(field string, good bool)) {
	type pair struct{ shared, apart, g, m int }
	var unclear []goldMention
	gs = slices.DeleteFunc(slices.Clone(gs), func(g goldMention) bool {
		if strings.Contains(g.Note, "ambiguous") {
			unclear = append(unclear, g)
			return true
		}
		return false
	})
	ms = slices.DeleteFunc(slices.Clone(ms), func(m Mention) bool {
		return slices.ContainsFunc(unclear, func(g goldMention) bool { return overlap(g, m) > 0 })
	})
	var pairs []pair
	for i, g := range gs {
		for j, m := range ms {
			if n := overlap(g, m); n > 0 {
				apart := utf8.RuneCountInString(g.Surface) - (m.End - m.Start)
				pairs = append(pairs, pair{n, max(apart, -apart), i, j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.apart, b.apart), cmp.Compare(b.g, a.g), cmp.Compare(b.m, a.m))
	})
	partner, taken := map[int]int{}, map[int]bool{}
	for _, p := range pairs {
		if _, ok := partner[p.g]; !ok && !taken[p.m] {
			partner[p.g], taken[p.m] = p.m, true
		}
	}
	for j, m := range ms {
		note("detect", taken[j])
		if m.IsClaim() && !taken[j] {
			note("claims", false)
		}
	}
	for i, g := range gs {
		j, ok := partner[i]
		note("detect", ok)
		claims := Mention{Kind: g.Kind}.IsClaim()
		if !ok {
			if claims {
				note("claims", false)
			}
			continue
		}
		m := ms[j]
		if claims {
			note("claims", m.IsClaim())
		}
		if m.IsClaim() {
			note("claims", claims)
		}
		if claims {
			note("kind", g.Kind == m.Kind)
			note("value", sameNumber(g.Value, m.Value) && sameNumber(g.High, m.High))
			note("bound", g.Bound == m.Bound)
			note("counted", plain(g.Noun) == plain(m.Counted))
			note("unit", plain(g.Unit) == plain(m.Unit))
			note("per", g.Per == m.Per)
			note("planned", g.Planned == (m.Status == Planned))
			note("speaker", sameSpeaker(g.Speaker, m.Speaker))
			note("year", sameYear(g.Year, m.Reference))
		}
	}
}

// overlap counts the code points a gold mention and a found one share.
func overlap(g goldMention, m Mention) int {
	para := 2 + m.Paragraph
	switch m.Part {
	case extract.Title:
		para = 0
	case extract.Lead:
		para = 1
	}
	if para != g.Para {
		return 0
	}
	return min(g.Start+utf8.RuneCountInString(g.Surface), m.End) - max(g.Start, m.Start)
}

// plain folds a noun as far as the scorer does: no spaces, hamza letters as their bearers, no plural ending.
func plain(s string) string {
	s = strings.NewReplacer(" ", "", "\u200c", "", "أ", "ا", "إ", "ا", "آ", "ا", "ؤ", "و", "ئ", "ی", "ۀ", "ه", "ة", "ه").Replace(normalize.FoldString(s))
	for _, ending := range []string{"هایی", "های", "ها"} {
		if stem, ok := strings.CutSuffix(s, ending); ok && utf8.RuneCountInString(stem) > 2 {
			return stem
		}
	}
	return s
}

func sameNumber(a, b string) bool {
	x, errX := number.ParseValue(a)
	y, errY := number.ParseValue(b)
	return a == b || errX == nil && errY == nil && x.Cmp(y) == 0
}

func sameSpeaker(want string, have *Speaker) bool {
	if want == "" || have == nil {
		return want == "" && have == nil
	}

	name := strings.TrimSpace(have.Name + " " + have.Role)
	w, h := plain(want), plain(name)
	if strings.Contains(h, w) || strings.Contains(w, h) {
		return true
	}
	shared := map[string]bool{}
	for _, x := range strings.Fields(strings.ReplaceAll(want, "\u200c", " ")) {
		shared[plain(x)] = utf8.RuneCountInString(x) > 2
	}
	n := 0
	for _, x := range strings.Fields(strings.ReplaceAll(name, "\u200c", " ")) {
		if shared[plain(x)] {
			n++
			shared[plain(x)] = false
		}
	}
	return n >= 2
}

func sameYear(want any, have *Reference) bool {
	w, h := "", ""
	if want != nil {
		w = fmt.Sprint(want)
	}
	if have != nil && have.From.Year != 0 {
		h = fmt.Sprint(have.From.Year)
	}
	return w == h
}
