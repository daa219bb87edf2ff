// Accuracy measures the mentions that `index extract` finds against hand annotations, prints one table, and keeps it as a golden file, so that
// a change that moves a figure shows in the diff. The annotations and their scorer lie beside the repository, not in it; without them, or
// without python3, it says so and does nothing.
//
//	accuracy -index bin/index -gold ../shared/gold -golden testdata/accuracy.golden         print and rewrite the golden
//	accuracy … -check                                                                       print, and fail when it differs
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// set is one annotated collection.
type set struct {
	name      string
	articles  string // relative to the gold folder
	gold      string
	fields    string // judge these only; empty: all
	renameURL string // the annotations know the article by this URL
	own       string // file of the repository with the annotation; articles is then where their text is looked up
}

var sets = []set{
	{name: "seed", articles: "seed-articles.jsonl", gold: "seed-gold.jsonl"},
	{name: "seed, raw page text", articles: "../seed", gold: "seed-gold.jsonl", renameURL: "seed:54432"},
	{name: "fars", articles: "fars-articles.jsonl", gold: "fars-gold.jsonl"},
	{name: "development", articles: "../corpus/fars-dev.jsonl", own: "testdata/development.jsonl"},
	{name: "held-out", articles: "../corpus/fars-dev.jsonl", own: "testdata/heldout.jsonl"},
	{name: "traps", articles: "traps-articles.jsonl", gold: "traps-gold.jsonl", fields: "kind,value,bound"},
}

// columns of the table: the scorer's names and ours.
var columns = []struct{ key, title string }{
	{"mentions", "mentions"}, {"detect_f1", "detect"}, {"claim_f1", "claims"}, {"acc_kind", "kind"}, {"acc_value", "value"},
	{"acc_bound", "bound"}, {"acc_counted", "counted"}, {"acc_unit", "unit"}, {"acc_per", "per"}, {"acc_planned", "planned"},
	{"acc_speaker", "speaker"}, {"acc_year", "year"}, {"claim_all_fields_recall", "all"},
}

func main() {
	index := flag.String("index", "bin/index", "the index command")
	gold := flag.String("gold", "../shared/gold", "folder of the annotations")
	golden := flag.String("golden", "testdata/accuracy.golden", "the table as it was last accepted")
	check := flag.Bool("check", false, "fail when the table differs from the golden instead of rewriting it")
	flag.Parse()
	if err := run(*index, *gold, *golden, *check); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(1)
	}
}

func run(index, gold, golden string, check bool) error {
	if _, err := os.Stat(gold); errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("accuracy: skipped: no annotations at %s\n", gold)
		return nil
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		fmt.Println("accuracy: skipped: the scorer needs python3, which is not here")
		return nil
	}
	var table bytes.Buffer
	fmt.Fprintf(&table, "%-20s", "")
	for _, c := range columns {
		fmt.Fprintf(&table, "%9s", c.title)
	}
	table.WriteString("\n")
	for _, s := range sets {
		figures, err := score(python, index, gold, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		table.WriteString(row(s.name, figures))
	}
	fmt.Print(table.String())
	return accept(golden, table.Bytes(), check)
}

// row formats one line; what a set does not judge is a dash.
func row(name string, figures map[string]float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-20s", name)
	for _, c := range columns {
		switch v, ok := figures[c.key]; {
		case !ok:
			fmt.Fprintf(&b, "%9s", "–")
		case c.key == "mentions":
			fmt.Fprintf(&b, "%9.0f", v)
		default:
			fmt.Fprintf(&b, "%9.3f", v)
		}
	}
	return b.String() + "\n"
}

// score runs the extraction on the set's articles and the scorer on what comes out.
func score(python, index, gold string, s set) (map[string]float64, error) {
	articles, annotation := filepath.Join(gold, s.articles), filepath.Join(gold, s.gold)
	if s.own != "" {
		dir, err := os.MkdirTemp("", "raqam-accuracy-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		if articles, annotation, err = prepareOwn(s.own, articles, dir); err != nil {
			return nil, err
		}
	}
	extract := exec.Command(index, "extract", "--quiet", articles)
	extract.Stderr = os.Stderr
	predicted, err := extract.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", extract.Args, err)
	}
	if s.renameURL != "" {
		if predicted, err = rename(predicted, s.renameURL); err != nil {
			return nil, err
		}
	}
	file, err := os.CreateTemp("", "raqam-accuracy-*.jsonl")
	if err != nil {
		return nil, err
	}
	defer os.Remove(file.Name())
	if _, err := file.Write(predicted); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	args := []string{filepath.Join(gold, "score.py"), annotation, file.Name(), "--json"}
	if s.fields != "" {
		args = append(args, "--fields", s.fields)
	}
	scorer := exec.Command(python, args...)
	scorer.Stderr = os.Stderr
	out, err := scorer.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && len(out) > 0) { // it exits with 1 when an article has no prediction, and still scores
		return nil, fmt.Errorf("%v: %w", scorer.Args, err)
	}
	var figures map[string]float64
	if err := json.Unmarshal(out, &figures); err != nil {
		return nil, fmt.Errorf("%v: %w", scorer.Args, err)
	}
	if s.fields != "" {
		for _, c := range columns {
			if name, field := strings.CutPrefix(c.key, "acc_"); field && !strings.Contains(s.fields, name) || strings.HasSuffix(c.key, "_recall") {
				delete(figures, c.key)
			}
		}
	}
	return figures, nil
}

// rename gives the one predicted article the URL under which the annotations know it.
func rename(line []byte, url string) ([]byte, error) {
	var article map[string]any
	if err := json.Unmarshal(line, &article); err != nil {
		return nil, fmt.Errorf("reading the one article predicted: %w", err)
	}
	article["url"] = url
	return json.Marshal(article)
}

// accept keeps the table as the golden, or compares.
func accept(golden string, table []byte, check bool) error {
	if !check {
		return os.WriteFile(golden, table, 0o644)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		return err
	}
	if !bytes.Equal(want, table) {
		return fmt.Errorf("the figures differ from %s:\n%srun `make accuracy` and commit the file if that is meant", golden, want)
	}
	return nil
}
