package extract

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

func TestProfiles(t *testing.T) {
	set, err := loadProfiles(profileFiles, "profiles")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range set.profiles {
		names[p.name] = true
		if len(p.fields["title"]) == 0 || len(p.fields["date"]) == 0 {
			t.Errorf("%s: no title or no date", p.name)
		}
	}
	for _, want := range []string{"nastooh", "iransamaneh", "isna", "tasnim", "fars", "asam"} {
		if !names[want] {
			t.Errorf("no profile %s", want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"generator alone", `<meta name="generator" content="www.nastooh.ir">`, "nastooh"},
		{"a sister of Nastooh", `<meta name="generator" content="www.nastooh.ir"><h1 class="first-title" itemprop="headline">x</h1><div class="item-text" itemprop="articleBody">x</div>`, "isna"},
		{"shared marks alone", `<h3 class="lead">x</h3><div class="story">x</div><div class="category-name"><a>x</a></div>`, ""},
		{"nothing", `<h1 class="title">x</h1>`, ""},
		{"Iran Samaneh", `<div class="news_nav news_pdate_c">x</div>`, "iransamaneh"},
		{"Asam", `<div id="echo_detail">x</div>`, "asam"},
	} {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(c.html))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if p := profiles().detect(newLookup(doc, profiles().keys)); p != nil {
			got = p.name
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestProfileErrors(t *testing.T) {
	const good = "detect = ['.x']\n[fields]\nbody = ['.y']\n"
	for _, c := range []struct{ toml, says string }{
		{good, ""},
		{"detct = ['.x']\n" + good, "unknown key"},
		{good + "titel = ['h1']\n", "unknown key"},
		{good + "title = ['h1[']\n", `selector "h1["`},
		{good + "title = ['h1, h2']\n", `selector "h1, h2"`},
		{"[fields]\nbody = ['.y']\n", "needs at least detect"},
		{"detect = ['.x']\n", "needs at least detect"},
		{good + "[url]\ncode = '/news/'\n", "exactly one group"},
		{good + "[url]\ndate = '('\n", "missing closing"},
		{"detect = 3\n", "Detect"},
	} {
		_, err := loadProfiles(fstest.MapFS{"p/x.toml": {Data: []byte(c.toml)}}, "p")
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "p/x.toml")) {
			t.Errorf("%q: %v, want %q", c.toml, err, c.says)
		}
	}
}

func TestClassWords(t *testing.T) {
	for class, want := range map[string]bool{
		"related-items": true, "newsRelatedBox": true, "news_related_2": true, "Comments": true, "share": true, "box tags": true,
		"item-text": false, "has-sidebar": false, "content with-comments": false, "commentary": false, "": false, "heading": false,
	} {
		n := &html.Node{Type: html.ElementNode, Data: "div", Attr: []html.Attribute{{Key: "class", Val: class}}}
		if got := boxed(n); got != want {
			t.Errorf("class %q is a box: %v", class, got)
		}
	}
}
