package normalize

import (
	_ "embed"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed sentence.tsv
var sentenceTSV string

// sentenceSigns are the signs of sentence.tsv by their part in ending a sentence.
var sentenceSigns = func() map[rune]string {
	signs := make(map[rune]string)
	for line := range strings.Lines(sentenceTSV) {
		if part, list, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && part[0] != '#' {
			for _, c := range list {
				if c != ' ' {
					signs[c] = part
				}
			}
		}
	}
	return signs
}()

// Sentences yields the sentences of t as byte ranges of its folded text, without the white space around them.
//
// What is yielded is what one would quote as evidence for a figure: a stretch that ends with a line, with «.», «؟», «!» or «…», or with
// the semicolon by which Persian news strings full clauses together. A full stop inside a decimal, a domain name, an abbreviation («ج.ا.ا»),
// after an initial («م. احمدی») or after the number of a list item ends nothing; nor does «و...» (and so on), nor a question or exclamation
// quoted within a sentence. Closing quotes and brackets belong to the sentence they close.
func Sentences(t Text) iter.Seq[Span] {
	s := t.folded
	return func(yield func(Span) bool) {
		start := 0
		for i := 0; i < len(s); {
			if s[i] >= 0x2F && s[i] < 0x80 && s[i] != '?' { // letters and digits of ASCII end nothing
				i++
				continue
			}
			c, size := utf8.DecodeRuneInString(s[i:])
			part := ""
			if c != ' ' && (c < 0x0620 || c > 0x06D3) {
				part = sentenceSigns[c]
			}
			if c == '\n' {
				part = "line"
			}
			if part == "" || part == "close" {
				i += size
				continue
			}
			end := endOfSentence(s, start, i, i+size, part)
			if end == 0 {
				i += size
				continue
			}
			if from, to := trimSpace(s, start, end); from < to && !yield(Span{from, to}) {
				return
			}
			start, i = end, end
		}
		if from, to := trimSpace(s, start, len(s)); from < to {
			yield(Span{from, to})
		}
	}
}

// endOfSentence returns where the sentence that began at start ends, if the sign s[at:after] ends it, else 0.
func endOfSentence(s string, start, at, after int, part string) int {
	prev, _ := utf8.DecodeLastRuneInString(s[start:at])
	next, _ := utf8.DecodeRuneInString(s[after:])
	switch part {
	case "line":
		return after
	case "clause":
		return after
	case "stop":
		if strings.HasPrefix(s[after:], ".") || at > start && s[at-1] == '.' {
			if next == '.' {
				return 0 // the last dot of «...» decides
			}
			part = "ellipsis"
			break
		}
		if isDigit(prev) && isDigit(next) || isLatin(next) || isLatin(prev) && !isBreak(next) {
			return 0
		}
		word := lastWord(strings.TrimRight(s[start:at], "."))
		if strings.TrimSpace(s[start:at]) == word && isDigit(prev) {
			return 0 // «1. » begins a list item
		}
		if utf8.RuneCountInString(word) == 1 && unicode.IsLetter(prev) {
			return 0 // an initial, or a letter of an abbreviation
		}
	case "ask":
		if sentenceSigns[next] == "close" {
			_, size := utf8.DecodeRuneInString(s[after:])
			rest := strings.TrimLeft(s[after+size:], " ")
			if c, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(c) {
				return 0 // «چرا؟» پرسید
			}
		}
	}
	if part == "ellipsis" {
		if word := lastWord(strings.TrimRight(s[start:at], ". \u2026")); utf8.RuneCountInString(word) == 1 {
			return 0 // «و...»: and so on
		}
	}
	for after < len(s) {
		c, size := utf8.DecodeRuneInString(s[after:])
		switch sentenceSigns[c] {
		case "close", "stop", "ask", "ellipsis":
			after += size
			continue
		}
		break
	}
	return after
}

// lastWord returns the letters and digits at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 {
		c, size := utf8.DecodeLastRuneInString(s[:i])
		if !joins(c) && c != zwnj {
			break
		}
		i -= size
	}
	return s[i:]
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }
func isLatin(c rune) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isBreak(c rune) bool { return c == utf8.RuneError || unicode.IsSpace(c) || !joins(c) }

// trimSpace narrows s[start:end] to what lies between its outer white space.
func trimSpace(s string, start, end int) (int, int) {
	for start < end && (s[start] == ' ' || s[start] == '\n') {
		start++
	}
	for end > start && (s[end-1] == ' ' || s[end-1] == '\n') {
		end--
	}
	return start, end
}
