package extract

import (
	"testing"
)

// without is the embedded profiles but one.
func (set profileSet) without(name string) profileSet {
	out := profileSet{keys: set.keys}
	for _, p := range set.profiles {
		if p.name != name {
			out.profiles = append(out.profiles, p)
		}
	}
	return out
}

// TestSystemsLeftOut leaves the profiles out one at a time: the pages of each system are read as they would be had nobody written its
// profile, while all others are there and may mistake the pages for their own.
func TestSystemsLeftOut(t *testing.T) {
	sum, pages := map[string]float64{}, map[string]int{}
	all, n := 0.0, 0
	for f, want := range pageFixtures(t) {
		root, _, err := parseHTML(f.record.Body)
		if err != nil {
			t.Fatal(err)
		}
		p := newPage(profiles(), f.record, root)
		if p.profile == nil {
			continue
		}
		name := p.profile.name
		got, reasons, err := explainWith(profiles().without(name), f.record)
		score := f1(want, got)
		if score < 0.96 {
			t.Logf("%s without %s: F1 %.3f, %v\n%s%s", f.name, name, score, err, pretty(t, got), pretty(t, reasons))
		}
		sum[name], pages[name] = sum[name]+score, pages[name]+1
		all, n = all+score, n+1
	}
	for name := range sum {
		mean := sum[name] / float64(pages[name])
		t.Logf("%s: F1 %.3f of %d pages", name, mean, pages[name])
		if mean < 0.96 {
			t.Errorf("%s: F1 %.3f without its profile, want 0.96", name, mean)
		}
	}
	if len(sum) != len(profiles().profiles) {
		t.Errorf("%d of %d profiles have a page", len(sum), len(profiles().profiles))
	}
	t.Logf("mean F1 %.3f of %d pages", all/float64(n), n)
}
