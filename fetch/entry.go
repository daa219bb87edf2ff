package fetch

import (
	"encoding/binary"
	"errors"
	"net/http"
	"net/url"
	"time"

	"raqam/corpus"
	"raqam/normalize/calendar"
)

// state is what has become of an address.
type state uint8

const (
	unknown state = iota
	queued
	done    // archived
	failed  // given up
	skipped // not to be fetched: robots.txt, no page, outside a later scope
	states  // how many there are
)

// role is what an address is expected to be.
type role uint8

const (
	rolePage    role = iota
	roleListing      // a feed or a sitemap
	roleArchive      // a page of an outlet's own archive, see walk
)

// entry is what the frontier knows of an address. Its zero value is that of a seed not yet queued.
type entry struct {
	State    state
	Role     role
	Via      Via           // how it was found first
	Passing  bool          // failed or skipped for a reason that another run may not find
	UsedUp   bool          // an earlier run made all the attempts it may: there is one a run now
	Guessed  bool          // its address was made from a pattern: that nothing is there is no failure
	Depth    int           // links from a seed
	Hops     int           // redirects followed to get here
	Barren   int           // pages of its shape in a row, up to it, that listed nothing that others of the shape did not
	Attempts int           // requests made in this run, or the last that made any
	Status   int           // HTTP status of the last attempt
	Place    uint64        // in the queue; 0: not queued
	Time     time.Time     // of the last attempt
	Got      time.Time     // of the last attempt that brought, or confirmed, the page; zero: none did
	Date     calendar.Date // of publication, as the source of the link says; zero: it does not say
	From     string        // where it was found first; empty: a seed
	Reason   string        // why failed or skipped, or how the last attempt went

	// The last whole capture with a body, which later ones refer to, and what a conditional request needs of it.
	Captured                       time.Time // its WARC-Date; zero: there is none
	Capture, PayloadDigest, Digest string    // as ID, PayloadDigest and Digest of corpus.Capture
	ETag, Modified                 string    // validators as the server gave them
	Trail                          string    // a letter for each step from a seed, see Via.letter

	Walk string // of an archive page, which; see walk
}

// item is an address with its entry.
type item struct {
	url *url.URL // canonical
	entry
}

var errEntry = errors.New("unreadable entry")

// entryVersion is the first byte of a stored entry.
const entryVersion = 1

// append stores an entry: version, flags, numbers as varints, then the texts, each with its length.
func (e entry) append(b []byte) []byte {
	flags := byte(0)
	for i, set := range []bool{e.Passing, e.UsedUp, e.Guessed} {
		if set {
			flags |= 1 << i
		}
	}
	b = append(b, entryVersion, byte(e.State), byte(e.Role), byte(e.Via), flags)
	for _, n := range [...]uint64{
		uint64(e.Depth), uint64(e.Hops), uint64(e.Barren), uint64(e.Attempts), uint64(e.Status), e.Place, millis(e.Time), millis(e.Got), nanos(e.Captured),
		uint64(e.Date.Year), uint64(e.Date.Month), uint64(e.Date.Day),
	} {
		b = binary.AppendUvarint(b, n)
	}
	for _, s := range [...]string{e.From, e.Reason, e.Capture, e.PayloadDigest, e.Digest, e.ETag, e.Modified, e.Trail, e.Walk} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}

// readEntry reads what append wrote.
func readEntry(b []byte) (entry, error) {
	if len(b) < 5 || b[0] != entryVersion || state(b[1]) >= states {
		return entry{}, errEntry
	}
	e := entry{State: state(b[1]), Role: role(b[2]), Via: Via(b[3]), Passing: b[4]&1 != 0, UsedUp: b[4]&2 != 0, Guessed: b[4]&4 != 0}
	b = b[5:]
	var n [12]uint64
	for i := range n {
		v, size := binary.Uvarint(b)
		if size <= 0 {
			return entry{}, errEntry
		}
		n[i], b = v, b[size:]
	}
	e.Depth, e.Hops, e.Barren, e.Attempts, e.Status, e.Place = int(n[0]), int(n[1]), int(n[2]), int(n[3]), int(n[4]), n[5]
	e.Time, e.Got = fromMillis(n[6]), fromMillis(n[7])
	if n[8] != 0 {
		e.Captured = time.Unix(0, int64(n[8])).UTC()
	}
	e.Date = calendar.Date{Year: int(n[9]), Month: int(n[10]), Day: int(n[11])}
	for _, s := range [...]*string{&e.From, &e.Reason, &e.Capture, &e.PayloadDigest, &e.Digest, &e.ETag, &e.Modified, &e.Trail, &e.Walk} {
		length, size := binary.Uvarint(b)
		if size <= 0 || length > uint64(len(b)-size) {
			return entry{}, errEntry
		}
		*s, b = string(b[size:size+int(length)]), b[size+int(length):]
	}
	return e, nil
}

// depthAndState reads only what decides about an address found again, which is what nine of ten links are.
func depthAndState(b []byte) (depth int, s state, err error) {
	if len(b) < 6 || b[0] != entryVersion {
		return 0, 0, errEntry
	}
	n, size := binary.Uvarint(b[5:])
	if size <= 0 {
		return 0, 0, errEntry
	}
	return int(n), state(b[1]), nil
}

func millis(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(max(t.UnixMilli(), 1))
}

// nanos keeps a time to the nanosecond, as a revisit record has to name it.
func nanos(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(max(t.UnixNano(), 1))
}

func fromMillis(n uint64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(n)).UTC()
}

// previous gives the capture that a new one of the address is compared with; nil: there is none.
func (it item) previous() *corpus.Capture {
	if it.Captured.IsZero() {
		return nil
	}
	c := &corpus.Capture{URL: it.url.String(), Fetched: it.Captured, Status: 200, ID: it.Capture, PayloadDigest: it.PayloadDigest}
	c.Digest = it.Digest
	return c
}

// keep notes a capture that a next visit may refer to, and when the page was had or confirmed last.
func (e *entry) keep(c corpus.Capture, header http.Header) {
	e.Got = c.Fetched.UTC().Truncate(time.Millisecond)
	if c.Revisit || c.Status != http.StatusOK {
		return
	}
	e.Captured, e.Capture, e.PayloadDigest, e.Digest = c.Fetched.UTC(), c.ID, c.PayloadDigest, c.Digest
	e.ETag, e.Modified = header.Get("Etag"), header.Get("Last-Modified")
	if len(e.ETag) > maxValidator {
		e.ETag = ""
	}
	if len(e.Modified) > maxValidator {
		e.Modified = ""
	}
}

// maxValidator is the longest ETag or Last-Modified kept, in bytes.
const maxValidator = 256
