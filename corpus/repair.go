package corpus

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Repair is what was done about a half-written record at the end of an archive file.
type Repair struct {
	Path   string // the archive file
	Offset int64  // its size now: the end of the last whole record
	Cut    int64  // bytes cut off
	Saved  string // the file beside it that holds them now
}

func (r *Repair) String() string {
	return fmt.Sprintf("%s: offset %d: the last record was half written: moved %d bytes to %s", r.Path, r.Offset, r.Cut, r.Saved)
}

const (
	namePrefix = "raqam-"
	nameSuffix = ".warc.gz"
	nameTime   = "20060102150405"
)

// nextName is the name of a new file, after last in the order of names even when the clock went back.
func nextName(last string, now time.Time) string {
	stamp, serial := now.UTC().Format(nameTime), 0
	if lastStamp, lastSerial, ok := parseName(last); ok {
		stamp, serial = max(stamp, lastStamp), lastSerial+1
	}
	return fmt.Sprintf("%s%s-%05d%s", namePrefix, stamp, serial, nameSuffix)
}

// parseName takes a name of nextName apart.
func parseName(name string) (stamp string, serial int, ok bool) {
	middle, ok := strings.CutPrefix(name, namePrefix)
	if !ok {
		return "", 0, false
	}
	if middle, ok = strings.CutSuffix(middle, nameSuffix); !ok {
		return "", 0, false
	}
	stamp, number, _ := strings.Cut(middle, "-")
	serial, err := strconv.Atoi(number)
	return stamp, serial, err == nil && len(stamp) == len(nameTime)
}

// lastFile is the name of the last file of a Writer in the folder, or empty. os.ReadDir sorts.
func lastFile(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", fmt.Errorf("open archive: %w", err)
	}
	last := ""
	for _, e := range entries {
		if _, _, ok := parseName(e.Name()); ok && e.Type().IsRegular() {
			last = e.Name()
		}
	}
	return last, nil
}

// tail is what was read of the last file of an archive: from an offset on, up to the end of the last whole record.
type tail struct {
	from, end int64
	lines     []string // of the index, for the records between
	repair    *Repair  // nil when nothing followed
}

// repairTail finds the end of the last whole record of a file, which is whole at least up to known. What follows it is saved in a file
// beside it, and cut off.
func repairTail(path string, known int64) (tail, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return tail{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return tail{}, err
	}
	t, err := wholeTail(f, path, info.Size(), known)
	if err != nil {
		return tail{}, fmt.Errorf("%s: %w", path, err)
	}
	if t.end == info.Size() {
		return t, nil
	}
	t.repair = &Repair{Path: path, Offset: t.end, Cut: info.Size() - t.end, Saved: fmt.Sprintf("%s.%d.damaged", path, t.end)}
	if err := saveTail(f, t.end, t.repair.Saved); err != nil {
		return tail{}, err
	}
	if err := f.Truncate(t.end); err != nil {
		return tail{}, err
	}
	return t, f.Sync()
}

// wholeTail reads the whole records of a file of a size. Only what lies behind known is read, unless there is no record there: then known may
// be wrong, and the file is read from the beginning.
func wholeTail(f io.ReadSeeker, path string, size, known int64) (tail, error) {
	if known > 0 && known <= size {
		t, err := wholeMembers(f, path, known)
		if err != nil || t.end > known || known == size {
			return t, err
		}
	}
	return wholeMembers(f, path, 0)
}

// wholeMembers reads a file from an offset on for as long as it consists of gzip members with a whole WARC record each.
func wholeMembers(f io.ReadSeeker, path string, from int64) (t tail, err error) {
	in := newInput(f)
	in.seek = f
	if err := in.moveTo(from); err != nil {
		return t, err
	}
	t.from = from
	s := newWARCScanner(path, in, newWARCDecoder(Reader{outline: true}).readBlock, func(rec Record, damage error) bool {
		if damage == nil {
			t.lines = append(t.lines, cdxLine(cdxKey(rec.URL), rec.Capture()))
		}
		return true
	})
	for {
		t.end = in.offset()
		if _, err := in.br.Peek(1); errors.Is(err, io.EOF) {
			return t, nil
		} else if err != nil {
			return t, err
		}
		if !in.atGzip() {
			return t, nil
		}
		if _, damage := s.scanMember(t.end); damage != nil {
			return t, damageOnly(damage)
		}
	}
}

// damageOnly drops an error that is about the bytes, and keeps one about reading them.
func damageOnly(err error) error {
	var pathError *os.PathError
	if errors.As(err, &pathError) {
		return err
	}
	return nil
}

// saveTail copies the end of a file durably to a new file. One that is there already is of an earlier repair that did not come to its end.
func saveTail(f io.ReadSeeker, from int64, path string) error {
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
