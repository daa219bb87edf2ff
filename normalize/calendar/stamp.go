package calendar

import (
	"fmt"
	"time"
)

// Stamp is a moment of publication: a civil date, and the clock time where it is known.
// Its JSON is "1399-08-26" without a clock and RFC 3339 ("2020-11-16T12:33:00+03:30") with one; the zero Stamp is "".
type Stamp struct {
	Date  Date      // Solar Hijri, in Tehran
	Clock time.Time // zero when only the day is known; else the instant, in Asia/Tehran
}

// At returns the Stamp of the instant t: the civil date and the clock it has in Tehran.
func At(t time.Time) Stamp {
	t = inTehran(t)
	return Stamp{Date: FromTime(t), Clock: t}
}

// atClock returns the Stamp of a wall clock in Tehran. A time that the clocks of that day skipped (00:30 on 1400-01-02) is read
// an hour later, on the same day.
func atClock(d Date, hour, minute, second int) Stamp {
	y, m, day := d.Gregorian()
	t := time.Date(y, m, day, hour, minute, second, 0, tehran)
	if _, offset := t.Zone(); offset%60 != 0 {
		t = time.Date(y, m, day, hour, minute, second, 0, standard)
	}
	if hour < 24 && t.Day() != day {
		t = t.Add(time.Hour)
	}
	return Stamp{Date: FromTime(t), Clock: t}
}

// IsZero reports whether nothing is known; encoding/json's omitzero asks it.
func (s Stamp) IsZero() bool { return s.Date.IsZero() && s.Clock.IsZero() }

// String returns what MarshalText writes.
func (s Stamp) String() string {
	if s.Clock.IsZero() {
		return s.Date.String()
	}
	return inTehran(s.Clock).Format(time.RFC3339)
}

// MarshalText returns "1399-08-26" without a clock, RFC 3339 in Tehran's offset with one, "" for the zero Stamp.
func (s Stamp) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes, and every other form that [ParseStamp] reads; the empty text is the zero Stamp.
func (s *Stamp) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = Stamp{}
		return nil
	}
	parsed, err := ParseStamp(string(text))
	if err != nil {
		return fmt.Errorf("publication date: %w", err)
	}
	*s = parsed
	return nil
}
