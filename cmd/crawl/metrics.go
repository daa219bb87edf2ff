package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"raqam/fetch"
	"raqam/internal/cli"
)

// crawlMetrics are the figures of a crawl for Prometheus. It is safe for concurrent use.
type crawlMetrics struct {
	set                                    *metrics.Set
	pages, other, unchanged, failed, bytes *metrics.Counter
	queued, skipped, hosts                 *metrics.Gauge
	duration                               *metrics.Histogram
	received                               *metrics.Counter
}

func newMetrics() *crawlMetrics {
	s := metrics.NewSet()
	return &crawlMetrics{
		set:       s,
		pages:     s.NewCounter("raqam_crawl_pages_total"),
		other:     s.NewCounter("raqam_crawl_other_responses_total"),
		unchanged: s.NewCounter("raqam_crawl_unchanged_total"),
		failed:    s.NewCounter("raqam_crawl_failed_total"),
		bytes:     s.NewCounter("raqam_crawl_archived_bytes_total"),
		received:  s.NewCounter("raqam_crawl_received_bytes_total"),
		queued:    s.NewGauge("raqam_crawl_queued", nil),
		skipped:   s.NewGauge("raqam_crawl_skipped", nil),
		hosts:     s.NewGauge("raqam_crawl_hosts", nil),
		duration:  s.NewHistogram("raqam_crawl_request_duration_seconds"),
	}
}

// observe counts a request. A host is no label: there may be thousands.
func (m *crawlMetrics) observe(e fetch.Event) {
	class := "none"
	if e.Status > 0 {
		class = fmt.Sprintf("%dxx", e.Status/100)
	}
	m.set.GetOrCreateCounter(fmt.Sprintf("raqam_crawl_requests_total{status=%q}", class)).Inc()
	m.received.Add(e.Bytes)
	if e.Duration > 0 {
		m.duration.Update(e.Duration.Seconds())
	}
}

// report takes over the crawl's own figures.
func (m *crawlMetrics) report(p fetch.Progress) {
	m.pages.Set(uint64(p.Pages))
	m.other.Set(uint64(p.Other))
	m.unchanged.Set(uint64(p.Unchanged))
	m.failed.Set(uint64(p.Failed))
	m.bytes.Set(uint64(p.Bytes))
	m.queued.Set(float64(p.Queued))
	m.skipped.Set(float64(p.Skipped))
	m.hosts.Set(float64(p.Hosts))
}

// ServeHTTP answers with the text format of Prometheus.
func (m *crawlMetrics) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}

// serve listens at an address, of which only a named host is reachable from elsewhere, until stop is called. An empty address: nothing listens.
func (m *crawlMetrics) serve(address string, notify func(string, ...any)) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, cli.Usagef("--metrics %s: an address is :PORT or HOST:PORT", address)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, cli.Usagef("--metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			slog.Warn("metrics are not served any more", "err", err)
		}
	}()
	notify("metrics at http://%s/metrics", listener.Addr())
	return func() { _ = server.Close() }, nil // the process ends soon after
}
