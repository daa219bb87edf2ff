package claim

import (
	"cmp"
	"slices"

	"raqam/normalize/number"
)

// shareInLists gives the members of a list what only the first or the last one says: in «صفحه ۲۰۲ و ۲۰۳» both are pages, in «۲۷، ۴۰ و ۵۲ درصد» all
// are percentages. Behind «دقایق ۴، ۱۱ و ۵۳» and «شماره یک و دو» even a noun makes the last one no count.
func shareInLists(figures []*figure) {
	for i, f := range figures {
		if i == 0 || !figures[i-1].labelled || !figures[i-1].listed(f) {
			continue
		}
		first := figures[i-1]
		counts := f.Kind == Quantity && f.unit.Class == 0 && (first.Kind == Other || first.labels || f.follows(first))
		if f.bare() || counts {
			f.Kind, f.labelled, f.labels = first.Kind, true, first.labels
			f.Counted, f.Phrase, f.phraseEnd = "", "", f.after
			f.dropRule(nounRule)
			f.explain("list:shares-label")
		}
	}
	for i, f := range slices.Backward(figures) {
		if i+1 < len(figures) && f.bare() && f.listed(figures[i+1]) {
			if g := figures[i+1]; g.IsClaim() && (g.unit.Class != 0 || g.Counted != "") {
				f.Kind, f.unit, f.Unit, f.Counted, f.Phrase = g.Kind, g.unit, g.Unit, g.Counted, g.Phrase
				f.explain("list:shares-unit")
			}
		}
	}
}

// leastAmount is the least number that is money where its paragraph speaks of money and nothing else is counted: a million.
var leastAmount = number.FromInt(1_000_000)

// shareCurrency gives large numbers that count nothing the currency of the nearest amount of their paragraph: «۷۱ میلیارد و امسال ۱۶۲ میلیارد تومان».
func shareCurrency(figures []*figure) {
	for i, f := range figures {
		if f.num == nil || f.Kind != Quantity || f.unit.Class != 0 || f.Counted != "" || f.num.Value.Cmp(leastAmount) < 0 {
			continue
		}
		for d := 1; d < len(figures); d++ {
			near := func(k int) *figure {
				if k < 0 || k >= len(figures) || figures[k].Kind != Money || figures[k].unit.Class == 0 {
					return nil
				}
				return figures[k]
			}
			if g := cmp.Or(near(i+d), near(i-d)); g != nil {
				f.Kind, f.Unit = Money, g.Unit
				f.explain("unit:of-the-next-amount:" + g.Unit)
				break
			}
		}
	}
}

// follows reports the next whole number after another: «شماره یک و دو بوشهر».
func (f *figure) follows(g *figure) bool {
	if f.num == nil || g.num == nil {
		return false
	}
	a, ok := g.num.Value.Int64()
	b, ok2 := f.num.Value.Int64()
	return ok && ok2 && b == a+1
}

// bare reports a number with nothing of its own to say what it counts.
func (f *figure) bare() bool {
	return f.num != nil && f.Kind == Quantity && f.unit.Class == 0 && f.Phrase == "" && f.after == f.next
}

// listed reports whether g is the next member of the list f is in: only a pause, «و» or «یا» stands between.
func (f *figure) listed(g *figure) bool {
	k := f.after
	for k < g.first && (f.p.ws[k].pause && !f.p.ws[k].cell || f.p.is(k, andWord|orWord)) {
		k++
	}
	return k == g.first && k > f.after && g.date == nil
}
