package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"raqam/claim"
)

// TestMarks: what is marked is, in the sentence as it was written, what was asked for; [ ] stand for the marks.
func TestMarks(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"کارگاه", "در [كارگاه‌هاي] شهر و [کارگاه های] روستا ۹ هزار و ۲۰ نفر کار می‌کنند"},
		{"كارگاههاي", "در [كارگاه‌هاي] شهر و [کارگاه های] روستا ۹ هزار و ۲۰ نفر کار می‌کنند"},
		{"9020", "در كارگاه‌هاي شهر و کارگاه های روستا [۹ هزار و ۲۰] نفر کار می‌کنند"},
		{"نفر value:9020", "در كارگاه‌هاي شهر و کارگاه های روستا [۹ هزار و ۲۰] [نفر] کار می‌کنند"},
		{"میکنند OR نیست", "در كارگاه‌هاي شهر و کارگاه های روستا ۹ هزار و ۲۰ نفر کار [می‌کنند]"},
		{`"روستا ۹ هزار"`, "در كارگاه‌هاي شهر و کارگاه های [روستا ۹ هزار] و ۲۰ نفر کار می‌کنند"},
		{`شهر "شهر و"`, "در كارگاه‌هاي [شهر و] کارگاه های روستا ۹ هزار و ۲۰ نفر کار می‌کنند"},
		{"رو*", "در كارگاه‌هاي شهر و کارگاه های [روستا] ۹ هزار و ۲۰ نفر کار می‌کنند"},
		{"counted:نفر -شهر", "در كارگاه‌هاي شهر و کارگاه های روستا ۹ هزار و ۲۰ [نفر] کار می‌کنند"},
		{"year:1399 kind:quantity", "در كارگاه‌هاي شهر و کارگاه های روستا ۹ هزار و ۲۰ نفر کار می‌کنند"},
		{"نقل", "هزینهٔ حمل‌و[نقل] ۹ هزار و ۲۰ ریال شد"},
		{`"حمل و نقل"`, "هزینهٔ [حمل‌ونقل] ۹ هزار و ۲۰ ریال شد"},
		{"هزینه", "[هزینهٔ] حمل‌ونقل ۹ هزار و ۲۰ ریال شد"},
		{"بهره برداری", "طرح [بهره]‌[برداری] با ۹ هزار و ۲۰ مُــشتری"},
		{`"بهره برداری با"`, "طرح [بهره‌برداری با] ۹ هزار و ۲۰ مُــشتری"},
		{"مشتري value:>5", "طرح بهره‌برداری با [۹ هزار و ۲۰] [مُــشتری]"},
	} {
		quote := strings.NewReplacer("[", "", "]", "").Replace(test.want)
		const surface = "۹ هزار و ۲۰"
		var c claim.Claim
		c.Quote, c.Value, c.Kind, c.QuoteAt = quote, "9020", claim.Quantity, 7
		c.Start = c.QuoteAt + utf8.RuneCountInString(quote[:strings.Index(quote, surface)])
		c.End = c.Start + utf8.RuneCountInString(surface)
		q, err := Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := bracketed(quote, Marks(q.Root, c)); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.query, got, test.want)
		}
	}
}

// bracketed writes brackets around the marked code points.
func bracketed(quote string, marks []Mark) string {
	runes := []rune(quote)
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(string(runes[at:m.Start]) + "[" + string(runes[m.Start:m.End]) + "]")
		at = m.End
	}
	return b.String() + string(runes[at:])
}

// FuzzReadings: every word of every reading lies in the text, in order, at the ends of code points, and is found again where it lies.
func FuzzReadings(f *testing.F) {
	for _, seed := range []string{
		"در كارگاه‌هاي شهر و کارگاه های روستا", "هزینهٔ حمل‌ونقل و گفت‌وگوهای تازه", "خانه‌ی ما", "\u200c\u200cا\u200c و\u200c", "مُــدیر ۱۲۳ ﷲ ﻻ", "a\u200cb\xff\u200c9",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, terms := range Readings(text) {
			at := 0
			for _, term := range terms {
				if term.Start < at || term.End < term.Start || term.End > len(text) {
					t.Fatalf("%q: word %q at [%d,%d) after %d", text, term.Key, term.Start, term.End, at)
				}
				at = term.End
				for _, offset := range []int{term.Start, term.End} {
					if utf8.ValidString(text) && offset < len(text) && !utf8.RuneStart(text[offset]) {
						t.Fatalf("%q: word %q at [%d,%d) cuts a code point", text, term.Key, term.Start, term.End)
					}
				}
			}
		}
		if text != "" && !NewPattern(text, false).In(Keys(text)) && len(Terms(text)) > 0 {
			t.Fatalf("%q is not found in itself", text)
		}
	})
}
