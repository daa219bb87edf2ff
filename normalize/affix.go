package normalize

import (
	_ "embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed affixes.tsv
var affixesTSV string

//go:embed hehstems.tsv
var hehstemsTSV string

//go:embed lookalikes.tsv
var lookalikesTSV string

// ezafe is the half-space and yeh that some write after a silent heh («خانه‌ی»), where others write «خانۀ», which folds to «خانه».
const ezafe = "\u200c\u06CC"

const (
	alef = "\u0627"
	yeh  = "\u06CC"
)

// affix is a suffix of affixes.tsv.
type affix struct {
	text   string
	stem   int    // fewest letters before it
	after  string // what must come before it; "" for anything
	plural bool
}

// affixTable is affixes.tsv and lookalikes.tsv, parsed.
type affixTable struct {
	prefixes map[string]affix
	suffixes []affix        // the longest first
	apart    map[string]int // index of suffixes by text
	whole    map[string]bool
	heh      map[string]bool
}

var affixes = sync.OnceValue(func() *affixTable {
	t, err := parseAffixes(affixesTSV, lookalikesTSV)
	if err != nil {
		panic(err) // the tables are part of the program: a test reads them
	}
	for line := range strings.Lines(hehstemsTSV) {
		if line[0] != '#' {
			for _, stem := range strings.Fields(FoldString(line)) {
				t.heh[stem] = true
			}
		}
	}
	return t
})

func parseAffixes(affixTSV, wholeTSV string) (*affixTable, error) {
	t := &affixTable{prefixes: map[string]affix{}, apart: map[string]int{}, whole: map[string]bool{}, heh: map[string]bool{}}
	n := 0
	for line := range strings.Lines(affixTSV) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 4 {
			return nil, fmt.Errorf("normalize: affixes.tsv line %d: want 4 columns, have %d", n, len(cols))
		}
		stem, err := strconv.Atoi(cols[2])
		if err != nil {
			return nil, fmt.Errorf("normalize: affixes.tsv line %d: %w", n, err)
		}
		a := affix{text: FoldString(cols[1]), stem: stem, plural: cols[0] == "plural"}
		if cols[3] != "*" {
			a.after = FoldString(cols[3])
		}
		switch cols[0] {
		case "prefix":
			t.prefixes[a.text] = a
		case "suffix", "plural":
			t.suffixes = append(t.suffixes, a)
		default:
			return nil, fmt.Errorf("normalize: affixes.tsv line %d: unknown place %q", n, cols[0])
		}
	}
	sort.SliceStable(t.suffixes, func(i, j int) bool { return len(t.suffixes[i].text) > len(t.suffixes[j].text) })
	for i, a := range t.suffixes {
		t.apart[a.text] = i
	}
	for line := range strings.Lines(wholeTSV) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if word != "" && word[0] != '#' {
			t.whole[FoldString(word)] = true
		}
	}
	return t, nil
}

// suffix returns the affix a word standing apart may be.
func (t *affixTable) suffix(word string) (affix, bool) {
	i, ok := t.apart[word]
	if !ok {
		return affix{}, false
	}
	return t.suffixes[i], true
}

// endsWord reports whether word is a stem with this ending.
func (a affix) endsWord(word string) bool {
	return strings.HasSuffix(word, a.text) && a.fits(word[:len(word)-len(a.text)])
}

// follows reports whether the ending may follow word where it is written apart: two letters are then a stem.
func (a affix) follows(word string) bool {
	return strings.HasSuffix(word, a.after) && atLeast(word, 2)
}

// fits reports whether the ending may follow stem.
func (a affix) fits(stem string) bool {
	return strings.HasSuffix(stem, a.after) && atLeast(stem, a.stem)
}

// atLeast reports whether s has n code points, looking at no more of it than that takes.
func atLeast(s string, n int) bool {
	for range s {
		if n--; n <= 0 {
			return true
		}
	}
	return n <= 0
}
