package main

import (
	"context"
	"errors"
	"fmt"

	"raqam/corpus"
	"raqam/internal/simweb"
)

// inventory is what an archive holds, noted after each kill and compared at the end.
type inventory struct {
	dir          string
	web          *simweb.Web
	acknowledged map[place]string // what was seen whole in the archive after some kill: its address and digest
	next         map[string]int64 // by file: behind the last record noted

	records    int
	articles   map[string]int // whole, with status 200, by page
	second     int            // copies of articles under the addresses of their variants
	missing    []string       // articles that are not there
	lost       []string       // acknowledged once, and no more there at the end, or no more the same
	unreadable []string
}

// place is where a record lies.
type place struct {
	file   string
	offset int64
}

func newInventory(dir string, web *simweb.Web) inventory {
	return inventory{dir: dir, web: web, acknowledged: map[place]string{}, next: map[string]int64{}, articles: map[string]int{}}
}

// note remembers the records that have come to the archive. What is half-written at its end is no record.
func (v *inventory) note(ctx context.Context) error {
	files, err := corpus.Files(v.dir)
	if err != nil {
		return fmt.Errorf("reading the archive: %w", err)
	}
	for _, file := range files {
		for r, err := range corpus.ReadFile(ctx, file, v.next[file]) {
			var broken *corpus.RecordError
			if errors.As(err, &broken) {
				continue
			}
			if err != nil {
				return fmt.Errorf("reading the archive: %w", err)
			}
			if r.Source.Digest == "" {
				continue
			}
			v.acknowledged[place{file, r.Source.Offset}] = r.URL + " " + r.Source.Digest
			v.next[file] = r.Next
		}
	}
	return nil
}

// compare reads the whole archive and compares it with what there was, and with what there is to be had.
func (v *inventory) compare(ctx context.Context) error {
	files, err := corpus.Files(v.dir)
	if err != nil {
		return fmt.Errorf("reading the archive: %w", err)
	}
	there := map[place]string{}
	for _, file := range files {
		for r, err := range corpus.ReadFile(ctx, file, 0) {
			var broken *corpus.RecordError
			if errors.As(err, &broken) && !errors.Is(err, corpus.ErrEmpty) {
				v.unreadable = append(v.unreadable, err.Error())
			}
			if err != nil && broken == nil {
				return fmt.Errorf("reading the archive: %w", err)
			}
			if err != nil {
				continue
			}
			v.records++
			there[place{file, r.Source.Offset}] = r.URL + " " + r.Source.Digest
			v.count(r)
		}
	}
	for id, address := range v.web.AllArticles() {
		if v.articles[id] == 0 {
			v.missing = append(v.missing, address)
		}
	}
	for at, what := range v.acknowledged {
		if there[at] != what {
			v.lost = append(v.lost, what)
		}
	}
	return nil
}

func (v *inventory) count(r corpus.Record) {
	id, class, err := v.web.Identify(r.URL)
	switch {
	case err != nil || r.Status != 200 || r.Truncated != "":
	case class == simweb.Article:
		v.articles[id]++
	case class == simweb.Variant:
		v.second++
	}
}

// twice counts the articles that are there more than once.
func (v *inventory) twice() (n int) {
	for _, count := range v.articles {
		if count > 1 {
			n++
		}
	}
	return n
}
