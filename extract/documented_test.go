package extract

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"raqam/corpus"
)

// TestDocumentedProfile reads the page of docs/profiles.md by the profile that stands there.
func TestDocumentedProfile(t *testing.T) {
	doc, err := os.ReadFile("../docs/profiles.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(language string) []byte {
		_, rest, found := strings.Cut(string(doc), "```"+language+"\n")
		text, _, closed := strings.Cut(rest, "```")
		if !found || !closed {
			t.Fatalf("docs/profiles.md has no %s block", language)
		}
		return []byte(text)
	}
	set, err := loadProfiles(fstest.MapFS{"p/example.toml": {Data: block("toml")}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	a, _, err := explainWith(set, corpus.Record{Kind: corpus.Page, URL: "https://dn.example/story/31", Body: block("html")})
	if err != nil {
		t.Fatal(err)
	}
	got := append([]string{a.Kicker, a.Title, a.Lead, a.Published.String(), a.Code}, a.Paragraphs...)
	want := []string{
		"شهردار:", "کاشت ۹۰۰ نهال در پارک کوهستان", "۹۰۰ نهال در دو هفته کاشته شد.", "2023-03-03T09:40:00+03:30", "31",
		"شهردار گفت: ۶۰۰ نهال کاج و ۳۰۰ نهال بلوط کاشتیم.", "آبیاری آن‌ها ۳ سال ادامه دارد.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
