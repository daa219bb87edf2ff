package simweb

import (
	"sync"
	"time"
)

// Entry is one request.
type Entry struct {
	Start     time.Time // when the request came in
	End       time.Time // just before the last bytes of its answer were sent
	Host      string
	Target    string // path and query as asked for
	Agent     string // User-Agent
	Class     Class
	Status    int  // of the answer
	BrokenOff bool // the client did not stay until the end, or there was none

	key   string
	ended bool // it has been answered, well or badly
}

// Log remembers every request, in the order in which they came in.
type Log struct {
	mu      sync.Mutex
	entries []Entry
	pages   int // articles answered whole
}

func (l *Log) begin(e Entry) (number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, e)
	return len(l.entries) - 1
}

func (l *Log) end(number int, e Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.ended = true
	l.entries[number] = e
	if e.Class == Article && e.Status == 200 && !e.BrokenOff {
		l.pages++
	}
}

// Entries gives all requests so far.
func (l *Log) Entries() []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Entry(nil), l.entries...)
}

// Served gives the number of requests so far, and how many of them were for articles and answered whole.
func (l *Log) Served() (requests, articles int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.entries), l.pages
}
