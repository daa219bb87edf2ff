package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/google/renameio/v2"
)

// failureLog is failed.jsonl: pages given up are added as it happens; at the end of a run it is rewritten with those that still stand.
type failureLog struct {
	name string
	mu   sync.Mutex
	file *os.File
}

func openFailureLog(name string) (*failureLog, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("list of failures: %w", err)
	}
	return &failureLog{name: name, file: f}, nil
}

func (l *failureLog) add(f Failure) error {
	line, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("list of failures: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("list of failures: %w", err)
	}
	return nil
}

// rewrite replaces the list atomically.
func (l *failureLog) rewrite(list []Failure) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, f := range list {
		if err := enc.Encode(f); err != nil {
			return fmt.Errorf("list of failures: %w", err)
		}
	}
	if err := renameio.WriteFile(l.name, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("list of failures: %w", err)
	}
	return nil
}

func (l *failureLog) close() error {
	if err := l.file.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("list of failures: %w", err)
	}
	return nil
}

// failureOf is the line of failed.jsonl for an entry.
func failureOf(address string, e entry) Failure {
	return Failure{URL: address, Reason: e.Reason, Status: e.Status, Attempts: e.Attempts, Time: e.Time, From: e.From, Retry: e.Passing}
}
