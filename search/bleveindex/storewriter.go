package bleveindex

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"runtime"

	"github.com/klauspost/compress/zstd"

	"raqam/claim"
)

// storeWriter appends claims to a claims.bin. Blocks are marshalled and compressed on all cores and written in order.
type storeWriter struct {
	enc   *zstd.Encoder
	open  block            // being collected
	queue chan chan packed // blocks in order, whose frames will come
	done  chan struct{}    // the writing goroutine has ended
	file  *os.File         // the following belong to that goroutine until done
	out   *bufio.Writer
	err   error
	dir   directoryWriter
}

// block is what becomes a frame: claims, or lines that are JSON already, or a frame of another file.
type block struct {
	claims []claim.Claim
	lines  []byte
	frame  []byte
	rows   int
	size   int // of the JSON, roughly
}

// packed is a finished block.
type packed struct {
	frame []byte
	rows  int
	err   error
}

func createStore(path string) (*storeWriter, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	workers := runtime.GOMAXPROCS(0)
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(workers), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		f.Close()
		return nil, err
	}
	w := &storeWriter{enc: enc, file: f, out: bufio.NewWriterSize(f, 1<<16), queue: make(chan chan packed, 2*workers), done: make(chan struct{})}
	go w.write()
	return w, nil
}

// write writes the blocks in order. After an error it only empties the queue.
func (w *storeWriter) write() {
	defer close(w.done)
	for next := range w.queue {
		b := <-next
		if w.err == nil {
			w.err = b.err
		}
		if w.err != nil {
			continue
		}
		w.dir.add(b.rows, len(b.frame))
		_, w.err = w.out.Write(b.frame)
	}
}

// add appends the next row.
func (w *storeWriter) add(c claim.Claim) {
	// Its JSON: the texts, and the names of some thirty fields with short values.
	size := 512 + len(c.Quote) + len(c.Headline) + len(c.URL) + len(c.Surface) + len(c.Phrase)
	w.open.claims = append(w.open.claims, c)
	w.open.rows++
	if w.open.size += size; w.open.size >= blockBytes {
		w.flush()
	}
}

// addLine appends the next row, as JSON without a newline in it. A file is made of claims or of lines, not of both.
func (w *storeWriter) addLine(line []byte) {
	w.open.lines = append(append(w.open.lines, line...), '\n')
	w.open.rows++
	if w.open.size += len(line); w.open.size >= blockBytes {
		w.flush()
	}
}

// addFrame appends a block of another file as it is.
func (w *storeWriter) addFrame(frame []byte, rows int) {
	w.flush()
	w.open = block{frame: frame, rows: rows}
	w.flush()
}

// flush hands the open block to a goroutine; it waits while too many are unwritten, so that memory stays bounded.
func (w *storeWriter) flush() {
	if w.open.rows == 0 {
		return
	}
	b := w.open
	w.open = block{}
	r := make(chan packed, 1)
	w.queue <- r
	if b.frame != nil {
		r <- packed{frame: b.frame, rows: b.rows}
		return
	}
	go func() { r <- b.pack(w.enc) }()
}

func (b block) pack(enc *zstd.Encoder) packed {
	for _, c := range b.claims {
		line, err := json.Marshal(c)
		if err != nil {
			return packed{err: fmt.Errorf("claim %s: %w", c.ID, err)}
		}
		b.lines = append(append(b.lines, line...), '\n')
	}
	return packed{frame: enc.EncodeAll(b.lines, nil), rows: b.rows}
}

// finish writes the directory and syncs the file.
func (w *storeWriter) finish() error {
	w.flush()
	w.wait()
	defer w.abort()
	if w.err != nil {
		return w.err
	}
	if _, err := w.out.Write(w.dir.encode(w.enc)); err != nil {
		return err
	}
	return closeSynced(w.out, w.file)
}

// wait ends the writing goroutine; a second call does nothing.
func (w *storeWriter) wait() {
	if w.queue != nil {
		close(w.queue)
		<-w.done
		w.queue = nil
	}
}

// abort closes the file if it is open; a second call does nothing.
func (w *storeWriter) abort() {
	w.wait()
	w.file.Close()
	w.enc.Close()
}

// directoryWriter makes the directory of the blocks of a claims.bin.
type directoryWriter struct {
	entries  []byte
	rows     int // in the block added last
	bytes    int // likewise
	position int64
}

// add notes that the next block has so many rows and bytes.
func (d *directoryWriter) add(rows, bytes int) {
	d.entries = binary.AppendUvarint(d.entries, uint64(d.rows))
	d.entries = binary.AppendUvarint(d.entries, uint64(d.bytes))
	d.rows, d.bytes = rows, bytes
	d.position += int64(bytes)
}

// encode returns what follows the blocks.
func (d *directoryWriter) encode(enc *zstd.Encoder) []byte {
	return binary.LittleEndian.AppendUint64(enc.EncodeAll(d.entries, nil), uint64(d.position))
}
