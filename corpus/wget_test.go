package corpus

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWget reads what wget archives from a server that chunks and compresses: a WARC writer that nobody here wrote.
func TestWget(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		t.Skip("wget is not installed")
	}
	html := func(path string) string {
		return "<html><p>" + path + strings.Repeat(" ۳۵ مدرسه ساخته شد.", 2000) + "</p></html>"
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		body := html(r.URL.Path)
		switch r.URL.Path {
		case "/missing":
			w.WriteHeader(http.StatusNotFound)
		case "/compressed":
			w.Header().Set("Content-Encoding", "gzip")
			body = gz(body)
		}
		// Flushing between the halves makes net/http chunk them.
		_, _ = w.Write([]byte(body[:len(body)/2]))
		w.(http.Flusher).Flush()
		_, _ = w.Write([]byte(body[len(body)/2:]))
	}))
	defer server.Close()
	paths := []string{"/plain", "/compressed", "/missing", "/%DB%B3%DB%B5"}
	for _, suffix := range []string{".warc.gz", ".warc"} {
		dir := t.TempDir()
		args := []string{"--quiet", "--no-config", "--warc-file=" + filepath.Join(dir, "wget"), "--output-document=" + filepath.Join(dir, "out"), "--tries=1"}
		if suffix == ".warc" {
			args = append(args, "--no-warc-compression")
		}
		for _, p := range paths {
			args = append(args, server.URL+p)
		}
		out, err := exec.Command(wget, args...).CombinedOutput()
		if err != nil && !strings.Contains(err.Error(), "exit status 8") { // 8: the server answered with an error, /missing
			t.Fatalf("wget: %v: %s", err, out)
		}
		got, errs := readAll(t, filepath.Join(dir, "wget"+suffix))
		if errs != nil || len(got) != len(paths) {
			t.Fatalf("%s: %d records, %v", suffix, len(got), errs)
		}
		for i, rec := range got {
			status := 200
			if paths[i] == "/missing" {
				status = 404
			}
			decoded := strings.ReplaceAll(paths[i], "%DB%B3%DB%B5", "۳۵")
			if rec.URL != server.URL+paths[i] || rec.Status != status || string(rec.Body) != html(decoded) || rec.Truncated != "" {
				t.Errorf("%s: %s %d, %d bytes, truncated %q", suffix, rec.URL, rec.Status, len(rec.Body), rec.Truncated)
			}
			if rec.Fetched.IsZero() {
				t.Errorf("%s: %s has no date", suffix, rec.URL)
			}
		}
		checkAddresses(t, got)
		t.Log(fmt.Sprint(suffix, ": ", len(got), " records"))
	}
}

// serve is the address of a page.
func serve(t *testing.T, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }))
	t.Cleanup(server.Close)
	return server.URL
}
