package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	ptime "github.com/yaa110/go-persian-calendar"
)

func TestNewRefusesDaysThatDoNotExist(t *testing.T) {
	for _, d := range []Date{{1399, 7, 31}, {1398, 12, 30}, {1400, 12, 30}, {1399, 13, 1}, {1399, 1, 32}, {1399, 0, 5}, {0, 7, 31},
		{1399, -1, 1}, {1399, 1, -1}, {999, 1, 1}, {2020, 11, 16}, {-1399, 1, 1}} {
		if got, err := New(d.Year, d.Month, d.Day); !errors.Is(err, ErrInvalid) {
			t.Errorf("New(%v) = %v, %v; want ErrInvalid", d, got, err)
		}
	}
	for _, d := range []Date{{1399, 12, 30}, {1403, 12, 30}, {1399, 6, 31}, {0, 12, 30}, {1399, 0, 0}, {1399, 8, 0}, {0, 9, 5}, {}} {
		if got, err := New(d.Year, d.Month, d.Day); err != nil || got != d {
			t.Errorf("New(%v) = %v, %v", d, got, err)
		}
	}
}

// Every day of 1300 to 1502 against the standard library's Gregorian calendar and go-persian-calendar: the days follow one another
// without a gap, both conversions are each other's inverse, and the weekday goes on.
func TestEveryDay(t *testing.T) {
	d := Date{1300, 1, 1}
	at := time.Date(1921, time.March, 21, 12, 0, 0, 0, time.UTC)
	days := 0
	for ; d.Year <= 1502; days++ {
		y, m, day := at.Date()
		if gy, gm, gd := d.Gregorian(); gy != y || gm != m || gd != day {
			t.Fatalf("%v.Gregorian() = %d-%d-%d, want %v", d, gy, gm, gd, at)
		}
		if back, err := FromGregorian(y, m, day); err != nil || back != d {
			t.Fatalf("FromGregorian(%v) = %v, %v; want %v", at, back, err, d)
		}
		if p := ptime.New(at); p.Year() != d.Year || int(p.Month()) != d.Month || p.Day() != d.Day {
			t.Fatalf("%v: ptime has %v, want %v", at, p, d)
		}
		if d.Weekday() != at.Weekday() {
			t.Fatalf("%v.Weekday() = %v, want %v", d, d.Weekday(), at.Weekday())
		}
		if _, err := New(d.Year, d.Month, d.Day); err != nil {
			t.Fatal(err)
		}
		if parsed, err := ParseDate(d.String()); err != nil || parsed != d {
			t.Fatalf("ParseDate(%q) = %v, %v", d.String(), parsed, err)
		}
		// The next day, counted on by the months' lengths and not by the conversion under test.
		next := Date{d.Year, d.Month, d.Day + 1}
		if _, err := New(next.Year, next.Month, next.Day); err != nil {
			next = Date{d.Year, d.Month + 1, 1}
			if next.Month == 13 {
				next = Date{d.Year + 1, 1, 1}
			}
		}
		if got := d.AddDays(1); got != next {
			t.Fatalf("%v.AddDays(1) = %v, want %v", d, got, next)
		}
		d, at = next, at.AddDate(0, 0, 1)
	}
	want := 0
	for y := 1300; y <= 1502; y++ {
		want += 365
		switch y % 33 { // the leap years of the calendar's cycle of 33 years
		case 1, 5, 9, 13, 17, 22, 26, 30:
			want++
		}
	}
	if days != want {
		t.Errorf("%d days, want %d", days, want)
	}
}

func TestDateText(t *testing.T) {
	for s, want := range map[string]Date{
		"1399-08-26": {1399, 8, 26}, "1399-08": {1399, 8, 0}, "1399": {1399, 0, 0}, "--08-26": {0, 8, 26}, "--08": {0, 8, 0},
	} {
		got, err := ParseDate(s)
		if err != nil || got != want || got.String() != s {
			t.Errorf("ParseDate(%q) = %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "-", "--", "--8-26", "99", "1399-8-26", "1399-08-26-", "1399-08-", "1399-00", "1399-07-31", "2020-11-16",
		"+399-08-26", "۱۳۹۹", "1399/08/26", "1399-08-26-01", "-1399", "0000"} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, got)
		}
	}
	var v struct{ D Date }
	if err := json.Unmarshal([]byte(`{"D":""}`), &v); err != nil || !v.D.IsZero() {
		t.Errorf("empty text: %v, %v", v.D, err)
	}
}

func TestCompareFirstLast(t *testing.T) {
	ordered := []Date{{}, {0, 9, 5}, {1398, 0, 0}, {1398, 12, 29}, {1399, 0, 0}, {1399, 8, 0}, {1399, 8, 1}, {1399, 8, 26}, {1399, 9, 1}}
	for i := range ordered {
		for j := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := ordered[i].Compare(ordered[j]); got != want {
				t.Errorf("%v.Compare(%v) = %d, want %d", ordered[i], ordered[j], got, want)
			}
		}
	}
	for _, c := range []struct{ d, first, last Date }{
		{Date{1399, 0, 0}, Date{1399, 1, 1}, Date{1399, 12, 30}},
		{Date{1398, 12, 0}, Date{1398, 12, 1}, Date{1398, 12, 29}},
		{Date{1399, 8, 26}, Date{1399, 8, 26}, Date{1399, 8, 26}},
	} {
		if c.d.First() != c.first || c.d.Last() != c.last {
			t.Errorf("%v: %v to %v, want %v to %v", c.d, c.d.First(), c.d.Last(), c.first, c.last)
		}
	}
}

// The calendar of Umm al-Qura against days whose lunar date was public: the first of Muharram of several years and two feasts.
func TestLunar(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		gy      int
		gm      time.Month
		gd      int
	}{
		{1442, 1, 1, 2020, time.August, 20}, {1445, 1, 1, 2023, time.July, 19}, {1446, 1, 1, 2024, time.July, 7},
		{1441, 9, 1, 2020, time.April, 24}, {1441, 12, 10, 2020, time.July, 31}, {1400, 1, 1, 1979, time.November, 20},
	} {
		want, err := FromGregorian(c.gy, c.gm, c.gd)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := fromLunar(c.y, c.m, c.d)
		if !ok || got != want {
			t.Errorf("fromLunar(%d-%d-%d) = %v, %v; want %v", c.y, c.m, c.d, got, ok, want)
		}
		if y := lunarYear(want); y != c.y {
			t.Errorf("lunarYear(%v) = %d, want %d", want, y, c.y)
		}
		if y := lunarYear(want.AddDays(-1)); c.m == 1 && c.d == 1 && c.y > 1356 && y != c.y-1 {
			t.Errorf("lunarYear(%v) = %d, want %d", want.AddDays(-1), y, c.y-1)
		}
	}
	for _, c := range [][3]int{{1355, 12, 1}, {1501, 1, 1}, {1442, 1, 31}, {1442, 1, 30}, {1442, 1, 0}, {260, 1, 1}} {
		if d, ok := fromLunar(c[0], c[1], c[2]); ok {
			t.Errorf("fromLunar(%v) = %v, want none", c, d)
		}
	}
}
