package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"raqam/corpus"
)

// replay puts both archives into collections of pywb and fetches every capture from it, by its time, as it was sent.
func replay(ctx context.Context, b *bench) (string, error) {
	root := filepath.Join(b.dir, "pywb")
	if _, err := execute(ctx, "", nil, nil, "mkdir", root); err != nil {
		return "", err
	}
	folders := map[string]string{"crawls": b.crawls, "kinds": b.kinds}
	for name, dir := range folders {
		files, err := corpus.Files(dir)
		if err != nil {
			return "", err
		}
		if _, err := b.python.tool(ctx, root, "wb-manager", "init", name); err != nil {
			return "", err
		}
		if _, err := b.python.tool(ctx, root, "wb-manager", append([]string{"add", name}, files...)...); err != nil {
			return "", err
		}
	}
	address, stop, err := b.startPywb(ctx, root)
	if err != nil {
		return "", err
	}
	defer stop()
	pages, revisits := 0, 0
	for name, dir := range folders {
		err := eachRecord(ctx, dir, func(rec corpus.Record) error {
			if rec.Truncated != "" || rec.Status >= 300 && rec.Status != http.StatusNotModified && rec.Status < 400 {
				return nil // pywb follows redirects by itself
			}
			if pages++; rec.Revisit {
				revisits++
			}
			return compareReplay(ctx, fmt.Sprintf("%s/%s/%sid_/%s", address, name, rec.Fetched.UTC().Format("20060102150405"), rec.URL), rec)
		})
		if err != nil {
			return "", err
		}
	}
	if revisits == 0 {
		return "", fmt.Errorf("no revisit among %d captures", pages)
	}
	return fmt.Sprintf("%d captures, %d of them revisits, byte by byte", pages, revisits), nil
}

func compareReplay(ctx context.Context, address string, rec corpus.Record) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultTransport.RoundTrip(req) // without following redirects; gzip is undone
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if resp.Header.Get("Content-Encoding") == "gzip" { // without a request for it, net/http leaves it on
		return fmt.Errorf("%s: still compressed", address)
	}
	want := rec.Body
	if rec.Status == http.StatusNotModified {
		want = nil // pywb answers with the 304 that the server gave
	}
	if resp.StatusCode != rec.Status || !bytes.Equal(body, want) {
		return fmt.Errorf("%s: status %d and %d bytes, archived are %d and %d (%.80q, %.80q)", address, resp.StatusCode, len(body), rec.Status, len(rec.Body), body, rec.Body)
	}
	return nil
}

// startPywb runs pywb's server on a free port and waits until it answers.
func (b *bench) startPywb(ctx context.Context, root string) (address string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return "", nil, err
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(ctx, filepath.Join(b.python.bin, "wayback"), "--directory", root, "--bind", "127.0.0.1", "--port", fmt.Sprint(port))
	cmd.Env = append(os.Environ(), b.python.env...)
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	stop = func() {
		_ = cmd.Process.Kill()
		<-exited
	}
	address = fmt.Sprintf("http://127.0.0.1:%d", port)
	for range 600 {
		select {
		case err := <-exited:
			return "", nil, fmt.Errorf("pywb ended: %w: %s", err, lastLines(log.String()))
		case <-ctx.Done():
			stop()
			return "", nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		resp, err := http.Get(address + "/")
		if err != nil {
			continue
		}
		if err := resp.Body.Close(); err == nil && resp.StatusCode == http.StatusOK {
			return address, stop, nil
		}
	}
	stop()
	return "", nil, fmt.Errorf("pywb does not answer: %s", lastLines(strings.TrimSpace(log.String())))
}
