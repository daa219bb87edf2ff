package main

import (
	"fmt"
	"iter"
	"time"

	"raqam/internal/synthetic"
	"raqam/search"
)

// engine is an index of claims in a folder. An engine either builds or, in another process, opens what was built and answers.
type engine interface {
	Build(entries iter.Seq[search.Entry]) error
	Open() error
	Ask(q synthetic.Query) (total int, err error) // reads the first twenty hits as well
	Years() (claims int, err error)               // count, minimum, median, maximum and sum of the values a year, over about a tenth of the claims
}

func build(e engine, dir string, n int, r *result) error {
	var making time.Duration // the claims themselves, which is no engine's work
	entries := func(yield func(search.Entry) bool) {
		begun := time.Now()
		for entry := range synthetic.Entries(seed, n) {
			making += time.Since(begun)
			if !yield(entry) {
				return
			}
			begun = time.Now()
		}
		making += time.Since(begun)
	}
	begun := time.Now()
	if err := e.Build(entries); err != nil {
		return err
	}
	r.Rate = float64(n) / (time.Since(begun) - making).Seconds()
	size, err := folderSize(dir)
	r.Bytes = float64(size) / float64(n)
	return err
}

func ask(e engine, n, questions int, r *result) error {
	queries := synthetic.Queries(seed, questions)
	begun := time.Now()
	if err := e.Open(); err != nil {
		return err
	}
	times := make([]time.Duration, 0, questions)
	for i, q := range queries {
		start := time.Now()
		total, err := e.Ask(q)
		if err != nil {
			return fmt.Errorf("question %d, %s: %w", i+1, q.Raqam(), err)
		}
		times = append(times, time.Since(start))
		if i == 0 {
			r.First = milliseconds(time.Since(begun))
		}
		r.Hits += total
	}
	sorted := sortedTimes(times)
	r.Median, r.P99, r.Max = milliseconds(percentile(sorted, 0.5)), milliseconds(percentile(sorted, 0.99)), milliseconds(sorted[len(sorted)-1])
	fastest := time.Duration(0)
	for round := range 5 {
		start := time.Now()
		claims, err := e.Years()
		if err != nil {
			return err
		}
		if took := time.Since(start); round == 0 || took < fastest {
			fastest = took
		}
		if claims == 0 {
			return fmt.Errorf("no claims in the statistics a year")
		}
	}
	r.Years = milliseconds(fastest)
	return nil
}
