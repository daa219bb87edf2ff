package claim

import (
	"strings"
	"testing"

	"raqam/extract"
	"raqam/normalize/calendar"
)

func articleOf(paragraphs ...string) extract.Article {
	return extract.Article{
		URL: "https://news.example/1", Title: "خبر", Paragraphs: paragraphs,
		Published: calendar.Stamp{Date: calendar.Date{Year: 1399, Month: 8, Day: 26}},
	}
}

// claimOf returns the claim with a value, which must be the only one.
func claimOf(t *testing.T, a extract.Article, value string) Claim {
	t.Helper()
	var found []Claim
	for _, c := range Claims(a, Mentions(a)) {
		if c.Value == value {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d claims of %s in %q", len(found), value, a.Paragraphs)
	}
	return found[0]
}

// TestNewIDLaw: the same claim in the same place of the same article has the same ID, whatever else changes.
func TestNewIDLaw(t *testing.T) {
	const sentence = "شهردار گفت: ۴۵ درخت کاشته شد."
	base := articleOf("مردم آمدند.", sentence, "پایان.")
	id := claimOf(t, base, "45").ID
	if len(id) != 16 || strings.Trim(id, "0123456789abcdef") != "" {
		t.Errorf("ID %q is not 16 hexadecimal digits", id)
	}
	changed := map[string]extract.Article{
		"other paragraphs":  articleOf("۷ نفر رفتند.", "دیگران ماندند.", sentence),
		"a sentence before": articleOf("باران بارید. " + sentence),
		"another keyboard":  articleOf("شهردار گفت: 45 درخت كاشته شد."),
		"no date":           {URL: base.URL, Paragraphs: []string{sentence}},
		"another speaker":   {URL: base.URL, Kicker: "استاندار:", Paragraphs: []string{"علی نظری گفت: ۲ نفر آمدند.", sentence}},
	}
	for name, a := range changed {
		if got := claimOf(t, a, "45").ID; got != id {
			t.Errorf("%s: ID %s became %s", name, id, got)
		}
	}
	other := map[string]extract.Article{
		"another article":  {URL: "https://news.example/2", Paragraphs: base.Paragraphs},
		"another part":     {URL: base.URL, Lead: sentence},
		"another sentence": articleOf("فرماندار گفت: ۴۵ درخت کاشته شد."),
		"another place":    articleOf("شهردار امروز گفت: ۴۵ درخت کاشته شد."),
		"another number":   articleOf("شهردار گفت: در ۳ روز ۴۵ درخت کاشته شد."),
	}
	seen := map[string]string{id: "the base"}
	for name, a := range other {
		got := claimOf(t, a, "45").ID
		if was, ok := seen[got]; ok {
			t.Errorf("%s has the ID of %s", name, was)
		}
		seen[got] = name
	}
	twice := Claims(base, Mentions(articleOf(sentence, sentence)))
	if len(twice) != 2 || twice[0].ID == twice[1].ID || twice[0].ID != id {
		t.Errorf("a sentence said twice: %v", twice)
	}
}

// TestRial: amounts are exact decimals, whatever their size.
func TestRial(t *testing.T) {
	for _, c := range []struct{ text, value, rial, high string }{
		{"۱۰ هزار هزار میلیارد ریال پرداخت شد.", "10000000000000000", "10000000000000000", ""}, // past 2^53
		{"۹۰۰۷۱۹۹۲۵۴۷۴۰۹۹۳ ریال پرداخت شد.", "9007199254740993", "9007199254740993", ""},       // 2^53 + 1
		{"۵۰ میلیون تومان پرداخت شد.", "50000000", "500000000", ""},
		{"۲٫۵ میلیارد تومان پرداخت شد.", "2500000000", "25000000000", ""},
		{"۳۲ همت پرداخت شد.", "32000000000000", "320000000000000", ""},
		{"۲۰ تا ۳۰ میلیون تومان پرداخت شد.", "20000000", "200000000", "300000000"},
		{"۷۰۰ دلار پرداخت شد.", "700", "", ""}, // no fixed relation
	} {
		got := claimOf(t, articleOf(c.text), c.value)
		if got.Kind != Money || got.Rial != c.rial || got.RialHigh != c.high {
			t.Errorf("%s: %s, rial %q..%q, want %q..%q", c.text, got.Kind, got.Rial, got.RialHigh, c.rial, c.high)
		}
	}
}

// TestClaimsOnly: what claims nothing is no Claim, and a Claim knows its article.
func TestClaimsOnly(t *testing.T) {
	a := articleOf("در سال ۱۳۹۸ سومین جشنواره با ۱۲ فیلم برگزار شد. کد خبر: ۵۶۷۸۹")
	a.Outlet, a.Section = "آوا", "فرهنگ"
	cs := Claims(a, Mentions(a))
	if len(cs) != 1 || cs[0].Value != "12" {
		t.Fatalf("claims %+v", cs)
	}
	if c := cs[0]; c.URL != a.URL || c.Headline != a.Title || c.Outlet != a.Outlet || c.Section != a.Section || c.Published != a.Published {
		t.Errorf("claim %+v", c)
	}
}
