package cmd_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// figurePage is an article that claims a figure; what follows it may be cut off.
func figurePage(schools int) string {
	return fmt.Sprintf(`<!doctype html><html lang="fa"><head><meta charset="utf-8"><meta name="generator" content="www.nastooh.ir"><title>گزارش مدرسه‌سازی</title></head><body>
<article id="item"><div class="item-header"><div class="item-date"><span>۲۶ آبان ۱۳۹۹ - ۱۰:۳۰</span></div><div class="item-title"><h1 class="title">گزارش مدرسه‌سازی</h1></div></div>
<div class="item-body"><div class="item-text" itemprop="articleBody"><p>مدیر نوسازی مدارس گفت: امسال %d مدرسه در استان ساخته شد.</p>
<p>وی افزود: کار ساخت مدرسه‌های دیگر نیز در روستاها ادامه دارد و مردم در آن یاری می‌کنند.</p></div></div></article>`, schools)
}

// TestTruncatedIsNotIndexed crawls pages that do not come whole, each with a figure in what came: they are archived and told of, and no claim is
// made of them.
func TestTruncatedIsNotIndexed(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(figurePage(2222))); err != nil {
		t.Fatal(err)
	}
	for range 200 { // megabytes
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, "<a href=/news/81000001>x</a><a href=/news/81000002>x</a><a href=/news/81000003>x</a><a href=/news/81000004>x</a>")
		case "/news/81000001":
			fmt.Fprint(w, figurePage(1111))
		case "/news/81000002":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(packed.Bytes()) // fails when the crawler has had enough
		case "/news/81000003":
			w.Header().Set("Content-Length", "1000000")
			fmt.Fprint(w, figurePage(3333))
		case "/news/81000004":
			fmt.Fprint(w, figurePage(4444))
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	data := t.TempDir()
	crawl := exec.Command(filepath.Join(bin, "crawl"), "--data", data, "--delay", "0", "--timeout", "1s", "--allow-private", site.URL+"/")
	if out, err := crawl.CombinedOutput(); crawl.ProcessState.ExitCode() != 12 {
		t.Fatalf("crawl: %v\n%s", err, out)
	}
	seen := archived(t, data)
	for n := 1; n <= 4; n++ {
		if url := fmt.Sprintf("%s/news/8100000%d", site.URL, n); seen[url] == 0 {
			t.Errorf("%s is not archived", url)
		}
	}
	index := exec.Command(filepath.Join(bin, "index"), "--data", data, "--no-progress")
	out, err := index.CombinedOutput()
	if index.ProcessState.ExitCode() != 12 {
		t.Fatalf("index: %v\n%s", err, out)
	}
	for _, reason := range []string{"length", "disconnect", "time"} {
		if !strings.Contains(string(out), "not whole ("+reason+")") {
			t.Errorf("index says nothing of a page that is not whole (%s):\n%s", reason, out)
		}
	}
	claims := strings.Join(indexed(t, data), "\n")
	for figure, want := range map[string]bool{"1111": true, "2222": false, "3333": false, "4444": false} {
		if strings.Contains(claims, figure) != want {
			t.Errorf("a claim of %s: %v\n%s", figure, !want, claims)
		}
	}
}
