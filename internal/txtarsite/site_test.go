package txtarsite

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

const sample = `A site of a few pages.
-- / --
<a href="{{origin}}/news/1/نان-سنگک">نان</a> {{host}}
-- /news/1/نان-سنگک --
<p>سه نان</p>
-- /archive?pi=2&ms=0 --
<p>دو</p>
-- /robots.txt --
User-agent: *
-- /feed.xml --
<rss/>
-- /old --
HTTP/1.1 301 Moved Permanently
Location: {{origin}}/archive?pi=2&ms=0
-- /gone --
HTTP/1.1 410 Gone
Content-Type: text/plain
X-Reason: sold out

نیست
`

func mustParse(t testing.TB, text string) *Site {
	t.Helper()
	s, err := Parse(txtar.Parse([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fetch asks for a target without following redirects.
func fetch(t testing.TB, base, method, target string, header http.Header) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, base+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(req.Header, header)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestServe(t *testing.T) {
	ts := httptest.NewServer(mustParse(t, sample))
	defer ts.Close()
	host := strings.TrimPrefix(ts.URL, "http://")
	encoded := "/news/1/" + url.PathEscape("نان-سنگک")
	html := "text/html; charset=utf-8"
	tests := []struct {
		name, method, target string
		status               int
		contentType, body    string
	}{
		{"placeholders", "GET", "/", 200, html, `<a href="` + ts.URL + `/news/1/نان-سنگک">نان</a> ` + host + "\n"},
		{"percent-encoded Persian path", "GET", encoded, 200, html, "<p>سه نان</p>\n"},
		{"query", "GET", "/archive?pi=2&ms=0", 200, html, "<p>دو</p>\n"},
		{"query in another order", "GET", "/archive?ms=0&pi=2", 200, html, "<p>دو</p>\n"},
		{"a query nobody wrote", "GET", "/archive?pi=3&ms=0", 404, "text/plain; charset=utf-8", "404 page not found\n"},
		{"no query where there is one", "GET", "/archive", 404, "text/plain; charset=utf-8", "404 page not found\n"},
		{"text", "GET", "/robots.txt", 200, "text/plain; charset=utf-8", "User-agent: *\n"},
		{"feed", "GET", "/feed.xml", 200, "application/xml; charset=utf-8", "<rss/>\n"},
		{"status and header", "GET", "/gone", 410, "text/plain", "نیست\n"},
		{"head", "HEAD", encoded, 200, html, ""},
		{"head of an error", "HEAD", "/gone", 410, "text/plain", ""},
		{"post", "POST", "/", 405, "text/plain; charset=utf-8", "only GET and HEAD are served here\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp, body := fetch(t, ts.URL, tt.method, tt.target, nil)
			if resp.StatusCode != tt.status || resp.Header.Get("Content-Type") != tt.contentType || body != tt.body {
				t.Errorf("%s %s = %d %q %q, want %d %q %q", tt.method, tt.target,
					resp.StatusCode, resp.Header.Get("Content-Type"), body, tt.status, tt.contentType, tt.body)
			}
		})
	}
}

func TestRedirect(t *testing.T) {
	ts := httptest.NewServer(mustParse(t, sample))
	defer ts.Close()
	resp, body := fetch(t, ts.URL, "GET", "/old", nil)
	if want := ts.URL + "/archive?pi=2&ms=0"; resp.StatusCode != 301 || resp.Header.Get("Location") != want || body != "" {
		t.Errorf("GET /old = %d, Location %q, body %q; want 301, %q and no body", resp.StatusCode, resp.Header.Get("Location"), body, want)
	}
}

func TestConditionalRequest(t *testing.T) {
	ts := httptest.NewServer(mustParse(t, sample))
	defer ts.Close()
	first, _ := fetch(t, ts.URL, "GET", "/", nil)
	other, _ := fetch(t, ts.URL, "GET", "/robots.txt", nil)
	tag := first.Header.Get("Etag")
	if tag == "" || tag == other.Header.Get("Etag") {
		t.Fatalf("ETags of two pages: %q and %q", tag, other.Header.Get("Etag"))
	}
	again, body := fetch(t, ts.URL, "GET", "/", http.Header{"If-None-Match": {tag}})
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("asked with its own ETag: %d %q, want 304 and no body", again.StatusCode, body)
	}
}

func TestLog(t *testing.T) {
	s := mustParse(t, sample)
	ts := httptest.NewServer(s)
	defer ts.Close()
	for _, target := range []string{"/news/1/" + url.PathEscape("نان-سنگک"), "/archive?pi=2&ms=0", "/nowhere", "/old"} {
		fetch(t, ts.URL, "GET", target, nil)
	}
	type answer struct {
		path   string
		status int
	}
	var got []answer
	for _, e := range s.Log() {
		if e.Time.IsZero() || e.Method != "GET" {
			t.Errorf("entry %+v: want a time and GET", e)
		}
		got = append(got, answer{e.Target, e.Status})
	}
	want := []answer{{"/news/1/نان-سنگک", 200}, {"/archive?ms=0&pi=2", 200}, {"/nowhere", 404}, {"/old", 301}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}

func TestTargets(t *testing.T) {
	s := mustParse(t, sample)
	want := []string{"/", "/news/1/نان-سنگک", "/archive?ms=0&pi=2", "/robots.txt", "/feed.xml", "/old", "/gone"}
	if diff := cmp.Diff(want, s.Targets()); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"relative name", "-- news/1 --\n", `entry "news/1"`},
		{"another host", "-- //elsewhere.example/ --\n", "one slash"},
		{"bad escape", "-- /%zz --\n", "invalid URL escape"},
		{"twice", "-- /a?x=1&y=2 --\n-- /a?y=2&x=1 --\n", "earlier entry"},
		{"twice, encoded", "-- /%D9%86 --\n-- /ن --\n", "earlier entry"},
		{"bad status line", "-- / --\nHTTP/1.1 many\n\n", "malformed HTTP"},
		{"informational status", "-- / --\nHTTP/1.1 103 Early Hints\n\n", "none of 200 to 599"},
		{"bad header", "-- / --\nHTTP/1.1 200 OK\nno colon\n\n", "malformed MIME header"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(txtar.Parse([]byte(tt.text)))
			if !errors.Is(err, ErrSyntax) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse = %v, want ErrSyntax and %q", err, tt.want)
			}
		})
	}
}

// FuzzParse: whatever the archive says, Parse refuses it or every target of the site is answered with the status of its entry.
func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("-- / --\nHTTP/1.0 204 \n\nx")
	f.Add("-- /a%2Fb?%zz=;& --\nHTTP/1.1 599 x\nTransfer-Encoding: chunked\n\n0\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(txtar.Parse([]byte(text)))
		if err != nil {
			if !errors.Is(err, ErrSyntax) {
				t.Errorf("error %v does not wrap ErrSyntax", err)
			}
			return
		}
		for _, at := range s.targets {
			r := httptest.NewRequest("GET", "/", nil)
			r.URL = &url.URL{Path: at.path, RawQuery: at.query}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if want := s.responses[at].status; w.Code != want {
				t.Errorf("GET %q = %d, want %d", at, w.Code, want)
			}
		}
	})
}
