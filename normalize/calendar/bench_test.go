package calendar

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raqam/normalize"
	"raqam/normalize/number"
)

// newsLine is a paragraph of the kind of news, with some four times the figures that news has.
const newsLine = "مدیرکل راه استان روز دوشنبه ۲۶ آبان ۱۳۹۹ گفت: در سال جاری ۳۸ هزار و ۱۰ کیلومتر راه روستایی با اعتبار پنج میلیارد تومان بهسازی شد و " +
	"بیش از دویست روستا از آن بهره می‌برند. وی با اشاره به اهمیت موضوع افزود: این طرح‌ها در شهرستان‌های مختلف اجرا خواهد شد و مردم از نتایج آن " +
	"راضی هستند؛ پیش‌بینی می‌شود تا پایان سال ۱۲ تا ۱۵ درصد پیشرفت دیگر داشته باشیم و ساعت ۹ صبح ۵ آذر گشایش یابد."

// benchTexts returns generated paragraphs, and those of the development corpus where it is beside the repository, folded.
func benchTexts(b *testing.B) map[string][]normalize.Text {
	texts := map[string][]normalize.Text{}
	for range 2000 {
		texts["generated"] = append(texts["generated"], normalize.Fold(newsLine))
	}
	dir, err := os.Getwd()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "..", "..", "..", "shared", "corpus", "fars-dev.jsonl")
	if _, err := os.Stat(path); err != nil {
		b.Logf("no corpus beside the repository: %v", err)
		return texts
	}
	for _, a := range readLines[goldArticle](b, path) {
		for _, p := range append([]string{a.Title, a.Lead}, a.Paragraphs...) {
			texts["corpus"] = append(texts["corpus"], normalize.Fold(p))
		}
	}
	return texts
}

// benchEach runs f over each set of paragraphs and counts the bytes of the originals.
func benchEach(b *testing.B, f func(x normalize.Text)) {
	sets := benchTexts(b)
	for _, name := range []string{"generated", "corpus"} {
		texts := sets[name]
		if texts == nil {
			continue
		}
		b.Run(name, func(b *testing.B) {
			bytes := 0
			for _, x := range texts {
				bytes += len(x.Original())
			}
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			for b.Loop() {
				for _, x := range texts {
					f(x)
				}
			}
		})
	}
}

// BenchmarkMentions is all that is done to find the numbers and dates of folded text.
func BenchmarkMentions(b *testing.B) {
	var toks []normalize.Token
	var nums []number.Number
	var dates []Match
	benchEach(b, func(x normalize.Text) {
		toks = normalize.Tokenize(toks[:0], x.Folded())
		nums = number.AppendFind(nums[:0], x, toks)
		dates = AppendFind(dates[:0], x, toks, nums, refDay)
	})
}

func BenchmarkReferences(b *testing.B) {
	var toks []normalize.Token
	benchEach(b, func(x normalize.Text) {
		toks = normalize.Tokenize(toks[:0], x.Folded())
		References(x, toks, refDay)
	})
}

// TestFindAllocates holds that text without dates costs no memory, and a date no more than the writing of its value.
func TestFindAllocates(t *testing.T) {
	for text, dates := range map[string]int{
		strings.Repeat("مدیرکل استان گفت پنج میلیارد تومان و ۱۲ تا ۱۵ درصد و ساعت کار و سال کار و مهر و محبت. ", 50): 0,
		newsLine: 3,
	} {
		x := normalize.Fold(text)
		toks := normalize.Tokenize(nil, x.Folded())
		nums := number.Find(x, toks)
		found := AppendFind(nil, x, toks, nums, refDay)
		if len(found) != dates {
			t.Errorf("%d dates, want %d", len(found), dates)
		}
		n := testing.AllocsPerRun(20, func() { found = AppendFind(found[:0], x, toks, nums, refDay) })
		if most := float64(3 * dates); n > most { // under the race detector some that are saved elsewhere
			t.Errorf("%v allocations for %d dates in %d tokens, want at most %v", n, dates, len(toks), most)
		}
	}
}
