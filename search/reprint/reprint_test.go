package reprint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"raqam/extract"
	"raqam/normalize/calendar"
)

// story is a text of n different words with some figures.
func story(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	letters := []rune("ابپتجدرزسشفقکگلمنوهی")
	words := make([]string, n)
	for i := range words {
		if i%17 == 5 {
			words[i] = fmt.Sprint(r.IntN(90_000) + 100)
			continue
		}
		word := make([]rune, 3+r.IntN(5))
		for j := range word {
			word[j] = letters[r.IntN(len(letters))]
		}
		words[i] = string(word)
	}
	return words
}

// edited replaces a share of the words.
func edited(words []string, share float64, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 2))
	words = slices.Clone(words)
	for i, w := range words {
		if r.Float64() < share && (w[0] < '0' || w[0] > '9') {
			words[i] = "دیگر" + string([]rune("بتدزسش")[r.IntN(6)])
		}
	}
	return words
}

func text(url, outlet, from string, day int, words []string) Text {
	return FromArticle(extract.Article{
		URL: url, Outlet: outlet, ReprintedFrom: from, Paragraphs: []string{strings.Join(words, " ")},
		Published: calendar.Stamp{Date: calendar.Date{Year: 1399, Month: 5, Day: day}},
	})
}

func TestAlike(t *testing.T) {
	base := "مدیر کل آموزش استان در آیین گشایش مدرسه‌های تازه گفت امسال ۱۲۰ مدرسه در شهر و روستا ساخته شد و ۴۰ هزار دانش‌آموز به کلاس می‌روند و کتاب‌ها آماده است"
	for _, c := range []struct {
		name, other string
		want        bool
	}{
		{"itself", base, true},
		{"other keyboard, digits and half-spaces", strings.NewReplacer("ی", "ي", "ک", "ك", "\u200c", " ", "۱۲۰", "120", "۴۰", "٤٠").Replace(base), true},
		{"a dateline before it", "به گزارش خبرنگار ما از شهر، " + base, true},
		{"a sentence less", strings.TrimSuffix(base, " و کتاب‌ها آماده است"), true},
		{"other figures", strings.NewReplacer("۱۲۰", "۹۵", "۴۰", "۳۷").Replace(base), false},
		{"another text", "رئیس اتاق بازرگانی در نشست خبری امروز گفت صادرات فرش دستباف در سه ماه نخست سال به ۱۲۰ میلیون دلار رسید که بی‌سابقه است و ۴۰ درصد بیشتر", false},
		{"too short", "مدیر کل آموزش استان در آیین گشایش مدرسه‌های تازه گفت امسال ۱۲۰ مدرسه", false},
	} {
		a, b := Of(base), Of(c.other)
		if got := a.Alike(b); got != c.want {
			t.Errorf("%s: alike is %v, want %v (resemblance %.2f)", c.name, got, c.want, a.Resemblance(b))
		}
		if a.Alike(b) != b.Alike(a) {
			t.Errorf("%s: not symmetric", c.name)
		}
	}
}

// TestRecall finds edited copies at the rates that the bands promise.
func TestRecall(t *testing.T) {
	for _, c := range []struct {
		share   float64
		atLeast int // of 300
	}{{0, 300}, {0.02, 300}, {0.05, 298}, {0.10, 240}, {0.6, 0}} {
		found := 0
		for i := range uint64(300) {
			words := story(i, 300)
			found += len(Clusters([]Text{text("a", "", "", 1, words), text("b", "", "", 2, edited(words, c.share, i))}))
		}
		if found < c.atLeast || c.share > 0.5 && found > 0 {
			t.Errorf("%.0f %% of the words replaced: %d of 300 found, want at least %d", 100*c.share, found, c.atLeast)
		}
		t.Logf("%.0f %%: %d of 300", 100*c.share, found)
	}
}

func TestOriginal(t *testing.T) {
	words := story(1, 80)
	for _, c := range []struct {
		name  string
		texts []Text
		want  string
	}{
		{"the first", []Text{text("b", "", "", 3, words), text("a", "", "", 4, words), text("c", "", "", 2, words)}, "c"},
		{"by address where the day is the same", []Text{text("b", "", "", 3, words), text("a", "", "", 3, words)}, "a"},
		{"who is cited, though the clock says otherwise", []Text{
			text("https://x.example/1", "پایگاه خبری دشت", "خبرگزاری کوهسار", 2, words),
			text("https://y.example/1", "کوهسار", "", 3, words), text("https://z.example/1", "نسیم", "", 1, words),
		}, "https://y.example/1"},
		{"not one that cites another", []Text{text("a", "دشت", "بامداد", 1, words), text("b", "نسیم", "", 2, words)}, "b"},
		{"one that cites itself cites nobody", []Text{text("a", "خبرگزاری دشت", "دشت", 1, words), text("b", "نسیم", "", 2, words)}, "a"},
		{"all cite somebody else", []Text{text("a", "دشت", "بامداد", 2, words), text("b", "نسیم", "بامداد", 1, words)}, "b"},
		{"undated comes last", []Text{FromArticle(extract.Article{URL: "a", Paragraphs: []string{strings.Join(words, " ")}}), text("b", "", "", 9, words)}, "b"},
	} {
		for range 5 {
			rand.Shuffle(len(c.texts), func(i, j int) { c.texts[i], c.texts[j] = c.texts[j], c.texts[i] })
			clusters := Clusters(c.texts)
			if len(clusters) != 1 || c.texts[clusters[0].Members[0]].URL != c.want {
				t.Errorf("%s: %v, want one cluster with the original %s", c.name, clusters, c.want)
			}
		}
	}
}

// TestOrderCountsNothing: however the articles come, the clusters are the same.
func TestOrderCountsNothing(t *testing.T) {
	var texts []Text
	for i := range 60 {
		words := story(uint64(i), 60)
		for j := range 1 + i%4 {
			texts = append(texts, text(fmt.Sprintf("https://%d.example/%d", j, i), fmt.Sprint("outlet ", j), "", 1+(i+j)%20, edited(words, 0.04*float64(j), uint64(j))))
		}
	}
	urls := func() [][]string {
		var all [][]string
		for _, c := range Clusters(texts) {
			var list []string
			for _, m := range c.Members {
				list = append(list, texts[m].URL)
			}
			all = append(all, list)
		}
		return all
	}
	want := urls()
	if len(want) < 40 {
		t.Fatalf("%d clusters", len(want))
	}
	for range 10 {
		rand.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		if got := urls(); !reflect.DeepEqual(got, want) {
			t.Fatalf("in another order:\n%v\nwant:\n%v", got, want)
		}
	}
}

// TestBatch: a batch finds exactly the texts that share a key.
func TestBatch(t *testing.T) {
	var prints []Fingerprint
	for i := range 200 {
		prints = append(prints, Of(strings.Join(edited(story(uint64(i%50), 40), 0.1*float64(i%4), uint64(i)), " ")))
	}
	prints = append(prints, Of("کوتاه"), Of("کوتاه"))
	batch := NewBatch(prints)
	for i, p := range prints {
		var want []int
		for j, q := range prints {
			if !p.IsZero() && !q.IsZero() && slices.ContainsFunc(keyPairs(p, q), func(same bool) bool { return same }) {
				want = append(want, j)
			}
		}
		got := batch.Candidates(nil, &p.Keys)
		slices.Sort(got)
		if !p.IsZero() && !slices.Equal(got, want) {
			t.Errorf("text %d: candidates %v, want %v", i, got, want)
		}
	}
}

func keyPairs(p, q Fingerprint) []bool {
	same := make([]bool, Bands)
	for i := range same {
		same[i] = p.Keys[i] == q.Keys[i]
	}
	return same
}

// TestKeysStay: keys are part of a file format.
func TestKeysStay(t *testing.T) {
	f := Of("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty 21")
	if got, want := fmt.Sprint(f.Keys[0], f.Keys[31], f.Shingles[0], f.Figures), "4265039387 2818678246 348777 [1462620]"; got != want {
		t.Errorf("keys, shingles or figures have changed: %s, were %s: old indexes would find no reprints", got, want)
	}
}

func TestEncode(t *testing.T) {
	for n := range 300 {
		want := text(fmt.Sprintf("https://a.example/%d", n), "دشت", "کوهسار", 1+n%28, story(uint64(n), n*3))
		got, err := Decode(want.Append(nil), want.Fingerprint.Keys)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%d words: %v, %v, want %v", n*3, got, err, want)
		}
	}
	full := Text{}
	for v := range uint32(1 << 16) {
		full.Fingerprint.Shingles = append(full.Fingerprint.Shingles, v*256+v%256)
	}
	full.Fingerprint.Figures = []uint32{0, 1, 1<<shingleBits - 1}
	if got, err := Decode(full.Append(nil), full.Fingerprint.Keys); err != nil || !reflect.DeepEqual(got, full) {
		t.Errorf("65,536 shingles: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(text("https://a.example/1", "دشت", "", 1, story(1, 60)).Append(nil))
	f.Add([]byte{0, 0, 0, 0, 1, 24, 255, 255, 255})
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Decode(data, [Bands]uint32{})
		if err != nil {
			return
		}
		again, err := Decode(got.Append(nil), [Bands]uint32{})
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%v became %v, %v", got, again, err)
		}
	})
}

func articles(tb testing.TB) []extract.Article {
	tb.Helper()
	file, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "corpus", "fars-dev.jsonl"))
	if err != nil {
		tb.Skipf("no real articles beside the repository: %v", err)
	}
	var all []extract.Article
	for dec := json.NewDecoder(bytes.NewReader(file)); dec.More(); {
		var a extract.Article
		if err := dec.Decode(&a); err != nil {
			tb.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// BenchmarkFingerprint reports articles a second on one core and the bytes each takes.
func BenchmarkFingerprint(b *testing.B) {
	all := articles(b)
	bytes, n := 0, 0
	for b.Loop() {
		bytes += len(FromArticle(all[n%len(all)]).Append(nil))
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(bytes)/float64(n), "B/article")
}

// BenchmarkClusters goes all the way, from articles to clusters of 20,000, half of them reprints with a word in twenty replaced.
func BenchmarkClusters(b *testing.B) {
	const n = 20_000
	all := make([]extract.Article, n)
	for i := range all {
		all[i] = extract.Article{URL: fmt.Sprint(i), Paragraphs: []string{strings.Join(edited(story(uint64(i/2), 350), 0.05*float64(i%2), uint64(i)), " ")}}
	}
	clusters := 0
	for b.Loop() {
		texts := make([]Text, n)
		var group errgroup.Group
		from := 0
		for part := range slices.Chunk(all, n/runtime.GOMAXPROCS(0)) {
			to := texts[from : from+len(part)]
			from += len(part)
			group.Go(func() error {
				for i, a := range part {
					to[i] = FromArticle(a)
				}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			b.Fatal(err)
		}
		clusters = len(Clusters(texts))
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(clusters), "clusters")
}
