package search

import (
	"testing"

	"raqam/claim"
)

// TestOutletNames: an outlet is found by its name and by what its address calls it, and counted under its name, else under its host.
func TestOutletNames(t *testing.T) {
	for _, test := range []struct {
		name, url, label string
		yes, no          []string
	}{
		{"خبرگزاري فارس", "https://www.farsnews.ir/news/1", "خبرگزاري فارس", []string{"فارس", "fars", "FARS", "farsnews", "farsnews.ir", "خبرگزاری*"}, []string{"far", "mehr", "www"}},
		{"", "https://www.khabaronline.ir/1", "khabaronline.ir", []string{"khabaronline", "khabar"}, []string{"online"}},
		{"", "http://en.isna.ir/1", "en.isna.ir", []string{"isna"}, nil},
		{"", "https://news.ir/1", "news.ir", []string{"news"}, nil},
		{"", "file:/tmp/1.html", "", nil, []string{"*", "tmp"}},
		{"", "", "", nil, []string{"*"}},
		{"نمونه", "%zz", "نمونه", []string{"نمونه", "*"}, nil},
	} {
		r := Record{Claim: claim.Claim{Outlet: test.name, URL: test.url}}
		if got := GroupOf("outlet", FieldText("outlet", r)).Label; got != test.label {
			t.Errorf("%s %s: counted under %q, want %q", test.name, test.url, got, test.label)
		}
		for i, queries := range [][]string{test.yes, test.no} {
			for _, text := range queries {
				q, err := Parse("outlet:" + text)
				if err != nil {
					t.Fatal(err)
				}
				if got := Matches(q.Root, r, false); got != (i == 0) {
					t.Errorf("%s finds %s %s: %v", q, test.name, test.url, got)
				}
			}
		}
		exact := Text{Field: "outlet", Text: canonical(test.label), Exact: true}
		if !Matches(exact, r, false) {
			t.Errorf("%s does not find %s %s", exact, test.name, test.url)
		}
	}
}
