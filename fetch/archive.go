package fetch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"raqam/corpus"
)

// position is how far into the archive the frontier's memory reaches: for each file of the archive folder, the last record it knows.
// Everything behind those records is to be read again.
type position map[string]corpus.Position

// archive is the writing end of the archive. Beside appending it works out from which position on nothing is lost if the process dies
// now: hosts are fetched from at the same time, so a response may be archived, and not yet in the frontier, while a later one already is.
type archive struct {
	dir      string
	writer   *corpus.Writer // nil: nothing is kept
	repaired string         // what had to be cut off its end

	mu    sync.Mutex
	at    position // the last record of each file written
	files []string // in the order in which they were written to
	open  map[*ticket]bool
}

// ticket is held by a response from before it is archived until the frontier knows it.
type ticket struct {
	after corpus.Position // the last record written when the ticket was drawn: this one comes later
	file  string
}

func openArchive(dir string, o Options) (*archive, error) {
	w, err := corpus.OpenWriter(dir, corpus.WriterOptions{MaxFileBytes: o.WARCSize, Software: "raqam/" + o.Version, Operator: o.Contact, UserAgent: o.UserAgent})
	if errors.Is(err, corpus.ErrLocked) {
		return nil, fmt.Errorf("%w: %w", ErrRunning, err)
	}
	if err != nil {
		return nil, err
	}
	a := &archive{dir: dir, writer: w, at: position{}, open: map[*ticket]bool{}}
	if r := w.Repair(); r != nil {
		a.repaired = r.String()
	}
	return a, nil
}

// noArchive is the archive of a dry run: nothing is kept.
func noArchive(dir string) *archive {
	return &archive{dir: dir, at: position{}, open: map[*ticket]bool{}}
}

func (a *archive) close() error {
	if a.writer == nil {
		return nil
	}
	return a.writer.Close()
}

// append archives a response as it was sent, with how it was found and what was wrong with it; it is durable on return. A page that is as
// it was before becomes a revisit record. Its ticket is to be closed once the frontier knows of it.
func (a *archive) append(ctx context.Context, it item, x *exchange, problem error) (*ticket, corpus.Capture, error) {
	t := a.draw()
	if a.writer == nil {
		return t, corpus.Capture{URL: it.url.String(), Fetched: x.began, Status: x.response.StatusCode}, nil
	}
	about := metadata(it, problem)
	about.FetchTime = x.took
	record := corpus.Exchange{
		URL: x.request.URL.String(), Fetched: x.began, IP: x.ip, RequestHeader: x.request.Header,
		Proto: x.response.Proto, Status: x.response.Status, Header: x.response.Header, Body: x.sent,
		Truncated: x.truncated, Metadata: about,
	}
	if status := x.response.StatusCode; x.truncated == "" && (status == 200 || status == 304) {
		record.Previous = it.previous()
	}
	capture, err := a.writer.Append(ctx, record)
	if err != nil {
		a.closeTicket(t)
		return nil, capture, err // which names the address and the file
	}
	if source := capture.Source; source.Digest != "" { // else it cannot be read back (too little came to be decoded), so it is no place to go on from
		a.seen(source)
	}
	return t, capture, nil
}

// note archives that a request got no answer, and why.
func (a *archive) note(ctx context.Context, it item, problem error) error {
	if a.writer == nil {
		return nil
	}
	return a.writer.AppendMetadata(ctx, it.url.String(), time.Now(), metadata(it, problem))
}

func metadata(it item, problem error) corpus.Metadata {
	m := corpus.Metadata{Via: it.From, Hops: it.Trail, Found: it.Via.String()}
	if problem != nil {
		m.Error = plainReason(problem)
	}
	return m
}

// seen notes that a record is in the archive.
func (a *archive) seen(source corpus.Source) {
	a.mu.Lock()
	defer a.mu.Unlock()
	name := filepath.Base(source.Path)
	if !slices.Contains(a.files, name) {
		a.files = append(a.files, name)
	}
	if known, ok := a.at[name]; !ok || source.Offset > known.LastOffset {
		a.at[name] = corpus.Position{Offset: source.Offset, LastOffset: source.Offset, LastDigest: source.Digest}
	}
}

func (a *archive) draw() *ticket {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := &ticket{}
	if n := len(a.files); n > 0 {
		t.file = a.files[n-1]
		t.after = a.at[t.file]
	}
	a.open[t] = true
	return t
}

func (a *archive) closeTicket(t *ticket) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.open, t)
}

// position gives the records known to the frontier, counting those that the given tickets stand for as known.
func (a *archive) position(known ...*ticket) position {
	a.mu.Lock()
	defer a.mu.Unlock()
	at := maps.Clone(a.at)
	for t := range a.open {
		if !slices.Contains(known, t) {
			a.holdBack(at, t)
		}
	}
	return at
}

// holdBack moves a position back so that a ticket's record lies behind it: in the file that was being written when the ticket was drawn,
// or in one begun since.
func (a *archive) holdBack(at position, t *ticket) {
	since := 0
	if t.file != "" {
		since = slices.Index(a.files, t.file) + 1
		if t.after.LastOffset < at[t.file].LastOffset {
			at[t.file] = t.after
		}
	}
	for _, later := range a.files[since:] {
		delete(at, later)
	}
}
