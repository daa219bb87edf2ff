package normalize

import (
	"testing"
)

func TestFoldBasics(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"كتابي", "کتابی"},
		{"خانۀ آبیِ مؤمن", "خانه ابی مومن"},
		{"هـــزار", "هزار"},
		{"١٢٣ ۴۵۶ 789", "123 456 789"},
		{"می‌شود", "می‌شود"},
		{"می‌‌شود ‌و‌ ", "می‌شود و "},
		{"a\xffb", "a\ufffdb"},
		{"انشاء جزء", "انشا جزء"},
		{"ﻻﻟﻪ ﷲ", "لاله الله"},
		{"30٪\u00a0رشد\r\nب", "30% رشد\nب"},
		{"نُه", "نه"},
		{"می¬شود", "می‌شود"},
	} {
		if got := FoldString(c.in); got != c.want {
			t.Errorf("FoldString(%q) = %q, want %q", c.in, got, c.want)
		}
		if got := Fold(c.in).Folded(); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"دانشگاه‌های", "دانشگاه"}, {"دانشگاههای", "دانشگاه"}, {"دانشگاه های", "دانشگاه"},
		{"می‌شود", "میشود"}, {"میشود", "میشود"}, {"می شود", "میشود"},
		{"شده‌اند", "شده"}, {"شدهاند", "شده"}, {"شده اند", "شده"},
		{"بزرگ‌ترین", "بزرگ"}, {"تنها", "تنها"}, {"انتها", "انتها"}, {"دکتر", "دکتر"}, {"دفترهایی", "دفتر"},
		{"خانه‌ی", "خانه"}, {"خانۀ", "خانه"},
	} {
		words := Words(Fold(c.in))
		if len(words) != 1 || words[0].Key != c.want {
			t.Errorf("Words(%q) = %+v, want one with key %q", c.in, words, c.want)
		}
	}
}

func TestSentencesFirst(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"نرخ 2.5 درصد شد. دوم", []string{"نرخ 2.5 درصد شد.", "دوم"}},
		{"ج.ا.ا گفت «چرا؟» پرسید.", []string{"ج.ا.ا گفت «چرا؟» پرسید."}},
		{"صاحب امتیاز شد.تیم دیگر", []string{"صاحب امتیاز شد.", "تیم دیگر"}},
		{"کشاورزی و... از جمله آنهاست.", []string{"کشاورزی و... از جمله انهاست."}},
		{"یکم؛ دوم\nسوم", []string{"یکم؛", "دوم", "سوم"}},
	} {
		var got []string
		text := Fold(c.in)
		for sp := range Sentences(text) {
			got = append(got, text.Folded()[sp.Start:sp.End])
		}
		if len(got) != len(c.want) {
			t.Errorf("%q: got %q", c.in, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: got %q want %q", c.in, got[i], c.want[i])
			}
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "كتابي ١٢", "می‌‌شود‌", "\xff\xfeآ", "ﷲ ﻻ ﷼", "اءء‌ء", "a\r\n\r", "۱۲‌م", "¬ا¬ب¬", "آ\u0653\u200dب"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := Fold(s)
		if FoldString(s) != x.Folded() {
			t.Fatalf("FoldString and Fold disagree on %q", s)
		}
		if again := FoldString(x.Folded()); again != x.Folded() {
			t.Fatalf("not idempotent: %q → %q → %q", s, x.Folded(), again)
		}
		last := 0
		for i, c := range x.Folded() {
			n := len(string(c))
			a, b := x.Span(i, i+n)
			if a < 0 || b > len(s) || a > b {
				t.Fatalf("span %d..%d of %q out of range", a, b, s)
			}
			if a < last && !(a < b) {
				t.Fatalf("spans of %q go back", s)
			}
			last = a
			if got := FoldString(s[a:b]); c != zwnj && got != string(c) && len(got) == n {
				t.Fatalf("%q: folded sign %q comes from %q", s, c, s[a:b])
			}
		}
	})
}
