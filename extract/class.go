package extract

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// PageClass says what a page is.
type PageClass string

const (
	ArticlePage PageClass = "article"
	ListingPage PageClass = "listing"        // an archive, a section, a tag, results of a search
	FrontPage   PageClass = "front page"     // of a site or of its edition in one language
	VideoPage   PageClass = "video"          // with no text of its own but the title
	GalleryPage PageClass = "gallery"        // likewise
	OtherPage   PageClass = "not an article" // an error page, a form, no page at all
)

// ClassOf tells the class of a page from the error that [FromRecord] gave for it: ArticlePage for nil, and "" for an error that does not wrap
// ErrNotArticle, since then nothing is known of the page.
func ClassOf(err error) PageClass {
	var other *otherPage
	switch {
	case err == nil:
		return ArticlePage
	case errors.As(err, &other):
		return other.class
	}
	return ""
}

// otherPage is the error for a page of another class than article.
type otherPage struct {
	class PageClass
	why   string
}

func (e *otherPage) Error() string { return ErrNotArticle.Error() + ": " + e.why }

// Unwrap makes the error one of ErrNotArticle.
func (e *otherPage) Unwrap() error { return ErrNotArticle }

// notArticle is the error for a page of a class. why begins with the class or says what is missing.
func notArticle(class PageClass, why string) error { return &otherPage{class, why} }

// Signs of a class on a page without text.
const (
	fewHeadlines = 8 // linked headlines that make a listing
	fewPictures  = 5 // pictures that make a gallery
)

// shape tells what a page without a text is, by what it has instead.
func (p *page) shape(all []block) PageClass {
	if strings.HasPrefix(first(p.meta["og:type"]), "video") {
		return VideoPage
	}
	headlines := 0
	for _, b := range all {
		if b.linkShare() >= 0.5 && b.links >= 30 { // with a date beside it
			headlines++
		}
	}
	videos, pictures := 0, 0
	for n := range p.doc.Get(0).Descendants() {
		switch {
		case n.Type != html.ElementNode || n.DataAtom != atom.Video && n.DataAtom != atom.Img:
		case n.DataAtom == atom.Video:
			videos++
		case n.DataAtom == atom.Img && !linkAround(n) && !inMargin(n):
			pictures++
		}
	}
	switch { // any page has headlines beside what it is about
	case videos > 0:
		return VideoPage
	case pictures >= fewPictures:
		return GalleryPage
	case headlines >= fewHeadlines:
		return ListingPage
	}
	return OtherPage
}

// linkAround reports whether n stands in a link to another page; a picture of a gallery may be linked to its larger self.
func linkAround(n *html.Node) bool {
	for up := n.Parent; up != nil; up = up.Parent {
		if up.DataAtom == atom.A {
			target := attrOf(up, "href")
			return !strings.HasSuffix(target, ".jpg") && !strings.HasSuffix(target, ".jpeg") && !strings.HasSuffix(target, ".png") && !strings.HasSuffix(target, ".webp")
		}
	}
	return false
}
