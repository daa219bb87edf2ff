package extract

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A row of a table of figures is one block: its cells with [cellMark] between them, and each cell behind the heading of its column and
// [labelMark], so that the row can be understood alone: «استان: خاوران | کتابخانه: ۱۲۴». The row of headings itself is then no block. That is
// done where the headings are in the Arabic script, since figures are looked for in Persian; any other table stays as it is on the page.
const (
	cellMark  = " | " // the figures of two cells never run together
	labelMark = ": "
)

// walkRow walks through a <tr>.
func (w *walker) walkRow(n *html.Node) {
	w.flush(n.Parent)
	if w.heads.row[n] {
		return
	}
	if !dataRow(n) {
		w.children(n)
		w.flush(n)
		return
	}
	w.inRow++
	w.children(n)
	w.inRow--
	w.cell = false
	before := len(w.blocks)
	w.flush(n)
	if len(w.blocks) > before {
		w.blocks[before].row = true
	}
}

// dataRow tells a row of figures from a row that old pages lay themselves out with: it has several cells and none holds paragraphs.
func dataRow(tr *html.Node) bool {
	cells := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		cells++
		inside := 0
		for d := range c.Descendants() {
			switch d.DataAtom {
			case atom.Table:
				return false
			case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.Ul, atom.Ol:
				inside++
			}
		}
		if inside > 1 {
			return false
		}
	}
	return cells > 1
}

// Spans beyond these are mistakes or attacks (the HTML Living Standard, 4.9.11, has 1000 and 65534).
const (
	maxColspan = 100
	maxRowspan = 1000
	maxCells   = 20_000
	maxColumns = 300
)

// tableCell is a cell in its place in the grid of a table.
type tableCell struct {
	node         *html.Node
	column, span int
	down         int // rows
	text         string
	bold         bool
}

// tableRows lists the rows of a table, not those of tables in it.
func tableRows(table *html.Node) []*html.Node {
	var rows []*html.Node
	for c := range table.ChildNodes() {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			for r := range c.ChildNodes() {
				if r.DataAtom == atom.Tr {
					rows = append(rows, r)
				}
			}
		}
	}
	return rows
}

// gridOf puts the cells into columns as the HTML Living Standard (4.9.12) forms a table. It is nil for a table that is no grid of figures.
func gridOf(rows []*html.Node) [][]tableCell {
	if len(rows) < 2 || slices.ContainsFunc(rows, holdsTable) {
		return nil
	}
	grid := make([][]tableCell, len(rows))
	taken := map[int]int{} // column → rows that a cell above still covers
	cells, wide := 0, 0
	for i, row := range rows {
		column := 0
		for c := range row.ChildNodes() {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			for taken[column] > 0 {
				column++
			}
			cell := tableCell{node: c, column: column, span: spanOf(c, "colspan", maxColspan)}
			cell.text, cell.bold = cellText(c)
			cell.down = spanOf(c, "rowspan", maxRowspan)
			for at := range cell.span {
				taken[column+at] = cell.down
			}
			column += cell.span
			if cells++; cells > maxCells || column > maxColumns {
				return nil
			}
			grid[i] = append(grid[i], cell)
		}
		for at := range taken {
			if taken[at]--; taken[at] <= 0 {
				delete(taken, at)
			}
		}
		if len(grid[i]) > 1 {
			if !dataRow(row) {
				return nil
			}
			wide++
		}
	}
	if wide < 2 && !(wide == 1 && len(grid[0]) == 2) {
		return nil
	}
	return grid
}

// holdsTable reports whether there is a table in a row. Only then could looking into a table's cells mean looking into them again and again.
func holdsTable(tr *html.Node) bool {
	for n := range tr.Descendants() {
		if n.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

func cellText(cell *html.Node) (text string, bold bool) {
	w := walker{root: cell}
	w.walk(cell)
	w.flush(cell)
	var parts []string
	bold = true
	for _, b := range w.blocks {
		parts = append(parts, b.text)
		bold = bold && b.bold >= len(b.text)
	}
	return strings.Join(parts, " "), bold && len(parts) > 0
}

func spanOf(cell *html.Node, name string, most int) int {
	for _, a := range cell.Attr {
		if a.Key == name {
			if n, err := strconv.Atoi(strings.TrimSpace(a.Val)); err == nil && n > 1 {
				return min(n, most)
			}
		}
	}
	return 1
}
