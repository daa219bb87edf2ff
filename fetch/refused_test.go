package fetch

import (
	"net/http"
	"strings"
	"testing"
)

// A site that forbids everything is left alone after some requests in a row, and its pages are tried again by the next run.
func TestForbidden(t *testing.T) {
	open := false
	handler := tree(60)
	site := newTestSite(t, func(w http.ResponseWriter, r *http.Request) {
		if !open && strings.HasPrefix(r.URL.Path, "/p") && r.URL.Path != "/p0" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		handler(w, r)
	})
	front := "/p0"
	var more []string
	for i := range 30 {
		more = append(more, site.URL+"/p"+string(rune('a'+i%26))+strings.Repeat("x", i/26))
	}
	dir := t.TempDir()
	s := mustCrawl(t, dir, quick(), append([]string{site.URL + front}, more...)...)
	if len(s.SetAside) != 1 || !strings.Contains(s.SetAside[0], "forbidden") || s.Queued == 0 {
		t.Errorf("%+v", s)
	}
	if n := site.total(); n > 1+1+maxRefusals {
		t.Errorf("%d requests to a site that forbids", n)
	}
	open = true
	if s := mustCrawl(t, dir, quick(), site.URL+front); s.Pages != 60 { // the 59 others, and the front page under its other address
		t.Errorf("%+v", s)
	}
}
