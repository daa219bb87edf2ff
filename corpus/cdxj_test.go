package corpus

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestCDXLine: the form is that of pywb's cdx-indexer, and reading it gives what was written.
func TestCDXLine(t *testing.T) {
	c := Capture{
		Source: Source{Path: "data/archive/a.warc.gz", Offset: 1234}, URL: "https://www.khabar.example/News/۳?b=<2>&a=1",
		Fetched: time.Date(2020, 11, 16, 9, 3, 7, 0, time.UTC), Status: 200, MIME: "text/html", PayloadDigest: "sha1:AAAA", Length: 567,
	}
	for _, test := range []struct {
		change func(*Capture)
		want   string
	}{
		{func(*Capture) {}, `"mime":"text/html","status":"200","digest":"AAAA"`},
		{func(c *Capture) { c.PayloadDigest = "sha256:00" }, `"mime":"text/html","status":"200","digest":"sha256:00"`},
		{func(c *Capture) { c.PayloadDigest, c.MIME = "", "" }, `"mime":"unk","status":"200"`},
		{func(c *Capture) { c.Revisit, c.MIME, c.Status = true, "", 304 }, `"mime":"warc/revisit","status":"304","digest":"AAAA"`},
		{func(c *Capture) { c.Status = 0 }, `"mime":"text/html","digest":"AAAA"`},
	} {
		c := c
		test.change(&c)
		want := `example,khabar)/news/%db%b3?a=1&b=<2> 20201116090307 {"url":"https://www.khabar.example/News/۳?b=<2>&a=1",` + test.want +
			`,"length":"567","offset":"1234","filename":"a.warc.gz"}` + "\n"
		line := cdxLine(SURT(c.URL), c)
		if line != want {
			t.Errorf("%s\nwant %s", line, want)
		}
		key, back, err := parseCDXLine(line, c.Path)
		if diff := cmp.Diff(c, back); diff != "" || err != nil || key != SURT(c.URL) {
			t.Errorf("%s, %v: %s", key, err, diff)
		}
	}
}

// FuzzCDXLine: a line that is read at all is written again as one that reads the same.
func FuzzCDXLine(f *testing.F) {
	f.Add(cdxLine("example,khabar)/", Capture{Source: Source{Path: "a.warc.gz"}, URL: "http://khabar.example/"}))
	f.Add(`org,x)/ 20200101000000 {"url": "http://x.org/", "mime": "warc/revisit", "offset": "1", "length": "x", "filename": "a.warc.gz"}`)
	f.Add("! 1 {}")
	f.Fuzz(func(t *testing.T, line string) {
		key, c, err := parseCDXLine(line, "a.warc.gz")
		if err != nil {
			return
		}
		again, d, err := parseCDXLine(cdxLine(key, c), "a.warc.gz")
		if err != nil || d != c && c.MIME != revisitMIME {
			t.Errorf("%q: %q, %+v, %+v, %v", line, again, c, d, err)
		}
	})
}
