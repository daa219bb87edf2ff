package corpus

import (
	"bytes"
	"path/filepath"
	"strings"
)

// format is how a file's records are told apart.
type format uint8

const (
	unknownFormat format = iota
	warcFormat
	waczFormat // WARC files in a zip
	htmlFormat
	textFormat
	linesFormat // JSON Lines: one object a line
	jsonFormat  // one object, or JSON Lines by another name
)

var extensions = map[string]format{
	".warc":   warcFormat,
	".wet":    warcFormat,
	".wacz":   waczFormat,
	".html":   htmlFormat,
	".htm":    htmlFormat,
	".txt":    textFormat,
	".jsonl":  linesFormat,
	".ndjson": linesFormat,
	".json":   jsonFormat,
}

// formatOf tells the format by a file's name; a further ".gz" does not matter.
func formatOf(path string) format {
	name := strings.ToLower(filepath.Base(path))
	return extensions[filepath.Ext(strings.TrimSuffix(name, ".gz"))]
}

// sniff tells the format by the first bytes.
func sniff(start []byte) format {
	text := bytes.TrimLeft(trimBOM(start), " \t\r\n")
	switch {
	case bytes.HasPrefix(start, warcMagic):
		return warcFormat
	case bytes.HasPrefix(start, zipMagic):
		return waczFormat
	case bytes.HasPrefix(text, []byte("{")):
		return linesFormat
	case hasPrefixFold(text, "<!doctype"), hasPrefixFold(text, "<html"), hasPrefixFold(text, "<?xml"), hasPrefixFold(text, "<!--"):
		return htmlFormat
	}
	return textFormat
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}
