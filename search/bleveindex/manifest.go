package bleveindex

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/renameio/v2"

	"raqam/search"
)

const (
	currentName   = "CURRENT"
	lockName      = "LOCK"
	manifestGlob  = "generation-*.json"
	segmentGlob   = "segment-*"
	reprintsGlob  = "reprints-*.bin"
	tempGlob      = "tmp-*"
	formatVersion = 3
)

// The files every segment has; textsName comes with the texts of its articles.
var segmentFiles = []string{wordsName, columnsName, claimsName}

const (
	wordsName   = "words.zap"
	columnsName = "columns.bin"
	claimsName  = "claims.bin"
	textsName   = "texts.bin"
)

// manifest describes one generation.
type manifest struct {
	Format     int            `json:"format"`
	Generation int            `json:"generation"` // counts from 1
	Made       int            `json:"made"`       // segments and lists of reprints ever made, for the name of the next
	Published  time.Time      `json:"published"`
	Segments   []segmentEntry `json:"segments"`
	Reprints   *namedFile     `json:"reprints,omitempty"` // see reprints.go; nil where there are none
	State      []byte         `json:"state"`              // the consumer's, as given to Publish
	Kept       []namedFile    `json:"kept,omitempty"`     // manifests of the older generations that are kept, the oldest first

	self namedFile // of this manifest, once it is written or read
}

// namedFile is a file beside the manifest.
type namedFile struct {
	Name string `json:"name"`
	fileEntry
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
	CRC32C uint32 `json:"crc32c"` // for a check at every opening, which SHA-256 is too slow for
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
	m.self = namedFile{name, entryOf(text)}
	current := name + " " + m.self.SHA256 + "\n"
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
	return readManifestFile(dir, name, checksum)
}

// readManifestFile reads a manifest that has the given SHA-256.
func readManifestFile(dir, name, checksum string) (*manifest, error) {
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m := &manifest{self: namedFile{name, entryOf(text)}}
	if m.self.SHA256 != checksum {
		return nil, fmt.Errorf("%s: %w: its sha256 is not the one that was written down", path, search.ErrDamaged)
	}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, search.ErrDamaged, err)
	}
	if m.Format != formatVersion {
		return nil, fmt.Errorf("%s: %w: format %d, this program reads %d", path, search.ErrFormat, m.Format, formatVersion)
	}
	return m, nil
}

// checkSizes is the cheapest check: every file of the segment is there and as long as it should be.
func (e segmentEntry) checkSizes(dir string) error {
	for _, name := range segmentFiles {
		if _, ok := e.Files[name]; !ok {
			return fmt.Errorf("%s: %w: not in the manifest", filepath.Join(dir, e.Name, name), search.ErrDamaged)
		}
	}
	for name, want := range e.Files {
		path := filepath.Join(dir, e.Name, name)
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
