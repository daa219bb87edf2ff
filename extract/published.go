package extract

import (
	"fmt"
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

// addDate adds a candidate, if text is a date at all. Candidates are added in order of trust: what the reader sees under the title, then
// what machines are told, then the address.
func (d *draft) addDate(from, text string) { d.dates = d.addStamp(d.dates, "published", from, text) }

// addChange does the same for the moment of the last change.
func (d *draft) addChange(from, text string) {
	d.changes = d.addStamp(d.changes, "updated", from, text)
}

func (d *draft) addStamp(list []dateCandidate, field, from, text string) []dateCandidate {
	text = trim(text)
	if text == "" || len(text) > 400 {
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

// choosePublished takes the first candidate that can be true, and its time of day from a later candidate of the same day where it has
// none. A page cannot have been published after it was fetched; one day is allowed for clocks and time zones.
func (d *draft) choosePublished(rec corpus.Record) {
	for _, c := range d.dates {
		if !rec.Fetched.IsZero() && instant(c.stamp).After(rec.Fetched.Add(24*time.Hour)) {
			d.explain("published", c.from, "refused: after the page was fetched: "+c.text)
			continue
		}
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

// chooseUpdated takes the first candidate that is later than the publication and not later than the page was fetched. Many pages give the
// moment of publication again, or of their own making, as that of the last change.
func (d *draft) chooseUpdated(rec corpus.Record) {
	published := d.article.Published
	for _, c := range d.changes {
		switch {
		case !rec.Fetched.IsZero() && instant(c.stamp).After(rec.Fetched):
			d.explain("updated", c.from, "refused: after the page was fetched: "+c.text)
		case published.Date.IsDay() && (c.stamp.Date.Compare(published.Date) < 0 || c.stamp.Date == published.Date && !instant(c.stamp).After(instant(published))):
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
