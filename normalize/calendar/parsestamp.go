package calendar

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"raqam/normalize"
)

// ErrNoDate is wrapped when a text that should hold a date holds none.
var ErrNoDate = errors.New("no date in it")

// isoMoment is a date of ISO 8601 with a clock, as meta elements and JSON-LD have it; some content managers put Solar Hijri figures there.
var isoMoment = regexp.MustCompile(`(\d{4})-(\d\d?)-(\d\d?)(?: ?T ?| )(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?`)

// compactMoment is a date and perhaps a clock in figures alone.
var compactMoment = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:[T-]?(\d\d)(\d\d)(\d\d)?)?(Z)?$`)

// mailLayouts are the dates of RFC 822 and its kin, as feeds have them, and of JavaScript.
var mailLayouts = []string{time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", time.RFC850, time.UnixDate,
	"Mon, 2 Jan 2006 15:04:05 MST", "Mon Jan 2 2006 15:04:05 GMT-0700"}

// ParseStamp reads when something was published, as news pages print it and as their markup has it: «۲۶ آبان ۱۳۹۹ - ۱۲:۳۳»,
// «۱۴:۴۱ - ۱۳۹۴/۰۳/۲۶», «2 تير 1399 - 12:09:08 ب.ظ», "2020-11-16T09:03:00Z", "13990826". Words around the date are passed over; of several
// dates the first counts that is no lunar one. Years from 1700 on are Gregorian, earlier ones Solar Hijri, whatever the field is called. A clock without a zone
// is Tehran's; one with a zone is converted, and the date with it.
//
// The error wraps [ErrNoDate] or [ErrInvalid], the latter also for years before 1200 and after 1499 Solar Hijri.
func ParseStamp(s string) (Stamp, error) {
	stamp, err := parseStamp(s)
	if err != nil {
		return Stamp{}, err
	}
	if !plausibleSolar(stamp.Date.Year) {
		return Stamp{}, fmt.Errorf("%q: %v is no day of publication: %w", clip(s), stamp.Date, ErrInvalid)
	}
	return stamp, nil
}

func parseStamp(s string) (Stamp, error) {
	t := normalize.Fold(s)
	text := strings.TrimSpace(t.Folded())
	if m := isoMoment.FindStringSubmatch(text); m != nil {
		return figuresStamp(s, m[1:7], m[7])
	}
	if m := compactMoment.FindStringSubmatch(text); m != nil {
		return figuresStamp(s, m[1:7], m[7])
	}
	if plain, _, _ := strings.Cut(text, " ("); len(plain) < 64 { // JavaScript names the zone in brackets
		for _, layout := range mailLayouts {
			if at, err := time.Parse(layout, plain); err == nil && plausibleGregorian(at.Year()) {
				return At(at), nil
			}
		}
	}
	return writtenStamp(s, t)
}

// figuresStamp makes a Stamp of year, month, day, hour, minute, second (the last three may be empty) and zone.
func figuresStamp(s string, parts []string, zone string) (Stamp, error) {
	var n [6]int
	for i, p := range parts {
		if p != "" {
			n[i], _ = strconv.Atoi(p) // two or four ASCII figures
		}
	}
	w := written{calendarOf(n[0]), n[0], n[1], n[2]}
	from, _ := w.solar()
	if w.calendar == 0 || !from.IsDay() {
		return Stamp{}, fmt.Errorf("%q: %w", clip(s), ErrInvalid)
	}
	if parts[3] == "" {
		return Stamp{Date: from}, nil
	}
	if n[3] > 24 || n[4] > 59 || n[5] > 60 {
		return Stamp{}, fmt.Errorf("%q: clock %02d:%02d:%02d: %w", clip(s), n[3], n[4], n[5], ErrInvalid)
	}
	if zone == "" {
		return atClock(from, n[3], n[4], n[5]), nil
	}
	y, m, d := from.Gregorian()
	return At(time.Date(y, m, d, n[3], n[4], n[5], 0, fixedZone(zone))), nil
}

// fixedZone returns the zone of "Z", "UTC", "+03:30" or "+0330".
func fixedZone(zone string) *time.Location {
	if zone[0] != '+' && zone[0] != '-' {
		return time.UTC
	}
	digits := strings.ReplaceAll(zone[1:], ":", "")
	n, _ := strconv.Atoi(digits) // four ASCII figures
	offset := (n/100*60 + n%100) * 60
	if zone[0] == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset)
}

// writtenStamp reads a date in words or with slashes, and the first clock time beside it.
func writtenStamp(s string, t normalize.Text) (Stamp, error) {
	var day, clock *Match
	found := Find(t, normalize.Tokenize(nil, t.Folded()), nil, Date{})
	for i := range found {
		m := &found[i]
		switch {
		case m.Kind == DateKind && (m.Invalid || m.From.IsDay()) && (day == nil || day.Approximate && !m.Approximate):
			day = m
		case m.Kind == TimeKind && clock == nil:
			clock = m
		}
	}
	switch {
	case day == nil:
		return Stamp{}, fmt.Errorf("%q: %w", clip(s), ErrNoDate)
	case day.Invalid:
		return Stamp{}, fmt.Errorf("%q: %s: %w", clip(s), day.Value, ErrInvalid)
	case clock == nil:
		return Stamp{Date: day.From}, nil
	}
	var n [3]int
	for i, part := range strings.Split(clock.Value, ":") {
		n[i], _ = strconv.Atoi(part) // Find's own canonical figures
	}
	return atClock(day.From, n[0], n[1], n[2]), nil
}

// clip shortens a text for an error message.
func clip(s string) string {
	const most = 80
	r := []rune(s[:min(len(s), 4*most)])
	if len(r) <= most && len(s) <= 4*most {
		return s
	}
	return string(r[:min(len(r), most)]) + "…"
}
