package claim

import (
	"strings"
	"testing"
	"time"

	"raqam/extract"
	"raqam/normalize/calendar"
)

// TestLinear reads long paragraphs without any mark that ends a sentence: four times the text may take about four times as long, where quadratic
// work takes sixteen times.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped by -short: takes seconds")
	}
	for name, piece := range map[string]string{
		"numbers":     "۲۵ ",
		"counts":      "۲۵ کارگاه تولیدی و ",
		"times":       "امسال ۲۵ خانه و ",
		"dates":       "۱۴ آذر ۱۳۹۸ ۲۵ خانه ",
		"words":       "کارگاه ",
		"that":        "۲۵ نفر که ",
		"verbs":       "۲۵ خانه ساخته شد و ",
		"sayings":     "گفت ",
		"who":         "رئیس سازمان علی نظری گفت ۲۵ ",
		"names":       "علی نظری حسن کریمی ۲۵ ",
		"pauses":      "علی، ۲۵، ",
		"quotes":      "« ۲۵ ",
		"sources":     "به گزارش ۲۵ ",
		"according":   "به گفته علی نظری ۲۵ ",
		"each":        "هر یک در ۲۵ ",
		"lists":       "۲۵، ",
		"percent":     "۲۵ درصد ",
		"cells":       "۱۳۹۷ | ",
		"semicolons":  "علی نظری؛ ",
		"Latin":       "a1-",
		"half-spaces": "۲۵\u200c",
	} {
		t.Run(name, func(t *testing.T) {
			var small, large time.Duration
			for range 4 { // a busy machine may make one run slow, not every one
				small, large = reading(piece, 1<<13), reading(piece, 1<<15)
				if large <= 10*small+100*time.Millisecond {
					return
				}
			}
			t.Errorf("four times the text takes %v instead of %v", large, small)
		})
	}
}

// reading returns how long an article of one paragraph of so many bytes takes, the better of two runs.
func reading(piece string, size int) time.Duration {
	a := extract.Article{
		Title:      "نظری: ۲۵ خانه",
		Paragraphs: []string{strings.Repeat(piece, size/len(piece))},
		Published:  calendar.Stamp{Date: calendar.Date{Year: 1399, Month: 8, Day: 26}},
	}
	best := time.Duration(1<<63 - 1)
	for range 2 {
		start := time.Now()
		Claims(a, Mentions(a))
		best = min(best, time.Since(start))
	}
	return best
}
