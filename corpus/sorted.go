package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

// linesWithPrefix finds by bisection the lines of a sorted text file that begin so, with their line ends.
func linesWithPrefix(path, prefix string) (lines []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat() // of this file, whatever has its name by now
	if err != nil {
		return nil, err
	}
	size := info.Size()
	var failed error
	start := sort.Search(int(size), func(at int) bool { // the first place behind which no line comes before prefix
		line, err := firstLine(linesFrom(f, int64(at), size))
		if err != nil {
			failed = err
		}
		return line == "" || line >= prefix
	})
	r := linesFrom(f, int64(start), size)
	for failed == nil {
		line, err := firstLine(r)
		if failed = err; !strings.HasPrefix(line, prefix) {
			break
		}
		lines = append(lines, line)
	}
	if failed != nil {
		return nil, fmt.Errorf("search %s: %w", path, failed)
	}
	return lines, nil
}

// linesFrom reads from the first line on that begins at an offset or behind it.
func linesFrom(f io.ReaderAt, at, size int64) *bufio.Reader {
	if at == 0 {
		return bufio.NewReader(io.NewSectionReader(f, 0, size))
	}
	r := bufio.NewReader(io.NewSectionReader(f, at-1, size-at+1))
	_, _ = firstLine(r) // an error comes again with the next line
	return r
}

// firstLine is the next line with its end; empty at the end.
func firstLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}
