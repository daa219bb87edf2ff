package extract

import (
	"testing"
	"time"

	"raqam/corpus"
)

func TestOrigin(t *testing.T) {
	for _, c := range []struct{ text, city, source string }{
		{"به گزارش خبرنگار خاورنیوز از تبریز، ۱۲ کارگاه باز شد.", "تبریز", ""},
		{"به گزارش خاورنیوز از خرم آباد، ۱۲ کارگاه باز شد.", "خرم آباد", ""},
		{"به گزارش خاورنیوز از نشست شورا، ۱۲ کارگاه باز شد.", "", ""},
		{"تهران - خاورنیوز - ۱۲ کارگاه باز شد.", "تهران", ""},
		{"سپیددشت- خاورنیوز- ۱۲ کارگاه باز شد.", "سپیددشت", ""},
		{"سپیددشت - شهر من - ۱۲ کارگاه دارد.", "", ""},
		{"به گزارش خاورنیوز به نقل از روزنامه کارون، ۱۲ کارگاه باز شد.", "", "روزنامه کارون"},
		{"به نقل از کارون؛ ۱۲ کارگاه باز شد.", "", "کارون"},
		{"وزیر گفت: به نقل از پدرم، ۱۲ کارگاه بود.", "", ""},
		{"به گزارش خاورنیوز، وزیر گفت: به نقل از پدرم، ۱۲ کارگاه بود.", "", ""},
		{"به نقل از کارون که دیروز این را نوشته بود ۱۲ کارگاه باز شد.", "", ""},
		{"", "", ""},
	} {
		if city, source := cityOf(c.text, "خاورنیوز"), quotedSource(c.text); city != c.city || source != c.source {
			t.Errorf("%s: city %q, source %q, want %q, %q", c.text, city, source, c.city, c.source)
		}
	}
}

func TestUpdated(t *testing.T) {
	day := time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ name, published, updated, want string }{
		{"later", "2020-11-16T09:00:00Z", "2020-11-16T10:00:00Z", "2020-11-16T13:30:00+03:30"},
		{"Solar Hijri", "2020-11-16T09:00:00Z", "۲۷ آبان ۱۳۹۹", "1399-08-27"},
		{"the same", "2020-11-16T09:00:00Z", "2020-11-16T09:00:00Z", ""},
		{"the same day", "2020-11-16", "2020-11-16", ""},
		{"earlier", "2020-11-16T09:00:00Z", "2020-11-15", ""},
		{"when the page was fetched or later", "2020-11-16", "2021-03-02", ""},
		{"alone", "", "2020-11-16", "1399-08-26"},
	} {
		d := &draft{}
		d.addDate("test", c.published)
		d.addChange("test", c.updated)
		d.choosePublished(corpus.Record{Fetched: day})
		d.chooseUpdated(corpus.Record{Fetched: day})
		if got := d.article.Updated.String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
