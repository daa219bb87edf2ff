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
	days, addresses := map[string]calendar.Date{}, map[string]string{}
	for _, a := range doc.Find("a[href]").EachIter() {
		href := strings.TrimSpace(a.AttrOr("href", ""))
		if u := r.add(href, rolePage, ViaArchive); u != nil && mayBeArticle(u) { // a menu beside today's date has no date
			addresses[href] = u.String()
		}
		if address := addresses[href]; address != "" && days[address].IsZero() { // the second link of an item may be the one beside its date
			days[address] = dayBeside(a.Nodes[0], a.AttrOr("href", ""))
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

// maxClimb is how many elements around a link may belong to its item.
const maxClimb = 6

// dayBeside looks for the day of a link's item: the text that is a date, in the smallest element around the link that has one. An element
// that holds links to elsewhere is the list, or a menu, and no item.
func dayBeside(a *html.Node, href string) calendar.Date {
	for n, climb := a, 0; n != nil && climb < maxClimb; n, climb = n.Parent, climb+1 {
		if n != a && linksElsewhere(n, href) {
			return calendar.Date{}
		}
		if d := dayWithin(n); !d.IsZero() {
			return d
		}
	}
	return calendar.Date{}
}

// linksElsewhere reports whether an element has links to other articles; those to sections and tags stand beside an item's title.
func linksElsewhere(n *html.Node, href string) bool {
	for d := range n.Descendants() {
		if d.Type != html.ElementNode || d.Data != "a" {
			continue
		}
		if other := attribute(d, "href"); other != href && !strings.HasPrefix(other, "#") && hasNumber(other) {
			return true
		}
	}
	return false
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

// dayWithin finds a date among the texts of an element: a time element's datetime, or a text that is a date and little else. So a headline
// that mentions a day is not the item's date.
func dayWithin(n *html.Node) calendar.Date {
	if d := dayOf(n); !d.IsZero() {
		return d
	}
	for c := range n.Descendants() {
		if d := dayOf(c); !d.IsZero() {
			return d
		}
	}
	return calendar.Date{}
}

func dayOf(n *html.Node) calendar.Date {
	switch {
	case n.Type == html.ElementNode && n.Data == "time":
		return stampDay(strings.TrimSpace(attribute(n, "datetime")))
	case n.Type == html.TextNode && isBareDate(n.Data) && !(n.Parent.Data == "a" && len(strings.Fields(n.Data)) > 5): // a headline
		return stampDay(strings.TrimSpace(n.Data))
	}
	return calendar.Date{}
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
