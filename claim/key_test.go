package claim

import (
	"slices"
	"testing"

	"raqam/extract"
)

// TestKeyLaw: the key groups the same statement across articles, however it is spelled and wherever it stands.
func TestKeyLaw(t *testing.T) {
	const sentence = "علی نظری، رئیس سازمان، گفت: امسال ۴۵ کارگاه ایجاد شد."
	key := claimOf(t, articleOf(sentence), "45").Key
	if want := "کارگاه||ایجاد|علینظری|1399"; key != want {
		t.Errorf("key %q, want %q", key, want)
	}
	for name, text := range map[string]string{
		"another keyboard": "علي نظري، رئيس سازمان، گفت: امسال 45 كارگاه ايجاد شد.",
		"a title":          "سردار علی نظری، رئیس سازمان، گفت: امسال ۴۵ کارگاه ایجاد شد.",
		"another tense":    "علی نظری، رئیس سازمان، گفت: امسال ۴۵ کارگاه ایجاد خواهد شد.",
		"another voice":    "علی نظری، رئیس سازمان، گفت: امسال ۴۵ کارگاه ایجاد کردیم.",
		"another bound":    "علی نظری، رئیس سازمان، گفت: امسال بیش از ۴۵ کارگاه ایجاد شد.",
		"a year named":     "علی نظری، معاون سازمان، گفت: در سال ۱۳۹۹ تعداد ۴۵ کارگاه ایجاد شد.",
	} {
		a := articleOf("باران بارید.", text)
		a.URL, a.Title = "https://other.example/7", "گزارش"
		if got := claimOf(t, a, "45").Key; got != key {
			t.Errorf("%s: key %q, not %q", name, got, key)
		}
	}
	for name, text := range map[string]string{
		"another person of the surname": "حسن نظری، رئیس سازمان، گفت: امسال ۴۵ کارگاه ایجاد شد.",
		"another act":                   "علی نظری، رئیس سازمان، گفت: امسال ۴۵ کارگاه تعطیل شد.",
		"another thing":                 "علی نظری، رئیس سازمان، گفت: امسال ۴۵ مدرسه ایجاد شد.",
		"another year":                  "علی نظری، رئیس سازمان، گفت: سال گذشته ۴۵ کارگاه ایجاد شد.",
		"nobody":                        "امسال ۴۵ کارگاه ایجاد شد.",
	} {
		if got := claimOf(t, articleOf(text), "45").Key; got == key {
			t.Errorf("%s: the same key %q", name, got)
		}
	}
	if got := Key(Mention{Unit: "تومان"}); got != "" {
		t.Errorf("an amount of nothing has the key %q", got)
	}
}

// TestRepeats: a headline that repeats a figure of the body is the same claim with two mentions.
func TestRepeats(t *testing.T) {
	a := articleOf("علی نظری گفت: امسال ۴۵ کارگاه و ۳۰ مدرسه ایجاد شد.", "۴۵ کارگاه دیگر تعطیل شد.")
	a.Title, a.Lead = "ایجاد ۴۵ کارگاه", "۴۵ خانه و ۴۵ كارگاه"
	cs := Claims(a, Mentions(a))
	at := func(part extract.Part, counted string) Claim {
		i := slices.IndexFunc(cs, func(c Claim) bool { return c.Part == part && c.Counted == counted })
		if i < 0 {
			t.Fatalf("no %s in the %s of %+v", counted, part, cs)
		}
		return cs[i]
	}
	said := at(extract.Body, "کارگاه")
	for _, c := range []Claim{at(extract.Title, "کارگاه"), at(extract.Lead, "کارگاه")} {
		if c.Repeats != said.ID || c.Key != said.Key || c.Value != said.Value {
			t.Errorf("%s: repeats %s with key %s, not %s with %s", c.Part, c.Repeats, c.Key, said.ID, said.Key)
		}
	}
	for _, c := range []Claim{said, at(extract.Lead, "خانه"), at(extract.Body, "مدرسه")} {
		if c.Repeats != "" {
			t.Errorf("%s of the %s repeats %s", c.Counted, c.Part, c.Repeats)
		}
	}
}
