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
	"time"
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
		record := warc("1.1", "response", "WARC-Target-URI: http://khabar.example/0\nWARC-Date: 2020-11-16T09:03:00Z\nWARC-Block-Digest: "+stated, block)
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

// TestVerifyFindsEveryBit: in an archive of ours, each single bit that changes is found, in the member it is in, whether anything depends on
// it or not; the other members are as they were.
func TestVerifyFindsEveryBit(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	x := exchange(1)
	x.Body = []byte(strings.Repeat("۳۵ مدرسه ", 30) + "\x00\x9f\xe3\x11\x80\x07") // nothing can be left out of the last bytes
	x.Metadata = Metadata{Via: "https://khabar.example/feed", Found: "feed", FetchTime: 1500 * time.Millisecond}
	source := appendTest(t, w, x)
	appendTest(t, w, exchange(2))
	data, err := os.ReadFile(source.Path)
	if err != nil {
		t.Fatal(err)
	}
	var starts []int64
	good, errs := verifyAll(source.Path)
	for _, s := range good {
		starts = append(starts, s.Offset)
	}
	if len(starts) != 6 || errs != nil {
		t.Fatalf("%d records, %v", len(starts), errs)
	}
	path := filepath.Join(dir, "damaged.warc.gz")
	step := 11
	if os.Getenv("RAQAM_LONG") != "" {
		step = 1
	}
	for bit := 0; bit < 8*len(data); bit += step {
		damaged := bytes.Clone(data)
		damaged[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		i := len(starts) - 1
		for starts[i] > int64(bit/8) {
			i--
		}
		sources, errs := verifyAll(path)
		found := false
		for _, err := range errs {
			var re *RecordError
			found = found || errors.As(err, &re) && re.Offset == starts[i]
		}
		if !found || len(sources) != 5 {
			t.Fatalf("bit %d of byte %d of the member at %d: %d records, %v", bit%8, int64(bit/8)-starts[i], starts[i], len(sources), errs)
		}
	}
	t.Logf("%d bits of %d members", 8*len(data)/step, len(starts))
}

// TestVerifyPayload checks the payload digest where the block states none, in whichever way its writer understood it.
func TestVerifyPayload(t *testing.T) {
	const html = "<p>۳۵ مدرسه</p>"
	sum := func(s string) string { return fmt.Sprintf("sha1:%X", sha1.Sum([]byte(s))) }
	response := func(stated, head, body string) string {
		return warc("1.1", "response", "WARC-Target-URI: http://khabar.example/0\nWARC-Date: 2020-11-16T09:03:00Z\nWARC-Payload-Digest: "+stated,
			"HTTP/1.1 200 OK\r\n"+head+"\r\n"+body)
	}
	for _, test := range []struct {
		name, record string
		message      string // of the one error
	}{
		{"as sent", response(sum(html), "", html), ""},
		{"with its coding", response(sum(gz(html)), "Content-Encoding: gzip\r\n", gz(html)), ""},
		{"without its chunks", response(sum(html), "Transfer-Encoding: chunked\r\n", chunked(html)), ""},
		{"with its chunks", response(sum(chunked(html)), "Transfer-Encoding: chunked\r\n", chunked(html)), ""},
		{"stored without its chunks", response(sum(html), "Transfer-Encoding: chunked\r\n", html), ""},
		{"empty", response(sum(""), "", ""), ""},
		{"resource", warc("1.1", "resource", "WARC-Target-URI: urn:x\nWARC-Date: 2020-11-16T09:03:00Z\nWARC-Payload-Digest: "+sum("x"), "x"), ""},
		{"changed", response(sum(html), "", strings.Replace(html, "۳", "۴", 1)), "payload"},
		{"cut off", response(sum(html), "", html[:9]), "payload"},
		{"changed within chunks", response(sum(html), "Transfer-Encoding: chunked\r\n", chunked(html+"!")), "payload"},
		{"no head", warc("1.1", "response", "WARC-Target-URI: http://khabar.example/0\nWARC-Date: 2020-11-16T09:03:00Z\nWARC-Payload-Digest: "+sum(html), "HTTP/1.1 200 OK\r\nServer: x"), "HTTP head"},
		{"unknown algorithm", response("blake9:abc", "", html), "unknown algorithm"},
		{"revisit without its original", warc("1.1", "revisit", "WARC-Target-URI: http://khabar.example/0\nWARC-Date: 2020-11-16T09:03:00Z", ""), "not in the archive"},
		{"no date", warc("1.1", "metadata", "", "x"), "no WARC-Date"},
		{"no target", warc("1.1", "response", "WARC-Date: 2020-11-16T09:03:00Z", "HTTP/1.1 200 OK\r\n\r\n"), "no WARC-Target-URI"},
		{"no id", strings.Replace(warc("1.1", "metadata", "WARC-Date: 2020-11-16T09:03:00Z", ""), "WARC-Record-ID", "X-ID", 1), "no WARC-Record-ID"},
		{"no type", strings.Replace(warc("1.1", "metadata", "WARC-Date: 2020-11-16T09:03:00Z", ""), "WARC-Type", "X-Type", 1), "no WARC-Type"},
	} {
		sources, errs := verifyAll(writeFile(t, "a.warc.gz", gz(warcinfo())+gz(test.record)+gz(warcinfo())))
		switch {
		case test.message == "" && (errs != nil || len(sources) != 3):
			t.Errorf("%s: %d records, %v", test.name, len(sources), errs)
		case test.message != "" && (len(errs) != 1 || len(sources) != 2 || !strings.Contains(errs[0].Error(), test.message)):
			t.Errorf("%s: %d records, %v", test.name, len(sources), errs)
		}
	}
}

// TestVerifyJoined: archives of different origin put one behind the other are sound.
func TestVerifyJoined(t *testing.T) {
	w := openTest(t, tempDir(t), WriterOptions{})
	source := appendTest(t, w, exchange(1))
	ours, err := os.ReadFile(source.Path)
	if err != nil {
		t.Fatal(err)
	}
	theirs := gz(warcinfo()) + gz(page("http://khabar.example/0", "<p>"))
	if sources, errs := verifyAll(writeFile(t, "a.warc.gz", theirs+string(ours)+theirs)); len(sources) != 7 || errs != nil {
		t.Errorf("%d records, %v", len(sources), errs)
	}
}

// TestVerifyCut: an archive of ours that lost its end is found out wherever it was cut, between two records too.
func TestVerifyCut(t *testing.T) {
	dir := tempDir(t)
	w := openTest(t, dir, WriterOptions{})
	for n := range 4 {
		appendTest(t, w, exchange(n))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(w.path)
	if err != nil {
		t.Fatal(err)
	}
	sources, _ := verifyAll(w.path)
	cuts := []int64{1, 100, int64(len(data)) - 1, int64(len(data)) - 100}
	for _, s := range sources[1:] {
		cuts = append(cuts, s.Offset)
	}
	for _, cut := range cuts {
		if err := os.WriteFile(w.path, data[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, errs := verifyAll(w.path); errs == nil {
			t.Errorf("cut at %d of %d: not noticed", cut, len(data))
		}
	}
	if err := os.WriteFile(w.path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if sources, errs := verifyAll(w.path); len(sources) != 9 || errs != nil {
		t.Errorf("%d records, %v", len(sources), errs)
	}
}
