package extract

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how many nested elements a page keeps when it has more than x/net/html accepts (512, its own implied elements and
// repeated formatting included).
const maxDepth = 200

// parseHTML parses a page. Where x/net/html refuses its depth, the page is flattened first, so that its text is never lost; flat says so.
func parseHTML(text []byte) (root *html.Node, flat bool, err error) {
	root, err = html.Parse(bytes.NewReader(text))
	for _, depth := range []int{maxDepth, 0} {
		if err == nil {
			return root, flat, nil
		}
		flat = true
		root, err = html.Parse(strings.NewReader(flatten(text, depth)))
	}
	return root, flat, err
}

// flatten rewrites a page without the elements nested deeper than depth: of those only the text stays, with a <br> where a block began or
// ended. With depth 0 nothing nests but links, and the elements of the head that hold metadata stay.
func flatten(text []byte, depth int) string {
	var out bytes.Buffer
	out.Grow(len(text))
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(0)
	open := 0
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return out.String() // unreachable while the tokenizer reads from memory without a limit
			}
			return out.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := z.Raw() // before TagName lower-cases it in place
			kept := out.Len()
			out.Write(raw)
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if void[tag] || depth == 0 && flatKept[tag] {
				continue
			}
			if kind == html.EndTagToken {
				open = max(0, open-1)
			}
			if open >= depth {
				out.Truncate(kept)
				if blockLevel[tag] && !bytes.HasSuffix(out.Bytes(), lineBreak) {
					out.Write(lineBreak)
				}
			}
			if kind == html.StartTagToken {
				open++
			}
		case html.TextToken:
			out.Write(z.Raw())
		}
	}
}

var lineBreak = []byte("<br>")

// void holds the elements without content, which never nest.
var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Link: true,
	atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true, atom.Embed: true,
}

// flatKept holds the elements that a page flattened to depth 0 keeps: they hold no elements, or, as links, cannot nest.
var flatKept = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Textarea: true, atom.Noscript: true, atom.Iframe: true, atom.A: true,
}
