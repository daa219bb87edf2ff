package claim

import (
	"testing"

	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/calendar"
)

// TestForeignText: what the text does not say stays empty.
func TestForeignText(t *testing.T) {
	for name, paragraph := range map[string]string{
		"English":    "The minister said on Monday that 25 schools and 1,300 homes were built in 2019.",
		"Arabic":     "قال الوزير إن ٢٥ مدرسة بنيت في العام الماضي.",
		"empty":      "",
		"white":      " \u200c\u200f\t ",
		"no verb":    "۲۵ ، ۲۶",
		"one digit":  "۷",
		"marks":      "…؛«»()[]::،،",
		"half pairs": "« ۲۵ ( ۲۶",
		"bad UTF-8":  "۲۵ \xff\xfe خانه",
	} {
		t.Run(name, func(t *testing.T) {
			for _, m := range Mentions(extract.Article{Title: paragraph, Lead: paragraph, Paragraphs: []string{paragraph, paragraph}}) {
				if m.Speaker != nil {
					t.Errorf("%s: speaker %+v", m.Surface, *m.Speaker)
				}
				if m.Status != Stated {
					t.Errorf("%s: status %s", m.Surface, m.Status)
				}
				if m.Reference != nil && m.Reference.Source == fromPublication {
					t.Errorf("%s: dated by a publication nobody knows", m.Surface)
				}
			}
		})
	}
	if ms := Mentions(extract.Article{}); len(ms) != 0 {
		t.Errorf("an empty article has mentions %+v", ms)
	}
}

// FuzzMentions: no text panics, and every mention is where it says it is.
func FuzzMentions(f *testing.F) {
	for _, s := range []string{
		"به گزارش خبرگزاری آوا، علی نظری، رئیس سازمان، گفت: امسال بیش از ۱۲ هزار و ۵۰۰ واحد تولیدی افتتاح خواهد شد.",
		"«۱۳۹۸» | ۲۵ درصد؛ وی افزود: هر یک از صندوق‌ها ۷ نفر عضو دارد",
		"1- ۲ بر ۱، کد خبر: ۵۴۳۲۱ C-130 انتهای پیام/۱۷",
		"\u200c۱۰تا۲۰هزار\xff میلیارد هزار ریال از مرز", "یک", "",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		a := extract.Article{
			URL: "https://news.example/1", Kicker: title, Title: title, Lead: text, Paragraphs: []string{text, title},
			Published: calendar.Stamp{Date: calendar.Date{Year: 1399, Month: 8, Day: 26}},
		}
		ms := Mentions(a)
		ids := map[string]bool{}
		for _, c := range Claims(a, ms) {
			if ids[c.ID] {
				t.Errorf("two claims have the ID %s", c.ID)
			}
			ids[c.ID] = true
		}
		for _, m := range ms {
			original := map[extract.Part]string{extract.Title: title, extract.Lead: text}[m.Part]
			if m.Part == extract.Body {
				original = a.Paragraphs[m.Paragraph]
			}
			points := []rune(original)
			if m.Start < 0 || m.End > len(points) || m.Start >= m.End {
				t.Fatalf("%q at [%d, %d) of %d code points", m.Surface, m.Start, m.End, len(points))
			}
			if normalize.FoldString(string(points[m.Start:m.End])) != normalize.FoldString(m.Surface) {
				t.Errorf("%q stands at [%d, %d), not %q", string(points[m.Start:m.End]), m.Start, m.End, m.Surface)
			}
			if m.QuoteAt > m.Start || m.Kind == "" || m.Bound == "" || m.Status == "" {
				t.Errorf("mention %+v", m)
			}
		}
	})
}
