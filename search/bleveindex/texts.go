package bleveindex

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"raqam/search"
	"raqam/search/reprint"
)

// texts.bin holds what the articles of a segment are known again by: after the magic the texts (see [reprint.Text.Append]), then a table with
// an entry for each, then the table's offset as 8 bytes. An entry is the article's first row (4 bytes), the text's offset (8) and its length
// (4), and its 32 keys (4 each); all numbers are little endian. Writers read it, to find the reprints of what is new; searches do not. A
// segment whose articles came without texts has none.
const (
	textsMagic = "raqam texts 1\n"
	textsEntry = 4 + 8 + 4 + 4*reprint.Bands
)

// textsWriter appends to a texts.bin, which it makes when there is something to write.
type textsWriter struct {
	path   string
	file   *os.File
	out    *bufio.Writer
	offset uint64
	table  []byte
	buffer []byte
}

func newTextsWriter(path string) *textsWriter { return &textsWriter{path: path} }

// add appends the text of the article whose first row is row.
func (w *textsWriter) add(row uint32, t reprint.Text) error {
	w.buffer = t.Append(w.buffer[:0])
	return w.addEncoded(row, w.buffer, &t.Fingerprint.Keys)
}

func (w *textsWriter) addEncoded(row uint32, text []byte, keys *[reprint.Bands]uint32) error {
	if w.file == nil {
		f, err := os.OpenFile(w.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		w.file, w.out, w.offset = f, bufio.NewWriterSize(f, 1<<16), uint64(len(textsMagic))
		if _, err := w.out.WriteString(textsMagic); err != nil {
			return err
		}
	}
	w.table = binary.LittleEndian.AppendUint32(w.table, row)
	w.table = binary.LittleEndian.AppendUint64(w.table, w.offset)
	w.table = binary.LittleEndian.AppendUint32(w.table, uint32(len(text)))
	for _, k := range keys {
		w.table = binary.LittleEndian.AppendUint32(w.table, k)
	}
	w.offset += uint64(len(text))
	_, err := w.out.Write(text)
	return err
}

// finish writes the table and syncs the file, if there is one.
func (w *textsWriter) finish() error {
	if w.file == nil {
		return nil
	}
	defer w.abort()
	w.table = binary.LittleEndian.AppendUint64(w.table, w.offset)
	if _, err := w.out.Write(w.table); err != nil {
		return err
	}
	return closeSynced(w.out, w.file)
}

// abort closes the file if it is open; a second call does nothing.
func (w *textsWriter) abort() {
	if w.file != nil {
		w.file.Close()
	}
}

// texts reads a texts.bin.
type texts struct {
	file  *os.File
	table int64 // offset
	count int
}

// openTexts opens a texts.bin; one that does not exist has no texts.
func openTexts(path string) (*texts, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &texts{}, nil
	} else if err != nil {
		return nil, err
	}
	t := &texts{file: f}
	if err := t.readEnds(); err != nil {
		f.Close()
		return nil, fmt.Errorf("reading %s: %w: %w", path, search.ErrDamaged, err)
	}
	return t, nil
}

func (t *texts) readEnds() error {
	info, err := t.file.Stat()
	if err != nil {
		return err
	}
	magic := make([]byte, len(textsMagic))
	tail := make([]byte, 8)
	if _, err := t.file.ReadAt(magic, 0); err != nil {
		return err
	}
	if _, err := t.file.ReadAt(tail, info.Size()-8); err != nil {
		return err
	}
	t.table = int64(binary.LittleEndian.Uint64(tail))
	size := info.Size() - 8 - t.table
	if string(magic) != textsMagic || t.table < 0 || size < 0 || size%textsEntry != 0 {
		return errors.New("no table")
	}
	t.count = int(size / textsEntry)
	return nil
}

// textEntry is a line of the table.
type textEntry struct {
	row    uint32 // first of the article
	offset int64
	length uint32
	keys   [reprint.Bands]uint32
}

// entries calls f for every entry, in the order of rows. The entry is valid until f returns.
func (t *texts) entries(f func(e *textEntry) error) error {
	if t.count == 0 {
		return nil
	}
	in := bufio.NewReaderSize(io.NewSectionReader(t.file, t.table, int64(t.count)*textsEntry), 1<<18)
	var e textEntry
	for range t.count {
		raw, err := in.Peek(textsEntry)
		if err != nil {
			return fmt.Errorf("reading %s: %w: %w", t.file.Name(), search.ErrDamaged, err)
		}
		e.row, e.offset = binary.LittleEndian.Uint32(raw), int64(binary.LittleEndian.Uint64(raw[4:]))
		e.length = binary.LittleEndian.Uint32(raw[12:])
		for i := range e.keys {
			e.keys[i] = binary.LittleEndian.Uint32(raw[16+4*i:])
		}
		if e.offset < 0 || e.offset+int64(e.length) > t.table {
			return fmt.Errorf("reading %s: %w: a text at byte %d", t.file.Name(), search.ErrDamaged, e.offset)
		}
		if err := f(&e); err != nil {
			return err
		}
		if _, err := in.Discard(textsEntry); err != nil {
			return err // unreachable: it has just been peeked at
		}
	}
	return nil
}

// encoded returns the bytes of a text.
func (t *texts) encoded(e *textEntry) ([]byte, error) {
	data := make([]byte, e.length)
	if _, err := t.file.ReadAt(data, e.offset); err != nil {
		return nil, fmt.Errorf("reading %s: %w", t.file.Name(), err)
	}
	return data, nil
}

func (t *texts) text(e *textEntry) (reprint.Text, error) {
	data, err := t.encoded(e)
	if err != nil {
		return reprint.Text{}, err
	}
	text, err := reprint.Decode(data, e.keys)
	if err != nil {
		return text, fmt.Errorf("reading %s, text at byte %d: %w: %w", t.file.Name(), e.offset, search.ErrDamaged, err)
	}
	return text, nil
}

func (t *texts) close() {
	if t.file != nil {
		t.file.Close()
	}
}
