package extract

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

const lookupPage = `<html><head><meta property="og:title" content="x"><meta name=generator content="www.nastooh.ir"></head><body class="Pt-News">
	<div id="Item" class="box item item"><ul class="list-inline"><li>1</li><li class="id"><span>2</span></li></ul>
	<h1 class="title"><a itemprop="headline" href="/a.b">t</a></h1><p class="summary introtext" itemprop="description">s</p>
	<div class="item-text news_pdate_c" itemprop="articleBody"><p title="a .b">a</p><i class="fa-edit"></i><strong>b</strong></div></div></body></html>`

// everySelector lists the selectors of all profiles and of the code, and some of every form.
func everySelector(t testing.TB, keys *keySet) []selector {
	c := compiler{keys: keys}
	list := c.list([]string{
		"div", ".item", "#Item", "#Item.box", "div.item-text[itemprop=articleBody]", "[itemprop=headline]", "h1 [itemprop=headline]", "h1 > a",
		"meta[name=generator][content='www.nastooh.ir']", "meta[property^='og:']", "ul.list-inline li:first-child", "li:nth-child(2) span",
		".fa-edit ~ strong", ".fa-edit + strong", "a[href*='.b']", ".news_pdate_c", "p:not(.summary)", "body.Pt-News", "li.id > span", "[class]",
		"*", "div *", "p[title='a .b']", "[title='a .b']", ":not(.item)", "div:has(h1 .x, a)", "div:not(.item.x)", "a:contains('t')", "p[title='A .B' i]",
		"[itemprop=ARTICLEBODY i]",
	})
	if c.err != nil {
		t.Fatal(c.err)
	}
	for _, p := range profiles().profiles {
		for _, o := range append(slices.Collect(maps.Values(p.hosts)), p) {
			for _, f := range o.fields {
				list = append(list, f...)
			}
			list = append(append(append(append(list, o.drop...), o.outside...), o.detect...), o.also...)
		}
	}
	list = append(list, metaElements, canonicalLinks, jsonLDScripts, windowTitles, firstHeadings, microdataDates, microdataNames, microdataBodies)
	for _, s := range list {
		keys.want(s)
	}
	return list
}

// TestLookup states the law of the lookup: it finds what goquery finds by walking through the whole document.
func TestLookup(t *testing.T) {
	keys := newKeySet()
	list := everySelector(t, keys)
	for _, page := range []string{lookupPage, string(bigPage(nastoohMark)), "", "<p>"} {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		l := newLookup(doc, keys)
		for _, s := range list {
			want, got := doc.FindMatcher(s.Selector), l.find(s)
			if !slices.Equal(got.Nodes, want.Nodes) || l.has(s) != (want.Length() > 0) {
				t.Errorf("%q (keys %q): %d elements, want %d", s.source, s.keys, got.Length(), want.Length())
			}
		}
	}
}

func TestKey(t *testing.T) {
	for source, want := range map[string]string{
		"div": "div", "h1": "h1", ".item-text": ".item-text", "div.a.b[c=d]": ".b", "#x.y > p": "p .y", "li:nth-child(2) .text-meta": ".text-meta li", "a[b='c d'] ~ e + f": "f e [b",
		"[itemprop=a]": "[itemprop", "meta[property='og:x'][content='y z'] @content": "[content", "link[rel=x i]": "[rel", "p:not(.a)": "p", "p:not(.a .b)": "p",
		"*": "", "* a": "", ":not(.a)": "", "div *": "",
	} {
		s, err := compileSelector(source)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, strings.Join(s.keys, " ")); diff != "" {
			t.Errorf("%s: %s", source, diff)
		}
	}
}

// BenchmarkFind asks a page everything that the profiles know to ask, as goquery finds it and through the lookup, which is to be made first.
func BenchmarkFind(b *testing.B) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(bigPage(nastoohMark)))
	if err != nil {
		b.Fatal(err)
	}
	var list []selector
	for _, p := range profiles().profiles {
		list = append(append(list, p.detect...), p.also...)
		if p.name == "nastooh" {
			for _, f := range p.fields {
				list = append(list, f...)
			}
			list = append(append(list, p.drop...), p.outside...)
		}
	}
	b.Run("goquery", func(b *testing.B) {
		for b.Loop() {
			for _, s := range list {
				doc.FindMatcher(s)
			}
		}
	})
	b.Run("lookup", func(b *testing.B) {
		for b.Loop() {
			l := newLookup(doc, profiles().keys)
			for _, s := range list {
				l.find(s)
			}
		}
	})
}
