package main

import "testing"

func TestSizeValue(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "4096": 4096, "500MB": 500e6, "1.5GiB": 3 << 29, "2k": 2000, "1 GB": 1e9, "3KiB": 3 << 10, "7b": 7, "1T": 1e12,
	} {
		var v sizeValue
		if err := v.Set(text); err != nil || int64(v) != want {
			t.Errorf("%s: %d, %v, want %d", text, v, err, want)
		}
	}
	for _, text := range []string{"", "MB", "-1", "1XB", "1e9", "99999999999TB"} {
		if err := new(sizeValue).Set(text); err == nil {
			t.Errorf("%q is a size", text)
		}
	}
}

func TestDayValue(t *testing.T) {
	for text, want := range map[string][2]string{ // as --since, as --until
		"1399-08-26": {"1399-08-26", "1399-08-26"}, "1399/8/6": {"1399-08-06", "1399-08-06"}, "1399": {"1399-01-01", "1399-12-30"},
		"1398-12": {"1398-12-01", "1398-12-29"}, "2020-11-16": {"1399-08-26", "1399-08-26"}, "2020": {"1398-10-11", "1399-10-11"},
		"2020-02": {"1398-11-12", "1398-12-10"}, "۱۳۹۹-۰۸-۲۶": {"1399-08-26", "1399-08-26"}, "١٣٩٩": {"1399-01-01", "1399-12-30"},
	} {
		since, until := dayValue{}, dayValue{last: true}
		if err := since.Set(text); err != nil || since.String() != want[0] {
			t.Errorf("since %s: %s, %v, want %s", text, since.String(), err, want[0])
		}
		if err := until.Set(text); err != nil || until.String() != want[1] {
			t.Errorf("until %s: %s, %v, want %s", text, until.String(), err, want[1])
		}
	}
	for _, text := range []string{"", "soon", "1399-13", "1399-07-31", "2021-02-29", "1399-00-01", "2020-13", "13990826", "99-08-26"} {
		for _, v := range []*dayValue{{}, {last: true}} {
			if err := v.Set(text); err == nil {
				t.Errorf("%q is a day: %s", text, v)
			}
		}
	}
}
