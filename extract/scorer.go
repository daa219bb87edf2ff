package extract

import (
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weight says how much a block looks like text of an article (positive, in code points) or like the page around it (negative). Prose is
// long or ends as a sentence, and is hardly linked; menus and link lists are nothing but links; what is short and unlinked may be either.
func weight(b block) float64 {
	n := utf8.RuneCountInString(b.text)
	share := b.linkShare()
	switch {
	case share >= 0.5:
		return -float64(min(n, 60)) - 10
	case n >= 80, n >= 30 && endsSentence(b.text):
		return float64(n) * (1 - share)
	case b.heading:
		return 0
	}
	return -5
}

// prose is the weight of the prose among blocks.
func prose(blocks []block) float64 {
	sum := 0.0
	for _, b := range blocks {
		sum += max(0, weight(b))
	}
	return sum
}

// proseIn is the weight of the prose that stands directly in the children of n.
func proseIn(blocks []block, n *html.Node) float64 {
	sum := 0.0
	for _, b := range blocks {
		if b.node.Parent == n {
			sum += max(0, weight(b))
		}
	}
	return sum
}

// container finds the smallest element that holds the article: the one whose blocks have the greatest sum of weights, and inside it the
// one that has nearly all of that. A box (comments, related, sidebar) counts for nothing in the elements around it, and is believed only
// where it holds several times the text outside the boxes: some sites call everything a sidebar. What stands above the title (its index in blocks,
// or -1) counts for less: it may be prose, but hardly that of the article.
func (p *page) container(blocks []block, title int) (_ *goquery.Selection, score float64) {
	s := newScores(p.doc.Get(0), blocks, title)
	best, score := s.heaviest(blocks, false)
	if n, boxScore := s.heaviest(blocks, true); boxScore > 3*score {
		best, score = n, boxScore
	}
	if best != nil && best.DataAtom == atom.P {
		// One paragraph outweighs all others only where lists of links between them count against those: the text is in what holds them.
		if around, weight := best.Parent, proseIn(blocks, best.Parent); weight >= 2*score {
			return p.doc.FindNodes(around), weight
		}
	}
	for best != nil {
		inner := best
		for c := range best.ChildNodes() {
			if s.sum[c] >= 0.9*score && !boxed(c) {
				inner = c
			}
		}
		if inner == best {
			break
		}
		best = inner
	}
	if best == nil {
		return p.doc.FindNodes(), 0
	}
	return p.doc.FindNodes(best), score
}

// aboveTitle is what prose above the title counts.
const aboveTitle = 0.3

// scores holds for every element with text the sum of the weights in it, boxes inside it not counted, and whether it is in a box.
type scores struct {
	sum   map[*html.Node]float64
	inBox map[*html.Node]bool
}

func newScores(root *html.Node, blocks []block, title int) scores {
	s := scores{map[*html.Node]float64{}, map[*html.Node]bool{}}
	prose := -1 // the last block of prose
	for i, b := range blocks {
		w := weight(b)
		switch {
		case w > 0 && i < title:
			w *= aboveTitle
		case w > 0:
			prose = i
		case prose >= 0 && continuesList(b, blocks[prose].node.Parent):
			w = float64(utf8.RuneCountInString(b.text)) / 2
		}
		s.sum[b.node] += w
	}
	s.add(root, false)
	return s
}

// add sums up the tree under n, the leaves first.
func (s scores) add(n *html.Node, inBox bool) {
	if inBox {
		s.inBox[n] = true
	}
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		box := boxed(c)
		s.add(c, inBox || box)
		if w := s.sum[c]; w != 0 && !box {
			s.sum[n] += w
		}
	}
}

// continuesList reports whether a block is an item of a list or a row of a table that stands in the element where the prose before it does: the
// list is what that prose announces. Lists elsewhere are menus, tables elsewhere prices of the day.
func continuesList(b block, around *html.Node) bool {
	return (b.row || b.node.DataAtom == atom.Li) && b.links == 0 && utf8.RuneCountInString(b.text) >= 20 && isBelow(b.node, around)
}

// heaviest returns the element of the greatest sum among those around the blocks in, or outside, boxes. Blocks come in document order and
// elements from the inside out, so that of equals the innermost wins.
func (s scores) heaviest(blocks []block, inBoxes bool) (best *html.Node, score float64) {
	seen := map[*html.Node]bool{}
	for _, b := range blocks {
		if s.inBox[b.node] != inBoxes {
			continue
		}
		for n := b.node; n != nil && n.DataAtom != atom.Html && !seen[n]; n = n.Parent {
			seen[n] = true
			if w := s.sum[n]; w > score+0.5 {
				best, score = n, w
			}
		}
	}
	return best, score
}

// boxedBeside reports whether n is in a box that does not hold other as well.
func boxedBeside(n, other *html.Node) bool {
	around := commonAncestor(other, n)
	for ; n != nil && n != around; n = n.Parent {
		if boxed(n) {
			return true
		}
	}
	return false
}

func boxedAbove(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if boxed(n) {
			return true
		}
	}
	return false
}
