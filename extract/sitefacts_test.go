package extract

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/corpus"
)

// siteFacts is what is known of the pages of a system or a site: lists of selectors, with remarks in brackets.
type siteFacts struct {
	CMS          string
	Kicker       string
	Title        string
	Lead         string
	Body         string
	BodyDrop     []string `json:"body_drop"`
	Date         string   `json:"-"`
	DateVisible  string   `json:"date_visible"`
	Article      string
	OutsideBody  map[string]string `json:"outside_body"`
	Detect       []string
	RawDate      json.RawMessage            `json:"date"`
	RawOverrides map[string]json.RawMessage `json:"overrides"`
}

// selectorLists cuts a list of selectors into those of the form that a page can be made from.
func selectorLists(s string) []string {
	var out []string
	s = regexp.MustCompile(`\([^)]*\)|['’].*$`).ReplaceAllString(s, "")
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == '/' || r == ';' }) {
		part = strings.TrimSpace(part)
		if compoundForm.MatchString(part) && !strings.HasPrefix(part, "meta") {
			out = append(out, part)
		}
	}
	return out
}

var (
	compoundForm = regexp.MustCompile(`^(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+|\[[\w-]+\]|\[[\w-]+\^?=[\w-]+\]|:nth-child\(\d\))*(?:(?: ?> ?| )(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+|:nth-child\(\d\))*)*$`)
	compoundPart = regexp.MustCompile(`[.#][\w-]+|\[[^\]]+\]|:nth-child\(\d\)`)
)

// element makes the least HTML that a selector matches around text; of a list item in nth place the ones before it are empty.
func element(selector, text string) string {
	parts := strings.Fields(strings.ReplaceAll(selector, ">", " "))
	for _, part := range slices.Backward(parts) {
		tag := regexp.MustCompile(`^[a-z][a-z0-9]*`).FindString(part)
		var classes, attrs []string
		before := ""
		for _, p := range compoundPart.FindAllString(part, -1) {
			switch p[0] {
			case '.':
				classes = append(classes, p[1:])
			case '#':
				attrs = append(attrs, fmt.Sprintf("id=%q", p[1:]))
			case '[':
				name, value, _ := strings.Cut(strings.Trim(p, "[]"), "=")
				attrs = append(attrs, fmt.Sprintf("%s=%q", strings.TrimRight(name, "^"), value))
			case ':':
				n := int(p[len(p)-2] - '0')
				before = strings.Repeat("<"+max(tag, "span")+">x</"+max(tag, "span")+">", n-1)
			}
		}
		if tag == "" {
			tag = "div"
		}
		if len(classes) > 0 {
			attrs = append(attrs, fmt.Sprintf("class=%q", strings.Join(classes, " ")))
		}
		if tag == "li" && selector == part {
			text = "<ul>" + before + "<li " + strings.Join(attrs, " ") + ">" + text + "</li></ul>"
			continue
		}
		text = before + "<" + tag + " " + strings.Join(attrs, " ") + ">" + text + "</" + tag + ">"
	}
	return text
}

// TestSiteFacts makes pages from what is known of each of the sites, one for every alternative of its lists, in a shell of menus, related articles and
// comments, and asks for the fields; without profiles for title, text and day. Nothing but the overrides of a site depends on its address.
func TestSiteFacts(t *testing.T) {
	data, err := os.ReadFile(shared(t, "pages/sites.json"))
	if err != nil {
		t.Fatal(err)
	}
	var known struct {
		CMS, Sites map[string]json.RawMessage
	}
	if err := json.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
	pages, alone := 0, map[string]bool{}
	for _, site := range slices.Sorted(maps.Keys(known.Sites)) {
		f := factsOf(t, known.Sites[site], known.CMS)
		body := selectorLists(f.Body)
		title := selectorLists(f.Title)
		if len(body) == 0 || len(title) == 0 {
			alone[site] = true
			continue
		}
		for i := range 6 {
			page, want := f.page(i)
			pages++
			a, reasons, err := Explain(corpus.Record{Kind: corpus.Page, URL: "https://www." + strings.Replace(site, "/", "/x/", 1) + "/fa/news/1234567/x", Body: []byte(page)})
			if err != nil {
				t.Errorf("%s, %d: %v\n%s", site, i, err, page)
				continue
			}
			alike, _, err := explainWith(noProfiles(), corpus.Record{Kind: corpus.Page, URL: "https://unknown.example/news/1234567/x", Body: []byte(page)})
			if score := f1(Article{Lead: want.Lead, Paragraphs: []string{want.Body}}, alike); score < 0.96 || alike.Title != want.Title || alike.Published.String() != want.Published {
				t.Errorf("%s, %d without profiles: F1 %.3f, title %q, published %s, %v\n%s", site, i, score, alike.Title, alike.Published, err, page)
			}
			got := siteFields{a.Kicker, a.Title, a.Lead, strings.Join(a.Paragraphs, "\n"), a.Published.String()}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %d (-want +got):\n%s\n%v\n%s", site, i, diff, reasons, page)
			}
		}
	}
	t.Logf("%d pages; nothing to make a page from is known of %v", pages, slices.Sorted(maps.Keys(alone)))
	if pages < 200 {
		t.Errorf("%d pages", pages)
	}
}

type siteFields struct{ Kicker, Title, Lead, Body, Published string }

// factsOf joins what is known of a site's system with what is known of the site.
func factsOf(t *testing.T, site json.RawMessage, systems map[string]json.RawMessage) siteFacts {
	t.Helper()
	var f siteFacts
	read := func(data json.RawMessage) {
		if data == nil {
			return
		}
		if err := json.Unmarshal(data, &f); err != nil {
			t.Fatal(err)
		}
	}
	var named struct{ CMS string }
	if err := json.Unmarshal(site, &named); err != nil {
		t.Fatal(err)
	}
	system, _, _ := strings.Cut(named.CMS, " ")
	system, _, _ = strings.Cut(system, "→")
	read(systems[system])
	f.Date = f.DateVisible
	read(site)
	var date string
	if json.Unmarshal(f.RawDate, &date) == nil && date != "" {
		f.Date = date
	}
	for key, field := range map[string]*string{"title": &f.Title, "kicker": &f.Kicker, "lead": &f.Lead, "body": &f.Body, "date": &f.Date, "time": &f.Date, "article": &f.Article} {
		var v string
		if json.Unmarshal(f.RawOverrides[key], &v) == nil && v != "" {
			*field = v
		}
	}
	return f
}

// page makes the i-th page of a system and says what is on it.
func (f siteFacts) page(i int) (string, siteFields) {
	choose := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[i%len(list)]
	}
	want := siteFields{Title: "آغاز ساخت ۱۸ درمانگاه در شهرهای مرزی", Body: "معاون بهداشت استان گفت: ساخت ۱۸ درمانگاه با ۴۲۰ میلیارد تومان اعتبار از امروز آغاز شد و ۱۴ ماه به درازا می‌کشد.\n" +
		"وی افزود: ۹ درمانگاه از این شمار در روستاهایی ساخته می‌شود که تا نزدیک‌ترین بیمارستان بیش از ۶۰ کیلومتر فاصله دارند.\n" +
		"به گفته او ۱۳۰ پزشک و پرستار تا پایان سال آینده به این درمانگاه‌ها فرستاده می‌شوند."}
	generator := ""
	if len(f.Detect) > 0 {
		if m := regexp.MustCompile(`^meta\[name=generator\]\[content='(.*)'\]$`).FindStringSubmatch(f.Detect[0]); m != nil {
			generator = `<meta name="generator" content="` + m[1] + `">`
		}
	}
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>` + want.Title + ` - رسانه</title>` + generator + `</head><body>
		<header><div class="clock">شنبه ۳ دی ۱۴۰۲</div><ul class="menu"><li><a href="/">خانه</a></li><li><a href="/fa/service/1">اقتصاد</a></li></ul></header><main><article>`)
	if s := choose(selectorLists(f.Date)); s != "" {
		want.Published = "2022-03-05T18:20:00+03:30"
		text := "۱۴ اسفند ۱۴۰۰ - ۱۸:۲۰"
		if strings.Contains(s, "[datetime]") {
			text = ""
			s = strings.Replace(s, "[datetime]", "", 1)
			b.WriteString(`<time datetime="2022-03-05T18:20:00+03:30">۱۴ اسفند ۱۴۰۰ - ۱۸:۲۰</time>`)
		}
		if text != "" {
			b.WriteString(element(s, text))
		}
	}
	title := choose(selectorLists(f.Title))
	if s := choose(selectorLists(f.Kicker)); s != "" {
		want.Kicker = "معاون بهداشت خبر داد:"
		b.WriteString(element(s, want.Kicker))
	}
	b.WriteString(element(title, want.Title))
	body := choose(selectorLists(f.Body))
	if s := choose(selectorLists(f.Lead)); s != "" && !strings.HasPrefix(s, strings.Fields(body)[0]+" ") {
		want.Lead = "ساخت ۱۸ درمانگاه در شهرهای مرزی استان با حضور وزیر بهداشت آغاز شد."
		b.WriteString(element(s, want.Lead))
	}
	inner := ""
	for n, p := range strings.Split(want.Body, "\n") {
		inner += "<p>" + p + "</p>\n"
		if n == 1 {
			for _, drop := range f.BodyDrop {
				if list := selectorLists(drop); len(list) == 1 && strings.ContainsAny(drop, ".#") {
					inner += element(list[0], "<a href='/fa/news/1/y'>۷۷ خبر دیگر از ۸ استان</a>")
				}
			}
		}
	}
	text := element(strings.TrimSuffix(body, " p"), inner)
	if around := selectorLists(f.Article); len(around) > 0 {
		text = element(around[0], text)
	}
	b.WriteString(text)
	b.WriteString(`</article><section class="comments" id="comments"><p>۶۰ سال است که همین را می‌گویند و هیچ درمانگاهی در شهر ما ساخته نشده است.</p></section></main>
		<aside class="sidebar"><h3><a href="/fa/news/2/z">۵۰ هزار دز واکسن به استان رسید</a></h3></aside><footer>تلفن: ۸۸۷۷۶۶۵۵ - © ۱۴۰۲</footer></body></html>`)
	return b.String(), want
}
