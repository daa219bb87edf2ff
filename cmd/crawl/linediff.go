package main

import (
	"slices"

	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/number"
)

// maxCompared is how many lines of a version are compared; articles have a tenth of it.
const maxCompared = 2000

// linesOf gives the lines of an article in reading order: the line above the title, title, lead, paragraphs.
func linesOf(a extract.Article) []string {
	lines := slices.DeleteFunc([]string{a.Kicker, a.Title, a.Lead}, func(s string) bool { return s == "" })
	lines = append(lines, a.Paragraphs...)
	return lines[:min(len(lines), maxCompared)]
}

// compareLines gives the lines that only the old and only the new version have, by a longest common subsequence.
func compareLines(old, now []string) (gone, come []string) {
	common := make([][]int, len(old)+1) // [i][j]: length for old[i:], now[j:]
	for i := range common {
		common[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(old) && j < len(now) {
		switch {
		case old[i] == now[j]:
			i++
			j++
		case common[i+1][j] >= common[i][j+1]:
			gone = append(gone, old[i])
			i++
		default:
			come = append(come, now[j])
			j++
		}
	}
	return append(gone, old[i:]...), append(come, now[j:]...)
}

// compareFigures gives the figures that only the lines gone and only the lines come have, as they are worded. The same value in other words
// is no change.
func compareFigures(gone, come []string) (lost, gained []string) {
	before, after := figuresOf(gone), figuresOf(come)
	return withoutValues(before, after), withoutValues(after, before)
}

// figure is a number of a text.
type figure struct{ value, surface string }

func figuresOf(lines []string) (list []figure) {
	for _, line := range lines {
		t := normalize.Fold(line)
		for _, n := range number.Find(t, normalize.Tokenize(nil, t.Folded())) {
			value := n.Value.String()
			if high := n.High.String(); high != "" {
				value += ".." + high
			}
			start, end := t.Span(n.Start, n.End)
			list = append(list, figure{value, line[start:end]})
		}
	}
	return list
}

// withoutValues gives the wordings of the figures of a list whose values another one has not, or less often.
func withoutValues(list, other []figure) (out []string) {
	left := map[string]int{}
	for _, f := range other {
		left[f.value]++
	}
	for _, f := range list {
		if left[f.value]--; left[f.value] < 0 {
			out = append(out, f.surface)
		}
	}
	return out
}
