package number

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func TestParseSpellings(t *testing.T) {
	for _, s := range []string{"9020", "۹۰۲۰", "٩٠٢٠", "9,020", "۹٬۰۲۰", "9.02هزار", "۹ هزار و ۲۰", "نه هزار و بیست", "9.02e3", "۹،۰۲۰", "نه‌هزار و بیست", "9 020", "۹۰۲۰.۰"} {
		n, err := Parse(s)
		if s == "9 020" { // one ordinary space could as well be two numbers
			if err == nil {
				t.Errorf("Parse(%q) = %s, want an error", s, n.Value)
			}
			continue
		}
		if err != nil || n.Value.String() != "9020" {
			t.Errorf("Parse(%q) = %s, %v; want 9020", s, n.Value, err)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"1e12", "1000000000000"}, {"1.5e9", "1500000000"}, {"-5", "-5"}, {"منفی پنج", "-5"}, {"یک سوم", "1/3"}, {"نه", "9"},
		{"دو و نیم میلیون", "2500000"}, {"صفر", "0"}, {"۲۰۰ همت", "200000000000000"}, {"هزار هزار میلیارد", "1000000000000000"},
	} {
		n, err := Parse(c.in)
		if err != nil || n.Value.String() != c.want {
			t.Errorf("Parse(%q) = %s, %v; want %s", c.in, n.Value, err, c.want)
		}
	}
	for _, s := range []string{"", "سلام", "1399/8/26", "12:33", "پنج و شش", "۵ نفر", "1e99", "میلیون هزار", strings.Repeat("9", 10000), strings.Repeat("میلیون ", 10000)} {
		if n, err := Parse(s); !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("Parse(%.20q…) = %s, %v; want an error", s, n.Value, err)
		}
	}
}

// TestSpellRoundTrip holds Parse(Spell(n)) == n: a sample by default, all n < 10^6 and a million random n < 10^18 with RAQAM_LONG=1.
func TestSpellRoundTrip(t *testing.T) {
	check := func(n int64) {
		words := Spell(FromInt(n))
		got, err := Parse(words)
		if err != nil || got.Value.Cmp(FromInt(n)) != 0 {
			t.Fatalf("Parse(Spell(%d) = %q) = %s, %v", n, words, got.Value, err)
		}
	}
	step, random := int64(97), 20000
	if os.Getenv("RAQAM_LONG") != "" {
		step, random = 1, 1000000
	} else {
		t.Log("a sample only: RAQAM_LONG=1 tries all n < 10^6 and 10^6 random ones below 10^18")
	}
	for n := int64(0); n < 1000000; n += step {
		check(n)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range random {
		n := r.Int64N(1000000000000000000)
		for range r.IntN(18) {
			n /= 10
		}
		check(n)
		if n%7 == 0 {
			check(n / 1000 * 1000) // numbers with empty places
		}
	}
}
