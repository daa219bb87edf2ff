package corpus

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nlnwa/gowarc"
)

// written is a record as gowarc reads it back, in strict validation.
type written struct {
	kind   string
	offset int64
	field  func(string) string
	block  string
}

func readStrictly(t *testing.T, path string) (records []written) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reader, err := gowarc.NewWarcFileReaderFromStream(f, 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	for {
		record, offset, _, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return records
		}
		if err != nil {
			t.Fatal(err)
		}
		if record.Version() != gowarc.V1_1 {
			t.Errorf("version %v", record.Version())
		}
		raw, err := record.Block().RawBytes()
		if err != nil {
			t.Fatal(err)
		}
		block, err := io.ReadAll(raw)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, written{strings.ToLower(record.Type().String()), offset, record.WarcHeader().Get, string(block)})
	}
}

// TestLayout looks at the records as they are written: their order, the fields that tie them together, and what they say.
func TestLayout(t *testing.T) {
	w := openTest(t, tempDir(t), WriterOptions{
		Software: "raqam/test", Robots: "ignore", Operator: "operator@khabar.example\r\nx: y", UserAgent: "raqam-test",
	})
	x := exchange(1)
	x.Truncated = "length"
	x.Metadata = Metadata{Via: "https://khabar.example/rss", Hops: "LF", FetchTime: 1234567 * time.Microsecond, Found: "feed", Error: "cut\noff"}
	first := captureTest(t, w, x)
	x.Truncated, x.Metadata = "", Metadata{}
	whole := captureTest(t, w, later(x, 1))
	again := later(x, 2)
	again.Previous = &whole
	second := captureTest(t, w, again)
	again = later(x, 3)
	again.Previous, again.Status, again.Body = &whole, "304 Not Modified", nil
	third := captureTest(t, w, again)
	if err := w.AppendMetadata(context.Background(), "https://khabar.example/dead", x.Fetched, Metadata{Error: "no such host"}); err != nil {
		t.Fatal(err)
	}
	if err := w.AppendMetadata(context.Background(), "/relative", x.Fetched, Metadata{Error: "no such host"}); err == nil {
		t.Error("metadata of an address that is none")
	}
	if err := w.AppendMetadata(context.Background(), "https://khabar.example/", x.Fetched, Metadata{}); err != nil { // nothing to say
		t.Error(err)
	}

	records := readStrictly(t, first.Path)
	var kinds []string
	for _, r := range records {
		kinds = append(kinds, r.kind)
	}
	want := "warcinfo request response metadata request response request revisit request revisit metadata"
	if got := strings.Join(kinds, " "); got != want {
		t.Fatalf("%s\nwant %s", got, want)
	}
	for i, c := range map[int]Capture{2: first, 5: whole, 7: second, 9: third} {
		r := records[i]
		if r.offset != c.Offset || r.field("WARC-Record-ID") != c.ID || r.field("WARC-Payload-Digest") != c.PayloadDigest {
			t.Errorf("record %d is not what Append said: %+v", i, c)
		}
		if r.field("WARC-Concurrent-To") != records[i-1].field("WARC-Record-ID") || records[i-1].field("WARC-Concurrent-To") != c.ID {
			t.Errorf("request and response %d do not name each other", i)
		}
		if r.field("WARC-IP-Address") != "192.0.2.7" || r.field("WARC-Block-Digest") == "" {
			t.Errorf("fields of record %d are missing", i)
		}
	}
	if diff := cmp.Diff(map[string]string{
		"info": "software: raqam/test\r\nformat: WARC File Format 1.1\r\n" +
			"conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: ignore\r\n" +
			"operator: operator@khabar.example  x: y\r\nhttp-header-user-agent: raqam-test\r\n",
		"truncated":    "length",
		"metadata":     "via: https://khabar.example/rss\r\nhopsFromSeed: LF\r\nfetchTimeMs: 1234\r\ndiscovery: feed\r\nerror: cut off\r\n",
		"of":           first.ID,
		"failure":      "error: no such host\r\n",
		"identical":    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
		"not modified": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
		"refers to":    whole.ID + " " + whole.URL + " 2020-11-17T09:03:01Z",
		"revisit":      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
	}, map[string]string{
		"info":         records[0].block,
		"truncated":    records[2].field("WARC-Truncated"),
		"metadata":     records[3].block,
		"of":           records[3].field("WARC-Concurrent-To"),
		"failure":      records[10].block,
		"identical":    records[7].field("WARC-Profile"),
		"not modified": records[9].field("WARC-Profile"),
		"refers to": records[9].field("WARC-Refers-To") + " " + records[9].field("WARC-Refers-To-Target-URI") + " " +
			records[9].field("WARC-Refers-To-Date"),
		"revisit": records[7].block,
	}); diff != "" {
		t.Error(diff)
	}
}
