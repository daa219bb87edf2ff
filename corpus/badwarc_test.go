package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// badRecord is the second of four pages, number 1, with something wrong.
type badRecord struct {
	name   string
	record string
	read   bool   // page 1 is read all the same, but for its address where it has none
	err    string // part of the one error that reading reports; empty for none
	verify string // part of the one error that Verify reports; empty for the same as err, "-" for none: the record is as it was written
	only   string // the one file it can be in; empty for both
}

func badRecords() []badRecord {
	p := page("http://khabar.example/1", "<p>1</p>")
	replace := func(old, with string) string {
		if !strings.Contains(p, old) {
			panic(old)
		}
		return strings.Replace(p, old, with, 1)
	}
	const target = "WARC-Target-URI: http://khabar.example/1\nWARC-Date: 2020-11-16T09:03:00Z"
	response := func(block string) string { return warc("1.1", "response", target, block) }
	revisit := func(fields string) string {
		return warc("1.1", "revisit", target+"\n"+fields, "HTTP/1.1 200 OK\r\n\r\n")
	}
	length := "Content-Length: " + fmt.Sprint(strings.Count(p[strings.Index(p, "HTTP/1.1"):], "")-1-4)
	return []badRecord{
		{"length too small", replace(length, "Content-Length: 9"), false, " record", "", ""},
		{"length too large", replace("Content-Length: ", "Content-Length: 1"), false, "wrong Content-Length", "", ""},
		{"length beyond the file", replace("Content-Length: ", "Content-Length: 99999999999"), false, "e", "", ""},
		{"length beyond measure", replace("Content-Length: ", "Content-Length: 99999999999999999999"), false, `Content-Length "9`, "", ""},
		{"negative length", replace("Content-Length: ", "Content-Length: -"), false, `Content-Length "-`, "", ""},
		{"length that is no number", replace("Content-Length: ", "Content-Length: x"), false, `Content-Length "x`, "", ""},
		{"length in hexadecimal", replace("Content-Length: ", "Content-Length: 0x"), false, `Content-Length "0x`, "", ""},
		{"empty length", replace(length, "Content-Length: "), false, `Content-Length ""`, "", ""},
		{"no length", replace("Content-Length: ", "Content-Size: "), false, `Content-Length ""`, "", ""},
		{"no version line", replace("WARC/1.1\r\n", ""), false, "not a WARC record", "", ""},
		{"version line without a number", replace("WARC/1.1", "WARC/"), true, "", "", ""},
		{"version line in small letters", replace("WARC/1.1", "warc/1.1"), false, "not a WARC record", "", ""},
		{"byte order mark", "\xef\xbb\xbf" + p, true, "not a WARC record", "", "a.warc"},
		{"garbage", "\x00\x01 garbage \n more\n", false, "not a WARC record", "", ""},
		{"an HTML page", "<html><p>WARC/1.1 is a format</p></html>\r\n", false, "not a WARC record", "", ""},
		{"zeros", strings.Repeat("\x00", 3000), false, "not a WARC record", "", ""},
		{"a JSON line", `{"url":"http://khabar.example/1"}` + "\n", false, "not a WARC record", "", ""},
		{"half a record", p[:len(p)-9], false, "wrong Content-Length", "", ""},
		{"half a head", p[:60] + "\r\n", false, "o", "", ""},
		{"no line between head and block", replace("\r\n\r\nHTTP", "\r\nHTTP"), false, "o", "", ""},
		{"endless head", "WARC/1.1\r\n" + strings.Repeat("x", 2<<20) + "\r\n\r\n", false, "head is too long", "", ""},
		{"head of one line", "WARC/1.1\r\n\r\n", false, `Content-Length ""`, "", ""},
		{"not HTTP", response("SSH-2.0-OpenSSH\r\n"), false, "not an HTTP response", "-", ""},
		{"empty block", response(""), false, "not an HTTP response", "-", ""},
		{"status that is none", response("HTTP/1.1 OK\r\n\r\n<p>1</p>"), false, `status "OK"`, "-", ""},
		{"status of four digits", response("HTTP/1.1 2000 OK\r\n\r\n<p>1</p>"), false, `status "2000"`, "-", ""},
		{"endless HTTP head", response("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2<<20)), false, "head is too long", "-", ""},
		{"broken br", response("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\xff\xfe\xfd\xfc"), false, "coding br", "-", ""},
		{"six codings", response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip,gzip,gzip,gzip,gzip,gzip\r\n\r\n<p>1</p>"), false, "too many content codings", "-", ""},
		{"revisit of another address that is not there", revisit("WARC-Refers-To-Target-URI: http://khabar.example/9\nWARC-Refers-To-Date: 2019-01-01T00:00:00Z"),
			false, "not in the archive", "not in the archive", ""},
		{"revisit of this address that is not there", revisit("WARC-Payload-Digest: sha1:AAAA"), false, "", "not in the archive", ""},
		{"revisit that refers to nothing", revisit("WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"), false, "", "not in the archive", ""},
		{"WET that is not UTF-8", warc("1.0", "conversion", target+"\nContent-Type: text/plain", "\xff\xfe"), false, "not UTF-8", "-", ""},

		{"WARC/1.0", replace("WARC/1.1", "WARC/1.0"), true, "", "", ""},
		{"WARC/0.18", replace("WARC/1.1", "WARC/0.18"), true, "", "", ""},
		{"address in angle brackets", replace("http://khabar.example/1", "<http://khabar.example/1>"), true, "", "", ""},
		{"field names in capitals", replace("WARC-Target-URI", "WARC-TARGET-URI"), true, "", "", ""},
		{"field names in small letters", replace("Content-Length", "content-length"), true, "", "", ""},
		{"type in capitals", replace("WARC-Type: response", "WARC-Type: RESPONSE"), true, "", "", ""},
		{"white space around values", replace("http://khabar.example/1", " \t http://khabar.example/1 "), true, "", "", ""},
		{"no id", replace("WARC-Record-ID", "X-ID"), true, "", "no WARC-Record-ID", ""},
		{"no date", replace("WARC-Date", "X-Date"), true, "", "no WARC-Date", ""},
		{"date that is none", replace("2020-11-16T09:03:00Z", "25 Aban 1399"), true, "", "no WARC-Date", ""},
		{"no type", replace("WARC-Type: response", "X-Type: response"), false, "", "no WARC-Type", ""},
		{"unknown type", replace("WARC-Type: response", "WARC-Type: something"), false, "", "", ""},
		{"no Content-Type", replace("Content-Type: application/http;msgtype=response", "X: y"), true, "", "", ""},
		{"no address", replace("WARC-Target-URI", "X-Target-URI"), true, "", "no WARC-Target-URI", ""},
		{"wrong block digest", replace("WARC-Date", "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Date"), true, "", "the block is stated to be", ""},
		{"wrong payload digest", replace("WARC-Date", "WARC-Payload-Digest: md5:00\r\nWARC-Date"), true, "", "the payload is stated to be", ""},
		{"unknown digest", replace("WARC-Date", "WARC-Block-Digest: blake9:00\r\nWARC-Date"), true, "", "unknown algorithm", ""},
		{"digest without an algorithm", replace("WARC-Date", "WARC-Block-Digest: 00\r\nWARC-Date"), true, "", "unknown algorithm", ""},
		{"line without a colon", replace("WARC-Date", "nonsense\r\nWARC-Date"), true, "", "", ""},
		{"no line ends after the block", strings.TrimSuffix(p, "\r\n\r\n"), true, "", "", ""},
		{"one line end after the block", strings.TrimSuffix(p, "\r\n"), true, "", "", ""},
		{"six line ends after the block", p + "\r\n\r\n\r\n\r\n", true, "", "", ""},
		{"HTTP/2", response("HTTP/2 200\r\n:status: 200\r\ncontent-type: text/html\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"bare line feeds in HTTP", response("HTTP/1.1 200 OK\nServer: x\n\n<p>1</p>"), true, "", "", ""},
		{"folded line in HTTP", response("HTTP/1.1 200 OK\r\nServer: x\r\n y\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"chunked", response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked("<p>1</p>")), true, "", "", ""},
		{"chunks cut off", response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>1</p>\r\n9"), true, "", "", ""},
		{"said to be chunked", response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"said to be gzip", response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"unknown coding", response("HTTP/1.1 200 OK\r\nContent-Encoding: x-none\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"HTTP length too small", response("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"HTTP length too large", response("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n<p>1</p>"), true, "", "", ""},
		{"unknown segment", warc("1.0", "continuation", target+"\nWARC-Segment-Number: 2", "<p>"), false, "", "", ""},
	}
}

// badMembers are gzip members that do not hold what they should.
func badMembers() []badRecord {
	p := gz(page("http://khabar.example/1", "<p>1</p>"))
	flipped := []byte(p)
	flipped[len(flipped)-6] ^= 1 // in the checksum
	const file = "a.warc.gz"
	return []badRecord{
		{"half a member", p[:len(p)-20], false, "e", "", file},
		{"half a gzip head", p[:7], false, "e", "", file},
		{"wrong checksum", string(flipped), false, "checksum", "", file},
		{"member without a record", gz("hello"), false, "not a WARC record", "", file},
		{"empty member", gz(""), false, "not a WARC record", "", file},
		{"garbage between members", strings.Repeat("\x1f\x8b\x08\x00 not a member ", 500), false, "e", "", file},
		{"zeros between members", strings.Repeat("\x00", 600), false, "not a WARC record", "", file},
		{"zstd between members", zst("hello"), false, "not a WARC record", "", file},
		{"a record and garbage", gz(page("http://khabar.example/1", "<p>1</p>") + "garbage"), false, "not a WARC record", "", file},
		{"gowarc panics at this", gz("WARC/\n\n"), false, "no version", "", file},
		{"and at this", gz("WARC/1.1\r\nWARC-Type: response\r\n")[:40], false, "e", "", file},
		{"compressed twice", gz(p), false, "not a WARC record", "", file},
	}
}

// TestBadWARC reads files with one bad record each, plain and as a gzip member of its own: the other pages come, and what is wrong is told
// with its place.
func TestBadWARC(t *testing.T) {
	files := 0
	for _, bad := range badRecords() {
		for _, file := range []string{"a.warc", "a.warc.gz"} {
			if bad.only != "" && bad.only != file {
				continue
			}
			files++
			if file == "a.warc.gz" {
				bad.record = gz(bad.record)
			}
			t.Run(bad.name+" in "+file, func(t *testing.T) { checkBad(t, bad, file) })
		}
	}
	for _, bad := range badMembers() {
		files++
		t.Run(bad.name, func(t *testing.T) { checkBad(t, bad, bad.only) })
	}
	if files < 130 {
		t.Errorf("only %d files", files)
	}
	t.Logf("%d files", files)
}

// checkBad holds reading and Verify against what a row of the table says.
func checkBad(t *testing.T, bad badRecord, file string) {
	pack := func(s string) string { return s }
	if file == "a.warc.gz" {
		pack = gz
	}
	other := func(n int) string {
		return pack(page(fmt.Sprintf("http://khabar.example/%d", n), fmt.Sprintf("<p>%d</p>", n)))
	}
	before := pack(warcinfo()) + other(0)
	path := writeFile(t, file, before+bad.record+other(2)+other(3))

	records, errs := readAll(t, path)
	var bodies string
	for _, rec := range records {
		bodies += string(rec.Body)
	}
	want := "<p>0</p><p>2</p><p>3</p>"
	if bad.read {
		want = "<p>0</p><p>1</p><p>2</p><p>3</p>"
	}
	if bodies != want {
		t.Errorf("read %q, want %q; errors %v", bodies, want, errs)
	}
	_, found := verifyAll(path)
	for _, test := range []struct {
		by, want string
		errs     []error
	}{{"reading", bad.err, errs}, {"Verify", cmp.Or(bad.verify, bad.err), found}} {
		var re *RecordError
		switch {
		case (test.want == "" || test.want == "-") && test.errs != nil:
			t.Errorf("%s: %v", test.by, test.errs)
		case test.want == "" || test.want == "-":
		case len(test.errs) != 1 || !strings.Contains(test.errs[0].Error(), test.want):
			t.Errorf("%s: %v, want one with %q", test.by, test.errs, test.want)
		case !errors.As(test.errs[0], &re) || re.Path != path || re.Offset != int64(len(before)):
			t.Errorf("%s: %v: want the offset %d", test.by, test.errs[0], len(before))
		}
	}
}
