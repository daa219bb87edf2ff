package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func TestParseStamp(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"۲۶ آبان ۱۳۹۹ - ۱۲:۳۳", "2020-11-16T12:33:00+03:30"},
		{"۱۹ بهمن ۱۴۰۲، ۱۲:۰۸", "2024-02-08T12:08:00+03:30"},
		{"تاریخ انتشار: ۲۱ ارديبهشت ۱۳۹۹ - ۱۸:۵۹", "2020-05-10T18:59:00+04:30"},
		{"۱۴:۴۱ - ۱۳۹۴/۰۳/۲۶", "2015-06-16T14:41:00+04:30"},
		{"2 تير 1399 - 12:09:08 ب.ظ", "2020-06-22T12:09:08+04:30"},
		{"2 تير 1399 - 1:09:08 ب.ظ", "2020-06-22T13:09:08+04:30"},
		{"2 تير 1399 - 12:09 ق.ظ", "2020-06-22T00:09:00+04:30"},
		{"جمعه 10 مهر 1405 - 19:05", "2026-10-02T19:05:00+03:30"},
		{"۹ خرداد ۱۴۰۴ / ۱۹:۳۱", "2025-05-30T19:31:00+03:30"},
		{"مهر ۱۲, ۱۴۰۵ ۱۹:۲۴", "2026-10-04T19:24:00+03:30"},
		{"۱۳۹۹/۰۲/۲۱ - ۱۸:۵۹", "2020-05-10T18:59:00+04:30"},
		{"۱۳۹۹-۰۲-۳۱T18:59:00+04:30", "2020-05-20T18:59:00+04:30"}, // a day that February never has
		{"1399-08-26", "1399-08-26"},
		{"2020-11-16", "1399-08-26"},
		{"۲۰۲۰/۱۱/۱۶", "1399-08-26"},
		{"2020-11-16T09:03:00Z", "2020-11-16T12:33:00+03:30"},
		{"2020-11-16T12:33:00.123+0330", "2020-11-16T12:33:00+03:30"},
		{"2020-11-16T22:30:00+00:00", "2020-11-17T02:00:00+03:30"}, // the next day in Tehran
		{"2020-11-16 12:33", "2020-11-16T12:33:00+03:30"},
		{"Mon, 16 Nov 2020 09:03:00 GMT", "2020-11-16T12:33:00+03:30"},
		{"16 November 2020 12:33 PM", "2020-11-16T12:33:00+03:30"},
		{"Nov 16, 2020", "1399-08-26"},
		{"13990826", "1399-08-26"},
		{"20201116", "1399-08-26"},
		{"۲۶ آبان‌ماه ۹۹ ساعت ۱۴", "2020-11-16T14:00:00+03:30"},
		{"99/8/26", "1399-08-26"},
		{"2020-11-16 T 12:33:00 +0330", "2020-11-16T12:33:00+03:30"},
		{"۳۳ : ۱۲ - دوشنبه ۲۶ آبان ۱۳۹۹", "2020-11-16T12:33:00+03:30"},
		{"Mon Nov 16 2020 12:33:00 GMT+0330 (Iran Standard Time)", "2020-11-16T12:33:00+03:30"},
		{"۲۹ ربیع الاول ۱۴۴۲ - دوشنبه ۲۶ آبان ۱۳۹۹", "1399-08-26"}, // the sure calendar counts
		{"26/8/1399 | 7:05", "2020-11-16T07:05:00+03:30"},
		{"۲ فروردین ۱۴۰۰ - ۰۰:۳۰", "2021-03-22T01:30:00+04:30"}, // the hour that was skipped: same day
	} {
		s, err := ParseStamp(c.in)
		if err != nil || s.String() != c.want {
			t.Errorf("ParseStamp(%q) = %v, %v; want %v", c.in, s, err, c.want)
		}
		if back, err := ParseStamp(s.String()); err != nil || back.Date != s.Date || !back.Clock.Equal(s.Clock) {
			t.Errorf("%v read back as %v, %v", s, back, err)
		}
	}
	for _, c := range []struct {
		in   string
		want error
	}{
		{"", ErrNoDate}, {"خبرگزاری", ErrNoDate}, {"۱۲:۳۳", ErrNoDate}, {"سال ۱۳۹۹", ErrNoDate}, {"۲۶ آبان", ErrNoDate},
		{"۳۱ مهر ۱۳۹۹", ErrInvalid}, {"1399/07/31", ErrInvalid}, {"2020-02-30", ErrInvalid}, {"1399-13-01T12:00:00Z", ErrInvalid},
		{"2020-11-16T25:00:00Z", ErrInvalid}, {"13990731", ErrInvalid}, {"1556-08-26T12:00:00Z", ErrInvalid},
	} {
		if s, err := ParseStamp(c.in); !errors.Is(err, c.want) {
			t.Errorf("ParseStamp(%q) = %v, %v; want %v", c.in, s, err, c.want)
		}
	}
}

func TestStampJSON(t *testing.T) {
	type doc struct {
		P Stamp `json:"p,omitzero"`
	}
	for in, want := range map[string]string{
		`{"p":"1399-08-26"}`:                `{"p":"1399-08-26"}`,
		`{"p":"۱۳۹۹/۰۸/۲۶"}`:                `{"p":"1399-08-26"}`,
		`{"p":"2020-11-16T09:03:00Z"}`:      `{"p":"2020-11-16T12:33:00+03:30"}`,
		`{"p":"2020-11-16T12:33:00+03:30"}`: `{"p":"2020-11-16T12:33:00+03:30"}`,
		`{"p":""}`:                          `{}`,
		`{}`:                                `{}`,
	} {
		var d doc
		if err := json.Unmarshal([]byte(in), &d); err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got, err := json.Marshal(d); err != nil || string(got) != want {
			t.Errorf("%s: %s, %v; want %s", in, got, err, want)
		}
	}
	var d doc
	if err := json.Unmarshal([]byte(`{"p":"1399-07-31"}`), &d); !errors.Is(err, ErrInvalid) {
		t.Errorf("1399-07-31: %v, want ErrInvalid", err)
	}
}

// The day in Tehran does not begin at midnight when the clocks go forward then; the civil date must survive every hour of every day.
func TestStampKeepsItsDay(t *testing.T) {
	for d := (Date{1370, 1, 1}); d.Year <= 1405; d = d.AddDays(1) {
		for hour := range 24 {
			if s := atClock(d, hour, 30, 0); s.Date != d {
				t.Fatalf("%v %02d:30 became %v (%v)", d, hour, s.Date, s.Clock)
			}
		}
	}
	if y, m, day := (Date{1400, 1, 2}).Gregorian(); y != 2021 || m != time.March || day != 22 {
		t.Errorf("1400-01-02 is %d-%d-%d", y, m, day)
	}
}
