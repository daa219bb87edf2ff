package fetch

import (
	_ "embed"
	"strings"
)

//go:embed tracking.tsv
var trackingTable string

//go:embed binary.tsv
var binaryTable string

// rows splits an embedded table into its rows of TAB-separated columns; lines that begin with # and empty lines are comments.
func rows(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// names is a set of lower-case names, some of them with any ending.
type names struct {
	exact    map[string]bool
	prefixes []string
}

func (n names) has(name string) bool {
	name = strings.ToLower(name)
	if n.exact[name] {
		return true
	}
	for _, p := range n.prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

var trackingParameters = func() names {
	n := names{exact: map[string]bool{}}
	for _, row := range rows(trackingTable) {
		if prefix, any := strings.CutSuffix(row[0], "*"); any {
			n.prefixes = append(n.prefixes, prefix)
		} else {
			n.exact[row[0]] = true
		}
	}
	return n
}()

var binaryEndings = func() map[string]bool {
	endings := map[string]bool{}
	for _, row := range rows(binaryTable) {
		for _, ending := range strings.Fields(row[1]) {
			endings[ending] = true
		}
	}
	return endings
}()
