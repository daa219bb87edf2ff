package bleveindex

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"raqam/claim"
	"raqam/search"
)

// LiveOptions of a reader that follows the index. The zero value looks for a new generation once a second.
type LiveOptions struct {
	Every  time.Duration   // look at most this often, when something is asked; 0 means a second, less than 0 always
	Failed func(err error) // told when a new generation cannot be opened; the one before is then kept. May be called from any goroutine
}

// Live answers from whatever generation is current. A new one is opened beside the old, which answers until it is open and is closed when the
// last query that uses it has ended: no query waits, and none sees two generations. It is safe for concurrent use.
type Live struct {
	dir     string
	options LiveOptions

	mu      sync.Mutex
	lease   *lease // what new queries get
	checked time.Time
	opening bool // a goroutine of this group is opening a new generation
	group   sync.WaitGroup
	closed  bool
}

// lease is a searcher and how many use it.
type lease struct {
	searcher *Searcher
	users    int
	retired  bool // to be closed by the last user
}

var (
	_ search.Searcher   = (*Live)(nil)
	_ search.Faceter    = (*Live)(nil)
	_ search.Aggregator = (*Live)(nil)
)

// OpenLive opens the current generation, as Open does, and follows those published later.
func OpenLive(dir string, o LiveOptions) (*Live, error) {
	if o.Every == 0 {
		o.Every = time.Second
	}
	s, err := Open(dir)
	if err != nil {
		return nil, err
	}
	return &Live{dir: dir, options: o, lease: &lease{searcher: s}, checked: time.Now()}, nil
}

// Acquire returns the searcher of the current generation for several questions that belong together. It stays open until release is called,
// which must be done once.
func (l *Live) Acquire() (s *Searcher, release func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil, nil, os.ErrClosed
	}
	if !l.opening && time.Since(l.checked) >= l.options.Every {
		l.checked = time.Now()
		if l.lease.searcher.current.superseded(l.dir) {
			l.opening = true
			l.group.Go(func() {
				if err := l.Refresh(); err != nil && l.options.Failed != nil {
					l.options.Failed(err)
				}
				l.mu.Lock()
				l.opening = false
				l.mu.Unlock()
			})
		}
	}
	using := l.lease
	using.users++
	return using.searcher, sync.OnceFunc(func() { l.release(using) }), nil
}

// superseded reports whether CURRENT speaks of another generation, or cannot be read.
func (m *manifest) superseded(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, currentName))
	return err != nil || string(text) != m.self.Name+" "+m.self.SHA256+"\n"
}

func (l *Live) release(using *lease) {
	l.mu.Lock()
	using.users--
	last := using.retired && using.users == 0
	l.mu.Unlock()
	if last {
		_ = using.searcher.Close() // files that were only read
	}
}

// Refresh opens the current generation now, if it is not the one in use.
func (l *Live) Refresh() error {
	l.mu.Lock()
	now := l.lease.searcher
	l.mu.Unlock()
	if !now.current.superseded(l.dir) {
		return nil
	}
	s, err := Open(l.dir)
	if err != nil {
		return err
	}
	l.mu.Lock()
	old := l.lease
	if l.closed || old.searcher != now { // somebody was faster
		l.mu.Unlock()
		return s.Close()
	}
	l.lease = &lease{searcher: s}
	old.retired = true
	unused := old.users == 0
	l.mu.Unlock()
	if unused {
		return old.searcher.Close()
	}
	return nil
}

// Generation returns the number of the generation that answers now.
func (l *Live) Generation() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lease.searcher.Generation()
}

// Search implements search.Searcher.
func (l *Live) Search(ctx context.Context, q search.Query, o search.Options) (*search.Result, error) {
	return with(l, func(s *Searcher) (*search.Result, error) { return s.Search(ctx, q, o) })
}

// Get implements search.Searcher.
func (l *Live) Get(ctx context.Context, id string) (claim.Claim, error) {
	return with(l, func(s *Searcher) (claim.Claim, error) { return s.Get(ctx, id) })
}

// Facet implements search.Faceter.
func (l *Live) Facet(ctx context.Context, q search.Query, o search.FacetOptions) (*search.Facet, error) {
	return with(l, func(s *Searcher) (*search.Facet, error) { return s.Facet(ctx, q, o) })
}

// Aggregate implements search.Aggregator.
func (l *Live) Aggregate(ctx context.Context, q search.Query, o search.AggregateOptions) (*search.Aggregation, error) {
	return with(l, func(s *Searcher) (*search.Aggregation, error) { return s.Aggregate(ctx, q, o) })
}

func with[T any](l *Live, ask func(*Searcher) (T, error)) (T, error) {
	s, release, err := l.Acquire()
	if err != nil {
		var zero T
		return zero, err
	}
	defer release()
	return ask(s)
}

// Close ends it. Queries under way are waited for; later ones get os.ErrClosed.
func (l *Live) Close() error {
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		return nil
	}
	l.closed = true
	using := l.lease
	l.mu.Unlock()
	l.group.Wait()
	return using.searcher.Close()
}
