package extract

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"raqam/corpus"
)

const (
	deepFirst  = "سخنگوی شرکت برق گفت: مصرف برق در تابستان امسال به ۷۹ هزار مگاوات رسید که ۶ درصد بیشتر از پارسال است."
	deepSecond = "وی افزود: ۱۲ نیروگاه تازه در دست ساخت است و نیمی از آن‌ها تا پایان سال آینده به شبکه می‌پیوندند."
)

// TestDeepNesting asks for the text of pages that nest beyond what x/net/html accepts.
func TestDeepNesting(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after string // around each of n levels
		n             int
	}{
		{"600 div", "<div>", "</div>", 600},
		{"10,000 div", "<div>", "</div>", 10_000},
		{"1,000,000 div never closed", "<div>", "", 1_000_000},
		{"2,000 font never closed", "<font color=red><b>", "", 2_000},
		{"5,000 tables", "<table><tr><td>", "</td></tr></table>", 5_000},
		{"20,000 cells with a letter", "<table><tr><td>x<p>", "", 20_000},
		{"3,000 lists", "<ul><li>", "</li></ul>", 3_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			var page bytes.Buffer
			page.WriteString(`<html><head><title>مصرف برق - نور</title><meta property="og:title" content="مصرف برق رکورد زد"></head><body><h1>مصرف برق رکورد زد</h1>`)
			page.WriteString(strings.Repeat(c.before, c.n))
			fmt.Fprintf(&page, "<p>%s</p><p>%s</p>", deepFirst, deepSecond)
			page.WriteString(strings.Repeat(c.after, c.n))
			if _, err := html.Parse(bytes.NewReader(page.Bytes())); err == nil {
				t.Log("x/net/html takes it as it is")
			}
			a, _, err := Explain(corpus.Record{Kind: corpus.Page, Body: page.Bytes()})
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != "مصرف برق رکورد زد" || len(a.Paragraphs) != 2 || a.Paragraphs[0] != deepFirst || a.Paragraphs[1] != deepSecond {
				t.Errorf("title %q, paragraphs %q", a.Title, a.Paragraphs)
			}
		})
	}
}

// TestDeepProfile asks that a profile still finds its fields in a page that was flattened.
func TestDeepProfile(t *testing.T) {
	f := readFixture(t, "testdata/pages/nastooh-news.txtar")
	want, err := FromRecord(f.record)
	if err != nil {
		t.Fatal(err)
	}
	f.record.Body = bytes.Replace(f.record.Body, []byte("</main>"), []byte(strings.Repeat("<div>", 900)+"x"+strings.Repeat("</div>", 900)+"</main>"), 1)
	got, reasons, err := Explain(f.record)
	if err != nil {
		t.Fatal(err)
	}
	if pretty(t, got) != pretty(t, want) {
		t.Errorf("got %s", pretty(t, got))
	}
	if len(reasons) == 0 || reasons[0].From != "html" {
		t.Errorf("the flattening is not explained: %v", reasons)
	}
}
