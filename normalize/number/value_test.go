package number

import (
	"errors"
	"strings"
	"testing"
)

func TestValue(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"9020", "9020"}, {"2.50", "2.5"}, {"-0.5", "-0.5"}, {"100000000000000000000", "100000000000000000000"}, {"2/6", "1/3"}, {"4/2", "2"},
		{"", ""}, {"0", "0"}, {"1000.000", "1000"},
	} {
		v, err := ParseValue(c.in)
		if err != nil || v.String() != c.want {
			t.Errorf("ParseValue(%q) = %q, %v; want %q", c.in, v, err, c.want)
		}
	}
	for _, s := range []string{"1e5", "abc", "1.2.3", ".5", "5.", "1/0", "--1", "NaN", "inf", "٣", strings.Repeat("1", 2000)} {
		if v, err := ParseValue(s); !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("ParseValue(%.20q) = %q, %v; want an error", s, v, err)
		}
	}
}

func TestValueArithmetic(t *testing.T) {
	val := func(s string) Value {
		v, err := ParseValue(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct{ x, y, product string }{
		{"22000", "1000000", "22000000000"}, {"1/3", "3", "1"}, {"1/3", "0.5", "1/6"}, {"0.1", "0.2", "0.02"},
		{"9007199254740993", "10", "90071992547409930"}, {"-2", "0", "0"},
	} {
		if got := val(c.x).Mul(val(c.y)).String(); got != c.product {
			t.Errorf("%s × %s = %s, want %s", c.x, c.y, got, c.product)
		}
	}
	for _, c := range []struct {
		x, y string
		want int
	}{
		{"1/3", "0.3333", 1}, {"3/4", "0.75", 0}, {"9007199254740993", "9007199254740992", 1}, {"2.50", "2.5", 0}, {"", "-1", -1}, {"", "", 0},
	} {
		if got := val(c.x).Cmp(val(c.y)); got != c.want {
			t.Errorf("Cmp(%q, %q) = %d, want %d", c.x, c.y, got, c.want)
		}
	}
	if got := val("10").Mul(Value{}); got.IsSet() {
		t.Errorf("a number times no number is %s", got)
	}
}
