package number

import "github.com/cockroachdb/apd/v3"

// Value is an exact rational number: a decimal, or a fraction of two integers such as 1/3. The zero Value is "no number".
type Value struct {
	dec apd.Decimal
	den int64 // denominator where the number is no finite decimal; 0 else
	set bool
}
