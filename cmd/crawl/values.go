package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mavihq/persian"

	"raqam/normalize/calendar"
)

// sizeValue is a flag for a number of bytes: 500MB, 1.5GiB, 4096.
type sizeValue int64

var sizeForm = regexp.MustCompile(`(?i)^(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?$`)

func (v *sizeValue) Set(s string) error {
	m := sizeForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return fmt.Errorf("%q is no size such as 500MB, 1GiB or 4096", s)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return err
	}
	base := 1000.0
	if m[3] != "" {
		base = 1024
	}
	if m[2] != "" {
		n *= math.Pow(base, float64(strings.Index("kmgt", strings.ToLower(m[2]))+1))
	}
	if n > 1<<60 {
		return fmt.Errorf("%s is too much", s)
	}
	*v = sizeValue(n)
	return nil
}

func (v *sizeValue) String() string {
	if *v == 0 {
		return "0"
	}
	return size(int64(*v))
}

func (v *sizeValue) Type() string { return "size" }

// dayValue is a flag for a day, or for the first or last one of a month or year, Solar Hijri or Gregorian: 1390-01-01, 1390, 2011-03.
type dayValue struct {
	day  calendar.Date
	last bool // of a month or year, the last day
}

var dayForm = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$`)

func (v *dayValue) Set(s string) error {
	m := dayForm.FindStringSubmatch(strings.TrimSpace(latinDigits.Replace(s)))
	if m == nil {
		return fmt.Errorf("%q is no day such as 1399-08-26, 1399 or 2020-11-16", s)
	}
	var parts [3]int
	for i, digits := range m[1:] {
		if digits == "" {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil {
			return err
		}
		parts[i] = n
		if i > 0 && n == 0 {
			return fmt.Errorf("%q is no day such as 1399-08-26, 1399 or 2020-11-16", s)
		}
	}
	d, err := v.pick(parts[0], parts[1], parts[2])
	if err != nil {
		return err
	}
	v.day = d
	return nil
}

// pick gives the day meant by a year, a month (0: none) and a day (0: none).
func (v *dayValue) pick(y, m, d int) (calendar.Date, error) {
	const gregorianYears = 1700
	if y < gregorianYears {
		date, err := calendar.New(y, m, d)
		if err == nil && v.last {
			return date.Last(), nil
		}
		return date.First(), err
	}
	switch {
	case d > 0:
		return calendar.FromGregorian(y, time.Month(m), d)
	case !v.last:
		return calendar.FromGregorian(y, time.Month(max(m, 1)), 1)
	case m == 0:
		m = 12
	}
	if m > 12 {
		return calendar.Date{}, fmt.Errorf("month %d", m)
	}
	end := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
	return calendar.FromGregorian(end.Year(), end.Month(), end.Day())
}

func (v *dayValue) String() string { return v.day.String() }
func (v *dayValue) Type() string   { return "day" }

// latinDigits reads digits typed on a Persian or Arabic keyboard.
var latinDigits = func() *strings.Replacer {
	var pairs []string
	for i := range 10 {
		ascii := strconv.Itoa(i)
		pairs = append(pairs, persian.ToPersianDigits(ascii), ascii, string(rune('\u0660'+i)), ascii)
	}
	return strings.NewReplacer(pairs...)
}()
