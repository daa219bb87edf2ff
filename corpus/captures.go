package corpus

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"
)

// Capture is one record of an address in an archive: where it lies, and what a later record needs to refer to it.
type Capture struct {
	Source // of the record; Digest is empty where nobody has decoded the body

	URL     string    `json:"url"`
	Fetched time.Time `json:"fetched"`
	Status  int       `json:"status"` // HTTP status; 0 when unknown
	MIME    string    `json:"mime"`   // media type of the payload, lower case, without parameters; empty when unknown

	// ID is the WARC-Record-ID, with its angle brackets; empty when read from an index, which does not know it.
	ID string `json:"id,omitempty"`

	// PayloadDigest is the WARC-Payload-Digest, algorithm and value as stated: of the body as it was sent, with its content codings
	// (ISO 28500:2017, 5.9). Two captures with the same one hold the same bytes.
	PayloadDigest string `json:"payload_digest,omitempty"`

	// Revisit says that the record only refers to an earlier one with the same payload (ISO 28500:2017, 6.7).
	Revisit bool `json:"revisit,omitempty"`

	Length int64 `json:"length,omitempty"` // bytes of the record as stored
}

// Captures gives all captures of an address in a WARC file or a folder of them, the oldest first: what was there, when, and by PayloadDigest
// whether it had changed. Addresses with the same SURT are the same. The index beside a file is used as far as it reaches; what it does not
// cover is read. ReadAt reads a capture.
//
// Trouble with one record comes last, as in ReadFile. A record that is being written is not there yet, so a file may end within one.
func Captures(ctx context.Context, path, url string) iter.Seq2[Capture, error] {
	return func(yield func(Capture, error) bool) {
		files, err := captureFiles(path)
		if err != nil {
			yield(Capture{}, err)
			return
		}
		key := cdxKey(url)
		var all []Capture
		var damage []error
		for _, f := range files {
			found, err := f.find(ctx, key)
			if err != nil {
				yield(Capture{}, err)
				return
			}
			all, damage = append(all, found...), append(damage, f.damage...)
		}
		slices.SortStableFunc(all, func(a, b Capture) int { // within a second, in the order of writing
			return cmp.Or(a.Fetched.Compare(b.Fetched), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Offset, b.Offset))
		})
		for _, c := range all {
			if !yield(c, nil) {
				return
			}
		}
		for _, err := range damage {
			if !yield(Capture{}, err) {
				return
			}
		}
	}
}

// captureFile is a WARC file whose captures are looked for by key.
type captureFile struct {
	path   string
	loaded bool
	index  string   // its index, where that covers all of it
	lines  []string // else what the index has and what was read behind it, sorted
	damage []error  // *RecordErrors met in reading
}

// captureFiles lists the WARC files of a path.
func captureFiles(path string) ([]*captureFile, error) {
	names, err := Files(path)
	if err != nil {
		return nil, err
	}
	var files []*captureFile
	for _, name := range names {
		if f := formatOf(name); f == warcFormat || f == waczFormat || name == path {
			files = append(files, &captureFile{path: name})
		}
	}
	return files, nil
}

// captureFilesBeside lists a WARC file and then the others of its folder.
func captureFilesBeside(path string) ([]*captureFile, error) {
	files := []*captureFile{{path: path}}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := filepath.Join(filepath.Dir(path), e.Name())
		if f := formatOf(name); (f == warcFormat || f == waczFormat) && name != filepath.Clean(path) && isRegular(name, e) {
			files = append(files, &captureFile{path: name})
		}
	}
	return files, nil
}

// find gives the captures with a key, in the order of time.
func (f *captureFile) find(ctx context.Context, key string) ([]Capture, error) {
	if err := f.load(ctx); err != nil {
		return nil, err
	}
	prefix := key + " "
	if f.index != "" {
		lines, err := linesWithPrefix(f.index, prefix)
		if err != nil {
			return nil, err
		}
		if found, err := f.parse(lines); err == nil {
			return found, nil
		}
		f.index = "" // it is not what it should be
		if err := f.read(ctx); err != nil {
			return nil, err
		}
	}
	i := sort.SearchStrings(f.lines, prefix)
	end := i
	for end < len(f.lines) && strings.HasPrefix(f.lines[end], prefix) {
		end++
	}
	return f.parse(f.lines[i:end])
}

func (f *captureFile) parse(lines []string) (found []Capture, err error) {
	for _, line := range lines {
		_, c, err := parseCDXLine(line, f.path)
		if err != nil {
			return nil, err
		}
		found = append(found, c)
	}
	return found, nil
}

// load finds the index of a file, or reads what there is without, once.
func (f *captureFile) load(ctx context.Context) error {
	if f.loaded {
		return nil
	}
	if f.loaded = true; isUsable(f.path) {
		f.index = indexPath(f.path)
		return nil
	}
	return f.read(ctx)
}

// read reads what the index has, if it is sound, and what lies behind it.
func (f *captureFile) read(ctx context.Context) error {
	lines, covered := readIndex(f.path)
	more, damage, err := scanLines(ctx, f.path, covered)
	if err != nil {
		return err
	}
	f.lines, f.damage = sortLines(append(lines, more...)), damage
	return nil
}

// scanLines reads a WARC file from an offset on and gives the index lines of its captures.
func scanLines(ctx context.Context, path string, from int64) (lines []string, damage []error, err error) {
	for rec, err := range (Reader{outline: true}).ReadFile(ctx, path, from) {
		var inRecord *RecordError
		switch {
		case errors.Is(err, ErrEmpty), errors.Is(err, ErrTruncated):
			continue // being written
		case errors.As(err, &inRecord):
			damage = append(damage, err)
			continue
		case err != nil:
			return nil, nil, err
		}
		lines = append(lines, cdxLine(cdxKey(rec.URL), rec.Capture()))
	}
	return lines, damage, nil
}

// sortLines sorts lines by their bytes and takes out those that are there twice.
func sortLines(lines []string) []string {
	slices.SortFunc(lines, cmp.Compare[string])
	return slices.Compact(lines)
}
