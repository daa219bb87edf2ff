package fetch

import (
	"bytes"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"raqam/normalize/calendar"
)

// listLinks gives the links of a page that lists articles, each with the day the list gives it: in the address, or in a text beside the link.
// A page that cannot be parsed into a tree gives links without the latter.
func listLinks(body []byte, at *url.URL) []link {
	r := newLinkReader(at, false)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		r.tokens(body)
		return r.found()
	}
	if base := doc.Find("base[href]").First(); base.Length() > 0 {
		r.rebase(base.AttrOr("href", ""))
	}
	days, addresses, items := map[string]calendar.Date{}, map[string]string{}, surveyItems(doc.Nodes[0])
	for _, a := range doc.Find("a[href]").EachIter() {
		href := strings.TrimSpace(a.AttrOr("href", ""))
		if u := r.add(href, rolePage, ViaArchive); u != nil && mayBeArticle(u) { // a menu beside today's date has no date
			addresses[href] = u.String()
		}
		if address := addresses[href]; address != "" && days[address].IsZero() { // the second link of an item may be the one beside its date
			days[address] = items.dayBeside(a.Nodes[0], a.AttrOr("href", ""))
		}
	}
	for i := range r.links {
		l := &r.links[i]
		if l.date = urlDate(l.url); l.date.IsZero() {
			l.date = days[l.url.String()]
		}
	}
	return r.links
}

// dateLinks takes over the dates of a list.
func dateLinks(links, dated []link) {
	days := map[string]calendar.Date{}
	for _, l := range dated {
		if !l.date.IsZero() {
			days[l.url.String()] = l.date
		}
	}
	for i := range links {
		if d, ok := days[links[i].url.String()]; ok {
			links[i].date = d
		}
	}
}

// itemSurvey knows of each element what matters to tell the items of a list apart, so that the page is walked once, however many links it has.
type itemSurvey struct {
	elements map[*html.Node]elementFacts
	dates    int // texts read as dates so far
}

// elementFacts is what an element holds.
type elementFacts struct {
	article string        // the reference of the articles linked to, where all are one
	several bool          // there are links to several articles
	day     calendar.Date // the first date in its texts; zero: none
}

// maxDates is how many texts of a page are tried as dates.
const maxDates = 5000

func surveyItems(root *html.Node) *itemSurvey {
	s := &itemSurvey{elements: map[*html.Node]elementFacts{}}
	s.survey(root)
	return s
}

// survey collects the facts of an element from those of its children. The parser lets no more than 512 lie inside each other.
func (s *itemSurvey) survey(n *html.Node) elementFacts {
	f := elementFacts{day: s.dayOf(n)}
	if n.Type == html.ElementNode && n.Data == "a" {
		if href := attribute(n, "href"); hasNumber(href) && !strings.HasPrefix(href, "#") {
			f.article = href
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode && c.Type != html.TextNode {
			continue
		}
		below := s.survey(c)
		if f.day.IsZero() {
			f.day = below.day
		}
		switch {
		case below.article == "":
		case f.article == "":
			f.article = below.article
		case f.article != below.article:
			f.several = true
		}
		f.several = f.several || below.several
	}
	if n.Type != html.TextNode {
		s.elements[n] = f
	}
	return f
}

// maxClimb is how many elements around a link may belong to its item.
const maxClimb = 6

// dayBeside looks for the day of a link's item: the text that is a date, in the smallest element around the link that has one. An element
// that holds links to other articles is the list, or a menu, and no item; those to sections and tags stand beside an item's title.
func (s *itemSurvey) dayBeside(a *html.Node, href string) calendar.Date {
	for n, climb := a, 0; n != nil && climb < maxClimb; n, climb = n.Parent, climb+1 {
		f := s.elements[n]
		if f.several || f.article != "" && f.article != href {
			return calendar.Date{}
		}
		if !f.day.IsZero() {
			return f.day
		}
	}
	return calendar.Date{}
}

// hasNumber tells an article's address from that of a section: there is a number of four digits in it.
func hasNumber(s string) bool {
	digits := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			digits = 0
		} else if digits++; digits == 4 {
			return true
		}
	}
	return false
}

// dayOf reads the date of a node: a time element's datetime, or a text that is a date and little else. So a headline that mentions a day is
// not its item's date.
func (s *itemSurvey) dayOf(n *html.Node) calendar.Date {
	text := ""
	switch {
	case n.Type == html.ElementNode && n.Data == "time":
		text = attribute(n, "datetime")
	case n.Type == html.TextNode && isBareDate(n.Data) && !(n.Parent.Data == "a" && len(strings.Fields(n.Data)) > 5): // a headline
		text = n.Data
	}
	if text = strings.TrimSpace(text); text == "" || s.dates >= maxDates {
		return calendar.Date{}
	}
	s.dates++
	return stampDay(text)
}

// isBareDate reports whether a text has digits and few letters: those of a weekday, a month and «ساعت».
func isBareDate(s string) bool {
	if len(s) > maxStamp || utf8.RuneCountInString(s) < 6 {
		return false
	}
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	const most = 40 // «تاریخ انتشار: چهارشنبه ۲۱ اردیبهشت ۱۳۹۹ ساعت ۱۸:۵۹» has 35
	return digits >= 3 && letters <= most
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
