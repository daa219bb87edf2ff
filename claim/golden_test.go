package claim

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/extract"
	"raqam/normalize/calendar"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the rules say now")

// TestGolden reads testdata/*.golden. A line starting with «fields» says which fields of a mention the cases below it show; «date» is the day of
// publication; «kicker», «title», «lead» and «p» are the texts of an article; the lines starting with «>» are its mentions, in order. A blank
// line ends a case.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".golden"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := regenerate(t, want)
			if bytes.Equal(got, want) {
				return
			}
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s (-want +got):\n%s", file, cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")))
		})
	}
}

// regenerate returns a golden file with the mention lines as they are now.
func regenerate(t *testing.T, file []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var fields []string
	date := calendar.Date{Year: 1399, Month: 8, Day: 26}
	var a extract.Article
	texts := 0
	flush := func() {
		if texts > 0 {
			a.Published = calendar.Stamp{Date: date}
			for _, m := range Mentions(a) {
				fmt.Fprintln(&out, "> "+show(t, m, fields))
			}
		}
		a, texts = extract.Article{}, 0
	}
	lines := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	for _, line := range lines {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case ">":
			continue
		case "":
			flush()
		case "fields":
			fields = strings.Fields(rest)
		case "date":
			if _, err := fmt.Sscanf(rest, "%d-%d-%d", &date.Year, &date.Month, &date.Day); err != nil {
				date = calendar.Date{}
			}
		case "kicker":
			a.Kicker, texts = rest, texts+1
		case "title":
			a.Title, texts = rest, texts+1
		case "lead":
			a.Lead, texts = rest, texts+1
		case "p":
			a.Paragraphs, texts = append(a.Paragraphs, rest), texts+1
		default:
			if !strings.HasPrefix(word, "#") {
				t.Fatalf("what is %q?", line)
			}
		}
		fmt.Fprintln(&out, line)
	}
	flush()
	return out.Bytes()
}

// show prints the named fields of a mention; «–» stands for an empty one.
func show(t *testing.T, m Mention, fields []string) string {
	t.Helper()
	var out []string
	for _, f := range fields {
		var s string
		switch f {
		case "surface":
			s = m.Surface
		case "kind":
			s = string(m.Kind)
		case "value":
			if s = m.Value; m.High != "" {
				s += ".." + m.High
			}
		case "bound":
			s = string(m.Bound)
		case "counted":
			s = m.Counted
		case "phrase":
			s = m.Phrase
		case "unit":
			s = m.Unit
		case "per":
			s = m.Per
		case "predicate":
			s = m.Predicate
		case "change":
			if c := m.Change; c != nil {
				s = c.Direction + " " + c.Role
				if c.From != "" || c.To != "" {
					s += " " + c.From + ".." + c.To
				}
			}
		case "status":
			s = string(m.Status)
		case "speaker":
			if m.Speaker != nil {
				s = strings.Join([]string{m.Speaker.Name, m.Speaker.Role}, "/")
			}
		case "year":
			if m.Reference != nil && m.Reference.From.Year != 0 {
				s = fmt.Sprintf("%d", m.Reference.From.Year)
			}
		case "span":
			if m.Reference != nil && m.Reference.From.Year != 0 {
				s = m.Reference.From.String() + ".." + m.Reference.To.String()
			}
		case "time":
			if m.Reference != nil {
				s = m.Reference.Source + ":" + m.Reference.Text
			}
		default:
			t.Fatalf("no field %q", f)
		}
		if s == "" {
			s = "–"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}
