package fetch

import "sync"

// tally counts what a run does, and knows its limits.
type tally struct {
	pages, perHost int   // most pages to archive; 0: no limit
	bytes          int64 // most bytes of bodies; 0: no limit

	mu       sync.Mutex
	p        Progress
	hosts    map[string]int // pages by lane
	reserved int            // requests under way that may turn out to be pages
	aside    []string
	reached  string // the limit that ended the run
}

func newTally(o Options) *tally {
	return &tally{pages: o.MaxPages, perHost: o.MaxPerHost, bytes: o.MaxBytes, hosts: map[string]int{}}
}

// permission is what reserve says to a request.
type permission uint8

const (
	granted  permission = iota
	mayFill             // not now: requests under way may reach the limit
	hostFull            // not in this run: the host's limit is reached
	full                // never: the limit is reached
)

// reserve asks to make one more request to a lane that may turn out to be a page; a granted one is to be released.
func (t *tally) reserve(lane string, out *outlet) permission {
	t.mu.Lock()
	defer t.mu.Unlock()
	perHost := t.perHost
	if out != nil && out.MaxPages > 0 {
		perHost = out.MaxPages
	}
	switch {
	case t.isFull():
		return full
	case perHost > 0 && t.hosts[lane] >= perHost: // one request at a time: none under way can fill it
		return hostFull
	case t.pages > 0 && t.p.Pages+t.reserved >= t.pages:
		return mayFill
	}
	t.reserved++
	return granted
}

// isFull reports whether a limit of the run is reached, and notes which. t.mu is held.
func (t *tally) isFull() bool {
	switch {
	case t.pages > 0 && t.p.Pages >= t.pages:
		t.reached = "max-pages"
	case t.bytes > 0 && t.p.Bytes >= t.bytes:
		t.reached = "max-bytes"
	}
	return t.reached != ""
}

// release ends what reserve granted. It reports whether a limit is reached.
func (t *tally) release() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reserved--
	return t.isFull()
}

// end says that a limit is reached which the tally does not count.
func (t *tally) end(limit string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reached = limit
}

// limit gives the limit that ended the run; empty: none did.
func (t *tally) limit() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.reached
}

// archived counts a response.
func (t *tally) archived(lane string, page, unchanged bool, bytes int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.Bytes += int64(bytes)
	if unchanged {
		t.p.Unchanged++
	}
	if page {
		t.p.Pages++
		t.hosts[lane]++
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
