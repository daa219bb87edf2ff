package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc"
)

// WriterOptions of OpenWriter.
type WriterOptions struct {
	// MaxFileBytes is the size at which a new file is begun; 0 means 1 GiB. Files are larger by up to one exchange.
	MaxFileBytes int64

	// What the warcinfo record of each file says of the crawl; empty ones are left out, but Software is then "raqam".
	Software  string // name/version
	Operator  string // who crawls, with a contact
	UserAgent string // the header that servers saw
}

const (
	defaultMaxFile = 1 << 30
	lockName       = ".lock"
)

var errClosed = errors.New("archive is closed")

// Writer appends to an archive folder. It is safe for concurrent use.
type Writer struct {
	dir    string
	opts   WriterOptions
	lock   *flock.Flock
	repair *Repair
	fs     fileSystem
	now    func() time.Time

	mu     sync.Mutex
	file   appendFile // nil until something is appended
	path   string     // of file
	end    int64      // of the last whole record in file
	marked int64      // the end at the last checkpoint
	last   string     // name of the last file, so that the next one sorts after it
	err    error      // why nothing can be written any more
}

// appendFile is the part of *os.File that a Writer needs.
type appendFile interface {
	io.WriteCloser
	Sync() error
	Truncate(size int64) error
}

// fileSystem creates and opens the files of an archive; tests put a full disk in its place.
type fileSystem interface {
	Create(path string) (appendFile, error)
	OpenAppend(path string) (appendFile, error)
}

type osFiles struct{}

func (osFiles) Create(path string) (appendFile, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o644)
}

func (osFiles) OpenAppend(path string) (appendFile, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
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
	if o.Software == "" {
		o.Software = "raqam"
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
	w := &Writer{dir: dir, opts: o, lock: lock, fs: files, now: now}
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.Unlock())
		}
	}()
	if w.last, err = lastFile(dir); err != nil || w.last == "" {
		return w, err
	}
	path := filepath.Join(dir, w.last)
	known := loadCheckpoint(dir, w.last)
	end, repair, err := repairTail(path, known)
	if err != nil {
		return nil, fmt.Errorf("open archive %s: %w", dir, err)
	}
	w.repair = repair
	switch {
	case end == 0: // a crash before the first record: a new file begins with its warcinfo
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("open archive: %w", err)
		}
	case end < o.MaxFileBytes:
		if w.file, err = files.OpenAppend(path); err != nil {
			return nil, fmt.Errorf("open archive: %w", err)
		}
		w.path, w.end, w.marked = path, end, min(known, end)
	}
	return w, nil
}

// Repair tells what OpenWriter had to cut off; nil when the archive was whole.
func (w *Writer) Repair() *Repair { return w.repair }

// Append writes an exchange as a request and a response record (WARC-Concurrent-To each other). When it returns they are on stable storage.
// The Source is that of the response record, to be given to ReadAt.
//
// Where the disk is full the error wraps syscall.ENOSPC; nothing of the exchange is left in the archive, and Append may be tried
// again. ctx is looked at before the writing, not during.
func (w *Writer) Append(ctx context.Context, x Exchange) (Source, error) {
	if err := ctx.Err(); err != nil {
		return Source{}, err
	}
	request, response, source, err := x.members()
	if err != nil {
		return Source{}, fmt.Errorf("archive %s: %w", x.URL, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if source.Path, source.Offset, err = w.write(request, response); err != nil {
		return Source{}, fmt.Errorf("archive %s: %w", x.URL, err)
	}
	return source, nil
}

// write appends two members and says where the second one begins.
func (w *Writer) write(first, second []byte) (path string, offset int64, err error) {
	if w.err != nil {
		return "", 0, w.err
	}
	if w.file != nil && w.end >= w.opts.MaxFileBytes {
		if err := w.closeFile(); err != nil {
			return "", 0, err
		}
	}
	var info []byte
	if w.file == nil {
		if info, err = w.create(); err != nil {
			return "", 0, err
		}
	}
	start := w.end
	data := bytes.Join([][]byte{info, first, second}, nil)
	if err := w.commit(data); err != nil {
		return "", 0, err
	}
	if w.end-w.marked >= checkpointEvery {
		w.marked = w.end
		_ = saveCheckpoint(w.dir, checkpoint{w.last, w.end}) // only a hint: the exchange is safe without it
	}
	return w.path, start + int64(len(info)+len(first)), nil
}

// commit appends data and syncs, or leaves the file as it was.
func (w *Writer) commit(data []byte) error {
	_, err := w.file.Write(data)
	synced := err == nil
	if synced {
		if err = w.file.Sync(); err == nil {
			w.end += int64(len(data))
			return nil
		}
	}
	if undo := w.file.Truncate(w.end); undo != nil {
		w.err = fmt.Errorf("%s: cannot take back a half-written record: %w", w.path, undo)
		return errors.Join(err, w.err)
	}
	// After a failed sync the kernel may have dropped pages (fsync(2), Linux): nothing more goes into that file. An empty one goes too.
	if synced || w.end == 0 {
		err = errors.Join(err, w.closeFile())
	}
	return err
}

// create begins the next file and returns its warcinfo member, to be written with the first exchange.
func (w *Writer) create() ([]byte, error) {
	now := w.now()
	name := nextName(w.last, now)
	info, err := w.warcinfo(name, now)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(w.dir, name)
	f, err := w.fs.Create(path)
	if err != nil {
		return nil, err
	}
	if err := syncDir(w.dir); err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(path))
	}
	w.file, w.path, w.end, w.marked, w.last = f, path, 0, 0, name
	return info, nil
}

// warcinfo describes a file as ISO 28500:2017, 6.2 wants.
func (w *Writer) warcinfo(name string, now time.Time) ([]byte, error) {
	var block bytes.Buffer
	for _, f := range []warcField{
		{"software", w.opts.Software},
		{"format", "WARC File Format 1.1"},
		{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"robots", "classic"},
		{"operator", w.opts.Operator},
		{"http-header-user-agent", w.opts.UserAgent},
	} {
		if f.value != "" {
			fmt.Fprintf(&block, "%s: %s\r\n", f.name, oneLine(f.value))
		}
	}
	record, err := newWARCRecord(gowarc.Warcinfo, now, []warcField{
		{gowarc.WarcRecordID, newRecordID()},
		{gowarc.WarcFilename, name},
		{gowarc.ContentType, gowarc.ApplicationWarcFields},
	}, block.Bytes())
	if err != nil {
		return nil, err
	}
	return compressRecord(record)
}

// Close releases the archive. What Append has returned for is safe already.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if errors.Is(w.err, errClosed) {
		return nil
	}
	var err error
	if w.err == nil && w.file != nil && w.end > w.marked {
		err = saveCheckpoint(w.dir, checkpoint{w.last, w.end})
	}
	w.err = errClosed
	return errors.Join(err, w.closeFile(), w.lock.Unlock())
}

// closeFile closes the current file; an empty one, whose first exchange failed, is removed.
func (w *Writer) closeFile() error {
	if w.file == nil {
		return nil
	}
	err := w.file.Close()
	if w.end == 0 {
		err = errors.Join(err, os.Remove(w.path))
	}
	w.file = nil
	return err
}

// compressors are expensive to make.
var compressors = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// compressRecord makes a record a gzip member of its own (ISO 28500:2017, annex D).
func compressRecord(record gowarc.WarcRecord) ([]byte, error) {
	defer record.Close()
	var b bytes.Buffer
	z := compressors.Get().(*gzip.Writer)
	defer compressors.Put(z)
	z.Reset(&b)
	if _, _, err := gowarc.NewMarshaler().Marshal(z, record, 0); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
