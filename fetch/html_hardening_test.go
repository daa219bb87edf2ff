package fetch

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// hostilePages are pages made to be expensive; each ends with the same link.
func hostilePages() map[string]string {
	const item = "<li><a href=/news/84100002/a>x</a><span>x</span>"
	return map[string]string{
		"600 nested":                   strings.Repeat("<div>", 600),
		"10,000 nested":                strings.Repeat("<div>", 10_000),
		"1,000,000 nested":             strings.Repeat("<div>", 1_000_000),
		"tables in tables":             strings.Repeat("<table><tr><td>", 100_000),
		"links fostered out of tables": strings.Repeat("<table><a href=/1>", 5_000),
		"1,000,000 attributes":         "<p " + strings.Repeat("a=b ", 1_000_000) + ">",
		"attributes of many names":     "<p " + strings.Repeat("abc=1 bcd=2 cde=3 d-e=4 xyzzy='", 100_000) + "'>",
		"5 MB":                         strings.Repeat("<p>خبر خبر خبر", 200_000),
		"formatting never closed":      strings.Repeat("<b><i><u><a href=/2>", 20_000),
		"fonts in paragraphs":          strings.Repeat("<p><font a=1><b>", 5_000),
		"100,000 links in a row":       strings.Repeat("<a href=/news/841/a>x</a>", 100_000),
		"a list of 50,000 items":       "<ul>" + strings.Repeat(item, 50_000),
		"items within items":           strings.Repeat("<ul>"+item, 200) + strings.Repeat(item, 20_000),
		"20,000 links among dates":     strings.Repeat("<div><span>۲۶ آبان ۱۳۹۹</span>", 300) + strings.Repeat("<a href=/news/84100003>y</a>", 20_000),
		"a date for each of 30,000":    strings.Repeat("<div><a href=/news/84100003>y</a><time>۲۶ آبان ۱۳۹۹</time></div>", 30_000),
		"comments never closed":        "<!--" + strings.Repeat("<!-- >", 300_000) + "-->",
		"brackets":                     strings.Repeat("<", 3_000_000) + ">",
		"options":                      strings.Repeat("<select><option>", 50_000) + "</select>",
		"foreign elements":             strings.Repeat("<svg><foreignObject>", 200),
		"numbers that might be a date": "<a href=/news/84100003>y</a>" + strings.Repeat("۱۳۹۹/", 300_000),
		"entities":                     strings.Repeat("&amp;&zwnj;&notit;&#x10FFFF;", 100_000),
	}
}

// TestHostileHTML reads the links of pages made to be expensive, as pages and as lists. The time allowed is many times what linear work takes, even
// on a busy machine; what is not linear takes minutes.
func TestHostileHTML(t *testing.T) {
	const allowed = time.Minute
	at, err := url.Parse("https://e.ir/archive?dy=1&mn=1&yr=1399")
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range hostilePages() {
		page := []byte("<!doctype html><html><body>" + body + "<p><a href=/news/84199999/last>x</a></p>")
		for reader, read := range map[string]func() []link{
			"page": func() []link { found, _ := pageLinks(page, "text/html; charset=utf-8", at, true); return found },
			"list": func() []link { return listLinks(page, at) },
		} {
			t.Run(name+" as a "+reader, func(t *testing.T) {
				found := make(chan []link, 1)
				began := time.Now()
				go func() { found <- read() }()
				select {
				case list := <-found:
					if !slices.ContainsFunc(list, func(l link) bool { return strings.HasPrefix(l.url.Path, "/news/84199999") }) {
						t.Errorf("its last link is not among %d", len(list))
					}
					if took := time.Since(began); took > time.Second {
						t.Logf("%v for %d kB", took.Round(time.Millisecond), len(page)>>10)
					}
				case <-time.After(allowed):
					t.Fatalf("not read within %v: %d kB", allowed, len(page)>>10)
				}
			})
		}
	}
}
