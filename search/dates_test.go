package search

import (
	"testing"

	"raqam/claim"
	"raqam/normalize/calendar"
)

// TestSpans: a span has exactly the days it should, at both of its ends.
func TestSpans(t *testing.T) {
	date := func(y, m, d int) calendar.Date { return calendar.Date{Year: y, Month: m, Day: d} }
	days := []calendar.Date{date(1396, 12, 29), date(1397, 1, 1), date(1397, 12, 29), date(1398, 1, 1), date(1398, 12, 29), date(1399, 1, 1), date(1399, 12, 30), date(1400, 1, 1)}
	for _, field := range []string{"date", "year", "published"} {
		for from := 1396; from <= 1401; from++ {
			for to := from; to <= 1401; to++ {
				asked := Period{Field: field, From: date(from, 0, 0), To: date(to, 0, 0)}
				for _, day := range days {
					c := claim.Claim{Published: calendar.Stamp{Date: day}}
					if got, want := Evaluate(asked, c, false), from <= day.Year && day.Year <= to; got != want {
						t.Errorf("%s, published %v: %v, want %v", asked, day, got, want)
					}
				}
			}
		}
	}
	month := Period{Field: "date", From: date(1399, 8, 0), To: date(1399, 8, 0)}
	for day, want := range map[calendar.Date]bool{
		date(1399, 7, 30): false, date(1399, 8, 1): true, date(1399, 8, 30): true, date(1399, 9, 1): false, date(1399, 8, 0): true, date(1399, 0, 0): true,
		date(1398, 0, 0): false,
	} {
		c := claim.Claim{Mention: claim.Mention{Reference: &claim.Reference{From: day, Source: "stated"}}}
		if got := Evaluate(month, c, false); got != want {
			t.Errorf("%s, of %v: %v, want %v", month, day, got, want)
		}
	}
	if (Period{Field: "date"}).Span().Overlaps(TimesOf(claim.Claim{}).Date) {
		t.Error("a claim without any time is found by one")
	}
}

// TestPeriodGroups: a claim belongs to the one year or month it speaks of, or to the whole of several.
func TestPeriodGroups(t *testing.T) {
	for _, test := range []struct{ from, to, year, month string }{
		{"1399", "", "1399", "1399"}, {"1399", "1399", "1399", "1399"}, {"1397", "1399", "1397..1399", "1397..1399"},
		{"1399-08", "", "1399", "1399-08"}, {"1399-08-26", "", "1399", "1399-08"}, {"1399-08-01", "1399-08-30", "1399", "1399-08"},
		{"1399-01-01", "1399-08-26", "1399", "1399-01..1399-08"}, {"1399-01-01", "1399-12-30", "1399", "1399"},
		{"1398", "1399-06", "1398..1399", "1398-01..1399-06"}, {"1398-12", "1399-01", "1398..1399", "1398-12..1399-01"},
		{"1399-12", "", "1399", "1399-12"}, {"1399-01", "", "1399", "1399-01"}, {"", "", "", ""},
	} {
		read := func(s string) calendar.Date {
			d, err := calendar.ParseDate(s)
			if err != nil && s != "" {
				t.Fatal(err)
			}
			return d
		}
		times := TimesOf(claim.Claim{Mention: claim.Mention{Reference: &claim.Reference{From: read(test.from), To: read(test.to), Source: "stated"}}})
		if year, month := YearGroup(times.Year), MonthGroup(times.Date); year != test.year || month != test.month {
			t.Errorf("%s to %s: year %q, month %q, want %q, %q", test.from, test.to, year, month, test.year, test.month)
		}
	}
}
