package corpus

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func verifyAll(path string) (sources []Source, errs []error) {
	for source, err := range Verify(context.Background(), path) {
		if err != nil {
			errs = append(errs, err)
		} else {
			sources = append(sources, source)
		}
	}
	return sources, errs
}

// TestVerifyFindsEveryChange: in an uncompressed WARC, where no checksum of gzip helps, each changed byte of a block is found.
func TestVerifyFindsEveryChange(t *testing.T) {
	block := "HTTP/1.1 200 OK\r\n\r\n<p>۳۵ مدرسه</p>"
	sum := sha1.Sum([]byte(block))
	for name, stated := range map[string]string{
		"hexadecimal": fmt.Sprintf("sha1:%x", sum),
		"base32":      "sha1:" + base32.StdEncoding.EncodeToString(sum[:]),
		"SHA-1":       fmt.Sprintf("SHA-1:%X", sum),
		"sha256":      digest([]byte(block)),
	} {
		record := warc("1.1", "response", "WARC-Target-URI: http://khabar.example/0\nWARC-Block-Digest: "+stated, block)
		path := writeFile(t, "a.warc", warcinfo()+record+warcinfo())
		if sources, errs := verifyAll(path); len(sources) != 3 || errs != nil || sources[1].Digest != stated || sources[0].Digest != "" {
			t.Fatalf("%s: %+v, %v", name, sources, errs)
		}
		start := strings.Index(record, block)
		for i := range block {
			damaged := []byte(record)
			damaged[start+i] ^= 4
			if err := os.WriteFile(path, []byte(warcinfo()+string(damaged)+warcinfo()), 0o644); err != nil {
				t.Fatal(err)
			}
			sources, errs := verifyAll(path)
			if len(sources) != 2 || len(errs) != 1 || !errors.Is(errs[0], ErrDigest) {
				t.Errorf("%s: byte %d changed: %+v, %v", name, i, sources, errs)
			}
		}
	}
}

func TestVerifyOwnArchive(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	var source Source
	for n := range 10 {
		source = appendTest(t, w, exchange(n))
	}
	if sources, errs := verifyAll(source.Path); len(sources) != 21 || errs != nil {
		t.Fatalf("%d records, %v", len(sources), errs)
	}
	data, err := os.ReadFile(source.Path)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Clone(data)
	data[source.Offset+40] ^= 0xff
	if err := os.WriteFile(source.Path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	var re *RecordError
	if sources, errs := verifyAll(source.Path); len(sources) != 20 || len(errs) != 1 || !errors.As(errs[0], &re) || re.Offset != source.Offset {
		t.Errorf("%d records, %v", len(sources), errs)
	}
}

func TestVerifyOther(t *testing.T) {
	for _, test := range []struct{ name, file, content, message string }{
		{"html", "a.html", "<html>", "not a WARC file"},
		{"empty", "a.warc", "", "a.warc: empty file"},
		{"unknown algorithm", "a.warc", warc("1.1", "metadata", "WARC-Block-Digest: blake9:abc", "x"), "unknown algorithm"},
		{"cut", "a.warc", warcinfo()[:200], "ends inside a record"},
	} {
		sources, errs := verifyAll(writeFile(t, test.file, test.content))
		if len(sources) != 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), test.message) {
			t.Errorf("%s: %v, %v", test.name, sources, errs)
		}
	}
}

// TestVerifyWget checks digests that other hands have computed.
func TestVerifyWget(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		t.Skip("wget is not installed")
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "out")
	cmd := exec.Command(wget, "--quiet", "--no-config", "--tries=1", "--warc-file="+filepath.Join(dir, "wget"), "--output-document="+page, serve(t, "<p>۳۵ مدرسه</p>"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("wget: %v: %s", err, out)
	}
	sources, errs := verifyAll(filepath.Join(dir, "wget.warc.gz"))
	stated := 0
	for _, source := range sources {
		if strings.HasPrefix(source.Digest, "sha1:") {
			stated++
		}
	}
	if errs != nil || stated < 3 {
		t.Errorf("%d digests of %d records, %v", stated, len(sources), errs)
	}
}
