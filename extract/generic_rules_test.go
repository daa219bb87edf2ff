package extract

import (
	"strings"
	"testing"

	"raqam/corpus"
)

// TestGenericRules shows each rule of the generic path on the least page that needs it: what must be in the text, and what must not.
func TestGenericRules(t *testing.T) {
	const p = `<p>مدیرکل راه استان گفت: ۴۷ کیلومتر از جاده روستایی در بهار امسال آسفالت شد و کار تا پایان پاییز ادامه دارد، هر چند اعتبار آن کم است.</p>` +
		`<p>او افزود که هزینه هر کیلومتر آن ۹ میلیارد تومان بوده و نیمی از آن را دهیاری‌ها و نیم دیگر را شرکت‌های پیمانکار پرداخته‌اند.</p>`
	for _, c := range []struct{ name, page, with, without string }{
		{"an embedded post in a box", p + `<div class="social-widget"><blockquote class="twitter-tweet"><p>جاده ما هنوز خاکی است و ۳ سال است که منتظریم.</p></blockquote></div>` + p, "منتظریم", ""},
		{"a box with more than a post", p + `<div class="social-widget">دنبال کنید <blockquote class="twitter-tweet"><p>جاده ما هنوز خاکی است و ۳ سال است که منتظریم.</p></blockquote></div>` + p, "", "منتظریم"},
		{"other articles inside the article", p + `<article><p>۸۲۱ خانه روستایی در این استان در سه سال گذشته مقاوم‌سازی شده است.</p></article><article><p>۸۲۲ خانه دیگر هم نیاز به تعمیر دارد و کار آغاز می‌شود.</p></article>`, "پیمانکار", "۸۲"},
		{"a hover card in a sentence", `<p>به گفته <span class="rollover-people"><a>رضا نوری</a><span class="rollover-block"> ۷۷ خبر دیگر از او</span></span> این جاده امسال باز می‌شود و مردم دیگر راه دور نمی‌روند.</p>` + p, "پیمانکار", "۷۷"},
		{"rows named after their subject", p + `<table><tr class="player-1"><td>رضا نوری</td><td>۵۱ امتیاز</td></tr><tr class="player-2"><td>علی نوری</td><td>۵۲ امتیاز</td></tr></table>` + p, "۵۲ امتیاز", ""},
		{"a table at the end", p + `<table><tr><td>بهار</td><td>۶۱</td></tr><tr><td>تابستان</td><td>۶۲</td></tr><tr><td>پاییز</td><td>۶۳</td></tr></table>`, "۶۳", ""},
		{"a list at the end", p + `<ul><li>۶۱ پل</li><li>۶۲ تونل</li><li>۶۳ جاده</li></ul>`, "۶۳ جاده", ""},
		{"labels at the end", p + `<div>چاپ ۶۱</div><div>بازدید ۶۲</div>`, "پیمانکار", "۶۲"},
		{"one paragraph among lists of links", p + `<p>` + strings.Repeat(`<a href="/x">خرید از فروشگاه اینترنتی ما با بهترین قیمت</a><br>`, 40) + `</p>` + p, "۴۷", "فروشگاه"},
		{"the site's own description", `<meta property="og:description" content="راه‌نیوز با ۹۱ خبرنگار در ۳۱ استان تازه‌ترین خبرهای راه را می‌نویسد.">` + p + `<footer>راه‌نیوز با ۹۱ خبرنگار در ۳۱ استان تازه‌ترین خبرهای راه را می‌نویسد.</footer>`, "پیمانکار", "۹۱"},
	} {
		page := `<!DOCTYPE html><meta charset="utf-8"><title>جاده‌های روستایی آسفالت شد</title><h1>جاده‌های روستایی آسفالت شد</h1><article><div class="text">` + c.page + `</div></article>`
		a, reasons, err := explainWith(noProfiles(), corpus.Record{Kind: corpus.Page, URL: "https://rah.example/n/4", Body: []byte(page)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		text := a.Lead + "\n" + strings.Join(a.Paragraphs, "\n")
		if !strings.Contains(text, c.with) || c.without != "" && strings.Contains(text, c.without) {
			t.Errorf("%s: with %q, without %q:\n%s\n%v", c.name, c.with, c.without, text, reasons)
		}
	}
}
