// Claims measures Raqam's index beside SQLite FTS5 on the same synthetic claims and the same questions.
//
//	go run ./claims -sizes 100000,1000000,3000000
//
// Each engine and size runs in a process of its own, one after the other, so that its memory can be told: the table gives claims indexed a
// second, bytes a claim on disk, peak resident memory while building and while searching, the time from opening to the first answer, the
// median and the 99th percentile of a thousand mixed questions (twenty hits and the number of all), and the time for exact statistics a year
// over a tenth of the claims.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const seed = 1399

func main() {
	sizes := flag.String("sizes", "100000,1000000", "numbers of claims, with commas")
	engine := flag.String("engine", "", "only this engine: raqam or sqlite")
	questions := flag.Int("queries", 1000, "mixed questions to ask")
	dir := flag.String("dir", "", "folder for the indexes; a temporary one if empty")
	phase := flag.String("phase", "", "for the program itself: build or ask")
	flag.Parse()
	if err := run(*sizes, *engine, *dir, *phase, *questions); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

func run(sizes, engine, dir, phase string, questions int) error {
	if phase != "" {
		n, err := strconv.Atoi(sizes)
		if err != nil {
			return err
		}
		return child(engine, dir, phase, n, questions)
	}
	if dir == "" {
		temp, err := os.MkdirTemp("", "claims-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	chosen := []string{"raqam", "sqlite"}
	if engine != "" {
		chosen = []string{engine}
	}
	fmt.Printf("%9s %-7s %9s %8s %9s %8s %9s %8s %8s %8s %8s %9s\n", "claims", "engine", "claims/s", "B/claim", "build MB", "ask MB", "first ms",
		"p50 ms", "p99 ms", "max ms", "hits", "years ms")
	for _, size := range strings.Split(sizes, ",") {
		for _, e := range chosen {
			folder := filepath.Join(dir, e+"-"+size)
			built, err := spawn("-engine", e, "-sizes", size, "-dir", folder, "-phase", "build")
			if err != nil {
				return fmt.Errorf("%s, building %s: %w", e, size, err)
			}
			asked, err := spawn("-engine", e, "-sizes", size, "-dir", folder, "-phase", "ask", "-queries", strconv.Itoa(questions))
			if err != nil {
				return fmt.Errorf("%s, asking %s: %w", e, size, err)
			}
			fmt.Printf("%9s %-7s %9.0f %8.0f %9d %8d %9.1f %8.2f %8.2f %8.2f %8d %9.1f\n", size, e, built.Rate, built.Bytes, built.Memory, asked.Memory,
				asked.First, asked.Median, asked.P99, asked.Max, asked.Hits, asked.Years)
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// result is what a child process measured; times in milliseconds.
type result struct {
	Rate, Bytes             float64
	Memory                  int // MB, the peak
	First, Median, P99, Max float64
	Hits                    int // of all questions: engines that agree about what matches have about as many
	Years                   float64
}

func spawn(args ...string) (result, error) {
	var r result
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	cmd := exec.Command(self, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(out, &r)
}

func child(name, dir, phase string, n, questions int) error {
	engines := map[string]func(string) (engine, error){"raqam": newRaqam, "sqlite": newSQLite}
	if engines[name] == nil {
		return fmt.Errorf("no engine %q", name)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	e, err := engines[name](dir)
	if err != nil {
		return err
	}
	var r result
	if phase == "build" {
		err = build(e, dir, n, &r)
	} else {
		err = ask(e, n, questions, &r)
	}
	if err != nil {
		return err
	}
	if r.Memory, err = peakMemory(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// peakMemory is the process's greatest resident set so far, in MB.
func peakMemory() (int, error) {
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, nil // not Linux: not known
	}
	defer status.Close()
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			kB, err := strconv.Atoi(strings.Fields(rest)[0])
			return kB / 1024, err
		}
	}
	return 0, nil
}

func folderSize(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// percentile returns the p-th part of sorted times.
func percentile(sorted []time.Duration, p float64) time.Duration {
	return sorted[min(len(sorted)-1, int(p*float64(len(sorted))))]
}

func sortedTimes(times []time.Duration) []time.Duration {
	times = slices.Clone(times)
	slices.Sort(times)
	return times
}
