package extract

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"raqam/corpus"
)

func TestHeading(t *testing.T) {
	const title = "افزایش ۱۲ درصدی تولید سیمان در خاوران"
	og := func(s string) string { return fmt.Sprintf(`<meta property="og:title" content="%s">`, s) }
	for _, c := range []struct{ name, head, body, want string }{
		{"the heading that the window repeats", "<title>خاورنیوز - " + title + "</title>", "<h1>خاورنیوز</h1><h1>" + title + "</h1>", title},
		{"a second-level heading", og(title), "<h1>خاورنیوز</h1><h2>" + title + "</h2>", title},
		{"a headline cut off for machines", `<script type="application/ld+json">{"@type":"Article","headline":"` + title[:len(title)-8] + `"}</script>`, "<h1>" + title + "</h1>", title},
		{"no heading: the site's name goes", og(title+" | خاورنیوز") + `<meta property="og:site_name" content="خاورنیوز">`, "", title},
		{"no heading: nor before the title", og("خاورنیوز - "+title) + `<meta property="og:site_name" content="خاورنیوز">`, "", title},
		{"a part of the title stays", og("سیمان - " + title), "", "سیمان - " + title},
		{"only a window title", "<title>خاورنیوز | " + title + " | اقتصاد</title>", "", title},
		{"a lone heading", "<title>خاورنیوز</title>", "<h1>" + title + "</h1>", title},
		{"the related box has no title", "<title>خاورنیوز</title>", `<div class="related"><h1>` + title + `</h1></div>`, "خاورنیوز"},
	} {
		root, err := html.Parse(strings.NewReader("<html><head>" + c.head + "</head><body>" + c.body + "</body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		if got := newPage(noProfiles(), corpus.Record{}, root).heading(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
