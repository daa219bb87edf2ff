// Endtoend measures the way from articles to a searchable index: it repeats a file of article JSON Lines, each time under other addresses, until
// there are as many as asked for, lets index build an index of them, and prints articles a second and the peak of resident memory. That
// memory does not grow with the number of articles is seen by asking for two sizes.
//
//	go run ./internal/endtoend -index bin/index -articles 10000,100000 ../shared/corpus/fars-dev.jsonl
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	index := flag.String("index", "bin/index", "the index program")
	sizes := flag.String("articles", "10000,100000", "numbers of articles, with commas")
	flag.Parse()
	if flag.NArg() != 1 {
		slog.Error("which articles? " + os.Args[0] + " [flags] FILE.jsonl")
		os.Exit(4)
	}
	if err := run(*index, *sizes, flag.Arg(0)); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

func run(index, sizes, file string) error {
	fmt.Printf("%9s %8s %9s %11s %8s %9s\n", "articles", "claims", "clusters", "articles/s", "peak MB", "disk MB")
	for size := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := measure(index, file, n); err != nil {
			return fmt.Errorf("%d articles: %w", n, err)
		}
	}
	return nil
}

func measure(index, file string, n int) error {
	dir, err := os.MkdirTemp("", "endtoend-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	articles := filepath.Join(dir, "articles.jsonl")
	if err := write(articles, file, n); err != nil {
		return err
	}
	data := filepath.Join(dir, "data")
	begun := time.Now()
	build := exec.Command(index, "--data", data, "--no-progress", articles)
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	took := time.Since(begun)
	out, err := exec.Command(index, "stats", "--data", data, "--format", "json").Output()
	if err != nil {
		return err
	}
	var stats struct {
		Claims, Clusters int
		Bytes            struct{ Total int64 }
	}
	if err := json.Unmarshal(out, &stats); err != nil {
		return err
	}
	peak := int64(0)
	if usage, ok := build.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = usage.Maxrss / 1024 // kB on Linux
	}
	fmt.Printf("%9d %8d %9d %11.0f %8d %9d\n", n, stats.Claims, stats.Clusters, float64(n)/took.Seconds(), peak, stats.Bytes.Total>>20)
	return nil
}

// write makes a file of n articles from those of another.
func write(path, from string, n int) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	w := bufio.NewWriter(out)
	for round := 0; n > 0; round++ {
		in := json.NewDecoder(bytes.NewReader(text))
		for ; n > 0; n-- {
			var article map[string]any
			if err := in.Decode(&article); err == io.EOF {
				break
			} else if err != nil {
				return err
			}
			if err := again(article, round); err != nil {
				return err
			}
			line, err := json.Marshal(article)
			if err != nil {
				return err
			}
			if _, err := w.Write(append(line, '\n')); err != nil {
				return err
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return out.Close()
}

// again gives the article of a round its own address. Its text stays, so that each article has as many reprints as there are rounds.
func again(article map[string]any, round int) error {
	url, ok := article["url"].(string)
	if !ok {
		return fmt.Errorf("an article without url")
	}
	article["url"] = fmt.Sprintf("%s?round=%d", url, round)
	return nil
}
