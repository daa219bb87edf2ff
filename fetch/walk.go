package fetch

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"net/url"
	"strconv"
	"strings"
	"time"

	"raqam/normalize/calendar"
)

// The most pages walked of what an archive lists for one day, month or year, and of a list that knows no days.
const (
	maxWalk    = 2000
	maxWalkAll = 50_000
)

// walk is one page of an outlet's archive: what was published on a day, in a month or a year, as far as the pattern tells them apart.
type walk struct {
	pattern string        // address with places to fill in, see systems.toml; absolute
	day     calendar.Date // the day, month or year walked; zero: the pattern knows none
	page    int
	first   int // number of the first page
}

// String is the form in which an entry keeps it.
func (w walk) String() string {
	day := w.day.String()
	if day == "" {
		day = "-"
	}
	return fmt.Sprintf("%d %d %s %s", w.first, w.page, day, w.pattern)
}

// parseWalk reads what String wrote.
func parseWalk(s string) (w walk, ok bool) {
	fields := strings.SplitN(s, " ", 4)
	if len(fields) != 4 {
		return w, false
	}
	first, err1 := strconv.Atoi(fields[0])
	page, err2 := strconv.Atoi(fields[1])
	w = walk{pattern: fields[3], page: page, first: first}
	var err3 error
	if fields[2] != "-" {
		w.day, err3 = calendar.ParseDate(fields[2])
	}
	return w, err1 == nil && err2 == nil && err3 == nil
}

// key names the walk that a page belongs to.
func (w walk) key() []byte { return []byte(w.day.String() + " " + w.pattern) }

// next is the page after this one.
func (w walk) next() walk {
	w.page++
	return w
}

// address fills in the pattern.
func (w walk) address() (*url.URL, error) {
	return canonicalURL(nil, fillPlaces(w.pattern, w.day, w.page))
}

// fillPlaces fills in a pattern's places. Braces may have been percent-encoded when the pattern was made absolute.
func fillPlaces(pattern string, day calendar.Date, page int) string {
	first := day.First()
	var g struct{ y, m, d int }
	if day.Year != 0 {
		y, m, d := first.Gregorian()
		g.y, g.m, g.d = y, int(m), d
	}
	two := func(n int) string { return fmt.Sprintf("%02d", n) }
	return strings.NewReplacer(
		"{year}", strconv.Itoa(first.Year), "{month}", strconv.Itoa(first.Month), "{day}", strconv.Itoa(first.Day),
		"{month2}", two(first.Month), "{day2}", two(first.Day),
		"{gyear}", strconv.Itoa(g.y), "{gmonth}", strconv.Itoa(g.m), "{gday}", strconv.Itoa(g.d),
		"{gmonth2}", two(g.m), "{gday2}", two(g.d), "{page}", strconv.Itoa(page),
	).Replace(pattern)
}

// checkPattern makes a pattern absolute and says what is wrong with one that cannot be walked.
func checkPattern(pattern string, origin *url.URL) (string, error) {
	absolute := pattern
	if strings.HasPrefix(pattern, "/") {
		absolute = origin.Scheme + "://" + origin.Host + pattern
	}
	bare := fillPlaces(absolute, calendar.Date{Year: 1399, Month: 1, Day: 1}, 1)
	if _, err := canonicalURL(nil, bare); err != nil {
		return "", fmt.Errorf("%w: archive %s: %w", ErrPattern, shorten(pattern), err)
	}
	if strings.ContainsAny(bare, "{}") {
		return "", fmt.Errorf("%w: archive %s: a place to fill in that is not known", ErrPattern, shorten(pattern))
	}
	return absolute, nil
}

// daysOf gives the days, months or years to walk with a pattern, from the earliest on; a zero date alone where the pattern knows none.
// Gregorian months and years overlap two Solar Hijri ones, so a pattern with those is walked by days or by months.
func daysOf(pattern string, w window, today calendar.Date) []calendar.Date {
	has := func(places ...string) bool {
		for _, p := range places {
			if strings.Contains(pattern, p) {
				return true
			}
		}
		return false
	}
	since, until := w.since.First(), w.until.Last()
	if w.until.IsZero() || until.Compare(today) > 0 {
		until = today
	}
	var list []calendar.Date
	switch {
	case has("{day}", "{day2}", "{gday}", "{gday2}"):
		for d := since; d.Compare(until) <= 0; d = d.AddDays(1) {
			list = append(list, d)
		}
	case has("{month}", "{month2}", "{gmonth}", "{gmonth2}"):
		for y := since.Year; y <= until.Year; y++ {
			for m := 1; m <= 12; m++ {
				d := calendar.Date{Year: y, Month: m}
				if d.Last().Compare(since) >= 0 && d.First().Compare(until) <= 0 {
					list = append(list, d)
				}
			}
		}
	case has("{year}", "{gyear}"):
		for y := since.Year; y <= until.Year; y++ {
			list = append(list, calendar.Date{Year: y})
		}
	default:
		list = []calendar.Date{{}}
	}
	return list
}

// listed is what a page of an archive lists.
type listed struct {
	links []link
	own   int // of them dated within the day, month or year walked, or not dated at all
}

// readArchivePage finds the items of an archive page. Where some have dates, in their addresses or beside them in the list, those without
// are menus and boxes and no items.
func (w walk) readArchivePage(body []byte, at *url.URL) listed {
	all := listLinks(body, at)
	dated := false
	for _, l := range all {
		dated = dated || !l.date.IsZero()
	}
	var out listed
	for _, l := range all {
		if dated && l.date.IsZero() {
			continue
		}
		if !dated && !mayBeArticle(l.url) {
			continue
		}
		out.links = append(out.links, l)
		if !dated || w.holds(l.date) {
			out.own++
		}
	}
	return out
}

// holds reports whether a day belongs to what is walked.
func (w walk) holds(d calendar.Date) bool {
	return w.day.IsZero() || d.Compare(w.day.First()) >= 0 && d.Compare(w.day.Last()) <= 0
}

// mayBeArticle goes by an address's number: menus have none.
func mayBeArticle(u *url.URL) bool {
	digits := 0
	for i := range len(u.Path) {
		if u.Path[i] < '0' || u.Path[i] > '9' {
			digits = 0
		} else if digits++; digits == 4 {
			return true
		}
	}
	return identity(u) != "" || len(u.Path) > 40
}

// isOver reports whether all that a page lists lies before the window: a list without days goes backwards in time.
func (l listed) isOver(w window) bool {
	if w.since.IsZero() || len(l.links) == 0 {
		return false
	}
	for _, link := range l.links {
		if link.date.IsZero() || link.date.Compare(w.since) >= 0 {
			return false
		}
	}
	return true
}

// walkOn notes what a page of an archive lists and queues the next one, unless the page brought nothing that those before it had not, or only
// items of other days.
func (v view) walkOn(it item, l listed) (*item, error) {
	w, ok := parseWalk(it.Walk)
	if !ok {
		return nil, fmt.Errorf("%s: %w", it.url, errEntry)
	}
	var seen []byte
	if w.page > w.first {
		seen = bytes.Clone(v.walks.Get(w.key()))
	}
	fresh := 0
	for _, link := range l.links {
		mark := binary.BigEndian.AppendUint64(nil, markOf(link.url))
		if !hasMark(seen, mark) {
			seen = append(seen, mark...)
			fresh++
		}
	}
	if err := v.walks.Put(w.key(), seen); err != nil {
		return nil, err
	}
	most := maxWalk
	if w.day.IsZero() {
		most = maxWalkAll
	}
	if fresh == 0 || l.own == 0 || w.page-w.first >= most || !strings.Contains(w.pattern, "{page}") {
		return nil, nil
	}
	next := w.next()
	u, err := next.address()
	if err != nil {
		return nil, nil // it has grown too long: no page either
	}
	return &item{u, entry{Role: roleArchive, Via: ViaArchive, Depth: it.Depth, From: it.url.String(), Walk: next.String(), Guessed: true}}, nil
}

func markOf(u *url.URL) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(u.String())) // never fails
	return h.Sum64()
}

// hasMark looks for a mark among marks of 8 bytes.
func hasMark(marks, mark []byte) bool {
	for ; len(marks) >= 8; marks = marks[8:] {
		if bytes.Equal(marks[:8], mark) {
			return true
		}
	}
	return false
}

// settled reports whether an archive page read at a time will not change any more: the day it lists had been over for a while.
func (w walk) settled(read time.Time) bool {
	const grace = 3 // days in which items are still added
	return !w.day.IsZero() && w.day.Last().AddDays(grace).Compare(calendar.FromTime(read)) < 0
}
