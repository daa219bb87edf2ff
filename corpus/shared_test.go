package corpus

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSharedFiles reads the real files that lie beside the repository: every one without an error, each record again at its address.
func TestSharedFiles(t *testing.T) {
	shared := filepath.Join("..", "..", "shared")
	if _, err := os.Stat(shared); err != nil {
		t.Skip("no folder named shared beside the repository")
	}
	for _, test := range []struct {
		name string
		kind Kind
	}{{"seed", Text}, {"corpus", Article}} {
		files, err := Files(filepath.Join(shared, test.name))
		if err != nil || len(files) == 0 {
			t.Fatalf("%d files, %v", len(files), err)
		}
		records, errs := readAll(t, files...)
		if len(records) < len(files) || errs != nil {
			t.Errorf("%s: %d records, %v", test.name, len(records), errs)
		}
		for _, rec := range records {
			again, err := ReadAt(rec.Source.Path, rec.Source.Offset)
			if err != nil || again.Source != rec.Source || rec.Kind != test.kind {
				t.Fatalf("%+v: %v", rec.Source, err)
			}
		}
		t.Logf("%s: %d records", test.name, len(records))
	}
}
