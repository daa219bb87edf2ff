package main

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/PuerkitoBio/goquery"
	"github.com/markusmobius/go-trafilatura"

	"raqam/corpus"
	"raqam/extract"
)

// extractor returns the text of the article on an HTML page, "" where it finds none.
type extractor struct {
	name string
	text func(page []byte, address string) (string, error)
}

// extractors are ours and the best open ones in Go, each with the options its documentation recommends.
var extractors = []extractor{
	{"raqam", ours},
	{"go-trafilatura", func(page []byte, address string) (string, error) { return trafilaturaText(page, address, false) }},
	{"go-trafilatura+fallback", func(page []byte, address string) (string, error) { return trafilaturaText(page, address, true) }},
	{"go-readability", readabilityText},
	{"goquery parse alone", parseAlone},
}

func ours(page []byte, address string) (string, error) {
	a, err := extract.FromRecord(corpus.Record{Kind: corpus.Page, URL: address, Body: page})
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(a.Lead + "\n" + strings.Join(a.Paragraphs, "\n")), nil
}

func trafilaturaText(page []byte, address string, fallback bool) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("address: %w", err)
	}
	r, err := trafilatura.Extract(bytes.NewReader(page), trafilatura.Options{OriginalURL: u, EnableFallback: fallback, ExcludeComments: true})
	if err != nil {
		return "", err
	}
	return r.ContentText, nil
}

func readabilityText(page []byte, address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("address: %w", err)
	}
	a, err := readability.FromReader(bytes.NewReader(page), u)
	if err != nil || a.Node == nil {
		return "", err
	}
	var b strings.Builder
	err = a.RenderText(&b)
	return b.String(), err
}

// parseAlone yields no text: it is the least that anything on goquery takes.
func parseAlone(page []byte, _ string) (string, error) {
	_, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	return "", err
}
