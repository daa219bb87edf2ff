package fetch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// frontier is the crawl's memory of every address it has seen, in one bbolt file. It is derived: deleted, it is rebuilt from the archive.
//
//	pages     canonical URL → entry
//	articles  identity of an article, see identity → the canonical URL under which it is known
//	walks     a day's walk through an outlet's archive → what its pages listed so far, see walk; and marks of what lists had, see listsMore
//	queue     lane, 0, rank (2 bytes), place (8 bytes) → canonical URL; see queueKey
//	meta      "cursor" → how far into the archive this memory reaches; "scope" → the scope it was built with; "format" → of this file;
//	          "system:" and a site → its CMS, as its pages showed;
//	          "delay:" and a lane → its Crawl-delay; "listed:" and a site → its archive pages list articles
type frontier struct {
	db      *bbolt.DB
	resumed bool // it existed before

	mu      sync.Mutex
	tx      *bbolt.Tx   // under way: all changes since begun; nil: none
	begun   time.Time   // of tx
	changes int         // in tx
	broken  error       // why nothing can be changed any more
	counts  [states]int // addresses in each state
}

var (
	pagesBucket    = []byte("pages")
	articlesBucket = []byte("articles")
	walksBucket    = []byte("walks")
	queueBucket    = []byte("queue")
	metaBucket     = []byte("meta")
	buckets        = [][]byte{pagesBucket, articlesBucket, walksBucket, queueBucket, metaBucket}

	cursorKey = []byte("cursor")
	scopeKey  = []byte("scope")
	formatKey = []byte("format")
)

// frontierFormat names the layout above. A file of another one is begun anew: the archive has all that it knew.
const frontierFormat = "2"

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
	err = db.Update(makeBuckets)
	if err == nil {
		err = f.count()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making the frontier: %w", err), db.Close())
	}
	return f, nil
}

// makeBuckets sees to it that all buckets are there, empty where the file is of another format.
func makeBuckets(tx *bbolt.Tx) error {
	if meta := tx.Bucket(metaBucket); meta != nil && string(meta.Get(formatKey)) != frontierFormat {
		if err := dropBuckets(tx); err != nil {
			return err
		}
	}
	for _, b := range buckets {
		if _, err := tx.CreateBucketIfNotExists(b); err != nil {
			return err
		}
	}
	return tx.Bucket(metaBucket).Put(formatKey, []byte(frontierFormat))
}

func dropBuckets(tx *bbolt.Tx) error {
	for _, b := range buckets {
		if err := tx.DeleteBucket(b); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return err
		}
	}
	return nil
}

// count counts the addresses in each state; from then on update keeps the figures.
func (f *frontier) count() error {
	var counts [states]int
	err := f.read(func(v view) error {
		return v.pages.ForEach(func(address, value []byte) error {
			_, s, err := depthAndState(value)
			if err != nil {
				return fmt.Errorf("%s: %w", address, err)
			}
			counts[s]++
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
	tx                                  *bbolt.Tx
	pages, articles, walks, queue, meta *bbolt.Bucket
	moved                               *[states]int // change in the number of addresses in each state
	written                             *int         // entries
}

func (v view) puts() int { return *v.written }

// Changes wait this long, or until there are this many, to be made durable together. A process killed before has lost nothing: what was
// archived meanwhile is entered again from the archive, the position in which is stored in the same transaction as everything else.
const (
	commitEvery   = time.Second
	commitChanges = 2000 // entries written; what is not durable is held in memory, a database page and more for each
)

// update changes the frontier. All see the change at once; it is durable once a later update commits it, or close. After an error what
// was not durable is forgotten and nothing can be changed any more: a later position in the archive would stand for what was forgotten.
func (f *frontier) update(fn func(view) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return f.broken
	}
	var moved [states]int
	v, err := f.view(&moved)
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
	if f.changes += v.puts(); f.changes < commitChanges && time.Since(f.begun) < commitEvery {
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
func (f *frontier) view(moved *[states]int) (view, error) {
	if f.tx == nil {
		tx, err := f.db.Begin(true)
		if err != nil {
			return view{}, err
		}
		f.tx, f.begun, f.changes = tx, time.Now(), 0
	}
	return view{
		tx: f.tx, pages: f.tx.Bucket(pagesBucket), articles: f.tx.Bucket(articlesBucket), walks: f.tx.Bucket(walksBucket),
		queue: f.tx.Bucket(queueBucket), meta: f.tx.Bucket(metaBucket), moved: moved, written: new(int),
	}, nil
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
