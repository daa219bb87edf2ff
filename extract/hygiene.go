package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleaned is what hygiene leaves of a text and what it learned on the way.
type cleaned struct {
	paragraphs []string
	code       string // the number in a line «کد خبر»
	date       string // the text of a line «تاریخ انتشار»
	author     string // the name in a line «نویسنده: …»
	section    string // the value of a line «سرویس: …»
}

// clean takes out of the blocks of an article what the journalist did not write: the tail of the page, labels, link lines, file sizes,
// and at the end the codes of the newsroom. In plain text (plain) nothing says what was a link, so lines that end like no sentence stand
// for links.
func clean(blocks []block, plain bool) cleaned {
	var c cleaned
	inLinks := false
	for _, b := range blocks {
		if !plain && !strings.ContainsFunc(b.text, isWritten) {
			continue // rulers («***») and what is left of a broken comment («-->»)
		}
		act, value := judge(b, plain)
		if act == cutMore {
			if act = cutLinks; plain {
				act = cutTail
			}
		}
		if inLinks && act == keep && isLink(b, plain) {
			continue
		}
		inLinks = act == cutLinks && (value == "" || !plain)
		switch act {
		case keep:
			c.paragraphs = append(c.paragraphs, b.text)
		case cutCode:
			if c.code == "" {
				c.code = digitsOf(b.text)
			}
		case cutDate:
			if c.date == "" {
				c.date = b.text
			}
		case cutAuthor:
			if c.author == "" {
				c.author = trim(value)
			}
		case cutSection:
			if c.section == "" {
				c.section = trim(value)
			}
		}
		if (act == cutTail || act == cutCode) && begun(c.paragraphs, plain) {
			if c.code == "" {
				c.code = codeBelow(blocks, plain)
			}
			break
		}
	}
	c.paragraphs = cutWriterCodes(c.paragraphs)
	return c
}

func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// begun reports whether text of the article was seen, as opposed to the titles, links and labels a page puts above it. In the body of an
// HTML page any line is text; in plain text only prose is.
func begun(paragraphs []string, plain bool) bool {
	for _, p := range paragraphs {
		if isProse(p) || !plain && utf8.RuneCountInString(p) > 25 {
			return true
		}
	}
	return false
}

// isProse reports whether a line can only be a paragraph: it is longer than titles are, or long enough and ends with a full stop, as
// titles and menus do not.
func isProse(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 150 || n >= 50 && strings.HasSuffix(s, ".")
}

// codeBelow finds the code of the article where its label stands behind another tail.
func codeBelow(blocks []block, plain bool) string {
	for _, b := range blocks {
		if act, _ := judge(b, plain); act == cutCode {
			return digitsOf(b.text)
		}
	}
	return ""
}

// judge looks a block up in boilerplate.tsv. value is what follows a label in the block.
func judge(b block, plain bool) (act action, value string) {
	table := boilerplate()
	text := b.text
	if len(text) <= 200 {
		if act := table.lines[strings.TrimRight(matchKey(withoutCount(text)), "0123456789")]; act != keep {
			return act, ""
		}
		for _, re := range writerCodes().size {
			if re.MatchString(text) {
				return cutLine, ""
			}
		}
	}
	if label, value, found := strings.Cut(text, ":"); found && len(label) <= 100 {
		act := table.labels[matchKey(label)]
		if act == cutLinks && !isLink(block{text: value, links: b.links}, plain) {
			act = keep // «ببینید: …» can be how somebody's answer begins
		}
		if act == cutAuthor && !strings.ContainsFunc(value, unicode.IsLetter) {
			act = cutLine // «خبرنگار: 71573»
		}
		if (act == cutAuthor || act == cutSection) && !isName(value) {
			act = keep // «خبرنگار: …» is a question of an interview
		}
		if act != keep {
			return act, value
		}
	}
	head := text
	if len(head) > 120 {
		head = strings.ToValidUTF8(head[:120], "")
	}
	key := matchKey(head)
	for prefix, act := range table.prefixes {
		if strings.HasPrefix(key, prefix) {
			return act, ""
		}
	}
	return keep, ""
}

// isLink reports whether a block is a link to another page rather than text.
func isLink(b block, plain bool) bool {
	if plain {
		return !endsSentence(b.text)
	}
	return b.linkShare() >= 0.5
}

// isName reports whether s can be the name of one or a few persons: a few words, no sentence, no figures.
func isName(s string) bool {
	n := len(strings.Fields(s))
	return n >= 1 && n <= 6 && !endsSentence(s) && strings.ContainsFunc(s, unicode.IsLetter) && !strings.ContainsFunc(s, unicode.IsDigit)
}

// withoutCount takes the number in brackets off «نظرات (۳)».
func withoutCount(s string) string {
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		return s[:i]
	}
	return s
}

// endsSentence reports whether s ends as a sentence of prose does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"')]\u00bb\u201d \u00a0\u200c")
	r, _ := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '!', '?', ':', ';', '\u2026', '\u061f', '\u061b': // the last two: Arabic question mark and semicolon
		return true
	}
	return false
}

// cutWriterCodes takes codes of the newsroom off the end of an article, block by block upwards, then off its last sentence.
func cutWriterCodes(paragraphs []string) []string {
	codes := writerCodes()
	for len(paragraphs) > 0 {
		last := len(paragraphs) - 1
		if len(paragraphs[last]) <= 80 && anyMatch(codes.block, paragraphs[last]) {
			paragraphs = paragraphs[:last]
			continue
		}
		if cut := cutSuffix(codes.suffix, paragraphs[last]); cut != paragraphs[last] {
			paragraphs[last] = cut
			continue
		}
		break
	}
	return paragraphs
}

func anyMatch(patterns []*regexp.Regexp, s string) bool {
	for _, re := range patterns {
		if re.MatchString(s) {
			return true
		}
	}
	return false
}

// cutSuffix removes the first suffix pattern that matches, keeping its group 1. A code is short: only the end of s is looked at.
func cutSuffix(patterns []*regexp.Regexp, s string) string {
	start := max(0, len(s)-200)
	for start > 0 && !utf8.RuneStart(s[start]) {
		start--
	}
	for _, re := range patterns {
		if m := re.FindStringSubmatchIndex(s[start:]); len(m) >= 4 {
			return trim(s[:start+m[3]])
		}
	}
	return s
}
