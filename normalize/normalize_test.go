package normalize

import (
	"strings"
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

func TestFoldTable(t *testing.T) {
	table, err := parseFoldTable(foldTSV)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.rules {
		if again := table.apply(r.to); again != r.to {
			t.Errorf("the table writes %q, which it folds to %q", r.to, again)
		}
	}
	for _, bad := range []string{"06xx\t0041", "0041", "0041\tzz"} {
		if _, err := parseFoldTable(bad); err == nil {
			t.Errorf("table row %q is accepted", bad)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct{ original, folded, want string }{
		{"جمعِ نُه نفر", "نه", "نُه"},
		{"مبلغ ۱٬۵۰۰ ريال", "1٬500", "۱٬۵۰۰"},
		{"هـــزار نفر", "هزار", "هـــزار"},
		{"\ufeffآغاز", "اغاز", "آغاز"},
		{"می‌‌شود", "می‌شود", "می‌‌شود"},
		{"ﻻله", "لا", "ﻻ"},
		{"۱۲‏ نفر", "12", "۱۲"},
	} {
		text := Fold(c.original)
		i := strings.Index(text.Folded(), c.folded)
		if i < 0 {
			t.Errorf("%q folds to %q, without %q", c.original, text.Folded(), c.folded)
			continue
		}
		a, b := text.Span(i, i+len(c.folded))
		if got := c.original[a:b]; got != c.want {
			t.Errorf("%q: %q comes from %q, want %q", c.original, c.folded, got, c.want)
		}
		if from, to := text.FoldedSpan(a, b); text.Folded()[from:to] != c.folded {
			t.Errorf("%q: back from %q to %q", c.original, c.want, text.Folded()[from:to])
		}
	}
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"جذب714 نفر", "w:جذب d:714 w:نفر"},
		{"15‌هزار", "d:15 w:هزار"},
		{"می‌شود، 2.5%", "w:می‌شود m:، d:2 m:. d:5 m:%"},
		{"«سه»", "m:« w:سه m:»"},
		{"a1‌‌", "w:a d:1"},
	} {
		text := FoldString(c.in)
		var got []string
		for _, tok := range Tokenize(nil, text) {
			got = append(got, map[TokenKind]string{Word: "w:", Digits: "d:", Mark: "m:"}[tok.Kind]+text[tok.Start:tok.End])
		}
		if have := strings.Join(got, " "); have != c.want {
			t.Errorf("Tokenize(%q) = %s, want %s", c.in, have, c.want)
		}
	}
}

func TestSingular(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"نفرها", "نفر"}, {"طرح‌هایی", "طرح"}, {"خانه‌های", "خانه"}, {"تنها", "تنها"}, {"موارد", "موارد"}, {"بیمارستانهایی", "بیمارستان"},
		{"دانش‌آموزها", "دانش‌آموز"}, {"آنها", "آن"}, {"انتها", "انتها"}, {"", ""}, {"ها", "ها"},
		{"هسته‌ای", "هسته‌ای"}, {"هستهای", "هستهای"}, {"انتهای", "انتهای"}, {"كتاب‌هاي", "كتاب"}, {"پروژه‌ها", "پروژه"}, {"پروژهها", "پروژه"},
	} {
		if got := Singular(c.in); got != c.want {
			t.Errorf("Singular(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestSpellingsAgree holds the law of Words: with a half-space, joined or with a space, a word has one key.
func TestSpellingsAgree(t *testing.T) {
	for _, parts := range [][2]string{
		{"کتاب", "ها"}, {"کتاب", "های"}, {"کتاب", "هایی"}, {"کتاب", "هایشان"}, {"بزرگ", "تر"}, {"بزرگ", "ترین"}, {"رفته", "اند"},
		{"رفته", "ام"}, {"می", "گوید"}, {"نمی", "گوید"}, {"بی", "سواد"}, {"خانه", "ای"}, {"آن", "ها"}, {"دکتر", "های"}, {"کم", "ترین"},
		{"تن", "ها"}, {"شهرستان", "هایش"}, {"گفته", "اید"}, {"هسته", "ای"}, {"به", "ترین"}, {"منطقه", "ای"}, {"داده", "ایم"},
	} {
		var keys []string
		for _, between := range []string{"‌", "", " "} {
			words := Words(Fold(parts[0] + between + parts[1]))
			if len(words) != 1 {
				t.Errorf("%q + %q + %q is %d words", parts[0], between, parts[1], len(words))
				continue
			}
			keys = append(keys, words[0].Key)
		}
		for _, k := range keys {
			if k != keys[0] {
				t.Errorf("%v: keys %q", parts, keys)
			}
		}
	}
	for _, number := range []string{"پنج", "هزار", "میلیون", "یک", "سی", "تا", "بی", "تر"} {
		if w := Words(Fold(number)); len(w) != 1 || w[0].Key != number {
			t.Errorf("%q became %+v", number, w)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"دانشگاه‌های", "دانشگاه"}, {"دانشگاههای", "دانشگاه"}, {"دانشگاه های", "دانشگاه"},
		{"می‌شود", "میشود"}, {"میشود", "میشود"}, {"می شود", "میشود"},
		{"شده‌اند", "شده"}, {"شدهاند", "شده"}, {"شده اند", "شده"},
		{"بزرگ‌ترین", "بزرگ"}, {"تنها", "تنها"}, {"انتها", "انتها"}, {"دکتر", "دکتر"}, {"دفترهایی", "دفتر"},
		{"خانه‌ی", "خانه"}, {"خانۀ", "خانه"}, {"هسته‌ای", "هسته"}, {"هستهای", "هسته"}, {"انتهای", "انتها"}, {"بهترین", "بهتر"},
		{"کیلومتری", "کیلومتری"}, {"الهام", "الهام"}, {"بهای", "بها"}, {"کشورهای", "کشور"}, {"ویترین", "ویترین"}, {"بزرگترین", "بزرگ"},
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
			if from, to := x.FoldedSpan(a, b); from > i || to < i+n {
				t.Fatalf("%q: folded %d..%d is original %d..%d is folded %d..%d", s, i, i+n, a, b, from, to)
			}
			if got := FoldString(s[a:b]); c != zwnj && got != string(c) && len(got) == n {
				t.Fatalf("%q: folded sign %q comes from %q", s, c, s[a:b])
			}
		}
	})
}

// FuzzWords holds that words cover letters in order and that a key is a key of itself or empty of endings, for any bytes.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"دانشگاه‌های", "می شود", "ها ها", "هسته‌ای", "تر", "‌", "بی بی سی", "ABC های", "1 ها"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := Fold(s)
		last := 0
		for _, w := range Words(text) {
			if w.Start < last || w.End <= w.Start || w.End > len(text.Folded()) || w.Key == "" {
				t.Fatalf("%q: word %+v after %d", s, w, last)
			}
			last = w.End
		}
		last = 0
		for sp := range Sentences(text) {
			if sp.Start < last || sp.End <= sp.Start || sp.End > len(text.Folded()) {
				t.Fatalf("%q: sentence %+v after %d", s, sp, last)
			}
			if strings.TrimSpace(text.Folded()[last:sp.Start]) != "" {
				t.Fatalf("%q: text between sentences is lost", s)
			}
			last = sp.End
		}
		if strings.TrimSpace(text.Folded()[last:]) != "" {
			t.Fatalf("%q: text after the last sentence is lost", s)
		}
		Singular(s)
	})
}
