package main

import (
	"slices"
	"testing"
)

func TestCompareLines(t *testing.T) {
	for name, c := range map[string]struct{ old, now, gone, come []string }{
		"the same":   {[]string{"a", "b"}, []string{"a", "b"}, nil, nil},
		"one edited": {[]string{"a", "b", "c"}, []string{"a", "x", "c"}, []string{"b"}, []string{"x"}},
		"added":      {[]string{"a"}, []string{"a", "b"}, nil, []string{"b"}},
		"moved":      {[]string{"a", "b", "c"}, []string{"b", "c", "a"}, []string{"a"}, []string{"a"}},
		"emptied":    {[]string{"a"}, nil, []string{"a"}, nil},
	} {
		gone, come := compareLines(c.old, c.now)
		if !slices.Equal(gone, c.gone) || !slices.Equal(come, c.come) {
			t.Errorf("%s: %q %q", name, gone, come)
		}
	}
}

func TestCompareFigures(t *testing.T) {
	gone := []string{"در سال گذشته ۹۰۲۰ کارگاه و ۱۲ مدرسه ساخته شد."}
	come := []string{"در سال گذشته ۹۲۰۰ کارگاه و دوازده مدرسه ساخته شد."} // twelve in words is no change
	lost, gained := compareFigures(gone, come)
	if !slices.Equal(lost, []string{"۹۰۲۰"}) || !slices.Equal(gained, []string{"۹۲۰۰"}) {
		t.Errorf("%q → %q", lost, gained)
	}
}
