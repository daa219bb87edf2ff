package bleveindex

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// collect removes what no kept generation needs: manifests older than the last keep, manifests a crash left unpublished, segments none of
// the kept manifests names, and temporary files. The caller holds the lock.
func collect(dir string, current *manifest, keep int) error {
	needed := map[string]bool{}
	for _, s := range current.Segments {
		needed[s.Name] = true
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
		for _, s := range old {
			needed[s] = true
		}
	}
	var leftovers []string
	for _, glob := range []string{tempGlob, segmentGlob, "." + manifestGlob + "*", "." + currentName + "*"} {
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

// readNames returns the segments an older manifest names.
func readNames(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	var names []string
	for _, s := range m.Segments {
		names = append(names, s.Name)
	}
	return names, nil
}

// afterAll makes an empty manifest that comes after everything in the folder, for a rebuild where the current manifest is unreadable.
func afterAll(dir string) (*manifest, error) {
	m := &manifest{}
	for _, glob := range []struct {
		pattern, format string
		highest         *int
	}{{manifestGlob, "generation-%d.json", &m.Generation}, {segmentGlob, "segment-%d", &m.Made}} {
		found, err := filepath.Glob(filepath.Join(dir, glob.pattern))
		if err != nil {
			return nil, err
		}
		for _, path := range found {
			var n int
			if _, err := fmt.Sscanf(filepath.Base(path), glob.format, &n); err == nil {
				*glob.highest = max(*glob.highest, n)
			}
		}
	}
	return m, nil
}
