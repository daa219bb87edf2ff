package extract

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"raqam/corpus"
)

// readText reads a plain-text page: the visible text of a web page, its boilerplate included. Such a text shows in its order what the page
// showed: a date, a breadcrumb or a menu, the title (often twice: the heading of the window and of the article), the kicker above the
// second, the lead, the paragraphs, and then the tail that boilerplate.tsv knows.
func (d *draft) readText(rec corpus.Record) error {
	decoded, name := decode(rec.Body, "")
	text := string(decoded)
	if strings.TrimSpace(text) == "" {
		return notArticle(OtherPage, "empty text")
	}
	if strings.ContainsRune(text, 0) {
		return errors.New("no text: it has NUL bytes")
	}
	if name != "utf-8" {
		d.explain("page", "charset", "not UTF-8; read as "+name)
	}
	return d.fromLines(lines(text), rec)
}

// lines cuts a text into its lines that are not blank.
func lines(text string) []block {
	var out []block
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if line = trim(line); line != "" {
			out = append(out, block{text: line})
		}
	}
	return out
}

func (d *draft) fromLines(all []block, rec corpus.Record) error {
	c := clean(d.takeDates(all), true)
	title, kicker, rest := splitHead(c.paragraphs())
	if title == "" || len(rest) == 0 {
		return notArticle(OtherPage, "no text under a title")
	}
	const from = "text"
	d.takeLabels(c, "text: label")
	d.fill(&d.article.Kicker, "kicker", kicker, from)
	d.fill(&d.article.Title, "title", title, from)
	if len(rest) > 1 && !isDateline(rest[0]) {
		d.fill(&d.article.Lead, "lead", rest[0], from)
		rest = rest[1:]
	}
	d.article.Paragraphs = rest
	d.fill(&d.article.Outlet, "outlet", outletOf(rest), "text: dateline")
	d.chooseLanguage(nil)
	d.choosePublished(rec)
	d.chooseUpdated(rec)
	return nil
}

// headLines is how many lines a text may have above its article: date, breadcrumb, menu, titles.
const headLines = 20

// takeDates takes the lines that are nothing but a date out of the head of a text, as candidates for the date of publication.
func (d *draft) takeDates(all []block) []block {
	var rest []block
	var dates []string
	for i, b := range all {
		if i < headLines && len(rest) < headLines && isDateLine(b.text) && !slices.ContainsFunc(rest, func(b block) bool { return begins(b, true) }) {
			if act, _ := judge(b, true); act != cutClock {
				dates = append(dates, b.text)
			}
			continue
		}
		rest = append(rest, b)
	}
	if len(dates) > 1 && !strings.Contains(dates[0], ":") && strings.Contains(dates[1], ":") {
		dates = dates[1:] // a day alone in the first line, with another and its time below, is that on which the page was looked at
	}
	for _, text := range dates {
		d.addDate("text: date line", text)
	}
	return rest
}

// splitHead finds the title and what stands above it. A line that comes twice in the head is the title, and a line between the two that ends
// with a colon its kicker. Where none does, the title is among the lines above the first paragraph: the one under a kicker, else the first
// of more words than a menu entry has.
func splitHead(all []string) (title, kicker string, rest []string) {
	head := all[:min(len(all), headLines)]
	seen := map[string]int{}
	for i, line := range head {
		key := matchKey(line)
		if first, again := seen[key]; again && !isMenuEntry(line) {
			for _, between := range head[first+1 : i] {
				if isKicker(between) {
					kicker = between
				}
			}
			return line, kicker, dropRepeats(all[i+1:], key)
		}
		if isProse(line) { // a line that comes again within the text is no title
			head = head[:i]
			break
		}
		seen[key] = i
	}
	at := -1
	for i, line := range head {
		if i > 0 && isKicker(head[i-1]) {
			at, kicker = i, head[i-1]
			break
		}
		if at < 0 && !isMenuEntry(line) && !isKicker(line) {
			at = i
		}
	}
	if at < 0 && len(head) > 0 {
		at = len(head) - 1
	}
	if at < 0 {
		return "", "", nil
	}
	return all[at], kicker, dropRepeats(all[at+1:], matchKey(all[at]))
}

// isMenuEntry reports whether a line is as short as the entries of menus and breadcrumbs are.
func isMenuEntry(line string) bool {
	return len(strings.Fields(line)) <= 3 && utf8.RuneCountInString(line) < 25
}

// isKicker reports whether a line is one that names the speaker above a title («رئیس سازمان …:»).
func isKicker(line string) bool {
	return strings.HasSuffix(line, ":") && utf8.RuneCountInString(line) <= 120
}

// dropRepeats removes lines that only say the title again.
func dropRepeats(all []string, key string) []string {
	var out []string
	for _, line := range all {
		if !repeatsLine(line, key) {
			out = append(out, line)
		}
	}
	return out
}

// repeatsLine reports whether a line has the [matchKey] key.
func repeatsLine(line, key string) bool { return len(line) <= 2*len(key)+40 && matchKey(line) == key }

func texts(blocks []block) []string {
	out := make([]string, len(blocks))
	for i, b := range blocks {
		out[i] = b.text
	}
	return out
}
