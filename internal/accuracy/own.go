package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Two sets were annotated for this repository, thirty articles each, by readers who had seen neither program nor output. The held-out one is
// measured and never looked at: by two readers, their differences decided by a third. The development one was held out before it, until
// its figures had been told; since then the rules may learn from it. The repository keeps the annotation (where each mention stands and what
// it means) but not the text; that is looked up by URL among the articles beside the repository, so that the scorer gets the files it knows.

// prepareOwn writes the set's articles and annotation into dir, in the form of the other sets.
func prepareOwn(annotation, corpus, dir string) (articles, gold string, err error) {
	mentions, err := readLines(annotation)
	if err != nil {
		return "", "", err
	}
	wanted := map[string]map[string]any{}
	for _, m := range mentions {
		wanted[fmt.Sprint(m["link"])] = nil
	}
	all, err := readLines(corpus)
	if err != nil {
		return "", "", err
	}
	var articleLines, goldLines bytes.Buffer
	for _, a := range all {
		if url := fmt.Sprint(a["url"]); wanted[url] == nil {
			if _, ok := wanted[url]; ok {
				wanted[url] = a
				err = errors.Join(err, writeLine(&articleLines, a))
			}
		}
	}
	for _, m := range mentions {
		link := fmt.Sprint(m["link"])
		if wanted[link] == nil {
			return "", "", fmt.Errorf("%s: no article %s", corpus, link)
		}
		if m["start"] == nil {
			continue // an article without a mention
		}
		if m["surface"], err = surface(wanted[link], m); err != nil {
			return "", "", fmt.Errorf("%s: %s: %w", annotation, link, err)
		}
		err = errors.Join(err, writeLine(&goldLines, m))
	}
	articles, gold = filepath.Join(dir, "articles.jsonl"), filepath.Join(dir, "gold.jsonl")
	return articles, gold, errors.Join(err, os.WriteFile(articles, articleLines.Bytes(), 0o600), os.WriteFile(gold, goldLines.Bytes(), 0o600))
}

// surface returns the words a mention stands for: code points [start, end) of paragraph "para", the title being 0 and the lead 1.
func surface(article, mention map[string]any) (string, error) {
	texts := []any{article["title"], article["lead"]}
	if body, ok := article["paragraphs"].([]any); ok {
		texts = append(texts, body...)
	}
	place := func(key string) int { n, _ := mention[key].(float64); return int(n) }
	para, start, end := place("para"), place("start"), place("end")
	if para >= len(texts) {
		return "", fmt.Errorf("no paragraph %d", para)
	}
	text, _ := texts[para].(string)
	points := []rune(text)
	if start >= end || end > len(points) {
		return "", fmt.Errorf("paragraph %d has no place %d to %d", para, start, end)
	}
	return string(points[start:end]), nil
}

// readLines reads a file of JSON objects, one a line.
func readLines(path string) ([]map[string]any, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []map[string]any
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var m map[string]any
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(out)+1, err)
		}
		out = append(out, m)
	}
	return out, lines.Err()
}

func writeLine(b *bytes.Buffer, m map[string]any) error {
	text, err := json.Marshal(m)
	b.Write(append(text, '\n'))
	return err
}
