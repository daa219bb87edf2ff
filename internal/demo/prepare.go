package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"raqam/internal/cli"
)

// marker is the file that tells a data directory made by the demo from one with somebody's work in it.
const marker = ".made-by-raqam-demo"

// commands are the programs the demo runs.
var commands = []string{"crawl", "index", "query"}

// findBin gives the folder that holds the three commands: the one asked for, else that of this program, else ./bin.
func findBin(asked string) (string, error) {
	candidates := []string{asked}
	if asked == "" {
		candidates = []string{"bin"}
		if self, err := os.Executable(); err == nil {
			candidates = []string{filepath.Dir(self), "bin"}
		}
	}
	for _, dir := range candidates {
		if len(missing(dir)) == 0 {
			return dir, nil
		}
	}
	last := candidates[len(candidates)-1]
	return "", cli.Usagef("no %s in %s: build the commands first (make build), or say with -bin where they are", strings.Join(missing(last), ", "), last)
}

// missing lists the commands that are not in dir.
func missing(dir string) []string {
	var names []string
	for _, name := range commands {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || !info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names
}

// prepareData makes an empty data directory. One that an earlier demo made is removed; anything else that is in the way is an error.
func prepareData(dir string) error {
	_, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("looking at the data directory: %w", err)
	default:
		if info, err := os.Lstat(filepath.Join(dir, marker)); err != nil || !info.Mode().IsRegular() {
			return cli.Usagef("%s is there already and was not made by the demo: move it away, or choose another directory with -data", dir)
		}
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("removing the data of an earlier demo: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making the data directory: %w", err)
	}
	note := []byte("The Raqam demo made this directory and removes it when it is run again.\n")
	if err := os.WriteFile(filepath.Join(dir, marker), note, 0o644); err != nil {
		return fmt.Errorf("marking the data directory: %w", err)
	}
	return nil
}
