package bleveindex

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/renameio/v2"

	"raqam/search"
)

const (
	currentName   = "CURRENT"
	lockName      = "LOCK"
	manifestGlob  = "generation-*.json"
	segmentGlob   = "segment-*"
	tempGlob      = "tmp-*"
	formatVersion = 2
)

// The files of a segment.
var segmentFiles = []string{wordsName, columnsName, claimsName}

const (
	wordsName   = "words.zap"
	columnsName = "columns.bin"
	claimsName  = "claims.bin"
)

// manifest describes one generation.
type manifest struct {
	Format     int            `json:"format"`
	Generation int            `json:"generation"` // counts from 1
	Made       int            `json:"made"`       // segments ever made, for the name of the next
	Segments   []segmentEntry `json:"segments"`
	State      []byte         `json:"state"` // the consumer's, as given to Publish
}

// segmentEntry is a segment as one generation sees it.
type segmentEntry struct {
	Name    string               `json:"name"` // folder
	Rows    int                  `json:"rows"`
	Deleted []byte               `json:"deleted,omitempty"` // rows of superseded articles: a roaring bitmap, portable format
	Files   map[string]fileEntry `json:"files"`
}

type fileEntry struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

func (e segmentEntry) deleted() (*roaring.Bitmap, error) {
	b := roaring.New()
	if len(e.Deleted) == 0 {
		return b, nil
	}
	if err := b.UnmarshalBinary(e.Deleted); err != nil {
		return nil, fmt.Errorf("deletions of %s: %w: %w", e.Name, search.ErrDamaged, err)
	}
	return b, nil
}

func manifestName(generation int) string { return fmt.Sprintf("generation-%06d.json", generation) }

func segmentName(number int) string { return fmt.Sprintf("segment-%06d", number) }

// write stores the manifest durably, then makes it the current one.
func (m *manifest) write(dir string) error {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	name := manifestName(m.Generation)
	if err := renameio.WriteFile(filepath.Join(dir, name), text, 0o644, renameio.WithTempDir(dir)); err != nil {
		return fmt.Errorf("writing manifest: %w", err)
	}
	if err := syncDir(dir); err != nil {
		return err
	}
	current := name + " " + sum(text) + "\n"
	if err := renameio.WriteFile(filepath.Join(dir, currentName), []byte(current), 0o644, renameio.WithTempDir(dir)); err != nil {
		return fmt.Errorf("writing %s: %w", currentName, err)
	}
	return syncDir(dir)
}

// readManifest returns the current generation; search.ErrNoIndex where there is none.
func readManifest(dir string) (*manifest, error) {
	current, err := os.ReadFile(filepath.Join(dir, currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", dir, search.ErrNoIndex)
	}
	if err != nil {
		return nil, err
	}
	line, whole := strings.CutSuffix(string(current), "\n")
	name, checksum, _ := strings.Cut(line, " ")
	if matched, _ := filepath.Match(manifestGlob, name); !whole || !matched { // the pattern is a good one
		return nil, fmt.Errorf("%s: %w: names no manifest", filepath.Join(dir, currentName), search.ErrDamaged)
	}
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if sum(text) != checksum {
		return nil, fmt.Errorf("%s: %w: not the sha256 that %s gives", path, search.ErrDamaged, currentName)
	}
	m := new(manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, search.ErrDamaged, err)
	}
	if m.Format != formatVersion {
		return nil, fmt.Errorf("%s: %w: format %d, this program reads %d", path, search.ErrFormat, m.Format, formatVersion)
	}
	return m, nil
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// describe makes the entry of a file that is complete.
func describe(path string) (fileEntry, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileEntry{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return fileEntry{}, fmt.Errorf("reading %s: %w", path, err)
	}
	return fileEntry{Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}

// checkSizes is the cheap check: every file of the segment is there and as long as it should be.
func (e segmentEntry) checkSizes(dir string) error {
	for _, name := range segmentFiles {
		path := filepath.Join(dir, e.Name, name)
		want, ok := e.Files[name]
		if !ok {
			return fmt.Errorf("%s: %w: not in the manifest", path, search.ErrDamaged)
		}
		info, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("%w: %w", search.ErrDamaged, err)
		}
		if info.Size() != want.Size {
			return fmt.Errorf("%s: %w: %d bytes, should be %d", path, search.ErrDamaged, info.Size(), want.Size)
		}
	}
	return nil
}

// syncDir makes renames in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("syncing %s: %w", dir, err)
	}
	return nil
}

// Verify reads every file of the current generation and compares it with its sha256. The error names each file that differs and is
// search.ErrDamaged; an index that is sound gives nil.
func Verify(dir string) error {
	m, err := readManifest(dir)
	if err != nil {
		return err
	}
	var damaged []error
	for _, s := range m.Segments {
		if err := s.checkSizes(dir); err != nil {
			damaged = append(damaged, err)
			continue
		}
		for _, name := range segmentFiles {
			path := filepath.Join(dir, s.Name, name)
			got, err := describe(path)
			switch {
			case err != nil:
				damaged = append(damaged, fmt.Errorf("%w: %w", search.ErrDamaged, err))
			case got != s.Files[name]:
				damaged = append(damaged, fmt.Errorf("%s: %w: sha256 %s, should be %s", path, search.ErrDamaged, got.SHA256, s.Files[name].SHA256))
			}
		}
	}
	return errors.Join(damaged...)
}
