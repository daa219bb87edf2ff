package search

import (
	"strings"
	"unicode"

	"raqam/normalize/number"
)

// maxNumberWords bounds how many words of a query are tried as one number. Three digits take five words, their scale and a conjunction two
// more: this is enough for 10^18.
const maxNumberWords = 48

// and is the conjunction «و».
const and = "\u0648"

// bareWords reads a run of words typed without quotation marks.
//
// The longest stretches that are wholly one number become value:N: anything with a digit in it (9020, 9,020, 9.02هزار, «۹ هزار و ۲۰») and
// number words of two or more («نه هزار و بیست»). A single number word stays a word, for half of them mean something else too: نه is "no",
// ده a village, سی half of a broadcaster. The rest are words, cut as [Terms] cuts a text, so that «دانشگاه های» is one word.
func bareWords(run []lexeme) ([]Node, error) {
	var nodes []Node
	from := 0 // run[from:i] are words not yet made into nodes
	for i := 0; i < len(run); {
		if n, next := numberIn(run, i); n != nil {
			nodes = append(nodes, wordNodes(run[from:i])...)
			nodes = append(nodes, n)
			i, from = next, next
			continue
		}
		if stem, ok := strings.CutSuffix(run[i].text, "*"); ok {
			n, err := prefix(stem, run[i].column)
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, wordNodes(run[from:i])...)
			nodes = append(nodes, n)
			from = i + 1
		}
		i++
	}
	return append(nodes, wordNodes(run[from:])...), nil
}

// numberIn returns the longest number that begins at word i of the run and the word after it, or nil.
func numberIn(run []lexeme, i int) (Node, int) {
	if !isNumber(run[i : i+1]) {
		return nil, i // a number begins with a number …
	}
	longest := min(len(run), i+maxNumberWords)
	if !isNumber(run[i:min(longest, i+2)]) && !isNumber(run[i:min(longest, i+3)]) {
		longest = i + 1 // … and a longer one with two or three words: «۹ هزار», «بیست و پنج», «۲۰ تا ۳۰»
	}
	for j := longest; j > i; j-- {
		if run[j-1].text == and {
			continue // nor does it end with «و»
		}
		if n := bareNumber(join(run[i:j])); n != nil {
			return n, j
		}
	}
	return nil, i
}

// isNumber reports whether the words are a number of any kind, or one word with a digit in it.
func isNumber(run []lexeme) bool {
	text := join(run)
	if _, ok := plainDecimal(fold(text)); ok {
		return true
	}
	_, err := number.Parse(text)
	return err == nil || len(run) == 1 && strings.ContainsAny(fold(text), "0123456789")
}

// join writes the words of a run with spaces between them.
func join(run []lexeme) string {
	words := make([]string, len(run))
	for i, w := range run {
		words[i] = w.text
	}
	return strings.Join(words, " ")
}

// bareNumber returns text as a node where it is wholly a number and could hardly be anything else.
func bareNumber(text string) Node {
	text = fold(text)
	if !strings.ContainsAny(text, " 0123456789") {
		return nil
	}
	if x, ok := plainDecimal(text); ok {
		return Number{Field: "value", Op: Stated, Low: x.String()}
	}
	n, err := number.Parse(text)
	if err != nil || n.Kind != number.Cardinal && n.Kind != number.Fraction {
		return nil
	}
	node, err := numberNode("value", n)
	if err != nil {
		return nil
	}
	return node
}

func prefix(stem string, column int) (Node, error) {
	if stem == "" {
		return All{}, nil
	}
	text := canonical(strings.TrimRight(stem, "*"))
	if terms := Terms(text); len(terms) == 1 && len([]rune(terms[0].Key)) >= 2 {
		return Word{Text: text, Prefix: true}, nil
	}
	return nil, &SyntaxError{column, "expected one word of at least two letters before *"}
}

// wordNodes cuts words that stand side by side into terms. Terms with no space between them («کووید۱۹», 1399/08/26) are a phrase.
func wordNodes(run []lexeme) []Node {
	var nodes []Node
	folded := fold(join(run))
	terms := Terms(folded)
	for i := 0; i < len(terms); {
		j := i + 1
		for j < len(terms) && !strings.ContainsFunc(folded[terms[j-1].End:terms[j].Start], unicode.IsSpace) {
			j++
		}
		nodes = append(nodes, phrase(folded[terms[i].Start:terms[j-1].End]))
		i = j
	}
	return nodes
}

// phrase reads text that is to be found as it stands: a number where it is wholly one, a word where it is only one; nil where it is neither.
func phrase(text string) Node {
	for _, spelling := range []string{strings.Join(strings.Fields(text), " "), canonical(text)} {
		if n := bareNumber(spelling); n != nil {
			return n
		}
	}
	text = canonical(text)
	switch len(Terms(text)) {
	case 0:
		return nil
	case 1:
		return Word{Text: text}
	}
	return Phrase{Text: text}
}

// canonical writes the words of a text in folded spelling, Latin letters in lower case, with one space between them and nothing else, as
// long as that leaves the same words; a text without words is empty.
func canonical(text string) string {
	folded := strings.Map(func(r rune) rune {
		if _, quote := closing(r); quote || r == '\u00bb' || r == '\u201d' || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, strings.ToLower(fold(text)))
	terms := Terms(folded)
	words := make([]string, len(terms))
	for i, t := range terms {
		words[i] = folded[t.Start:t.End]
	}
	joined := strings.Join(words, " ")
	if Keys(joined) == Keys(folded) {
		return joined
	}
	return strings.Join(strings.Fields(folded), " ")
}
