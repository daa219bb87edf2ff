package bleveindex

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// collect removes what no kept generation needs: manifests older than the last keep, manifests a crash left unpublished, segments none of
// the kept manifests names, and temporary files but those in use. The caller holds the lock.
func collect(dir string, current *manifest, keep int, inUse ...string) error {
	needed := map[string]bool{}
	for _, name := range append(current.names(), inUse...) {
		needed[name] = true
	}
	manifests, err := filepath.Glob(filepath.Join(dir, manifestGlob))
	if err != nil {
		return err
	}
	for _, path := range manifests {
		name := filepath.Base(path)
		var generation int
		if _, err := fmt.Sscanf(name, "generation-%d.json", &generation); err != nil {
			continue // not ours
		}
		old, err := readNames(path)
		if generation > current.Generation || generation <= current.Generation-keep || err != nil && generation != current.Generation {
			if err := os.Remove(path); err != nil {
				return err
			}
			continue
		}
		for _, name := range old {
			needed[name] = true
		}
	}
	var leftovers []string
	for _, glob := range []string{tempGlob, segmentGlob, reprintsGlob, "." + manifestGlob + "*", "." + reprintsGlob + "*", "." + currentName + "*"} {
		found, err := filepath.Glob(filepath.Join(dir, glob))
		if err != nil {
			return err
		}
		leftovers = append(leftovers, found...)
	}
	leftovers = slices.DeleteFunc(leftovers, func(path string) bool { return needed[filepath.Base(path)] })
	for _, path := range leftovers {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return nil
}

// names returns what a generation has beside its manifest.
func (m *manifest) names() []string {
	var names []string
	for _, s := range m.Segments {
		names = append(names, s.Name)
	}
	if m.Reprints != nil {
		names = append(names, m.Reprints.Name)
	}
	return names
}

// kept lists the manifests, this one included, that the next generation keeps beside its own, no more than n.
func (m *manifest) kept(n int) []namedFile {
	all := slices.Clone(m.Kept)
	if m.self.Name != "" {
		all = append(all, m.self)
	}
	return all[max(0, len(all)-n):]
}

// readNames returns what an older manifest names.
func readNames(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	return m.names(), nil
}

// afterAll makes an empty manifest that comes after everything in the folder, for a rebuild where the current manifest cannot be read. It has
// the state of the newest manifest that can be, so that the consumer still knows what to rebuild from.
func afterAll(dir string) (*manifest, error) {
	m := &manifest{}
	made, err := numbersOf(dir, segmentGlob, "segment-%d")
	if err != nil {
		return nil, err
	}
	lists, err := numbersOf(dir, reprintsGlob, "reprints-%d.bin")
	if err != nil {
		return nil, err
	}
	m.Made = slices.Max(append(append(made, lists...), 0))
	generations, err := numbersOf(dir, manifestGlob, "generation-%d.json")
	if err != nil {
		return nil, err
	}
	slices.Sort(generations)
	m.Generation = slices.Max(append(generations, 0))
	for _, n := range slices.Backward(generations) {
		old := new(manifest)
		text, err := os.ReadFile(filepath.Join(dir, manifestName(n)))
		if err == nil && json.Unmarshal(text, old) == nil && len(old.State) > 0 { // else an older one will do
			m.State = old.State
			break
		}
	}
	return m, nil
}

// numbersOf lists the numbers in the names of files that match.
func numbersOf(dir, pattern, format string) ([]int, error) {
	found, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, path := range found {
		var n int
		if _, err := fmt.Sscanf(filepath.Base(path), format, &n); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers, nil
}
