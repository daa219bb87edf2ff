package extract

import (
	"slices"
	"strings"
)

// readOrigin reads from the opening of the text where it was written and whom it was taken over from. Both stay in the text too.
func (d *draft) readOrigin() {
	a := &d.article
	opening := append([]string{a.Lead}, a.Paragraphs...)
	for _, p := range opening[:min(len(opening), 3)] {
		d.fill(&a.City, "city", cityOf(p, a.Outlet), "dateline")
		d.fill(&a.ReprintedFrom, "reprinted_from", quotedSource(p), "dateline")
	}
}

// cityOf returns the city of a dateline: «به گزارش خبرنگار X از تبریز، …», if it is one of datelines.tsv (what follows «از» may be a meeting as
// well), and «تبریز - X - …», if X is the outlet or the city is known.
func cityOf(paragraph, outlet string) string {
	known := datelines().cities
	words := afterOpening(paragraph)
	for i := 1; i < len(words) && i < 8; i++ {
		if matchKey(words[i-1]) != datelines().place {
			continue
		}
		for n := 1; n <= 2 && i+n <= len(words); n++ {
			name := strings.Join(words[i:i+n], " ")
			if known[matchKey(name)] {
				return strings.TrimRight(name, closing)
			}
		}
	}
	head, _, _ := strings.Cut(paragraph, "\n")
	parts := strings.FieldsFunc(strings.Join(firstWords(head, 8), " "), func(r rune) bool { return strings.ContainsRune("-\u2010\u2013\u2014\u0640", r) })
	if len(parts) < 3 || len(strings.Fields(parts[0])) > 2 || len(strings.Fields(parts[1])) > 3 {
		return ""
	}
	agency := matchKey(parts[1])
	if known[matchKey(parts[0])] || agency != "" && strings.Contains(matchKey(outlet), agency) && strings.TrimSpace(parts[0]) != "" {
		return trim(parts[0])
	}
	return ""
}

// closing ends a name in a dateline: comma, colon, semicolon, Arabic comma and semicolon.
const closing = ",:;\u060c\u061b"

// quotedSource returns whom a paragraph was taken over from: the name between «به نقل از», at its beginning or in its dateline, and the next
// comma or colon. A source quoted for a sentence later in the text is none.
func quotedSource(paragraph string) string {
	words := firstWords(paragraph, 24)
	limit := 1 // «به نقل از» may stand first, or after «به گزارش X»
	if afterOpening(paragraph) != nil {
		limit = 12
	}
	quoting := datelines().quoting
	for i := 0; i < limit && i+len(quoting) < len(words); i++ {
		if !slices.EqualFunc(words[i:i+len(quoting)], quoting, func(w, q string) bool { return matchKey(w) == q }) {
			if strings.ContainsAny(words[i], ":.") {
				return "" // the dateline is over
			}
			continue
		}
		rest := words[i+len(quoting):]
		for n, w := range rest[:min(len(rest), 6)] {
			if name := strings.TrimRight(w, closing); name != w {
				return trim(strings.Join(append(rest[:n:n], name), " "))
			}
		}
		return ""
	}
	return ""
}
