package fetch

import "sync"

// tally counts what a run does.
type tally struct {
	limit int // pages; 0: none

	mu       sync.Mutex
	p        Progress
	reserved int // requests under way that may turn out to be pages
	aside    []string
}

func newTally(o Options) *tally { return &tally{limit: o.MaxPages} }

// permission is what reserve says to a request.
type permission uint8

const (
	granted permission = iota
	mayFill            // not now: requests under way may reach the limit
	full               // never: the limit is reached
)

// reserve asks to make one more request that may turn out to be a page; a granted one is to be released.
func (t *tally) reserve() permission {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.limit > 0 && t.p.Pages >= t.limit:
		return full
	case t.limit > 0 && t.p.Pages+t.reserved >= t.limit:
		return mayFill
	}
	t.reserved++
	return granted
}

// release ends what reserve granted. It reports whether the limit is reached.
func (t *tally) release() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reserved--
	return t.limit > 0 && t.p.Pages >= t.limit
}

// archived counts a response.
func (t *tally) archived(page bool, bytes int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.Bytes += int64(bytes)
	if page {
		t.p.Pages++
	} else {
		t.p.Other++
	}
}

func (t *tally) failed() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.Failed++
}

func (t *tally) addSetAside(why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.aside = append(t.aside, why)
}

func (t *tally) setAside() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.aside
}

// progress gives the counts so far.
func (t *tally) progress(f *frontier, host string) Progress {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.p
	p.Host = host
	p.Queued, p.Skipped = f.countOf(queued), f.countOf(skipped)
	return p
}
