package bleveindex

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"raqam/search"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// entryOf describes a file by its bytes.
func entryOf(data []byte) fileEntry {
	h := sha256.Sum256(data)
	return fileEntry{int64(len(data)), hex.EncodeToString(h[:]), crc32.Checksum(data, castagnoli)}
}

// describe makes the entry of a file that is complete.
func describe(path string) (fileEntry, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileEntry{}, err
	}
	defer f.Close()
	h, crc := sha256.New(), crc32.New(castagnoli)
	n, err := io.Copy(io.MultiWriter(h, crc), f)
	if err != nil {
		return fileEntry{}, fmt.Errorf("reading %s: %w", path, err)
	}
	return fileEntry{n, hex.EncodeToString(h.Sum(nil)), crc.Sum32()}, nil
}

// checkWords compares words.zap with its CRC. What else a search reads is checked as it is unpacked, for every Zstandard frame has a checksum;
// Bleve's decoder checks nothing. The CRC costs a tenth of a second a gigabyte where the file is in memory, which is where searches want it.
func (e segmentEntry) checkWords(dir string) error {
	path := filepath.Join(dir, e.Name, wordsName)
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	buffer := make([]byte, 1<<20)
	crc := uint32(0)
	for {
		n, err := f.Read(buffer)
		crc = crc32.Update(crc, castagnoli, buffer[:n])
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
	}
	if crc != e.Files[wordsName].CRC32C {
		return fmt.Errorf("%s: %w: its checksum is not the one in the manifest", path, search.ErrDamaged)
	}
	return nil
}

// Verify reads every file of the current generation, and of the older ones that are kept, and compares it with its SHA-256. The error names
// each file that differs and is search.ErrDamaged; an index that is sound gives nil.
func Verify(dir string) error {
	m, err := readManifest(dir)
	if err != nil {
		return err
	}
	checked := map[string]bool{}
	damaged := m.verify(dir, checked)
	for _, kept := range m.Kept {
		old, err := readManifestFile(dir, kept.Name, kept.SHA256)
		if err != nil {
			damaged = append(damaged, fmt.Errorf("an older generation: %w: %w", search.ErrDamaged, err))
			continue
		}
		for _, err := range old.verify(dir, checked) {
			damaged = append(damaged, fmt.Errorf("an older generation: %w", err))
		}
	}
	return errors.Join(damaged...)
}

// verify returns what is wrong with the files of a generation that were not checked before.
func (m *manifest) verify(dir string, checked map[string]bool) (damaged []error) {
	check := func(name string, want fileEntry) {
		if checked[name] {
			return
		}
		checked[name] = true
		path := filepath.Join(dir, name)
		got, err := describe(path)
		switch {
		case err != nil:
			damaged = append(damaged, fmt.Errorf("%w: %w", search.ErrDamaged, err))
		case got.Size != want.Size:
			damaged = append(damaged, fmt.Errorf("%s: %w: %d bytes, should be %d", path, search.ErrDamaged, got.Size, want.Size))
		case got != want:
			damaged = append(damaged, fmt.Errorf("%s: %w: sha256 %s, should be %s", path, search.ErrDamaged, got.SHA256, want.SHA256))
		}
	}
	for _, s := range m.Segments {
		for _, name := range slices.Sorted(maps.Keys(s.Files)) {
			check(filepath.Join(s.Name, name), s.Files[name])
		}
	}
	if m.Reprints != nil {
		check(m.Reprints.Name, m.Reprints.fileEntry)
	}
	return damaged
}
