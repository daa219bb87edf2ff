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

// Log returns every request answered so far. An answer is logged before its first byte is sent: who has an answer finds it here.
func (s *Site) Log() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Entry(nil), s.log...)
}

// ServeHTTP answers GET and HEAD, conditional (If-None-Match) and range requests for the responses with status 200.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	entry := Entry{Time: time.Now(), Method: r.Method, Target: targetOf(r.URL).String()}
	s.answer(&logged{ResponseWriter: w, log: func(status int) {
		entry.Status = status
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log = append(s.log, entry)
	}}, r)
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

// logged calls log with the status when an answer begins. Every answer of a Site begins with WriteHeader.
type logged struct {
	http.ResponseWriter
	log func(status int)
}

func (l *logged) WriteHeader(status int) {
	l.log(status)
	l.ResponseWriter.WriteHeader(status)
}
