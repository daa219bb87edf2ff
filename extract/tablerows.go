package extract

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

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

// tableHeads is what the cells of a table are headed by.
type tableHeads struct {
	label map[*html.Node]string // of a cell
	row   map[*html.Node]bool   // rows, and cells beside their only figure, that are headings and nothing else
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
