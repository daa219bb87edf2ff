package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	ptime "github.com/yaa110/go-persian-calendar"
	"golang.org/x/tools/txtar"

	"raqam/internal/txtarsite"
)

const sampleSite = "../../testdata/sites/omidnews.txtar"

// sample is the sample outlet behind a test server.
type sample struct {
	t      *testing.T
	site   *txtarsite.Site
	origin string
}

func serveSample(t *testing.T) *sample {
	t.Helper()
	ar, err := txtar.ParseFile(sampleSite)
	if err != nil {
		t.Fatal(err)
	}
	site, err := txtarsite.Parse(ar)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	return &sample{t, site, server.URL}
}

// get fetches a target, following redirects.
func (s *sample) get(target string) (status int, body string) {
	s.t.Helper()
	path, query, _ := strings.Cut(target, "?")
	resp, err := http.Get(s.origin + (&url.URL{Path: path, RawQuery: query}).String())
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}

func (s *sample) page(target string) *goquery.Document {
	s.t.Helper()
	status, body := s.get(target)
	if status != http.StatusOK {
		s.t.Fatalf("GET %s: %d", target, status)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	return doc
}

// links lists the targets within the site that elements of doc point to.
func (s *sample) links(doc *goquery.Document, selector string) []string {
	var targets []string
	doc.Find(selector).Each(func(_ int, e *goquery.Selection) {
		href, _ := e.Attr("href")
		target := strings.TrimPrefix(href, s.origin)
		target, _, _ = strings.Cut(target, "#")
		if strings.HasPrefix(target, "/") {
			targets = append(targets, target)
		}
	})
	return targets
}

var articleTarget = regexp.MustCompile(`^/news/(\d+)/.+$`)

// articles lists the targets of the article pages (not of their second addresses), newest first: the order of the archive.
func (s *sample) articles() []string {
	return slices.DeleteFunc(s.site.Targets(), func(t string) bool { return !articleTarget.MatchString(t) })
}

// published reads the publication time from an article's head.
func published(t *testing.T, doc *goquery.Document) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, doc.Find(`meta[property="article:published_time"]`).AttrOr("content", ""))
	if err != nil {
		t.Error(err)
	}
	return at
}

func TestLinksResolve(t *testing.T) {
	s := serveSample(t)
	known := map[string]bool{}
	for _, target := range s.site.Targets() {
		known[target] = true
	}
	var dead []string
	for _, target := range s.site.Targets() {
		_, body := s.get(target)
		if !strings.Contains(body, "<html") {
			continue
		}
		for _, link := range s.links(s.page(target), "[href]") {
			if !known[link] && !slices.Contains(dead, link) {
				dead = append(dead, link)
			}
		}
	}
	if len(dead) != 1 || !strings.HasPrefix(dead[0], "/news/9321/") {
		t.Errorf("links that lead nowhere: %q, want /news/9321/… alone", dead)
	}
}

func TestEveryPageCanBeReached(t *testing.T) {
	s := serveSample(t)
	reached := map[string]bool{"/": true, "/robots.txt": true, "/sitemap.xml": true} // a crawler knows these, or is told
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		status, body := s.get(queue[0])
		if status != http.StatusOK || !strings.Contains(body, "<html") {
			continue
		}
		for _, link := range s.links(s.page(queue[0]), "[href]") {
			if !reached[link] {
				reached[link] = true
				queue = append(queue, link)
			}
		}
	}
	for _, target := range s.site.Targets() {
		if !reached[target] {
			t.Errorf("no path of links leads from / to %s", target)
		}
	}
}

func TestArchiveListsEveryArticle(t *testing.T) {
	s := serveSample(t)
	var listed []string
	for i := 1; i <= 3; i++ {
		doc := s.page(fmt.Sprintf("/archive?pi=%d", i))
		listed = append(listed, s.links(doc, ".list .news h3 a")...)
		if got, want := s.links(doc, ".pagination a"), []string{"/archive?pi=1", "/archive?pi=2", "/archive?pi=3"}; !slices.Equal(got, want) {
			t.Errorf("page %d leads to %q, want %q", i, got, want)
		}
	}
	if diff := cmp.Diff(s.articles(), listed); diff != "" {
		t.Errorf("archive (-articles +listed):\n%s", diff)
	}
	if doc := s.page("/archive"); doc.Find(".pagination .active").Text() != "۱" {
		t.Error("/archive does not lead to the first page of the archive")
	}
}

func TestSitemapAgrees(t *testing.T) {
	s := serveSample(t)
	_, robots := s.get("/robots.txt")
	if !strings.Contains(robots, "Sitemap: "+s.origin+"/sitemap.xml\n") {
		t.Errorf("robots.txt does not name the sitemap:\n%s", robots)
	}
	var listed []string
	s.page("/sitemap.xml").Find("url").Each(func(_ int, e *goquery.Selection) {
		loc, err := url.Parse(e.Find("loc").Text())
		if err != nil {
			t.Fatal(err)
		}
		listed = append(listed, loc.Path)
		modified, err := time.Parse("2006-01-02T15:04Z07:00", e.Find("lastmod").Text())
		if want := published(t, s.page(loc.Path)); err != nil || !modified.Equal(want) {
			t.Errorf("%s: lastmod %s (%v), published %s", loc.Path, modified, err, want)
		}
	})
	if diff := cmp.Diff(s.articles(), listed); diff != "" {
		t.Errorf("sitemap (-articles +listed):\n%s", diff)
	}
}

func TestFeedAgrees(t *testing.T) {
	s := serveSample(t)
	_, body := s.get("/rss")
	feed, err := gofeed.NewParser().ParseString(body)
	if err != nil {
		t.Fatal(err)
	}
	latest := s.articles()[:8]
	if len(feed.Items) != len(latest) {
		t.Fatalf("the feed has %d items, want %d", len(feed.Items), len(latest))
	}
	for i, item := range feed.Items {
		doc := s.page(latest[i])
		title, at := doc.Find("h1.title").Text(), published(t, doc)
		if item.Link != s.origin+latest[i] || item.Title != title || item.PublishedParsed == nil || !item.PublishedParsed.Equal(at) {
			t.Errorf("item %d: %q %q %v, want %q %q %v", i, item.Link, item.Title, item.PublishedParsed, s.origin+latest[i], title, at)
		}
	}
}

// TestDatesAgree: the time in the head (UTC), the Solar Hijri dates a reader sees and the weekday in the text are one and the same.
func TestDatesAgree(t *testing.T) {
	s := serveSample(t)
	weekday := regexp.MustCompile(`امروز \((\S+)\)`)
	last := time.Now()
	for _, target := range s.articles() {
		doc := s.page(target)
		at := published(t, doc).In(ptime.Iran())
		solar := ptime.New(at)
		want := solar.Format("dd MMM yyyy - HH:mm")
		want = digits.Replace(strings.TrimPrefix(want, "0"))
		for _, place := range []string{".item-date span", ".print-header .date"} {
			if got := doc.Find(place).Text(); got != want {
				t.Errorf("%s: %s shows %q, the head means %q", target, place, got, want)
			}
		}
		if got := doc.Find(`meta[property="nastooh:publishDate"]`).AttrOr("content", ""); got != at.Format("2006-01-02") {
			t.Errorf("%s: nastooh:publishDate %q, want %q", target, got, at.Format("2006-01-02"))
		}
		if m := weekday.FindStringSubmatch(doc.Find(".item-text").Text()); m != nil && squeeze(m[1]) != squeeze(solar.Weekday().String()) {
			t.Errorf("%s: the text says %s, the day is a %s", target, m[1], solar.Weekday())
		}
		if at.After(last) {
			t.Errorf("%s is newer than the article before it in the archive", target)
		}
		last = at
	}
}

// digits turns Latin digits into Persian ones.
var digits = strings.NewReplacer("0", "۰", "1", "۱", "2", "۲", "3", "۳", "4", "۴", "5", "۵", "6", "۶", "7", "۷", "8", "۸", "9", "۹")

func TestArticlesOverTheYears(t *testing.T) {
	s := serveSample(t)
	years, withText := map[int]int{}, 0
	for _, target := range s.articles() {
		doc := s.page(target)
		if doc.Find(".item-text p").Length() > 0 {
			withText++
			years[ptime.New(published(t, doc)).Year()]++
		}
		code := articleTarget.FindStringSubmatch(target)[1]
		for place, got := range map[string]string{
			"nastooh:nid":  doc.Find(`meta[property="nastooh:nid"]`).AttrOr("content", ""),
			".item-code":   doc.Find(".item-code span").Text(),
			"print header": doc.Find(".print-header .id span").Text(),
		} {
			if got != code {
				t.Errorf("%s: %s gives the code %q", target, place, got)
			}
		}
		if got := doc.Find("link[rel=canonical]").AttrOr("href", ""); got != s.origin+target {
			t.Errorf("%s: canonical link %q", target, got)
		}
	}
	if withText < 15 || len(years) < 5 {
		t.Errorf("%d articles with a text over %d years %v, want at least 15 over 5", withText, len(years), years)
	}
}

func TestOnePageUnderTwoAddresses(t *testing.T) {
	s := serveSample(t)
	_, short := s.get("/news/15432")
	i := slices.IndexFunc(s.articles(), func(t string) bool { return strings.HasPrefix(t, "/news/15432/") })
	if i < 0 {
		t.Fatal("no article 15432")
	}
	if _, long := s.get(s.articles()[i]); short != long {
		t.Error("/news/15432 and its long address give different pages")
	}
}

func TestRobotsForbidWhatIsLinked(t *testing.T) {
	s := serveSample(t)
	ar, err := txtar.ParseFile(sampleSite)
	if err != nil {
		t.Fatal(err)
	}
	forbidden, err := forbiddenPaths(ar, s.site.Targets())
	if err != nil || !slices.Equal(forbidden, []string{"/private/drafts/20990"}) {
		t.Fatalf("robots.txt forbids %q (%v), want the one draft", forbidden, err)
	}
	if !slices.Contains(s.links(s.page("/"), "a"), forbidden[0]) {
		t.Errorf("the front page does not link to %s", forbidden[0])
	}
}

// TestNothingBorrowed: the outlet repeats some figures of the announcement the project began with, but none of its sentences.
func TestNothingBorrowed(t *testing.T) {
	seeds, err := filepath.Glob("../../../shared/seed/*.txt")
	if err != nil || len(seeds) == 0 {
		t.Skip("the seed announcement (../shared/seed beside the repository) is not here")
	}
	site, err := os.ReadFile(sampleSite)
	if err != nil {
		t.Fatal(err)
	}
	ours := squeeze(string(site))
	for _, file := range seeds {
		seed, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, sentence := range regexp.MustCompile(`[.:؛،!؟\n]+`).Split(string(seed), -1) {
			if s := squeeze(sentence); len([]rune(s)) > 30 && strings.Contains(ours, s) {
				t.Errorf("a sentence of %s stands in the sample site: %q", file, sentence)
			}
		}
	}
}

// squeeze drops everything in which two spellings of a sentence could differ.
func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "\u200c", "", "\n", "", "\t", "", "ي", "ی", "ك", "ک").Replace(s)
}
