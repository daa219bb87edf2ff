package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A CDXJ line names one capture: "urlkey timestamp {JSON}", the key as SURT makes it, the time of fetching to the second, all values strings.
// This is the form of pywb's cdx-indexer and of Common Crawl. Lines are sorted by their bytes.
const cdxTime = "20060102150405"

// revisitMIME stands in an index for the media type of a revisit record.
const revisitMIME = "warc/revisit"

type cdxFields struct {
	URL      string `json:"url"`
	MIME     string `json:"mime,omitempty"`
	Status   string `json:"status,omitempty"`
	Digest   string `json:"digest,omitempty"` // of the payload; an SHA-1 without its name
	Length   string `json:"length,omitempty"`
	Offset   string `json:"offset"`
	Filename string `json:"filename"`
}

// cdxKey is the key of an address in an index: its SURT. What is no address may hold anything, but no index line can.
func cdxKey(address string) string {
	key := SURT(address)
	if !strings.ContainsAny(key, " \r\n") {
		return key
	}
	return strings.NewReplacer(" ", "%20", "\r", "%0d", "\n", "%0a").Replace(key)
}

// cdxLine is the line of a capture, with its line end. key is that of its address.
func cdxLine(key string, c Capture) string {
	f := cdxFields{
		URL: c.URL, MIME: c.MIME, Digest: strings.TrimPrefix(c.PayloadDigest, "sha1:"), Offset: strconv.FormatInt(c.Offset, 10),
		Length: strconv.FormatInt(c.Length, 10), Filename: filepath.Base(c.Path),
	}
	switch {
	case c.Revisit:
		f.MIME = revisitMIME
	case c.MIME == "":
		f.MIME = "unk"
	}
	if c.Status > 0 {
		f.Status = strconv.Itoa(c.Status)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s ", key, c.Fetched.UTC().Format(cdxTime))
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(f) // cannot fail: all strings
	return b.String()
}

// parseCDXLine is the inverse, for a line of the index of a file.
func parseCDXLine(line, path string) (key string, c Capture, err error) {
	key, rest, _ := strings.Cut(line, " ")
	stamp, fields, ok := strings.Cut(rest, " ")
	if !ok {
		return "", c, fmt.Errorf("index line %.100q: fields are missing", line)
	}
	var f cdxFields
	if err := json.Unmarshal([]byte(fields), &f); err != nil {
		return "", c, fmt.Errorf("index line %.100q: %w", line, err)
	}
	c = Capture{URL: f.URL, MIME: f.MIME, PayloadDigest: f.Digest, Revisit: f.MIME == revisitMIME}
	if c.PayloadDigest != "" && !strings.Contains(c.PayloadDigest, ":") {
		c.PayloadDigest = "sha1:" + c.PayloadDigest
	}
	if c.MIME == "unk" || c.Revisit {
		c.MIME = ""
	}
	if c.Path = path; filepath.Base(f.Filename) != filepath.Base(path) {
		return "", c, fmt.Errorf("index line %.100q: of another file", line)
	}
	if c.Fetched, err = time.Parse(cdxTime, stamp); err != nil {
		return "", c, fmt.Errorf("index line %.100q: %w", line, err)
	}
	if c.Offset, err = strconv.ParseInt(f.Offset, 10, 64); err != nil || c.Offset < 0 {
		return "", c, fmt.Errorf("index line %.100q: offset %q", line, f.Offset)
	}
	c.Length, _ = strconv.ParseInt(f.Length, 10, 64) // 0 when unknown
	c.Status, _ = strconv.Atoi(f.Status)             // 0 when unknown
	return key, c, nil
}
