package extract

import (
	"path/filepath"
	"strings"
	"testing"

	"raqam/corpus"
)

// TestShortArticles reads announcements of less than 700 characters by the generic path: the page says that it is an article, so little
// text is enough, and nothing of the menus, boxes and comments around it, all longer than it is, may come along.
func TestShortArticles(t *testing.T) {
	files, err := filepath.Glob("testdata/short/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	sum := 0.0
	for _, path := range files {
		f := readFixture(t, path)
		f.record.URL = "https://kuh.example/n/" + filepath.Base(path)
		title, text := "", ""
		for _, file := range f.archive.Files {
			switch file.Name {
			case "title":
				title = strings.TrimSpace(string(file.Data))
			case "text":
				text = strings.TrimSpace(string(file.Data))
			}
		}
		if n := len([]rune(text)); n == 0 || n > 700 || f.record.Kind != corpus.Page {
			t.Fatalf("%s: %d characters", path, n)
		}
		got, reasons, err := Explain(f.record)
		score := f1(Article{Paragraphs: []string{text}}, got)
		if score < 0.95 || got.Title != title || got.Published.Date.String() != "1401-02-13" {
			t.Errorf("%s: F1 %.3f, title %q, published %s, %v\n%s%s", path, score, got.Title, got.Published, err, pretty(t, got), pretty(t, reasons))
		}
		sum += score
	}
	mean := sum / float64(len(files))
	t.Logf("mean F1 %.3f of %d pages", mean, len(files))
	if mean < 0.95 {
		t.Errorf("mean F1 %.3f, want 0.95", mean)
	}
}
