package fetch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"raqam/corpus"
)

// robotsLifetime is how long what a robots.txt said may be relied on (RFC 9309, section 2.4).
const robotsLifetime = 24 * time.Hour

// replayBatch is how many archived records are read before they are entered into the frontier.
const replayBatch = 100

// prepare brings the frontier in line with the seeds, the scope and, above all, the archive, whose records it may not have seen when the
// process died, or has seen with the eyes of another scope. It gives the number of records read again.
func (c *crawl) prepare(ctx context.Context) (replayed int, err error) {
	known, scope, err := c.frontier.position()
	if err != nil {
		return 0, err
	}
	files, err := c.archiveFiles()
	if err != nil {
		return 0, err
	}
	if !agrees(known, files) { // the archive was exchanged or cut: it is the truth
		if err := c.frontier.clear(); err != nil {
			return 0, err
		}
		known, scope = nil, ""
	}
	if err := c.recall(); err != nil {
		return 0, err
	}
	if scope != c.scope.print { // other pages, and other links of the same pages, may belong to the crawl now
		known = nil
		if err := c.rescope(); err != nil {
			return 0, err
		}
	}
	if err := c.plant(); err != nil {
		return 0, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		n, err := c.replay(ctx, files[name], known[name])
		if replayed += n; err != nil {
			return replayed, err
		}
	}
	if c.o.Recrawl > 0 {
		if err := c.revisit(time.Now().Add(-c.o.Recrawl)); err != nil {
			return replayed, err
		}
	}
	return replayed, c.frontier.update(func(v view) error {
		if err := v.meta.Put(scopeKey, []byte(c.scope.print)); err != nil {
			return err
		}
		return v.setPosition(c.archive.position())
	})
}

// archiveFiles gives the files of the archive by name.
func (c *crawl) archiveFiles() (map[string]string, error) {
	list, err := corpus.Files(c.archive.dir)
	if c.archive.writer == nil && errors.Is(err, fs.ErrNotExist) {
		return nil, nil // a dry run of what will be the first
	}
	if err != nil {
		return nil, err
	}
	files := make(map[string]string, len(list))
	for _, path := range list {
		files[filepath.Base(path)] = path
	}
	return files, nil
}

// agrees reports whether every record the frontier knows last lies in its place.
func agrees(known position, files map[string]string) bool {
	for name, at := range known {
		path, ok := files[name]
		if !ok {
			return false
		}
		record, err := corpus.ReadAt(path, at.LastOffset)
		if err != nil || record.Source.Digest != at.LastDigest {
			return false
		}
	}
	return true
}

// rescope judges by the present scope what is waiting and what was skipped before.
func (c *crawl) rescope() error {
	items, err := c.frontier.all(func(e entry) bool { return e.State == queued || e.State == skipped })
	if err != nil {
		return err
	}
	return c.frontier.update(func(v view) error {
		for _, it := range items {
			e := it.entry
			e.State = queued
			e.Reason = c.scope.refuses(it.url, e.Depth, e.Role)
			if e.Reason == "" && e.Role == rolePage && e.Depth > 0 && c.scope.window.excludes(e.Date) {
				e.Reason = outsideWindow
			}
			if e.Reason == "" && it.Reason == undatedLink && it.State == skipped && c.isWalked(it.url.Host) {
				e.Reason = undatedLink
			}
			if e.Reason != "" {
				e.State = skipped
			}
			if err := v.put(it.url, it.entry, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// replay reads the records of an archive file behind the last one known and enters them as if they had just been fetched.
func (c *crawl) replay(ctx context.Context, path string, last corpus.Position) (n int, err error) {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return 0, err
	}
	if last.LastDigest != "" {
		c.archive.seen(corpus.Source{Path: path, Offset: last.LastOffset, Digest: last.LastDigest})
	}
	var batch []replayed
	enter := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := c.enterReplayed(batch); err != nil {
			return err
		}
		c.archive.seen(batch[len(batch)-1].record.Source)
		batch = batch[:0]
		return nil
	}
	for record, err := range (corpus.Reader{Revisits: true}).ReadFile(ctx, path, last.Offset) {
		var broken *corpus.RecordError
		switch {
		case errors.As(err, &broken):
			continue // not readable, so not fetched; `index` reports it
		case err != nil:
			return n, fmt.Errorf("reading the archive again: %w", err)
		}
		if last.LastDigest != "" && record.Source.Offset <= last.LastOffset || record.Status == 0 {
			continue
		}
		n++
		u, err := canonicalURL(nil, record.URL)
		if err != nil {
			continue // an archive from elsewhere, with an address that is never fetched here
		}
		if batch = append(batch, replayed{u, record}); len(batch) == replayBatch {
			if err := enter(); err != nil {
				return n, err
			}
		}
	}
	return n, enter()
}

type replayed struct {
	url    *url.URL
	record corpus.Record
}

func (c *crawl) enterReplayed(batch []replayed) error {
	for _, r := range batch {
		if out := c.scope.outlet(r.url.Host); out != nil && r.record.Status == http.StatusOK && out.isRoot(r.url) {
			if err := c.learn(r.url, r.record.Body); err != nil {
				return err
			}
		}
	}
	for _, r := range batch {
		if err := c.reenter(r); err != nil {
			return err
		}
	}
	return nil
}

// reenter enters an archived record as if it had just been fetched.
func (c *crawl) reenter(r replayed) error {
	e, known, err := c.frontier.entry(r.url)
	switch {
	case err != nil:
		return err
	case !known && !c.scope.onSite(r.url.Host):
		return nil // of another crawl; when its site is asked for, the archive is read again
	case e.State == done && r.record.Truncated != "":
		return nil // it is there whole, too
	}
	it := item{r.url, e}
	a := answer{status: r.record.Status, header: r.record.Header, body: r.record.Body, truncated: r.record.Truncated}
	if r.record.Revisit { // its body is that of the capture it refers to
		a.status = http.StatusOK
	}
	v := judge(it, a, c.o.MaxBody)
	if v.passing { // to be tried again, as it would have been
		return nil
	}
	got := outcome{status: r.record.Status, header: r.record.Header}
	if r.record.Truncated == "" {
		capture := r.record.Capture()
		got.capture = &capture
	}
	found, err := c.addPieces(r.url, c.admit(it, &v))
	if err != nil {
		return err
	}
	return c.frontier.update(func(f view) error {
		_, err := f.settle(r.url, entryAfter(e, v, got, r.record.Fetched), v.list, found)
		return err
	})
}

// isRoot reports whether an address is one of an outlet's seeds.
func (o *outlet) isRoot(u *url.URL) bool {
	return slices.ContainsFunc(o.roots, func(root *url.URL) bool { return *root == *u })
}
