package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"raqam/fetch"
)

func TestMetrics(t *testing.T) {
	m := newMetrics()
	var said string
	stop, err := m.serve(":0", func(format string, args ...any) { said = fmt.Sprintf(format, args...) })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	_, address, _ := strings.Cut(said, " at ")
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("without a host it is reachable from elsewhere: %s", said)
	}
	m.observe(fetch.Event{Status: 200, Bytes: 40, Duration: time.Second})
	m.observe(fetch.Event{Err: errors.New("no answer")})
	m.report(fetch.Progress{Pages: 3, Queued: 7, Failed: 1, Hosts: 2, Bytes: 1000})
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"raqam_crawl_pages_total 3", "raqam_crawl_queued 7", "raqam_crawl_failed_total 1", "raqam_crawl_hosts 2", "raqam_crawl_archived_bytes_total 1000",
		`raqam_crawl_requests_total{status="2xx"} 1`, `raqam_crawl_requests_total{status="none"} 1`, "raqam_crawl_request_duration_seconds_count 1",
	} {
		if !strings.Contains(string(text), line+"\n") {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	if _, err := m.serve("9100", nil); err == nil {
		t.Error("a port alone is an address")
	}
}
