package number

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Value is an exact rational number: a decimal, or a fraction of two integers such as 1/3. The zero Value is "no number". Values are
// immutable and may be copied. A number that was named as a fraction («سه چهارم») stays one, in lowest terms, even where it is a finite
// decimal too; [Value.Cmp] knows that 3/4 and 0.75 are equal.
type Value struct {
	dec apd.Decimal
	den int64 // denominator of a fraction; 0 of a decimal
	set bool
}

// ErrSyntax says that a text is no number.
var ErrSyntax = errors.New("no number")

// ErrTooLarge says that a number has more digits than are read: see [MaxDigits].
var ErrTooLarge = errors.New("number too large")

// MaxDigits is how many digits a number may have, before and after the point together. It is far above every sum of money and far below
// what would make arithmetic slow.
const MaxDigits = 36

// FromInt returns n as a Value.
func FromInt(n int64) Value {
	v := Value{set: true}
	v.dec.SetInt64(n)
	return v
}

// ratio returns num/den as a fraction in lowest terms. den is positive.
func ratio(num, den int64) Value { return quotient(big.NewRat(num, den)) }

// fromRat returns r as a decimal where it is a finite one, else as a fraction.
func fromRat(r *big.Rat) Value {
	v := Value{set: true}
	if places, exact := r.FloatPrec(); exact {
		if _, _, err := v.dec.SetString(r.FloatString(places)); err != nil {
			return Value{}
		}
		return v
	}
	return quotient(r)
}

// quotient returns r as a fraction, or as an integer; the zero Value if its denominator is no machine integer.
func quotient(r *big.Rat) Value {
	if !r.Denom().IsInt64() {
		return Value{}
	}
	v := Value{set: true}
	v.dec.Coeff.SetMathBigInt(new(big.Int).Abs(r.Num()))
	v.dec.Negative = r.Sign() < 0
	if d := r.Denom().Int64(); d > 1 {
		v.den = d
	}
	return v
}

// rat returns v as a quotient.
func (v Value) rat() *big.Rat {
	r, _ := new(big.Rat).SetString(v.String())
	return r
}

// ParseValue reads what [Value.String] writes, and any plain decimal: "9020", "-2.50", "1/3". The empty string is the zero Value.
func ParseValue(s string) (Value, error) {
	if s == "" {
		return Value{}, nil
	}
	if num, den, ok := strings.Cut(s, "/"); ok {
		n, err1 := strconv.ParseInt(num, 10, 64)
		d, err2 := strconv.ParseInt(den, 10, 64)
		if err1 != nil || err2 != nil || d <= 0 {
			return Value{}, fmt.Errorf("number: value %q: %w", s, ErrSyntax)
		}
		return ratio(n, d), nil
	}
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || strings.Trim(digits, "0123456789.") != "" || digits[0] == '.' || strings.Count(digits, ".") > 1 || digits[len(digits)-1] == '.' {
		return Value{}, fmt.Errorf("number: value %q: %w", s, ErrSyntax)
	}
	if len(digits) > 1000 {
		return Value{}, fmt.Errorf("number: value of %d digits: %w", len(digits), ErrTooLarge)
	}
	var v Value
	if _, _, err := v.dec.SetString(s); err != nil {
		return Value{}, fmt.Errorf("number: value %q: %w", s, ErrSyntax)
	}
	v.set = true
	return v, nil
}

// IsSet reports whether v is a number at all.
func (v Value) IsSet() bool { return v.set }

// IsZero reports whether v is no number: the zero Value. (The number 0 is not zero in this sense; see [Value.Sign].) It makes "omitzero" of
// encoding/json leave out what is not there.
func (v Value) IsZero() bool { return !v.set }

// Sign returns -1, 0 or 1.
func (v Value) Sign() int { return v.dec.Sign() }

// IsInt reports whether v is an integer.
func (v Value) IsInt() bool {
	if !v.set || v.den != 0 {
		return false
	}
	if v.dec.Exponent >= 0 {
		return true
	}
	var r apd.Decimal
	r.Reduce(&v.dec)
	return r.Exponent >= 0
}

// Int64 returns v as an integer, and whether it is one that fits.
func (v Value) Int64() (int64, bool) {
	if v.set && v.den == 0 && v.dec.Exponent == 0 && v.dec.Coeff.IsInt64() { // nearly all are plain integers
		n := v.dec.Coeff.Int64()
		if v.dec.Negative {
			n = -n
		}
		return n, true
	}
	if !v.IsInt() {
		return 0, false
	}
	n, err := v.dec.Int64()
	return n, err == nil
}

// String returns the canonical form: a plain decimal without exponent and without needless zeros ("9020", "-2.5"), or a fraction in lowest
// terms ("1/3"); "" for the zero Value.
func (v Value) String() string {
	if !v.set {
		return ""
	}
	if v.den != 0 {
		return v.dec.Text('f') + "/" + strconv.FormatInt(v.den, 10)
	}
	var r apd.Decimal
	r.Reduce(&v.dec)
	return r.Text('f')
}

// MarshalText writes the canonical form.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what [ParseValue] reads.
func (v *Value) UnmarshalText(text []byte) error {
	w, err := ParseValue(string(text))
	if err == nil {
		*v = w
	}
	return err
}

// Cmp compares two numbers exactly; the zero Value comes before every number.
func (v Value) Cmp(w Value) int {
	if !v.set || !w.set {
		switch {
		case v.set:
			return 1
		case w.set:
			return -1
		}
		return 0
	}
	if v.den == w.den {
		return v.dec.Cmp(&w.dec)
	}
	return v.rat().Cmp(w.rat())
}

// Mul returns v·w exactly; the zero Value times anything is the zero Value, and so is a fraction whose denominator fits no int64.
func (v Value) Mul(w Value) Value {
	if !v.set || !w.set {
		return Value{}
	}
	if v.den != 0 || w.den != 0 {
		return fromRat(new(big.Rat).Mul(v.rat(), w.rat()))
	}
	out := Value{set: true}
	out.dec.Coeff.Mul(&v.dec.Coeff, &w.dec.Coeff)
	out.dec.Exponent = v.dec.Exponent + w.dec.Exponent
	out.dec.Negative = v.dec.Negative != w.dec.Negative && out.dec.Coeff.Sign() != 0
	return out
}
