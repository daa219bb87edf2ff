package number

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"raqam/normalize"
)

// show writes a number as testdata/find.tsv does.
func show(t normalize.Text, n Number) string {
	from, to := t.Span(n.Start, n.End)
	out := "[" + t.Original()[from:to] + "]"
	if n.Kind == Code {
		return out + " Code"
	}
	out += " " + n.Value.String()
	if n.High.IsSet() {
		out += ".." + n.High.String()
	}
	out += map[Kind]string{Ordinal: " Ordinal", Fraction: " Fraction", Multiple: " Multiple", Vague: " Vague"}[n.Kind]
	return out + map[Bound]string{Approx: " Approx", MoreThan: " MoreThan", Range: " Range"}[n.Bound]
}

func TestFind(t *testing.T) {
	data, err := os.ReadFile("testdata/find.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line[0] == '#' {
			continue
		}
		cols := strings.Split(strings.TrimRight(line, "\n\t"), "\t")
		text := normalize.Fold(cols[0])
		var got []string
		for _, n := range Find(text, normalize.Tokenize(nil, text.Folded())) {
			got = append(got, show(text, n))
		}
		if have, want := fmt.Sprint(got), fmt.Sprint(cols[1:]); have != want {
			t.Errorf("%s\n have %s\n want %s", cols[0], have, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"۹ هزار و ۲۰", "1399/8/26", "میلیون میلیون", "سیو سه و نیم", "-5 درجه", "دو سه تا چهار برابر", "۱،۲،۳-۴.۵/۶",
		"یک‌سوم‌و", "صدها هزار و چند", "نُه بر ده", "½", "بین ۲ و ۳", "دو ساعت و نیم", "00012", "1.2.3", "سی\nو\nسه", "منفی", "۱۲ هزارم"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := normalize.Fold(s)
		toks := normalize.Tokenize(nil, text.Folded())
		last := 0
		for _, n := range Find(text, toks) {
			if n.Start < last || n.End <= n.Start || n.End > len(text.Folded()) || n.Next <= n.First {
				t.Fatalf("%q: number %+v out of order", s, n)
			}
			if n.High.IsSet() && n.Kind != Code && n.Value.Cmp(n.High) >= 0 {
				t.Fatalf("%q: range %s..%s", s, n.Value, n.High)
			}
			if v, err := ParseValue(n.Value.String()); err != nil || v.Cmp(n.Value) != 0 {
				t.Fatalf("%q: value %q does not read back: %v", s, n.Value, err)
			}
			UnitAfter(text, toks, n)
			last = n.End
		}
		if _, err := Parse(s); err == nil && s == "" {
			t.Fatal("the empty text is no number")
		}
	})
}

// TestLinear holds that hostile texts cost no more than their length, in words looked at.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"میلیون ", "9", "دو و ", "سی", "۱،", "1-", "صدها ", "هزار هزار ", "1.", "و", "دو تا ", "بین ۲ و ", "یک ب و ", "۱ ",
		".5 ", "یک ربع به ", "نصف "} {
		steps := func(bytes int) (perToken float64) {
			text := normalize.Fold(strings.Repeat(unit, bytes/len(unit)))
			toks := normalize.Tokenize(nil, text.Folded())
			m := &matcher{t: text, s: text.Folded(), toks: toks}
			m.appendAll(nil)
			return float64(m.steps) / float64(len(text.Folded()))
		}
		short, long := steps(2000), steps(200000)
		if long > 1.5*short+1 || long > 20 {
			t.Errorf("%q: %.2f steps a byte in 2 kB, %.2f in 200 kB", unit, short, long)
		}
	}
}

// newsText is text of the kind and density of news, about 1 MB.
func newsText() string {
	return strings.Repeat("مدیرکل راه استان گفت: در سال جاری ۳۸ هزار و ۱۰ کیلومتر راه روستایی با اعتبار پنج میلیارد تومان بهسازی شد و "+
		"بیش از دویست روستا از آن بهره می‌برند. وی با اشاره به اهمیت موضوع افزود: این طرح‌ها در شهرستان‌های مختلف اجرا خواهد شد و "+
		"مردم از نتایج آن راضی هستند؛ پیش‌بینی می‌شود تا پایان سال ۱۲ تا ۱۵ درصد پیشرفت دیگر داشته باشیم.\n", 2000)
}

func BenchmarkFind(b *testing.B) {
	text := normalize.Fold(newsText())
	var toks []normalize.Token
	var found []Number
	b.SetBytes(int64(len(text.Original())))
	b.ReportAllocs()
	for b.Loop() {
		toks = normalize.Tokenize(toks[:0], text.Folded())
		found = AppendFind(found[:0], text, toks)
	}
}

// TestFindAllocates holds that a text costs no memory once the slices are large enough.
func TestFindAllocates(t *testing.T) {
	text := normalize.Fold(newsText()[:4000])
	toks := normalize.Tokenize(nil, text.Folded())
	found := Find(text, toks)
	if n := testing.AllocsPerRun(20, func() {
		toks = normalize.Tokenize(toks[:0], text.Folded())
		found = AppendFind(found[:0], text, toks)
	}); n > 1 { // the matcher itself
		t.Errorf("%v allocations for %d numbers", n, len(found))
	}
}
