package fetch

import (
	"bytes"
	"encoding/binary"
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
	Attempts int       `json:"attempts,omitempty"` // requests made
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

	mu     sync.Mutex
	counts map[state]int // addresses in each state
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
		resumed = false
		if db, err = bbolt.Open(name, 0o644, &options); err != nil {
			return nil, fmt.Errorf("opening the frontier: %w", err)
		}
	case err != nil:
		return nil, fmt.Errorf("opening the frontier %s: %w", name, err)
	}
	db.MaxBatchDelay = time.Millisecond // hosts that finish together share one commit
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
	f.counts = map[state]int{}
	return f.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(pagesBucket).ForEach(func(address, value []byte) error {
			var e entry
			if err := json.Unmarshal(value, &e); err != nil {
				return fmt.Errorf("entry of %s: %w", address, err)
			}
			f.counts[e.State]++
			return nil
		})
	})
}

// countOf gives how many addresses are in a state.
func (f *frontier) countOf(s state) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts[s]
}

func (f *frontier) close() error {
	if err := f.db.Close(); err != nil {
		return fmt.Errorf("closing the frontier: %w", err)
	}
	return nil
}

// view is the frontier within one transaction.
type view struct {
	pages, queue, meta *bbolt.Bucket
	moved              map[state]int // change in the number of addresses in each state
}

// update changes the frontier in one transaction, durable on return. fn may run more than once, and then only its last run counts.
func (f *frontier) update(fn func(view) error) error {
	var moved map[state]int
	err := f.db.Batch(func(tx *bbolt.Tx) error {
		moved = map[state]int{}
		return fn(viewOf(tx, moved))
	})
	if err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for s, n := range moved {
		f.counts[s] += n
	}
	return nil
}

func (f *frontier) read(fn func(view) error) error {
	err := f.db.View(func(tx *bbolt.Tx) error { return fn(viewOf(tx, nil)) })
	if err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	return nil
}

func viewOf(tx *bbolt.Tx, moved map[state]int) view {
	return view{tx.Bucket(pagesBucket), tx.Bucket(queueBucket), tx.Bucket(metaBucket), moved}
}

// get finds the entry of an address.
func (v view) get(address string) (entry, bool, error) {
	var e entry
	value := v.pages.Get([]byte(address))
	if value == nil {
		return e, false, nil
	}
	if err := json.Unmarshal(value, &e); err != nil {
		return e, false, fmt.Errorf("entry of %s: %w", address, err)
	}
	return e, true, nil
}

// put stores an entry and sees to it that it is in the queue if and only if its state is queued. was is the entry before, if any.
func (v view) put(u *url.URL, was, e entry) error {
	address := []byte(u.String())
	if was.Place != 0 {
		if err := v.queue.Delete(queueKey(u.Host, was)); err != nil {
			return err
		}
	}
	e.Place = 0
	if e.State == queued {
		place, err := v.queue.NextSequence()
		if err != nil {
			return err
		}
		e.Place = place
		if err := v.queue.Put(queueKey(u.Host, e), address); err != nil {
			return err
		}
	}
	if was.State != "" {
		v.moved[was.State]--
	}
	v.moved[e.State]++
	value, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return v.pages.Put(address, value)
}

// add queues an address not seen before. What is known and now found nearer to a seed is noted, and moves forward where it is queued.
func (v view) add(u *url.URL, e entry) error {
	was, known, err := v.get(u.String())
	switch {
	case err != nil:
		return err
	case !known:
		e.State = queued
		return v.put(u, entry{}, e)
	case e.Depth < was.Depth:
		now := was
		now.Depth = e.Depth
		return v.put(u, was, now)
	}
	return nil
}

// settle stores an entry and queues what was found with it. A depth noted meanwhile is kept.
func (v view) settle(u *url.URL, e entry, found []item) error {
	was, known, err := v.get(u.String())
	if err != nil {
		return err
	}
	if known {
		e.Depth = min(e.Depth, was.Depth)
	}
	if err := v.put(u, was, e); err != nil {
		return err
	}
	for _, it := range found {
		if err := v.add(it.url, it.entry); err != nil {
			return err
		}
	}
	return nil
}

// requeue queues an address again, as if it had not been tried.
func (v view) requeue(u *url.URL, was entry) error {
	e := was
	e.State, e.Attempts = queued, 0
	return v.put(u, was, e)
}

// next gives the first address in a host's queue.
func (f *frontier) next(host string) (it item, found bool, err error) {
	err = f.read(func(v view) error {
		key, address := v.queue.Cursor().Seek(append([]byte(host), 0))
		if key == nil || !bytes.HasPrefix(key, append([]byte(host), 0)) {
			return nil
		}
		u, err := url.Parse(string(address))
		if err != nil {
			return fmt.Errorf("queued address: %w", err)
		}
		e, _, err := v.get(string(address))
		it, found = item{u, e}, true
		return err
	})
	return it, found, err
}

// hosts lists the hosts that have something queued.
func (f *frontier) hosts() (hosts []string, err error) {
	err = f.read(func(v view) error {
		c := v.queue.Cursor()
		for key, _ := c.First(); key != nil; {
			host, _, _ := bytes.Cut(key, []byte{0})
			hosts = append(hosts, string(host))
			key, _ = c.Seek(append(bytes.Clone(host), 1)) // past all of this host's keys
		}
		return nil
	})
	return hosts, err
}

// queueKey orders a host's queue by depth, so that a crawl goes outwards from its seeds, then by age; what was tried before comes last.
func queueKey(host string, e entry) []byte {
	rank := uint16(min(e.Depth, 1<<16-2))
	if e.Attempts > 0 {
		rank = 1<<16 - 1
	}
	key := append([]byte(host), 0)
	key = binary.BigEndian.AppendUint16(key, rank)
	return binary.BigEndian.AppendUint64(key, e.Place)
}
