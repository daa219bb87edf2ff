package extract

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"raqam/corpus"
)

// TestDataPage reads an answer of JSON, with the keys of a newspaper's pages and with others.
func TestDataPage(t *testing.T) {
	const body = `<p>مدیرکل راه استان گفت: ۴۷ کیلومتر از جاده روستایی در بهار امسال آسفالت شد و کار تا پایان پاییز ادامه دارد.</p><p>او افزود که هزینه هر کیلومتر ۹ میلیارد تومان بوده است و نیمی از آن را دهیاری‌ها پرداخته‌اند.</p><p>انتهای پیام/۳۳</p>`
	read := func(page string) (Article, error) {
		return FromRecord(corpus.Record{Kind: corpus.Page, URL: "https://nur.example/ajax/8201/4/77", Body: []byte(page), Header: http.Header{"Content-Type": {"application/json; charset=utf-8"}}})
	}
	a, err := read(`{"dataset_v2":{"rootitr":"مدیرکل راه:","title":"آسفالت ۴۷ کیلومتر جاده","lead":"۴۷ کیلومتر جاده آسفالت شد.","content":` + quoted(body) +
		`,"newspaper":{"page_data":{"publish_year":1402,"publish_month":7,"publish_day":12}}},"others":[{"title":"خبر دیگر","content":"کوتاه"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if a.Kicker != "مدیرکل راه:" || a.Title != "آسفالت ۴۷ کیلومتر جاده" || a.Lead == "" || len(a.Paragraphs) != 2 || a.Published.String() != "1402-07-12" || a.Language != "fa" {
		t.Errorf("%+v", a)
	}
	a, err = read(`[{"headline":"آسفالت ۴۷ کیلومتر جاده","html":` + quoted(body) + `,"publishedAt":1696406400000}]`)
	if err != nil || len(a.Paragraphs) != 2 || a.Published.String() != "2023-10-04T11:30:00+03:30" {
		t.Errorf("%+v, %v", a, err)
	}
	for _, page := range []string{`{}`, `{"title":"x"`, `null`, `"text"`, strings.Repeat("[", 100_000)} {
		if _, err := read(page); !errors.Is(err, ErrNotArticle) {
			t.Errorf("%.20s: %v", page, err)
		}
	}
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
