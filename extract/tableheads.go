package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tableHeads is what the cells of a table are headed by.
type tableHeads struct {
	label map[*html.Node]string // of a cell
	row   map[*html.Node]bool   // rows, and cells beside their only figure, that are headings and nothing else
}

// headsOf finds the headings of a table of figures; of a table that lays out a page there are none.
func headsOf(table *html.Node) tableHeads {
	rows := tableRows(table)
	grid := gridOf(rows)
	if grid == nil {
		return tableHeads{}
	}
	n := headRows(rows, grid)
	if !inArabicScript(grid[:max(n, 1)]) {
		return tableHeads{}
	}
	h := tableHeads{map[*html.Node]string{}, map[*html.Node]bool{}}
	columns := map[int]string{}
	for i := range n {
		h.row[rows[i]] = true
		for _, c := range grid[i] {
			for at := c.column; at < c.column+c.span; at++ {
				columns[at] = trim(columns[at] + " " + c.text)
			}
		}
	}
	for i := n; i < len(rows); i++ {
		for _, c := range grid[i] {
			if n > 0 && c.text != "" {
				h.label[c.node] = strings.TrimRight(columns[c.column], " :")
			}
		}
		if cells := grid[i]; n == 0 && len(cells) == 2 && cells[0].node.DataAtom == atom.Th && cells[1].node.DataAtom == atom.Td && cells[1].text != "" {
			h.label[cells[1].node] = strings.TrimRight(cells[0].text, " :")
			h.row[cells[0].node] = true
		}
	}
	return h
}

func inArabicScript(grid [][]tableCell) bool {
	for _, row := range grid {
		for _, c := range row {
			if strings.ContainsFunc(c.text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }) {
				return true
			}
		}
	}
	return false
}

// headRows returns how many rows at the top of a table are headings: those that the page marks as such (<thead>, <th>), else the first one,
// if it is in bold or has words only while figures stand below it.
func headRows(rows []*html.Node, grid [][]tableCell) int {
	n := 0
	for n < len(rows) && markedHead(rows[n], grid[n]) {
		n++
	}
	if n == len(rows) {
		return 0
	}
	if n > 0 || len(grid[0]) < 2 {
		return n
	}
	deep := 1 // a heading beside two rows of others is two rows high
	for _, c := range grid[0] {
		deep = max(deep, min(c.down, len(rows)-1))
	}
	bold, words := true, true
	for _, row := range grid[:deep] {
		for i, c := range row {
			bold = bold && (c.bold || i == 0 && c.text == "")
			words = words && !strings.ContainsFunc(c.text, unicode.IsDigit) && len(c.text) <= 120 && (c.text != "" || i == 0)
		}
	}
	figures, others := 0, 0
	for _, row := range grid[deep:] {
		if len(row) < 2 {
			continue
		}
		if others++; strings.ContainsFunc(row[len(row)-1].text, unicode.IsDigit) || strings.ContainsFunc(row[1].text, unicode.IsDigit) {
			figures++
		}
	}
	if others > 0 && bold && !allBold(grid[deep:]) {
		return deep
	}
	if len(grid[0]) == 2 && deep == 1 { // a list of properties and their values may begin with a value in words
		words = words && others >= 3 && figures == others
	}
	if words && 2*figures > others {
		return deep
	}
	return 0
}

func markedHead(row *html.Node, cells []tableCell) bool {
	for _, c := range cells {
		if c.node.DataAtom != atom.Th && row.Parent.DataAtom != atom.Thead {
			return false
		}
	}
	return len(cells) > 0
}

func allBold(grid [][]tableCell) bool {
	for _, row := range grid {
		for _, c := range row {
			if !c.bold {
				return false
			}
		}
	}
	return true
}
