package search_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/search"
	"raqam/search/searchtest"
)

// TestSeries: gaps stay gaps, promises and denials stay apart, a figure of several years belongs to none of them.
func TestSeries(t *testing.T) {
	a := searchtest.OpenFigures(t).(search.Aggregator)
	tests := []struct {
		query, by string
		want      []string
	}{
		{"counted:واحد kind:quantity per:= -change:delta year:1397..1402", "year", []string{
			"1397 gap", "1397..1401 claimed 50000 50000 50000", "1398 claimed 7000 7000 7000", "1399 claimed 9020 9020 9020", "1399 planned 10000 10000 10000",
			"1400 gap", "1401 claimed 11000 12000 12000", "1402 negated 3 3 3",
		}},
		{"value:9020..10000", "year", []string{"1399 claimed 9020 9020 9020", "1399 planned 10000 10000 10000"}},
		{"value:9020 OR value:=3", "year", []string{"1399 claimed 9020 9020 9020", "1400 gap", "1401 gap", "1402 negated 3 3 3"}},
		{"value:9020 year:>=1398", "year", []string{"1398 gap", "1399 claimed 9020 9020 9020"}},
		{"value:9020 year:..1400", "year,outlet", []string{
			"1399 خبرگزاري دوم claimed 9020 9020 9020", "1399 خبرگزاری یکم claimed 9020 9020 9020", "1400 gap",
		}},
		{"counted:سهم", "year", []string{" claimed 1/3 1/3 1/3"}},
		{"status:negated", "month", []string{"1402-04 negated 3 3 3"}},
		{"value:9020 OR value:=3", "outlet,year", []string{
			"خبرگزاري دوم 1399 claimed 9020 9020 9020", "خبرگزاری یکم 1399 claimed 9020 9020 9020", "خبرگزاری یکم 1402 negated 3 3 3",
		}},
		{"ۀۀۀ year:1397..1402", "year", nil},
	}
	for _, test := range tests {
		q, err := search.Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		s, err := search.NewSeries(t.Context(), a, q, search.AggregateOptions{By: strings.Split(test.by, ",")})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		claims := 0
		for _, row := range s.Rows {
			words := []string{row.Period}
			if row.Label != "" {
				words = append(words, row.Label)
			}
			if row.Gap {
				words = append(words, "gap")
			} else {
				words = append(words, row.Status, row.Least.Value, row.Median, row.Greatest.Value)
			}
			claims += row.Claims
			got = append(got, strings.Join(words, " "))
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s by %s (-want +got):\n%s", test.query, test.by, d)
		}
		if claims != s.Total {
			t.Errorf("%s by %s: rows of %d claims, total %d", test.query, test.by, claims, s.Total)
		}
	}
	if _, err := search.NewSeries(t.Context(), a, search.Query{Root: search.All{}}, search.AggregateOptions{By: []string{"quote"}}); err == nil {
		t.Error("a series by quote is accepted")
	}
}

// TestTotal: a running sum is exact past 2^53 and with fractions, whatever the order.
func TestTotal(t *testing.T) {
	numbers := []string{"9007199254740993", "1/3", "0.1", "-5", "9007199254740992", "1e30", "2/3", "0.2", "9007199254740991", "9007199254740991"}
	want := "1000000000000036028797018963963.3"
	for range 20 {
		var total search.Total
		for i := range numbers {
			x, err := search.ParseExact(numbers[(i*7+3)%len(numbers)])
			if err != nil {
				t.Fatal(err)
			}
			total.Add(x)
		}
		if got := total.Sum().String(); got != want {
			t.Fatalf("sum %s, want %s", got, want)
		}
		numbers = append(numbers[3:], numbers[:3]...)
	}
	var many search.Total
	big, _ := search.ParseExact("9007199254740991")
	for range 3000 {
		many.Add(big)
	}
	if got := many.Sum().String(); got != "27021597764222973000" {
		t.Errorf("3000 times 2^53-1 is %s", got)
	}
}
