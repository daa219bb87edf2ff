package calendar

import (
	"fmt"
	"strings"
	"testing"

	"raqam/normalize"
	"raqam/normalize/number"
)

var fuzzSeeds = []string{
	"", "۲۶ آبان ۱۳۹۹ - ۱۲:۳۳", "ساعت هفت و چهل و پنج دقیقه", "22 تا 24 شهریور", "از ۲۰ اسفند تا ۱۵ فروردین ۹۱", "سالهای ۷۶، ۷۷ و 1971 - 1972",
	"دهه‌های ۱۳۴۰ تا ۱۳۵۰ میلادی", "2020-11-16T12:33:00+99:99", "99991231", "0000-00-00", "۳۱/۱۲/۹۹", "شنبه ۵ و یکشنبه ۶ مهر",
	"شش ماهه نخست سال گذشته تاکنون", "۹۹ سال پیش ۹۹۹ دهه آینده", "\xff\xfe ۱۲:\u200c۳۳", "ماه ماه ماه سال سال سال", "1 و 2 و 3 و 4 و 5 و 6",
	"ربیع الاول ۱۴۴۲ ه.ق", "ساعت 30/9 - 8 تا 12 صبح", "Nov 16, 2020 1:00 PM", "۱۲ مهر\n۹۹", "دهه ۹۹۹۰ قمری", "سال ۰۰ تا ۰۱", "۲۶ آبان ۱۳۱۳ - ۱۲:۳۳", "1935-06-12T20:29:00Z", "18191231",
}

func FuzzParseStamp(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		stamp, err := ParseStamp(s)
		if err != nil {
			if !stamp.IsZero() {
				t.Errorf("%q: %v beside the error %v", s, stamp, err)
			}
			return
		}
		if _, err := New(stamp.Date.Year, stamp.Date.Month, stamp.Date.Day); err != nil || !stamp.Date.IsDay() {
			t.Errorf("%q: %v is no day", s, stamp.Date)
		}
		if !stamp.Clock.IsZero() && FromTime(stamp.Clock) != stamp.Date {
			t.Errorf("%q: %v is not the day of %v", s, stamp.Date, stamp.Clock)
		}
		back, err := ParseStamp(stamp.String())
		if err != nil || back.Date != stamp.Date || !back.Clock.Equal(stamp.Clock) {
			t.Errorf("%q: %v read back as %v, %v", s, stamp, back, err)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, 1399, 8, 26)
	}
	f.Add("سال ۹۸ و ۵ آذر و دو سال پیش", 0, 0, 0)
	f.Add("۵ آذر پارسال و ۱۰ محرم و 8 می", 1000, 1, 1)
	f.Add("۵ آذر سال آینده و ۱۰ محرم و 8 می و ۲۰ سال آینده", 1699, 12, 29)
	f.Fuzz(func(t *testing.T, s string, y, m, d int) {
		ref, err := New(y, m, d)
		if err != nil {
			ref = Date{}
		}
		x := normalize.Fold(s)
		toks := normalize.Tokenize(nil, x.Folded())
		at := 0
		for _, m := range Find(x, toks, number.Find(x, toks), ref) {
			if m.Start < at || m.End <= m.Start || m.End > len(x.Folded()) {
				t.Fatalf("%q: match %+v after byte %d", s, m, at)
			}
			at = m.End
			if m.Kind == 0 || m.Value == "" || m.Rule == "" || (m.Kind == TimeKind) != (m.Calendar == 0) {
				t.Errorf("%q: incomplete match %+v", s, m)
			}
			for _, d := range []Date{m.From, m.To} {
				if _, err := New(d.Year, d.Month, d.Day); err != nil || !d.IsZero() && d.Year == 0 {
					t.Errorf("%q: %+v: %v", s, m, err)
				}
			}
		}
		at = 0
		for _, r := range References(x, toks, ref) {
			if r.Start < at || r.End <= r.Start || r.End > len(x.Folded()) {
				t.Fatalf("%q: reference %+v after byte %d", s, r, at)
			}
			at = r.End
			for _, d := range []Date{r.From, r.To} {
				if _, err := New(d.Year, d.Month, d.Day); err != nil {
					t.Errorf("%q: %+v: %v", s, r, err)
				}
			}
		}
	})
}

// Text made to be slow: every pattern that looks ahead, repeated without an end. Linear work shows as the same bytes per second for both sizes.
func BenchmarkHostile(b *testing.B) {
	for _, unit := range []string{"ماه ", "سال ", "۱ و ", "5 تا ", "شنبه ۵ و ", "ساعت ۵ ", "۱۲:۳۳ - ", "1399/08/26", "دهه ۶۰ و ", "سه شنبه ", "مهر ", "از تا ", " "} {
		for _, times := range []int{1000, 20_000} {
			x := normalize.Fold(strings.Repeat(unit, times))
			toks := normalize.Tokenize(nil, x.Folded())
			b.Run(fmt.Sprintf("%q×%d", unit, times), func(b *testing.B) {
				b.SetBytes(int64(len(x.Folded())))
				for b.Loop() {
					Find(x, toks, nil, refDay)
					References(x, toks, refDay)
				}
			})
		}
	}
}
