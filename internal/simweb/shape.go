package simweb

import (
	_ "embed"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

//go:embed shapes.tsv
var shapeTable string

// shape is how a content management system forms its addresses.
type shape struct {
	name      string
	head      string             // HTML of all its pages
	addresses map[string]address // by what they lead to: article, amp, print, archive, feed, index, sitemap
}

// address is a kind of address: a path with slots and the query parameters that matter.
type address struct {
	whole  pattern
	path   *regexp.Regexp    // of a decoded path; its groups are named after the slots
	params map[string]string // parameter of the query → slot
}

var shapes = func() []*shape {
	var list []*shape
	for line := range strings.Lines(shapeTable) {
		columns := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(columns) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		if n := len(list); n == 0 || list[n-1].name != columns[0] {
			list = append(list, &shape{name: columns[0], addresses: map[string]address{}})
		}
		if last := list[len(list)-1]; columns[1] == "head" {
			last.head = columns[2] + "\n"
		} else {
			last.addresses[columns[1]] = parseAddress(columns[2])
		}
	}
	return list
}()

func parseAddress(text string) address {
	path, query, _ := strings.Cut(text, "?")
	var b strings.Builder
	path, hasSlug := strings.CutSuffix(path, "/{slug}")
	for _, s := range parsePattern(path, "{", "}") {
		switch {
		case !s.slot:
			b.WriteString(regexp.QuoteMeta(s.text))
		case s.text == "slug":
			b.WriteString(`[^/]*`)
		default:
			fmt.Fprintf(&b, `(?P<%s>\d+)`, s.text)
		}
	}
	if hasSlug {
		b.WriteString(`(?:/[^/]*)?`) // the number is enough
	}
	a := address{whole: parsePattern(text, "{", "}"), path: regexp.MustCompile("^" + b.String() + "$"), params: map[string]string{}}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if slot, ok := strings.CutPrefix(value, "{"); ok {
			a.params[name] = strings.TrimSuffix(slot, "}")
		}
	}
	return a
}

// write gives the address with its slots filled in; a slot that values lacks stays empty.
func (a address) write(values map[string]string) string {
	return string(a.whole.fill(nil, func(dst []byte, slot string) []byte { return append(dst, values[slot]...) }))
}

// read gives the values of the slots in an address, if it is one of this kind.
func (a address) read(path string, query url.Values) (map[string]string, bool) {
	m := a.path.FindStringSubmatch(path)
	if m == nil {
		return nil, false
	}
	values := map[string]string{}
	for i, name := range a.path.SubexpNames() {
		if name != "" {
			values[name] = m[i]
		}
	}
	for param, slot := range a.params {
		values[slot] = query.Get(param)
	}
	return values, true
}

// number reads a slot; empty or not a number: the fallback.
func number(value string, fallback int) int {
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	return fallback
}
