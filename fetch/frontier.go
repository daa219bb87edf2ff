package fetch

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// state is what has become of an address.
type state string

const (
	queued  state = "queued"
	done    state = "done"    // archived
	failed  state = "failed"  // given up
	skipped state = "skipped" // not to be fetched: robots.txt, no page, outside a later scope
)

// entry is what the frontier knows of an address.
type entry struct {
	State    state     `json:"state"`
	Depth    int       `json:"depth"`              // links from a seed
	Hops     int       `json:"hops,omitempty"`     // redirects followed to get here
	Listing  bool      `json:"listing,omitempty"`  // found as a feed or sitemap
	From     string    `json:"from,omitempty"`     // where it was found first; empty: a seed
	Attempts int       `json:"attempts,omitempty"` // requests made in this run, or the last that made any
	UsedUp   bool      `json:"usedUp,omitempty"`   // an earlier run made all the attempts it may: there is one a run now
	Reason   string    `json:"reason,omitempty"`   // why failed or skipped, or how the last attempt went
	Status   int       `json:"status,omitempty"`   // HTTP status of the last attempt
	Passing  bool      `json:"passing,omitempty"`  // failed or skipped for a reason that another run may not find
	Time     time.Time `json:"time,omitzero"`      // of the last attempt
	Place    uint64    `json:"place,omitempty"`    // in the queue; 0: not queued
}

// item is an address with its entry.
type item struct {
	url *url.URL // canonical
	entry
}

// frontier is the crawl's memory of every address it has seen, in one bbolt file. It is derived: deleted, it is rebuilt from the archive.
//
//	pages   canonical URL → entry, JSON
//	queue   host, 0, rank (2 bytes), place (8 bytes) → canonical URL; see queueKey
//	meta    "cursor" → how far into the archive this memory reaches; "scope" → the scope it was built with
type frontier struct {
	db      *bbolt.DB
	resumed bool // it existed before

	mu      sync.Mutex
	tx      *bbolt.Tx     // under way: all changes since begun; nil: none
	begun   time.Time     // of tx
	changes int           // in tx
	broken  error         // why nothing can be changed any more
	counts  map[state]int // addresses in each state
}

var (
	pagesBucket = []byte("pages")
	queueBucket = []byte("queue")
	metaBucket  = []byte("meta")
	cursorKey   = []byte("cursor")
	scopeKey    = []byte("scope")
)

// lockWait is how long a second crawl waits for the first to end before it says so.
const lockWait = 500 * time.Millisecond

// openFrontier opens or creates dir/pages.db. A file that is damaged is put aside under another name and begun anew.
func openFrontier(dir string) (*frontier, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the frontier: %w", err)
	}
	name := filepath.Join(dir, "pages.db")
	info, err := os.Stat(name)
	resumed := err == nil && info.Size() > 0
	options := *bbolt.DefaultOptions
	options.Timeout = lockWait
	options.FreelistType = bbolt.FreelistMapType
	db, err := bbolt.Open(name, 0o644, &options)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s: %w", name, ErrRunning)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		aside := fmt.Sprintf("%s.damaged-%d", name, time.Now().Unix())
		if err := os.Rename(name, aside); err != nil {
			return nil, fmt.Errorf("putting the damaged frontier aside: %w", err)
		}
		if db, err = bbolt.Open(name, 0o644, &options); err != nil {
			return nil, fmt.Errorf("opening the frontier: %w", err)
		}
	case err != nil:
		return nil, fmt.Errorf("opening the frontier %s: %w", name, err)
	}
	f := &frontier{db: db, resumed: resumed}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, b := range [][]byte{pagesBucket, queueBucket, metaBucket} {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = f.count()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making the frontier: %w", err), db.Close())
	}
	return f, nil
}

// count counts the addresses in each state; from then on update keeps the figures.
func (f *frontier) count() error {
	counts := map[state]int{}
	err := f.read(func(v view) error {
		return v.pages.ForEach(func(address, value []byte) error {
			var e entry
			if err := json.Unmarshal(value, &e); err != nil {
				return fmt.Errorf("entry of %s: %w", address, err)
			}
			counts[e.State]++
			return nil
		})
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.counts = counts
	return err
}

// countOf gives how many addresses are in a state.
func (f *frontier) countOf(s state) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts[s]
}

// view is the frontier within its transaction.
type view struct {
	tx                 *bbolt.Tx
	pages, queue, meta *bbolt.Bucket
	moved              map[state]int // change in the number of addresses in each state
}

// Changes wait this long, or until there are this many, to be made durable together. A process killed before has lost nothing: what was
// archived meanwhile is entered again from the archive, the position in which is stored in the same transaction as everything else.
const (
	commitEvery   = time.Second
	commitChanges = 100
)

// update changes the frontier. All see the change at once; it is durable once a later update commits it, or close. After an error what
// was not durable is forgotten and nothing can be changed any more: a later position in the archive would stand for what was forgotten.
func (f *frontier) update(fn func(view) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return f.broken
	}
	moved := map[state]int{}
	v, err := f.view(moved)
	if err == nil {
		err = fn(v)
	}
	if err != nil {
		f.broken = fmt.Errorf("frontier: %w", errors.Join(err, f.rollback()))
		return f.broken
	}
	for s, n := range moved {
		f.counts[s] += n
	}
	if f.changes++; f.changes < commitChanges && time.Since(f.begun) < commitEvery {
		return nil
	}
	return f.commit()
}

func (f *frontier) read(fn func(view) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, err := f.view(nil)
	if err == nil {
		err = fn(v)
	}
	if err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	return nil
}

// view gives the transaction under way, or begins one. f.mu is held.
func (f *frontier) view(moved map[state]int) (view, error) {
	if f.tx == nil {
		tx, err := f.db.Begin(true)
		if err != nil {
			return view{}, err
		}
		f.tx, f.begun, f.changes = tx, time.Now(), 0
	}
	return view{f.tx, f.tx.Bucket(pagesBucket), f.tx.Bucket(queueBucket), f.tx.Bucket(metaBucket), moved}, nil
}

func (f *frontier) commit() error {
	if f.tx == nil {
		return nil
	}
	tx := f.tx
	f.tx = nil
	if err := tx.Commit(); err != nil { // which then has rolled back
		f.broken = fmt.Errorf("frontier: storing: %w", err)
	}
	return f.broken
}

func (f *frontier) rollback() error {
	if f.tx == nil {
		return nil
	}
	tx := f.tx
	f.tx = nil
	return tx.Rollback()
}

// close makes all changes durable and closes the file. What broke the frontier has been reported before.
func (f *frontier) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var err error
	if f.broken == nil {
		err = f.commit()
	}
	if err := errors.Join(err, f.rollback(), f.db.Close()); err != nil {
		return fmt.Errorf("closing the frontier: %w", err)
	}
	return nil
}
