package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"raqam/corpus"
	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

func newBuild() *cobra.Command {
	cmd := &cobra.Command{
		Use: "build [PATH…]", Short: "Index new records (what index does by itself).",
		Example: "  index build\n  index build old-archive/ articles.jsonl.gz",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runBuild(cmd, paths, bleveindex.WriterOptions{})
		},
	}
	addBuildFlags(cmd)
	return cmd
}

func addBuildFlags(cmd *cobra.Command) {
	addKeep(cmd)
	cmd.Flags().Duration("publish-every", time.Minute, "make what was indexed searchable this often; a crash costs no more work than that")
}

// addKeep adds --keep, of commands that publish a generation.
func addKeep(cmd *cobra.Command) {
	cmd.Flags().Int("keep", 2, "generations to keep, the new one included: older ones can be compared with index diff")
}

// kept reads --keep.
func kept(cmd *cobra.Command) (int, error) {
	n, err := cmd.Flags().GetInt("keep")
	if err == nil && n < 1 {
		err = cli.Usagef("--keep %d: at least the new generation itself is kept", n)
	}
	return n, err
}

func newRebuild() *cobra.Command {
	cmd := &cobra.Command{
		Use: "rebuild [PATH…]", Short: "Make the index anew from all its sources, then swap.",
		Example: "  index rebuild\n  index rebuild old-archive/    and from this one",
		Long: "Reads the archive and every remembered source again from the start into a new generation. Searches go on in the old one until\n" +
			"the new one is complete; an interrupted rebuild changes nothing.",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runBuild(cmd, paths, bleveindex.WriterOptions{Fresh: true})
		},
	}
	addKeep(cmd)
	return cmd
}

// segmentRows is how many claims a run collects before it closes a segment: memory stops growing at some twenty thousand articles. index compact
// puts the segments together.
const segmentRows = 100_000

// runBuild adds everything new to the index and publishes it.
func runBuild(cmd *cobra.Command, paths []string, o bleveindex.WriterOptions) (err error) {
	if slices.Contains(paths, stdin) {
		return cli.Usagef("standard input cannot be read again by a rebuild: save it in a file first, or use index extract -")
	}
	added, err := absolute(paths)
	if err != nil {
		return err
	}
	if o.Keep, err = kept(cmd); err != nil {
		return err
	}
	o.SegmentRows = segmentRows
	data := cli.Data(cmd)
	writer, state, err := openIndex(data, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, writer.Close()) }()
	state.remember(added)
	if o.Fresh {
		state.Cursor = corpus.Cursor{}
	}
	failed, err := openFailures(filepath.Join(data, "index-failed.jsonl"), o.Fresh, cli.Warn(cmd))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, failed.Close()) }()

	b := &build{writer: writer, dir: indexDir(data), state: state, failed: failed, say: cli.Notify(cmd), fresh: o.Fresh}
	if !o.Fresh {
		if b.publishEvery, err = cmd.Flags().GetDuration("publish-every"); err != nil || b.publishEvery <= 0 {
			return cli.Usagef("--publish-every %v: must be longer than nothing", b.publishEvery)
		}
	}
	progress := cli.NewProgress(cmd, "index", cli.Bytes)
	defer progress.Close()
	b.progress = progress
	return b.run(cmd.Context())
}

// indexDir is the folder of the index in a data directory.
func indexDir(data string) string { return filepath.Join(data, "index") }

// openIndex opens the index of a data directory for writing, and what it remembers of its sources.
func openIndex(data string, o bleveindex.WriterOptions) (*bleveindex.Writer, *state, error) {
	writer, err := bleveindex.OpenWriter(indexDir(data), o)
	if errors.Is(err, search.ErrLocked) {
		err = fmt.Errorf("%w: another index is at work on %s; wait for it to end, or use another --data", err, data)
		return nil, nil, cli.WithCode(cli.Retryable, err)
	} else if err != nil {
		return nil, nil, err
	}
	state, err := readState(writer.State(), data)
	if err != nil {
		return nil, nil, errors.Join(err, writer.Close())
	}
	return writer, state, nil
}

// absolute makes the paths independent of the working directory and checks that each is there.
func absolute(paths []string) ([]string, error) {
	out := make([]string, 0, len(paths))
	for _, p := range paths {
		if p == stdin {
			out = append(out, p)
			continue
		}
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, cli.Usagef("%s: %w", p, err)
		}
		if _, err := os.Stat(abs); err != nil {
			return nil, cli.Usagef("%s: %w", p, errors.Unwrap(err))
		}
		out = append(out, abs)
	}
	return out, nil
}

// build is one run of the indexer.
type build struct {
	writer   *bleveindex.Writer
	dir      string // of the index
	state    *state
	failed   *failures
	progress *cli.Progress
	say      func(format string, args ...any)

	fresh        bool          // a generation that replaces another: published when all is done, or not at all
	publishEvery time.Duration // otherwise

	articles, claims, skipped int
	unpublished               int // articles added or passed over since the last publication
	published                 time.Time
}

func (b *build) run(ctx context.Context) error {
	begun := time.Now()
	b.published = begun
	todo, err := b.state.pending(b.failed.note)
	if err != nil {
		return err
	}
	if b.fresh && b.failed.new > 0 {
		return errors.New("a source is gone: the index stays as it is; bring the source back, or have it left out: index forget PATH")
	}
	if b.fresh && len(todo.files) == 0 {
		return cli.Usagef("nothing to rebuild from: %s holds nothing and no other source is known; name the sources: index rebuild PATH…", b.state.archive())
	}
	if err := b.index(ctx, todo); err != nil {
		if b.fresh && ctx.Err() != nil {
			b.say("the index stays as it was: a rebuild is published when it is complete")
		}
		if ctx.Err() == nil || b.fresh {
			return err
		}
		// Interrupted: what was added is whole articles, so it can be kept. The publication itself must not be interrupted again.
		return errors.Join(err, b.publish(context.WithoutCancel(ctx)))
	}
	if err := b.publish(ctx); err != nil {
		return err
	}
	b.progress.Close()
	switch nothing := b.articles == 0 && b.skipped == 0 && b.failed.new == 0; {
	case nothing && len(b.state.Sources) == 0 && len(b.state.Cursor.Files) == 0:
		b.say("nothing to index: %s is empty and no PATH was given", b.state.archive())
	case nothing:
		b.say("nothing new to index")
	default:
		b.say("%d articles with %d claims indexed in %s; %d pages were no articles, %d failed",
			b.articles, b.claims, time.Since(begun).Round(10*time.Millisecond), b.skipped, b.failed.new)
	}
	return b.failed.asError()
}

// index reads the pending records and adds their claims.
func (b *build) index(ctx context.Context, todo *workload) error {
	if err := b.takeOut(ctx, todo.rewritten()); err != nil {
		return err
	}
	for out, err := range processTexts(ctx, todo.records(ctx), b.state.display) {
		if err != nil {
			if ctx.Err() != nil || !inRecord(err) {
				return err
			}
			if err := b.failed.note(err); err != nil {
				return err
			}
		}
		switch {
		case err != nil:
		case out.skipped != nil:
			b.skipped++
		default:
			if err := b.writer.AddText(ctx, search.Entry{URL: out.article.URL, Claims: out.claims}, out.text); err != nil {
				return fmt.Errorf("indexing %s: %w", out.article.URL, err)
			}
			b.articles++
			b.claims += len(out.claims)
		}
		if out.record.Source.Path != "" {
			b.state.Cursor.Advance(out.record)
			b.unpublished++
		}
		b.progress.Set(todo.done(out.record), todo.size, fmt.Sprintf("%d articles, %d claims, %d failed", b.articles, b.claims, b.failed.new))
		if !b.fresh && time.Since(b.published) > b.publishEvery {
			if err := b.publish(ctx); err != nil {
				return err
			}
		}
	}
	todo.finish(&b.state.Cursor)
	b.state.changed = b.state.changed || len(todo.files) > 0 // also where every record failed: their files need no second reading
	return nil
}

// takeOut takes out what was indexed from files that were written anew: reading them puts back what is still there.
func (b *build) takeOut(ctx context.Context, files []string) error {
	if b.fresh || len(files) == 0 {
		return nil
	}
	gone := map[string]bool{}
	for _, file := range files {
		gone[b.state.display(file)] = true
	}
	s, err := bleveindex.Open(b.dir)
	if errors.Is(err, search.ErrNoIndex) {
		return nil
	} else if err != nil {
		return err
	}
	last := ""
	for c, err := range s.Claims(ctx) {
		if err == nil && gone[c.Source.Path] && c.URL != last {
			last = c.URL
			err = b.writer.Add(ctx, search.Entry{URL: c.URL})
		}
		if err != nil {
			return errors.Join(err, s.Close())
		}
	}
	return s.Close()
}

// publish makes what was added searchable, together with how far the sources were read.
func (b *build) publish(ctx context.Context) error {
	if b.unpublished == 0 && !b.state.changed && !b.fresh {
		return nil
	}
	text, err := b.state.encode()
	if err != nil {
		return err
	}
	if err := b.writer.Publish(ctx, text); err != nil {
		return fmt.Errorf("publishing the index: %w", err)
	}
	b.unpublished, b.published, b.state.changed = 0, time.Now(), false
	return nil
}
