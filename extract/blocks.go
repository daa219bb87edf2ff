package extract

import (
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is the text between two block boundaries of a page: a paragraph, a heading, a list item, a table row, a line before <br>.
type block struct {
	text    string
	links   int        // bytes of text that stand in links
	bold    int        // bytes of text that stand in <b> or <strong>
	heading bool       // inside <h1> … <h6>
	quote   bool       // inside <blockquote>
	row     bool       // a row of figures of a table
	node    *html.Node // the element it stands in directly
}

// linkShare is the part of a block's text that is linked, 0 to 1.
func (b block) linkShare() float64 {
	if b.text == "" {
		return 0
	}
	return min(1, float64(b.links)/float64(len(b.text)))
}

// never holds elements whose text a reader does not see as text of the page.
var never = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Svg: true, atom.Math: true,
	atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true,
	atom.Video: true, atom.Figcaption: true, atom.Input: true, atom.Head: true, atom.Map: true, atom.Datalist: true, atom.Dialog: true,
}

// blockLevel holds the elements that begin and end a paragraph. All others stand in one, those of no standard too (<o:p> of a word
// processor), as in a browser.
var blockLevel = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true, atom.Center: true,
	atom.Dd: true, atom.Details: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figure: true,
	atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Header: true, atom.Hgroup: true, atom.Hr: true, atom.Html: true, atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true,
	atom.Nav: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true, atom.Tbody: true,
	atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true,
}

// skipFunc reports whether an element is to be left out with all it holds.
type skipFunc func(*html.Node) bool

// blocksOf cuts the visible text of the selected elements into blocks ([goquery.Selection.Text] knows neither paragraphs nor what is
// hidden). What skip (nil: nothing) says below them is left out.
func blocksOf(skip skipFunc, s *goquery.Selection) []block {
	w := walker{skip: skip}
	for _, r := range s.Nodes {
		w.root = r
		w.walk(r)
		w.flush(r)
	}
	return w.blocks
}

// textOf is the visible text of one element on one line.
func textOf(skip skipFunc, s *goquery.Selection) string {
	parts := blocksOf(skip, s)
	if len(parts) == 1 {
		return parts[0].text
	}
	var texts []string
	for _, p := range parts {
		texts = append(texts, p.text)
	}
	return strings.Join(texts, " ")
}

// walker collects blocks in document order.
type walker struct {
	skip    skipFunc
	root    *html.Node
	blocks  []block
	text    []byte // of the block under way
	links   int
	bold    int
	space   bool   // white space seen, to be written before the next letter
	cell    bool   // a table cell ended, likewise
	label   string // of the table cell that begins, likewise
	inLink  int
	inBold  int
	inTitle int
	inQuote int
	inRow   int // inside a data row the cells do not end the block
	heads   tableHeads
}

func (w *walker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
		return
	case html.ElementNode:
	case html.DocumentNode:
		w.children(n)
		return
	default:
		return
	}
	if never[n.DataAtom] || hidden(n) || w.skip != nil && n != w.root && w.skip(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.flush(n.Parent)
	case atom.A:
		w.inLink++
		w.children(n)
		w.inLink--
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.flush(n.Parent)
		w.inTitle++
		w.children(n)
		w.flush(n)
		w.inTitle--
	case atom.B, atom.Strong:
		w.inBold++
		w.children(n)
		w.inBold--
	case atom.Blockquote:
		w.flush(n.Parent)
		w.inQuote++
		w.children(n)
		w.flush(n)
		w.inQuote--
	case atom.Table:
		w.flush(n.Parent)
		around := w.heads
		w.heads = headsOf(n)
		w.children(n)
		w.heads = around
		w.flush(n)
	case atom.Tr:
		w.walkRow(n)
	case atom.Td, atom.Th:
		if w.heads.row[n] {
			return
		}
		w.flush(n.Parent)
		if w.heads.label[n] != "" && w.inRow > 0 {
			w.label = w.heads.label[n]
		}
		w.children(n)
		w.cell = w.inRow > 0
		w.label = ""
		w.flush(n)
	default:
		if !blockLevel[n.DataAtom] {
			w.children(n)
			return
		}
		w.flush(n.Parent)
		w.children(n)
		w.flush(n)
	}
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// write adds text as a browser shows it: each run of ASCII white space is one space, and none at the start of a block.
func (w *walker) write(s string) {
	before := len(w.text)
	for s != "" {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i == 0 {
			w.space = true
			s = strings.TrimLeft(s, " \t\n\r\f")
			continue
		}
		word := s
		if i > 0 {
			word, s = s[:i], s[i:]
		} else {
			s = ""
		}
		switch {
		case len(w.text) == 0:
		case w.cell:
			w.text = append(w.text, cellMark...)
		case w.space:
			w.text = append(w.text, ' ')
		}
		if w.label != "" {
			w.text = append(append(w.text, w.label...), labelMark...)
			w.label = ""
		}
		w.space, w.cell = false, false
		w.text = append(w.text, word...)
	}
	if w.inLink > 0 {
		w.links += len(w.text) - before
	}
	if w.inBold > 0 {
		w.bold += len(w.text) - before
	}
}

// flush ends the block under way, which stands in n.
func (w *walker) flush(n *html.Node) {
	if w.inRow > 0 {
		w.space = true
		return
	}
	if text := trim(string(w.text)); text != "" {
		w.blocks = append(w.blocks, block{text: text, links: w.links, bold: w.bold, heading: w.inTitle > 0, quote: w.inQuote > 0, node: n})
	}
	w.text, w.links, w.bold, w.space, w.cell = w.text[:0], 0, 0, false, false
}

// hidden reports whether the page itself hides n.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if s := strings.ToLower(a.Val); strings.Contains(s, "none") && displayNone(s) {
				return true
			}
		}
	}
	return false
}

func displayNone(style string) bool {
	for decl := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(decl, ":")
		if strings.TrimSpace(name) == "display" && strings.HasPrefix(strings.TrimSpace(value), "none") {
			return true
		}
	}
	return false
}

// trim removes white space, in the widest sense, from both ends.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
	})
}
