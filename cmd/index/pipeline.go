package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"

	"raqam/claim"
	"raqam/corpus"
	"raqam/extract"
	"raqam/internal/pipe"
	"raqam/search/reprint"
)

// outcome is what became of one record.
type outcome struct {
	record   corpus.Record // Body is gone: the article has what is needed of it
	article  extract.Article
	mentions []claim.Mention
	claims   []claim.Claim
	reasons  []extract.Reason // where the article's fields came from
	skipped  error            // why the record is no article, though nothing is wrong with it
	text     reprint.Text     // what the article is known again by; only where it was asked for
}

// recordFailure is a record that could not be turned into an article. Where names the file and the record, as corpus does.
type recordFailure struct {
	where corpus.Source
	url   string
	err   error
}

func (f *recordFailure) Error() string {
	return fmt.Sprintf("%s: offset %d: %v", f.where.Path, f.where.Offset, f.err)
}
func (f *recordFailure) Unwrap() error { return f.err }

// process turns records into articles and claims on all cores, in order. A record that fails is yielded as an error and the next one follows.
// In what comes out, a file is named as display says; record keeps the name it was read by.
func process(ctx context.Context, records iter.Seq2[corpus.Record, error], display func(string) string) iter.Seq2[outcome, error] {
	return pipe.Map(ctx, records, runtime.GOMAXPROCS(0), func(_ context.Context, rec corpus.Record) (outcome, error) {
		return understand(rec, display)
	})
}

// processTexts is process with the texts.
func processTexts(ctx context.Context, records iter.Seq2[corpus.Record, error], display func(string) string) iter.Seq2[outcome, error] {
	return pipe.Map(ctx, records, runtime.GOMAXPROCS(0), func(_ context.Context, rec corpus.Record) (outcome, error) {
		o, err := understand(rec, display)
		if err == nil && len(o.claims) > 0 {
			o.text = reprint.FromArticle(o.article)
		}
		return o, err
	})
}

// understand turns a record into an article and claims.
func understand(rec corpus.Record, display func(string) string) (outcome, error) {
	o := outcome{record: rec}
	o.record.Body = nil
	rec.Source.Path = display(rec.Source.Path)
	if rec.Truncated != "" {
		return o, &recordFailure{rec.Source, rec.URL, fmt.Errorf("not whole (%s): its figures may be cut", rec.Truncated)}
	}
	article, reasons, err := extract.Explain(rec)
	o.reasons = reasons
	switch {
	case errors.Is(err, extract.ErrNotArticle):
		o.skipped = err
		return o, nil
	case err != nil:
		return o, &recordFailure{rec.Source, rec.URL, err}
	}
	o.article = article
	o.mentions = claim.Mentions(article)
	o.claims = claim.Claims(article, o.mentions)
	return o, nil
}

// inRecord tells the errors of a single record or file, after which the work goes on, from those that end it.
func inRecord(err error) bool {
	var read *corpus.RecordError
	var understood *recordFailure
	return errors.As(err, &read) || errors.As(err, &understood)
}
