package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/corpus"
)

const (
	partsFirst = "<p>وزیر نیرو گفت: در ۳ استان کشور ۱۲ نیروگاه خورشیدی در دست ساخت است که تا پایان سال به شبکه سراسری می‌پیوندند.</p>"
	partsLast  = "<p>وی افزود: هزینه ساخت این نیروگاه‌ها از محل بودجه عمرانی و با ۲۰ درصد آورده بخش خصوصی تأمین شده است.</p>"
)

// partsOf reads a page of an unknown system whose text is inner.
func partsOf(t *testing.T, inner string) Article {
	t.Helper()
	page := `<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>ساخت ۱۲ نیروگاه - نور</title></head><body><h1>ساخت ۱۲ نیروگاه</h1><div>` + inner + `</div></body></html>`
	a, reasons, err := explainWith(noProfiles(), corpus.Record{Kind: corpus.Page, URL: "https://nur.example/n/1", Body: []byte(page)})
	if err != nil {
		t.Fatalf("%v\n%v", err, reasons)
	}
	return a
}

func pick(paragraphs []string, indices []int) []string {
	var out []string
	for _, i := range indices {
		out = append(out, paragraphs[i])
	}
	return out
}

func TestTableRows(t *testing.T) {
	for _, c := range []struct {
		name, table string
		want        []string
	}{
		{"headings in th", `<tr><th>استان</th><th>نیروگاه</th></tr><tr><td>یزد</td><td>۷</td></tr><tr><td>کرمان</td><td>۵</td></tr>`,
			[]string{"استان: یزد | نیروگاه: ۷", "استان: کرمان | نیروگاه: ۵"}},
		{"headings in thead", `<thead><tr><td>استان</td><td>نیروگاه</td></tr></thead><tbody><tr><td>یزد</td><td>۷</td></tr></tbody>`,
			[]string{"استان: یزد | نیروگاه: ۷"}},
		{"headings in bold", `<tr><td><strong>استان</strong></td><td><p><b>نیروگاه</b></p></td></tr><tr><td>یزد</td><td><p>۷</p></td></tr>`,
			[]string{"استان: یزد | نیروگاه: ۷"}},
		{"headings known by what stands below", `<tr><td>استان</td><td>نیروگاه</td><td>مگاوات</td></tr><tr><td>یزد</td><td>۷</td><td>۷۰</td></tr><tr><td>کرمان</td><td>۵</td><td>۴۰</td></tr>`,
			[]string{"استان: یزد | نیروگاه: ۷ | مگاوات: ۷۰", "استان: کرمان | نیروگاه: ۵ | مگاوات: ۴۰"}},
		{"a heading over two columns", `<tr><th rowspan=2>استان</th><th colspan=2>۱۴۰۱</th></tr><tr><th>زن</th><th>مرد</th></tr><tr><td>یزد</td><td>۷</td><td>۹</td></tr>`,
			[]string{"استان: یزد | ۱۴۰۱ زن: ۷ | ۱۴۰۱ مرد: ۹"}},
		{"two rows of headings known by what stands below", `<tr><td rowspan=2>استان</td><td colspan=2>خانه</td></tr><tr><td>نو</td><td>کهنه</td></tr><tr><td>یزد</td><td>۷</td><td>۹</td></tr>`,
			[]string{"استان: یزد | خانه نو: ۷ | خانه کهنه: ۹"}},
		{"a cell over two rows", `<tr><th>استان</th><th>شهر</th><th>نیروگاه</th></tr><tr><td rowspan=2>یزد</td><td>بافق</td><td>۷</td></tr><tr><td>مهریز</td><td>۵</td></tr>`,
			[]string{"استان: یزد | شهر: بافق | نیروگاه: ۷", "شهر: مهریز | نیروگاه: ۵"}},
		{"headings beside", `<tr><th>شمار نیروگاه‌ها</th><td>۱۲</td></tr><tr><th>توان</th><td>۱۱۰ مگاوات</td></tr>`,
			[]string{"شمار نیروگاه‌ها: ۱۲", "توان: ۱۱۰ مگاوات"}},
		{"no headings", `<tr><td>نام</td><td>آفتاب</td></tr><tr><td>توان</td><td>۱۱۰ مگاوات</td></tr>`,
			[]string{"نام | آفتاب", "توان | ۱۱۰ مگاوات"}},
		{"an empty cell has no label", `<tr><th>استان</th><th>نیروگاه</th><th>سال</th></tr><tr><td>یزد</td><td></td><td>۱۴۰۱</td></tr>`,
			[]string{"استان: یزد | سال: ۱۴۰۱"}},
		{"another script stays as it is", `<tr><th>Province</th><th>Plants</th></tr><tr><td>Yazd</td><td>7</td></tr>`,
			[]string{"Province | Plants", "Yazd | 7"}},
		{"spans beyond all measure", `<tr><th colspan=99999999>استان</th><th rowspan=-3>نیروگاه</th></tr><tr><td>یزد</td><td>۷</td></tr>`,
			[]string{"استان: یزد | استان: ۷"}},
	} {
		a := partsOf(t, partsFirst+"<table>"+c.table+"</table>"+partsLast)
		if diff := cmp.Diff(c.want, pick(a.Paragraphs, a.TableRows)); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%q", c.name, diff, a.Paragraphs)
		}
	}
}

// TestLayoutTable: a table that lays the page out is none of figures.
func TestLayoutTable(t *testing.T) {
	a := partsOf(t, "<table><tr><th>منو</th><td>"+partsFirst+partsLast+"</td></tr><tr><td>x</td><td>y</td></tr></table>")
	if len(a.TableRows) != 0 || len(a.Paragraphs) != 2 {
		t.Errorf("%q, rows %d", a.Paragraphs, a.TableRows)
	}
}

func TestSubheadsQuotesCaptions(t *testing.T) {
	a := partsOf(t, partsFirst+`<h2>سهم استان‌ها</h2>`+partsLast+
		`<figure><img src="a.jpg"><figcaption>بازدید وزیر از نیروگاه ۱۰ مگاواتی</figcaption></figure>
		<p><strong>نیمی از هزینه‌ها</strong></p><blockquote><p>ما ۶ ماه جلوتر از برنامه هستیم.</p></blockquote>`+partsLast+
		`<p><b>پرسش: چند نیروگاه آماده است؟</b></p><p>او پاسخ داد: ۴ نیروگاه تا پایان ماه آماده بهره‌برداری خواهد بود.</p>`)
	for name, c := range map[string]struct{ want, got []string }{
		"subheads": {[]string{"سهم استان‌ها", "نیمی از هزینه‌ها"}, pick(a.Paragraphs, a.Subheads)},
		"quotes":   {[]string{"ما ۶ ماه جلوتر از برنامه هستیم."}, pick(a.Paragraphs, a.Quotes)},
		"captions": {[]string{"بازدید وزیر از نیروگاه ۱۰ مگاواتی"}, a.Captions},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%q", name, diff, a.Paragraphs)
		}
	}
	if strings.Contains(strings.Join(a.Paragraphs, "\n"), "مگاواتی") {
		t.Errorf("the caption is in the text: %q", a.Paragraphs)
	}
}

func TestLanguage(t *testing.T) {
	const (
		persian = "وزیر گفت: چهار پروژه بزرگ آماده است."
		old     = "وزير گفت: چهار پروژه بزرگ آماده است و كار تمام شده."
		arabic  = "أعلنت الوزارة عن إطلاق خمسة مشاريع جديدة في المدينة."
		kurdish = "وەزیر گوتی: چوار پڕۆژەی گەورە ئامادەن."
	)
	for _, c := range []struct{ text, declared, want string }{
		{persian, "", "fa"}, {persian, "fa-IR", "fa"}, {persian, "en", "fa"}, {persian, "ar", "fa"}, {old, "", "fa"}, {old, "ar-SA", "fa"},
		{arabic, "", "ar"}, {arabic, "fa", "ar"}, {kurdish, "ckb", "ckb"}, {"Four projects are ready.", "en_US", "en"},
		{"Four projects are ready.", "", ""}, {"Four projects are ready.", "fa", ""}, {"۱۲۳", "fa", ""}, {"", "en", ""},
	} {
		if got := languageOf(c.text, c.declared); got != c.want {
			t.Errorf("languageOf(%q, %q) = %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}

// TestLabelledLines: what a line of the page says of the article becomes a field, and is no text.
func TestLabelledLines(t *testing.T) {
	a := partsOf(t, `<p>تاریخ انتشار: ۲۶ آبان ۱۳۹۹ - ۱۲:۳۳</p>`+partsFirst+partsLast+`<p>آخرین به‌روزرسانی: ۲۷ آبان ۱۳۹۹ - ۰۸:۰۰</p><p>منبع: ایسنا</p>`)
	if a.Published.String() != "2020-11-16T12:33:00+03:30" || a.Updated.String() != "2020-11-17T08:00:00+03:30" || a.ReprintedFrom != "ایسنا" || len(a.Paragraphs) != 2 {
		t.Errorf("published %s, updated %s, reprinted from %q, %q", a.Published, a.Updated, a.ReprintedFrom, a.Paragraphs)
	}
}
