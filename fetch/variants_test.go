package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"raqam/normalize/calendar"
)

func TestArticleOf(t *testing.T) {
	for address, want := range map[string]string{
		"/amp/84107/عنوان-خبر":          "/news/84107/عنوان-خبر",
		"/print/84107":                  "/news/84107",
		"/news/84107/amp":               "/news/84107",
		"/fa/print/12345":               "/fa/news/12345",
		"/fa/amp/news/12345/عنوان":      "/fa/news/12345",
		"/2020/11/16/slug/amp/":         "/2020/11/16/slug/",
		"/persian/articles/c1.amp":      "/persian/articles/c1",
		"/news/84107/title?amp":         "/news/84107/title",
		"/x?a=1&print=1&share=telegram": "/x?a=1",
		"/news/84107/عنوان-خبر":         "/news/84107/عنوان-خبر",
		"/printing/12345":               "/printing/12345",
		"/amp/":                         "/amp/",
		"/x?print=0":                    "/x?print=0",
	} {
		u, err1 := canonicalURL(nil, "https://e.ir"+address)
		wanted, err2 := canonicalURL(nil, "https://e.ir"+want)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got := articleOf(u); got.String() != wanted.String() {
			t.Errorf("%s: %s, want %s", address, got, wanted)
		}
	}
}

func TestIdentity(t *testing.T) {
	same := [][]string{
		{"/news/84107", "/news/84107/", "/news/84107/عنوان", "/news/84107/a-b", "/amp/84107", "/print/84107/عنوان"},
		{"/fa/news/12345", "/fa/news/12345/عنوان-خبر", "/fa/print/12345"},
		{"/fa/tiny/news-123456", "/بخش-سیاسی-3/123456-عنوان"},
	}
	ids := map[string]int{}
	for i, group := range same {
		for _, path := range group {
			u, err := canonicalURL(nil, "https://www.e.ir"+path)
			if err != nil {
				t.Fatal(err)
			}
			id := identity(u)
			if known, ok := ids[id]; id == "" || ok && known != i {
				t.Errorf("%s: identity %q", path, id)
			}
			ids[id] = i
		}
	}
	if len(ids) != len(same) {
		t.Errorf("%d identities: %v", len(ids), ids)
	}
	for _, path := range []string{"/news/84107/comments", "/news/84107?page=2", "/news/123/x-y", "/service/84107/a-b", "/"} {
		if u, _ := canonicalURL(nil, "https://e.ir"+path); identity(u) != "" {
			t.Errorf("%s: identity %q", path, identity(u))
		}
	}
}

// One article under five addresses is fetched once.
func TestVariantsFetchedOnce(t *testing.T) {
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<!doctype html>", links("/news/84107/عنوان-خبر", "/news/84107", "/amp/84107/عنوان-خبر", "/news/84107/عنوان-نو", "/print/84107",
			";jsessionid=0123456789ABCDEF", "?sid=0123456789abcdef0123"))
	})
	mustCrawl(t, t.TempDir(), quick(), site.URL)
	if n := site.total(); n != 3 { // robots.txt, the front page, the article
		t.Errorf("%d requests: %v", n, site.hits)
	}
}

func TestGenerated(t *testing.T) {
	today := calendar.Date{Year: 1405, Month: 9, Day: 2}
	for path, want := range map[string][2]bool{ // is generated, is to come
		"/calendar/1405/10": {true, true}, "/calendar/1405/09": {true, false}, "/archive?yr=1406&mn=1&dy=1": {true, true}, "/archive?yr=1405&mn=8": {true, false},
		"/news/1399/08/26/123/x": {false, false}, "/2099/01/": {true, true}, "/news.php?id=7": {false, false}, "/list?page=9": {true, false}, "/a?x=1&y=2": {true, false},
	} {
		u, err := canonicalURL(nil, "https://e.ir"+path)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]bool{isGenerated(u), isToCome(u, today)}; got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// A calendar with days without end, and a list that gives its last page for ever, cost little; a long list is read to its end.
func TestEndless(t *testing.T) {
	const lists = 60
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		var y, m, page int
		switch {
		case r.URL.Path == "/":
			fmt.Fprint(w, "<!doctype html>", links("/calendar/1400/01", "/list?page=1"))
		case strings.HasPrefix(r.URL.Path, "/calendar/"):
			_, _ = fmt.Sscanf(r.URL.Path, "/calendar/%d/%d", &y, &m)
			month := (y*12 + m - 2)
			fmt.Fprint(w, "<!doctype html>", links("/", fmt.Sprintf("/calendar/%d/%02d", (month+2)/12, (month+2)%12+1), fmt.Sprintf("/calendar/%d/%02d", month/12, month%12+1)))
		case r.URL.Path == "/list":
			_, _ = fmt.Sscanf(r.URL.Query().Get("page"), "%d", &page)
			fmt.Fprint(w, "<!doctype html>", links("/", fmt.Sprintf("/story/%d", min(page, lists)), fmt.Sprintf("/list?page=%d", page+1)))
		default:
			fmt.Fprint(w, "<!doctype html><p>خبر")
		}
	})
	mustCrawl(t, t.TempDir(), quick(), site.URL)
	stories, months := 0, 0
	for _, h := range site.hits {
		if strings.HasPrefix(h.target, "/story/") {
			stories++
		}
		if strings.HasPrefix(h.target, "/calendar/") {
			months++
		}
	}
	if stories != lists || months > 40 || site.total() > 2*lists+months+10 {
		t.Errorf("%d of %d stories, %d months, %d requests", stories, lists, months, site.total())
	}
}

// example.ir and www.example.ir are one server: one request at a time, one delay.
func TestLanes(t *testing.T) {
	if lane("www.example.ir") != lane("example.ir") || lane("fa.example.ir") == lane("example.ir") || lane("example.ir:81") == lane("example.ir") {
		t.Error("lanes are mixed up")
	}
	f := mustOpenFrontier(t, t.TempDir())
	defer f.close()
	add(t, f, "http://www.a.ir/x", entry{})
	add(t, f, "https://a.ir/y", entry{})
	if hosts, err := f.hosts(); err != nil || len(hosts) != 1 {
		t.Errorf("%v, %v", hosts, err)
	}
}

func TestEntryStored(t *testing.T) {
	e := entry{
		State: failed, Role: roleArchive, Via: ViaFeed, Passing: true, Guessed: true, Depth: 3, Hops: 2, Barren: 5, Attempts: 7, Status: 503, Place: 1 << 40,
		Time: fromMillis(1700000000123), Got: fromMillis(1), Captured: fromMillis(1700000000123).Add(456), Date: calendar.Date{Year: 1399, Month: 8, Day: 26},
		From: "https://e.ir/آ", Reason: "چرا", Capture: "<urn:uuid:x>", PayloadDigest: "sha1:x", Digest: "sha256:y", ETag: `"z"`, Modified: "m", Trail: "LF", Walk: "w",
	}
	b := e.append(nil)
	if got, err := readEntry(b); err != nil || got != e {
		t.Errorf("%+v, %v", got, err)
	}
	for n := range b {
		if _, err := readEntry(b[:n]); err == nil {
			t.Fatalf("%d of %d bytes are read as an entry", n, len(b))
		}
	}
}

func FuzzEntry(f *testing.F) {
	f.Add(entry{From: "x", Depth: 4}.append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := readEntry(b)
		if err != nil {
			return
		}
		if again, err := readEntry(e.append(nil)); err != nil || again != e {
			t.Errorf("%+v: %+v, %v", e, again, err)
		}
	})
}
