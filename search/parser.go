package search

import (
	"fmt"
	"strings"
)

// Parse reads a query. Its errors are of type *SyntaxError.
func Parse(s string) (Query, error) {
	if len(s) > MaxQueryBytes {
		return Query{}, &SyntaxError{1, fmt.Sprintf("the query has %d bytes: at most %d are read", len(s), MaxQueryBytes)}
	}
	p := parser{lexer: lexer{rest: strings.ToValidUTF8(s, "\ufffd"), column: 1}}
	if err := p.step(); err != nil {
		return Query{}, err
	}
	root, err := p.or()
	if err != nil {
		return Query{}, err
	}
	if p.now.kind == lexClose {
		return Query{}, &SyntaxError{p.now.column, "this parenthesis closes nothing"}
	}
	if root == nil {
		return Query{}, &SyntaxError{p.now.column, "the query is empty: expected words, a number, a field such as year:1399, or * for every claim"}
	}
	root, err = settle(root)
	return Query{Root: root}, err
}

// parser is recursive descent over
//
//	or   = and { "OR" and }
//	and  = { [ "AND" ] unary }
//	unary = "-" unary | "(" or ")" | phrase | field | words
//
// where words is the longest run of bare words: numbers are found in the run as a whole.
type parser struct {
	lexer lexer
	now   lexeme // the lexeme being looked at
	depth int
}

func (p *parser) step() (err error) {
	p.now, err = p.lexer.next()
	return err
}

func (p *parser) or() (Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, &SyntaxError{p.now.column, fmt.Sprintf("parentheses nested more than %d deep", maxDepth)}
	}
	defer func() { p.depth-- }()
	var nodes []Node
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		if p.now.kind != lexOr {
			if n == nil && nodes != nil {
				return nil, &SyntaxError{p.now.column, "expected something after OR"}
			}
			return anyOf(append(nodes, n)), nil
		}
		if n == nil {
			return nil, &SyntaxError{p.now.column, "expected something before OR"}
		}
		nodes = append(nodes, n)
		if err := p.step(); err != nil {
			return nil, err
		}
	}
}

// and returns nil where nothing stands that could match something.
func (p *parser) and() (Node, error) {
	var nodes []Node
	for {
		if p.now.kind == lexAnd {
			if nodes == nil {
				return nil, &SyntaxError{p.now.column, "expected something before AND"}
			}
			at := p.now.column
			if err := p.step(); err != nil {
				return nil, err
			}
			switch p.now.kind {
			case lexEnd, lexClose, lexOr, lexAnd:
				return nil, &SyntaxError{at, "expected something after AND"}
			}
		}
		switch p.now.kind {
		case lexEnd, lexClose, lexOr:
			return allOf(nodes), nil
		case lexWord:
			run, err := p.words()
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, run...)
		default:
			n, err := p.unary()
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, n)
		}
	}
}

func (p *parser) unary() (Node, error) {
	here := p.now
	if err := p.step(); err != nil {
		return nil, err
	}
	switch here.kind {
	case lexNot:
		return p.negation(here)
	case lexOpen:
		n, err := p.or()
		if err != nil {
			return nil, err
		}
		if p.now.kind != lexClose {
			return nil, &SyntaxError{here.column, "this parenthesis is not closed"}
		}
		if n == nil {
			return nil, &SyntaxError{here.column, "these parentheses hold nothing"}
		}
		return n, p.step()
	case lexPhrase:
		n := phrase(here.text)
		if n == nil {
			return nil, &SyntaxError{here.column, "this quotation holds no word"}
		}
		return n, nil
	}
	return parseField(here)
}

// negation reads what follows a minus sign: one word, not the run of words it begins.
func (p *parser) negation(minus lexeme) (Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, &SyntaxError{minus.column, "too many minus signs"}
	}
	defer func() { p.depth-- }()
	var n Node
	var err error
	switch p.now.kind {
	case lexEnd, lexClose, lexOr, lexAnd:
		return nil, &SyntaxError{minus.column, "expected a word, a field or a parenthesis to exclude"}
	case lexWord:
		var excluded []Node
		if excluded, err = bareWords([]lexeme{p.now}); err != nil {
			return nil, err
		}
		if n = allOf(excluded); n == nil {
			return nil, &SyntaxError{p.now.column, "expected a word to exclude"}
		}
		err = p.step()
	default:
		n, err = p.unary()
	}
	if err != nil {
		return nil, err
	}
	return Not{n}, nil
}

// words reads the run of bare words that begins here. It may hold none, where all of it is punctuation.
func (p *parser) words() ([]Node, error) {
	var run []lexeme
	for p.now.kind == lexWord {
		run = append(run, p.now)
		if err := p.step(); err != nil {
			return nil, err
		}
	}
	return bareWords(run)
}

// allOf returns the conjunction of the nodes, flat; nil of none.
func allOf(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		if and, ok := n.(And); ok {
			flat = append(flat, and.Nodes...)
		} else {
			flat = append(flat, n)
		}
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return And{flat}
}

// anyOf returns the disjunction of one node or more, flat.
func anyOf(nodes []Node) Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	var flat []Node
	for _, n := range nodes {
		if or, ok := n.(Or); ok {
			flat = append(flat, or.Nodes...)
		} else {
			flat = append(flat, n)
		}
	}
	return Or{flat}
}
