package txtarsite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// Entry is one request the site has answered.
type Entry struct {
	Time   time.Time // when it came in
	Method string
	Target string // path, percent-decoded, and query, percent-encoded with its parameters sorted: one of [Site.Targets] where the site has it
	Status int    // HTTP status of the answer
}

// Log returns every request answered so far, in the order in which the answers were finished.
func (s *Site) Log() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Entry(nil), s.log...)
}

// ServeHTTP answers GET and HEAD, conditional (If-None-Match) and range requests for the responses with status 200.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
	at := time.Now()
	s.answer(rec, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, Entry{at, r.Method, targetOf(r.URL).String(), rec.status})
}

func (s *Site) answer(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are served here", http.StatusMethodNotAllowed)
		return
	}
	resp, ok := s.responses[targetOf(r.URL)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	fill := placeholders(r)
	for name, values := range resp.header {
		for _, v := range values {
			w.Header().Add(name, fill.Replace(v))
		}
	}
	body := []byte(fill.Replace(string(resp.body)))
	if resp.status == http.StatusOK {
		if w.Header().Get("Etag") == "" {
			sum := sha256.Sum256(body)
			w.Header().Set("Etag", `"`+hex.EncodeToString(sum[:12])+`"`)
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	w.WriteHeader(resp.status)
	if r.Method != http.MethodHead && len(body) > 0 {
		_, _ = w.Write(body) // fails when the client has gone, which is its own affair
	}
}

// placeholders replaces what stands for the site's own address by the address the client used.
func placeholders(r *http.Request) *strings.Replacer {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return strings.NewReplacer("{{origin}}", scheme+"://"+r.Host, "{{host}}", r.Host)
}

// statusRecorder remembers the status an answer was given.
type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}
