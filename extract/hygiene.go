package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleaned is what hygiene leaves of a text and what it learned on the way.
type cleaned struct {
	blocks  []block
	code    string // the number in a line «کد خبر»
	date    string // the text of a line «تاریخ انتشار»
	updated string // the text of a line «آخرین به‌روزرسانی»
	author  string // the name in a line «نویسنده: …»
	section string // the value of a line «سرویس: …»
	source  string // the name in a line «منبع: …»
}

// paragraphs are the texts of the blocks.
func (c cleaned) paragraphs() []string { return texts(c.blocks) }

// clean takes out of the blocks of an article what the journalist did not write: the tail of the page, labels, link lines, file sizes,
// and at the end the codes of the newsroom. In plain text (plain) nothing says what was a link, so lines that end like no sentence stand
// for links.
func clean(blocks []block, plain bool) cleaned {
	var c cleaned
	inLinks, started := false, false
	all, above, counted := -1.0, 0.0, 0 // prose of the blocks, of those above a code, and how many of them were counted
	for i, b := range blocks {
		if !plain && !strings.ContainsFunc(b.text, isWritten) {
			continue // rulers («***») and what is left of a broken comment («-->»)
		}
		act, value := judge(b, plain)
		if act == cutMore {
			if act = cutLinks; plain {
				act = cutTail
			}
		}
		if act == keep && (inLinks && isLink(b, plain) || isTeaser(b)) {
			continue
		}
		inLinks = act == cutLinks && (value == "" || !plain)
		if act == keep {
			c.blocks = append(c.blocks, b)
			started = started || begins(b, plain)
		} else {
			c.learn(act, b.text, value)
		}
		if act == cutCode && started && !plain {
			above += prose(blocks[counted:i])
			if counted = i; all < 0 {
				all = prose(blocks)
			}
			if above < all/2 {
				continue // it stands between the lead and the text
			}
		}
		if (act == cutTail || act == cutCode) && started {
			c.learnBelow(blocks[i+1:], plain)
			break
		}
	}
	c.blocks = cutWriterCodes(c.blocks)
	for n := len(c.blocks); n > 1; n = len(c.blocks) { // what signed the code has been left: «خبرنگار: …**9157»
		act, value := judge(c.blocks[n-1], plain)
		if act != cutAuthor && act != cutCredit && act != cutSource {
			break
		}
		c.learn(act, c.blocks[n-1].text, value)
		c.blocks = c.blocks[:n-1]
	}
	return c
}

// learn notes what a line says that is left out; of two that say the same thing the first counts.
func (c *cleaned) learn(act action, line, value string) {
	note := func(field *string, value string) {
		if *field == "" {
			*field = trim(value)
		}
	}
	switch act {
	case cutCode:
		note(&c.code, digitsOf(line))
	case cutDate:
		note(&c.date, line)
	case cutUpdated:
		note(&c.updated, value)
	case cutAuthor:
		note(&c.author, value)
	case cutSection:
		note(&c.section, value)
	case cutSource:
		note(&c.source, value)
	}
}

func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// begins reports whether a block is text of the article, as opposed to the titles, links and labels a page puts above it. In the body of an
// HTML page any line is; in plain text only prose is.
func begins(b block, plain bool) bool {
	return isProse(b.text) || !plain && utf8.RuneCountInString(b.text) > 25
}

// isProse reports whether a line can only be a paragraph: it is longer than titles are, or long enough and ends with a full stop, as
// titles and menus do not.
func isProse(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 150 || n >= 50 && strings.HasSuffix(s, ".")
}

// learnBelow reads the labels that stand behind the end of the text. A name is none there: readers sign what they write below.
func (c *cleaned) learnBelow(blocks []block, plain bool) {
	for _, b := range blocks {
		switch act, value := judge(b, plain); act {
		case cutCode, cutDate, cutUpdated, cutSource:
			c.learn(act, b.text, value)
		}
	}
}

// maxLabelled is how long, in bytes, a line can be that is cut for how it begins: a sentence may begin like it. The end of a text may have the
// whole page behind it.
const maxLabelled = 250

// judge looks a block up in boilerplate.tsv. value is what follows a label in the block.
func judge(b block, plain bool) (act action, value string) {
	table := boilerplate()
	text := b.text
	if len(text) <= 200 {
		if !b.row && anyMatch(writerCodes().line, text) {
			return cutLine, ""
		}
	}
	isLine := table.lineBegins.of(text)
	if isLine && len(text) <= 200 {
		if act := table.lines[strings.TrimRight(matchKey(withoutCount(text)), "0123456789")]; act != keep {
			return act, ""
		}
	}
	if label, value, found := strings.Cut(text, ":"); found && isLine && len(label) <= 100 && !strings.ContainsFunc(label, unicode.IsDigit) {
		act := table.labels[matchKey(label)]
		if act == cutLinks && !isLink(block{text: value, links: b.links}, plain) {
			act = keep // «ببینید: …» can be how somebody's answer begins
		}
		if (act == cutAuthor || act == cutCredit) && !strings.ContainsFunc(value, unicode.IsLetter) {
			act = cutLine // «خبرنگار: 71573»
		}
		if (act == cutAuthor || act == cutSection || act == cutSource || act == cutCredit) && !isName(value) {
			act = keep // «خبرنگار: …» is a question of an interview
		}
		if act != keep {
			return act, value
		}
	}
	if !table.prefixBegins.of(text) {
		return keep, ""
	}
	head := text
	if len(head) > 120 {
		head = strings.ToValidUTF8(head[:120], "")
	}
	key := matchKey(head)
	for prefix, act := range table.prefixes {
		if strings.HasPrefix(key, prefix) && (len(text) <= maxLabelled || act == cutTail) {
			if act == cutClock && !isDateLine(text) {
				continue // «امروز ۱۲ نفر …»
			}
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

// isTeaser reports whether a block is nothing but a link, and no sentence: a headline of another article between the paragraphs.
func isTeaser(b block) bool {
	return b.linkShare() >= 0.9 && !b.row && !endsSentence(b.text)
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
	case '.', '!', '?', ':', ';', '\u2026', '\u061f', '\u061b', '\u06d4', '\u3002': // Arabic question mark and semicolon, Urdu and East Asian full stop
		return true
	}
	return false
}

// cutWriterCodes takes codes of the newsroom off the end of an article, block by block upwards, then off its last sentence.
func cutWriterCodes(blocks []block) []block {
	codes := writerCodes()
	for len(blocks) > 0 {
		last := &blocks[len(blocks)-1]
		if len(last.text) <= 80 && anyMatch(codes.block, last.text) {
			blocks = blocks[:len(blocks)-1]
			continue
		}
		if cut := cutSuffix(codes.suffix, last.text); cut != last.text {
			last.text = cut
			continue
		}
		break
	}
	return blocks
}

func anyMatch(patterns []codePattern, s string) bool {
	for _, re := range patterns {
		if re.possible(s) && re.MatchString(s) {
			return true
		}
	}
	return false
}

// cutSuffix removes the first suffix pattern that matches, keeping its group 1. A code is short: only the end of s is looked at.
func cutSuffix(patterns []codePattern, s string) string {
	start := max(0, len(s)-200)
	for start > 0 && !utf8.RuneStart(s[start]) {
		start--
	}
	for _, re := range patterns {
		if !re.possible(s[start:]) {
			continue
		}
		if m := re.FindStringSubmatchIndex(s[start:]); len(m) >= 4 {
			return trim(s[:start+m[3]])
		}
	}
	return s
}
