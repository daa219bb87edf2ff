package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCrashTail cuts the last response at every byte: opening repairs, puts the cut bytes aside, keeps what was before and goes on.
func TestCrashTail(t *testing.T) {
	for _, checkpointed := range []bool{false, true} {
		dir := tempDir(t)
		w := openTest(t, dir, WriterOptions{})
		first := appendTest(t, w, exchange(1))
		if checkpointed {
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			w = openTest(t, dir, WriterOptions{})
		}
		last := appendTest(t, w, exchange(2))
		whole, err := os.ReadFile(last.Path)
		if err != nil {
			t.Fatal(err)
		}
		// The writer is left open, as a killed process leaves it, and its checkpoint is taken along.
		mark, err := os.ReadFile(filepath.Join(dir, checkpointName))
		if checkpointed != (err == nil) {
			t.Fatalf("checkpoint: %v", err)
		}
		step := int64(1)
		if checkpointed {
			step = 7
		}
		for n := last.Offset + 1; n < int64(len(whole)); n += step {
			crashed := tempDir(t)
			path := filepath.Join(crashed, filepath.Base(last.Path))
			if err := os.WriteFile(path, whole[:n], 0o644); err != nil {
				t.Fatal(err)
			}
			if checkpointed {
				if err := os.WriteFile(filepath.Join(crashed, checkpointName), mark, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			w, err := OpenWriter(crashed, WriterOptions{})
			if err != nil {
				t.Fatal(err)
			}
			repair := w.Repair()
			if repair == nil || repair.Offset != last.Offset || repair.Cut != n-last.Offset || !strings.Contains(repair.String(), path) {
				t.Fatalf("cut at %d: repair %v", n, repair)
			}
			if saved, err := os.ReadFile(repair.Saved); err != nil || !bytes.Equal(saved, whole[last.Offset:n]) {
				t.Fatalf("cut at %d: saved %d bytes, %v", n, len(saved), err)
			}
			want := 1
			if n%16 == 0 { // each sync takes its time
				appendTest(t, w, exchange(3))
				want = 2
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			files, err := Files(crashed)
			if err != nil || len(files) != 1 {
				t.Fatalf("files %q, %v", files, err)
			}
			records, errs := readAll(t, files...)
			if len(records) != want || errs != nil || records[0].Source.Offset != first.Offset || want == 2 && records[1].URL != exchange(3).URL {
				t.Fatalf("cut at %d: %d records, %v", n, len(records), errs)
			}
		}
	}
}

// TestCrashAtBeginning: a file that a crash left without a record is begun anew, with its warcinfo.
func TestCrashAtBeginning(t *testing.T) {
	for _, content := range []string{"", "\x1f\x8b\x08", gz(warcinfo())[:30]} {
		dir := tempDir(t)
		name := "raqam-20260321000000-00007.warc.gz"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		w := openTest(t, dir, WriterOptions{})
		if (w.Repair() == nil) != (content == "") {
			t.Errorf("%q: repair %v", content, w.Repair())
		}
		source := appendTest(t, w, exchange(1))
		if filepath.Base(source.Path) <= name {
			t.Errorf("%s does not sort after %s", source.Path, name)
		}
		files, err := Files(dir)
		if err != nil {
			t.Fatal(err)
		}
		records, errs := readAll(t, files...)
		if len(records) != 1 || errs != nil {
			t.Errorf("%q: %d records, %v", content, len(records), errs)
		}
		data, err := os.ReadFile(source.Path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(gunzipStart(data)), "WARC-Type: warcinfo") {
			t.Errorf("%q: the new file does not begin with a warcinfo record", content)
		}
	}
}

// TestWrongCheckpoint: a checkpoint that does not belong to the file never costs a record.
func TestWrongCheckpoint(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	source := appendTest(t, w, exchange(1))
	appendTest(t, w, exchange(2))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{
		"", "null", "{", `{"file":"` + filepath.Base(source.Path) + `","end":17}`, `{"file":"` + filepath.Base(source.Path) + `","end":-1}`,
		`{"file":"` + filepath.Base(source.Path) + `","end":99999999}`, `{"file":"raqam-other.warc.gz","end":100}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, checkpointName), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		w, err := OpenWriter(dir, WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if w.Repair() != nil {
			t.Errorf("checkpoint %q: %v", content, w.Repair())
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if records, errs := readAll(t, source.Path); len(records) != 2 || errs != nil {
		t.Errorf("%d records, %v", len(records), errs)
	}
}
