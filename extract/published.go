package extract

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"raqam/corpus"
	"raqam/normalize/calendar"
)

// dateCandidate is one place of a page that may say when the article was published.
type dateCandidate struct {
	from  string // where it was found, as in Reason.From
	text  string
	stamp calendar.Stamp
}

// maxDates is how many places of a page are asked for its date.
const maxDates = 100

// addDate adds a candidate, if text is a date at all. Candidates are added in order of trust: what the reader sees under the title, then
// what machines are told, then the address.
func (d *draft) addDate(from, text string) { d.dates = d.addStamp(d.dates, "published", from, text) }

// addChange does the same for the moment of the last change.
func (d *draft) addChange(from, text string) {
	d.changes = d.addStamp(d.changes, "updated", from, text)
}

func (d *draft) addStamp(list []dateCandidate, field, from, text string) []dateCandidate {
	text = trim(text)
	if text == "" || len(text) > 400 || len(list) >= maxDates {
		return list
	}
	for _, c := range list { // the same line stands on a page for print, for telephones and for the rest
		if c.text == text {
			return append(list, dateCandidate{from, text, c.stamp})
		}
	}
	stamp, err := calendar.ParseStamp(text)
	if err != nil || !stamp.Date.IsDay() {
		stamp, err = arabicStamp(text)
	}
	if err != nil || !stamp.Date.IsDay() {
		d.explain(field, from, "no date: "+text)
		return list
	}
	return append(list, dateCandidate{from, text, stamp})
}

// choosePublished takes the first candidate that can be true and that the others do not outvote, and its time of day from a later candidate of
// the same day where it has none.
func (d *draft) choosePublished(rec corpus.Record) {
	var possible []dateCandidate
	for _, c := range d.dates {
		if why := impossible(c, rec.Fetched); why != "" {
			d.explain("published", c.from, "refused: "+why+": "+c.text)
			continue
		}
		possible = append(possible, c)
	}
	if len(possible) > 1 {
		if c := possible[0]; doubtful(c, possible[1:], rec.Fetched) != "" {
			d.explain("published", c.from, "refused: "+doubtful(c, possible[1:], rec.Fetched)+": "+c.text)
			possible = slices.DeleteFunc(possible, func(o dateCandidate) bool { return o.stamp.Date == c.stamp.Date })
		}
	}
	for _, c := range possible {
		best := &d.article.Published
		switch {
		case best.Date.Year == 0:
			*best = c.stamp
			d.explain("published", c.from, "")
		case best.Date != c.stamp.Date:
			d.explain("published", c.from, "disagrees: "+c.text)
		case best.Clock.IsZero() && !c.stamp.Clock.IsZero():
			best.Clock = c.stamp.Clock
			d.explain("published", c.from, "time of day")
		}
	}
}

// firstLunarYear is where years of the lunar calendar begin on pages of the web (2008); as Solar Hijri ones they lie after 2050.
const firstLunarYear = 1430

// impossible says why a date cannot be that of publication. A page cannot have been published after it was fetched; one day is allowed for clocks
// and time zones. Not known is 1970-01-01 in computers' clocks.
func impossible(c dateCandidate, fetched time.Time) string {
	y, m, day := c.stamp.Date.Gregorian()
	switch {
	case !fetched.IsZero() && instant(c.stamp).After(fetched.Add(24*time.Hour)):
		return "after the page was fetched"
	case c.stamp.Date.Year >= firstLunarYear:
		return "a year of the lunar calendar"
	case y == 1970 && m == time.January && day == 1:
		return "a clock that was never set"
	}
	return ""
}

// doubtful says why the most trusted candidate is not to be believed against the others: what machines are told is the moment at which the page
// was made for the crawler, or two others of different kinds agree on another day.
func doubtful(c dateCandidate, others []dateCandidate, fetched time.Time) string {
	if c.kind() == told && !fetched.IsZero() && !c.stamp.Clock.IsZero() && fetched.Sub(c.stamp.Clock).Abs() < time.Hour {
		for _, o := range others {
			if o.kind() != told && daysApart(o, c) >= 1 {
				return "the page was made then"
			}
		}
	}
	for i, o := range others {
		for _, p := range others[i+1:] {
			if o.kind() != c.kind() && p.kind() != c.kind() && o.kind() != p.kind() && daysApart(o, p) <= 1 && daysApart(o, c) > 1 && daysApart(p, c) > 1 {
				return "two others agree on another day"
			}
		}
	}
	return ""
}

// dateKind is who says a date.
type dateKind uint8

const (
	shown     dateKind = iota // what the reader sees
	told                      // what machines are told: metadata
	addressed                 // the page's address
)

func (c dateCandidate) kind() dateKind {
	switch {
	case strings.HasSuffix(c.from, "address"):
		return addressed
	case strings.HasPrefix(c.from, "meta "), strings.HasPrefix(c.from, "json-ld"), strings.HasPrefix(c.from, "app data"), strings.HasPrefix(c.from, "microdata"),
		strings.Contains(c.from, "meta["):
		return told
	}
	return shown
}

func daysApart(a, b dateCandidate) int {
	day := func(c dateCandidate) time.Time {
		y, m, d := c.stamp.Date.Gregorian()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(a).Sub(day(b)).Abs() / (24 * time.Hour))
}

// addressDate finds a day in the path of an address, as WordPress and many newspapers write it: /2020/11/16/, /1399/08/26/, /2020-06-03-1.3874341.
var addressDate = regexp.MustCompile(`/((?:1[34]|20)[0-9]{2})([/-])([0-9]{1,2})([/-])([0-9]{1,2})(?:[/-]|$)`)

// readAddressDate adds the day in the address of a page as the last candidate.
func (d *draft) readAddressDate(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	if m := addressDate.FindStringSubmatch(u.Path); m != nil && m[2] == m[4] {
		d.addDate("address", m[1]+"/"+m[3]+"/"+m[5])
	}
}

// chooseUpdated takes the first candidate that is later than the publication and not later than the page was fetched. Many pages give the
// moment of publication again, or of their own making, as that of the last change.
func (d *draft) chooseUpdated(rec corpus.Record) {
	published := d.article.Published
	for _, c := range d.changes {
		switch {
		case !rec.Fetched.IsZero() && instant(c.stamp).After(rec.Fetched):
			d.explain("updated", c.from, "refused: after the page was fetched: "+c.text)
		case published.Date.IsDay() && (c.stamp.Date.Compare(published.Date) < 0 || c.stamp.Date == published.Date && !instant(c.stamp).After(instant(published).Add(time.Minute))):
			d.explain("updated", c.from, "refused: not after the publication: "+c.text)
		default:
			d.article.Updated = c.stamp
			d.explain("updated", c.from, "")
			return
		}
	}
}

// instant is the earliest moment a stamp can mean.
func instant(s calendar.Stamp) time.Time {
	if !s.Clock.IsZero() {
		return s.Clock
	}
	y, m, day := s.Date.Gregorian()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

// isDateLine reports whether a line of text is a date of publication and little else: besides figures it has room for a month, a weekday
// and «ساعت», as a sentence with a date in it has not.
func isDateLine(line string) bool {
	if len(line) > 150 {
		return false
	}
	words := 0
	for w := range strings.FieldsSeq(line) {
		if strings.ContainsFunc(w, unicode.IsLetter) {
			words++
		}
	}
	if words > 3 {
		return false
	}
	stamp, err := calendar.ParseStamp(line)
	return err == nil && stamp.Date.IsDay()
}

// stampOf reads the value of the JSON field "published".
func stampOf(s string) (calendar.Stamp, error) {
	stamp, err := calendar.ParseStamp(s)
	if err != nil {
		return calendar.Stamp{}, fmt.Errorf("%q is no date: %w", s, err)
	}
	return stamp, nil
}
