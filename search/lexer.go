package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a query, so that no query can hang a server: a longer one is a SyntaxError.
const (
	MaxQueryBytes = 16 << 10
	maxDepth      = 64 // nested parentheses
)

type lexKind uint8

const (
	lexEnd    lexKind = iota
	lexWord           // a run of characters without white space
	lexPhrase         // text between quotation marks
	lexField          // name, with text its value as typed
	lexOpen
	lexClose
	lexNot
	lexOr
	lexAnd
)

// lexeme is a piece of the query.
type lexeme struct {
	kind   lexKind
	column int    // code points from 1
	name   string // lexField
	text   string // without quotation marks; of a field: its value
	at     int    // lexField: column of the value
}

type lexer struct {
	rest   string
	column int
}

// closing gives the mark that ends what an opening quotation mark began: ASCII, guillemets or curly quotes.
func closing(r rune) (rune, bool) {
	switch r {
	case '"':
		return '"', true
	case '\u00ab': // «
		return '\u00bb', true
	case '\u201c', '\u201e': // “ „
		return '\u201d', true
	}
	return 0, false
}

func (l *lexer) advance(bytes int) {
	l.column += utf8.RuneCountInString(l.rest[:bytes])
	l.rest = l.rest[bytes:]
}

// next cuts the next lexeme off the query.
func (l *lexer) next() (lexeme, error) {
	l.advance(len(l.rest) - len(strings.TrimLeftFunc(l.rest, unicode.IsSpace)))
	here := lexeme{column: l.column}
	if l.rest == "" {
		return here, nil
	}
	r, size := utf8.DecodeRuneInString(l.rest)
	switch r {
	case '(':
		here.kind = lexOpen
	case ')':
		here.kind = lexClose
	case '|':
		here.kind = lexOr
	case '-':
		if after, _ := utf8.DecodeRuneInString(l.rest[size:]); len(l.rest) > size && !unicode.IsSpace(after) {
			here.kind = lexNot // a dash with a space after it is punctuation
		}
	}
	if here.kind != lexEnd {
		l.advance(size)
		return here, nil
	}
	if end, ok := closing(r); ok {
		text, err := l.quotation(end)
		here.kind, here.text = lexPhrase, text
		return here, err
	}
	if name, ok := fieldName(l.rest); ok {
		l.advance(len(name) + 1)
		here.kind, here.name, here.at = lexField, strings.ToLower(name), l.column
		var err error
		here.text, err = l.value()
		return here, err
	}
	end := strings.IndexFunc(l.rest, endsWord)
	if end < 0 {
		end = len(l.rest)
	}
	here.kind, here.text = lexWord, l.rest[:end]
	switch here.text {
	case "OR":
		here.kind = lexOr
	case "AND":
		here.kind = lexAnd
	case "NOT":
		here.kind = lexNot
	}
	l.advance(end)
	return here, nil
}

func endsWord(r rune) bool {
	_, quote := closing(r)
	return unicode.IsSpace(r) || r == '(' || r == ')' || r == '|' || quote
}

// quotation reads the text between quotation marks; the rest of the query begins with the opening one.
func (l *lexer) quotation(end rune) (string, error) {
	_, size := utf8.DecodeRuneInString(l.rest)
	length := strings.IndexRune(l.rest[size:], end)
	if length < 0 {
		return "", &SyntaxError{l.column, "this quotation is not closed: expected " + string(end)}
	}
	text := l.rest[size : size+length]
	l.advance(size + length + utf8.RuneLen(end))
	return text, nil
}

// value reads a field's value up to white space or a parenthesis; quotation marks in it keep what they hold together: >"9 2/3", "a".."b".
func (l *lexer) value() (string, error) {
	var out strings.Builder
	for l.rest != "" {
		r, size := utf8.DecodeRuneInString(l.rest)
		if end, ok := closing(r); ok {
			text, err := l.quotation(end)
			if err != nil {
				return "", err
			}
			out.WriteString(text)
			continue
		}
		if endsWord(r) {
			break
		}
		out.WriteString(l.rest[:size])
		l.advance(size)
	}
	return out.String(), nil
}

// fieldName recognises «name:» at the start of s: ASCII letters, then a colon, and not the start of a URL.
func fieldName(s string) (string, bool) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			return s[:i], i > 0 && !strings.HasPrefix(s[i:], "://")
		case c < 'A' || c > 'z' || c > 'Z' && c < 'a':
			return "", false
		}
	}
	return "", false
}
