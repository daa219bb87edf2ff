package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/nlnwa/gowarc"
)

// WriterOptions of OpenWriter.
type WriterOptions struct {
	// MaxFileBytes is the size at which a new file is begun; 0 means 1 GiB. Files are larger by up to one exchange.
	MaxFileBytes int64

	// What the warcinfo record of each file says of the crawl (ISO 28500:2017, 6.2); empty ones are left out but for the first two.
	Software  string // name/version; empty means "raqam"
	Robots    string // the policy towards robots.txt; empty means "classic", which is to obey
	Operator  string // who crawls, with a contact
	UserAgent string // the header that servers saw
}

const (
	defaultMaxFile = 1 << 30
	lockName       = ".lock"
)

var errClosed = errors.New("archive is closed")

// Writer appends to an archive folder. It is safe for concurrent use: what is appended at the same time is made durable together.
type Writer struct {
	dir    string
	opts   WriterOptions
	lock   *flock.Flock
	repair *Repair
	fs     fileSystem
	now    func() time.Time

	queue queue

	turn   chan struct{} // holds one element while somebody writes; who does may use what follows
	file   appendFile    // nil until something is appended
	path   string        // of file
	end    int64         // of the last whole record in file
	marked int64         // the end at the last checkpoint; the file's index reaches to there
	lines  []string      // of the index, for what came since
	stale  *indexing     // of the files of earlier Writers
	last   string        // name of the last file, so that the next one sorts after it
	err    error         // why nothing can be written any more
	batch  []byte        // what is being written, kept for its memory
}

// OpenWriter opens an archive folder for appending, and creates it where it is missing. Files are named raqam-YYYYMMDDhhmmss-NNNNN.warc.gz,
// so that the order of names is that of time; the last one is gone on with until it is full.
//
// Only one Writer can be open on a folder: for another one, in this process or any, the error wraps ErrLocked, at once. Where a crash left a
// half-written record at the end, it is cut off and put aside; see Repair.
func OpenWriter(dir string, o WriterOptions) (*Writer, error) {
	return openWriter(dir, o, osFiles{}, time.Now)
}

func openWriter(dir string, o WriterOptions, files fileSystem, now func() time.Time) (_ *Writer, err error) {
	if o.MaxFileBytes <= 0 {
		o.MaxFileBytes = defaultMaxFile
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	lock := flock.New(filepath.Join(dir, lockName))
	switch ok, err := lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("lock archive %s: %w", dir, err)
	case !ok:
		return nil, fmt.Errorf("%s: %w", dir, ErrLocked)
	}
	w := &Writer{dir: dir, opts: o, lock: lock, fs: files, now: now, turn: make(chan struct{}, 1)}
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.Unlock())
		}
	}()
	if err = removeHalfWritten(dir); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	if w.last, err = lastFile(dir); err != nil {
		return nil, err
	}
	if w.last != "" {
		if err = w.resume(filepath.Join(dir, w.last)); err != nil {
			return nil, fmt.Errorf("open archive %s: %w", dir, err)
		}
	}
	if w.stale, err = startIndexing(dir, w.path); err != nil {
		return nil, errors.Join(fmt.Errorf("open archive: %w", err), w.closeFile())
	}
	return w, nil
}

// resume goes on with the last file of an earlier Writer.
func (w *Writer) resume(path string) error {
	known := loadCheckpoint(w.dir, w.last)
	if _, err := os.Stat(indexPath(path)); err != nil {
		known = 0 // the index is made anew from all that is read now
	}
	tail, err := repairTail(path, known)
	if err != nil {
		return err
	}
	w.repair = tail.repair
	if tail.end == 0 { // a crash before the first record: a new file begins with its warcinfo
		return os.Remove(path)
	}
	w.path, w.end, w.marked, w.lines = path, tail.end, tail.from, tail.lines
	if tail.from == 0 {
		if err := os.Remove(indexPath(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if w.file, err = w.fs.OpenAppend(path); err != nil {
		return err
	}
	if w.end >= w.opts.MaxFileBytes {
		return w.closeFile()
	}
	return nil
}

// Repair tells what OpenWriter had to cut off; nil when the archive was whole.
func (w *Writer) Repair() *Repair { return w.repair }

// Append writes an exchange as a request and a response record that name each other (WARC-Concurrent-To), or a revisit record in place of
// the response (see Exchange.Previous), and a metadata record where there is something to say. When it returns they are on stable storage.
// The Capture is that of the response or revisit record; its Offset is to be given to ReadAt.
//
// Where the disk is full the error wraps syscall.ENOSPC; nothing of the exchange is left in the archive, and Append may be tried
// again. ctx is looked at before the writing, not during.
func (w *Writer) Append(ctx context.Context, x Exchange) (Capture, error) {
	if err := ctx.Err(); err != nil {
		return Capture{}, err
	}
	members, main, c, err := x.compose()
	if err != nil {
		return Capture{}, fmt.Errorf("archive %s: %w", x.URL, err)
	}
	j := &job{members: members, main: main, capture: &c, key: cdxKey(x.URL)}
	if err := w.write(j); err != nil {
		return Capture{}, fmt.Errorf("archive %s: %w", x.URL, err)
	}
	c.Path, c.Offset = j.path, j.offset
	return c, nil
}

// AppendMetadata writes a metadata record about an address without a response: it could not be reached, say. It is durable as Append is.
func (w *Writer) AppendMetadata(ctx context.Context, url string, at time.Time, m Metadata) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := validateURL(url)
	if err != nil {
		return fmt.Errorf("archive %s: %w", url, err)
	}
	member, err := m.member(url, at, "")
	if err == nil && member != nil {
		err = w.write(&job{members: [][]byte{member}})
	}
	if err != nil {
		return fmt.Errorf("archive %s: %w", url, err)
	}
	return nil
}

// warcinfo describes a file as ISO 28500:2017, 6.2 wants.
func (w *Writer) warcinfo(name string, now time.Time) ([]byte, error) {
	return newMember(gowarc.Warcinfo, now, []warcField{
		{gowarc.WarcRecordID, newRecordID()},
		{gowarc.WarcFilename, name},
		{gowarc.ContentType, gowarc.ApplicationWarcFields},
	}, warcFields(
		warcField{"software", cmp.Or(w.opts.Software, "raqam")},
		warcField{"format", "WARC File Format 1.1"},
		warcField{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		warcField{"robots", cmp.Or(w.opts.Robots, "classic")},
		warcField{"operator", w.opts.Operator},
		warcField{"http-header-user-agent", w.opts.UserAgent},
	))
}

// Close releases the archive. What Append has returned for is safe already.
func (w *Writer) Close() error {
	w.turn <- struct{}{}
	defer func() { <-w.turn }()
	if errors.Is(w.err, errClosed) {
		return nil
	}
	w.err = errClosed
	var err error
	if w.file != nil && w.end > 0 {
		err = w.checkpoint()
	}
	return errors.Join(err, w.closeFile(), w.stale.stop(), w.lock.Unlock())
}
