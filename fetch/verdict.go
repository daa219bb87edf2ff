package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"raqam/normalize/calendar"
)

// maxHops is how many redirects in a row are followed.
const maxHops = 10

// verdict is what a response means for the frontier. It depends on nothing but the response, so that a response read back from the archive
// gets the same verdict as when it came in.
type verdict struct {
	state    state
	passing  bool // failed for a reason that may pass
	slow     bool // failed by taking too long
	usedUp   bool // failed, and all attempts are made
	reason   string
	kind     kind
	links    []link
	redirect *url.URL // canonical; nil: none

	list      *listed       // of an archive page; nil: it is none
	published calendar.Date // what a page says of itself; zero: nothing
	unchanged bool          // 304: the page is as it was
}

// answer is a response as it came in or as it was archived.
type answer struct {
	status int
	header http.Header
	body   []byte // decoded

	truncated string // why body is not whole, as corpus.Record.Truncated; empty: it is
	cause     string // what the reading of the body ended with; empty: known no more
}

// judge gives the verdict on the answer for an address.
func judge(it item, a answer, limit int64) verdict {
	name := strings.TrimSpace(fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)))
	switch {
	case a.truncated != "" && a.status < 400: // an error is one without its page, too
		return judgeTruncated(a)
	case a.status >= 200 && a.status < 300:
		return judgeBody(it, a, limit)
	case a.status == http.StatusNotModified && !it.Captured.IsZero():
		return verdict{state: done, unchanged: true}
	case a.status >= 300 && a.status < 400:
		location := a.header.Get("Location")
		target, err := canonicalURL(it.url, location)
		switch {
		case location == "":
			return verdict{state: failed, reason: name + " without a Location"}
		case err != nil:
			return verdict{state: failed, reason: fmt.Sprintf("%s to %q: %v", name, shorten(location), err)}
		case it.Hops >= maxHops:
			return verdict{state: failed, reason: fmt.Sprintf("more than %d redirects in a row", maxHops)}
		}
		return verdict{state: done, redirect: target}
	case it.Guessed && (a.status == http.StatusNotFound || a.status == http.StatusGone):
		return verdict{state: skipped, reason: name} // beyond an archive's last page, or a sitemap that this outlet has not
	case a.status == http.StatusForbidden: // of the crawler perhaps, and not of the page: later, once
		return verdict{state: failed, passing: true, slow: true, reason: name}
	case isPassing(a.status):
		return verdict{state: failed, passing: true, slow: a.truncated == truncatedTime, reason: name}
	}
	return verdict{state: failed, reason: name}
}

// judgeTruncated fails a response that is not whole, whatever there is of it. What is too large will be so the next time.
func judgeTruncated(a answer) verdict {
	v := verdict{state: failed, passing: a.truncated != truncatedLength, slow: a.truncated == truncatedTime, reason: a.cause}
	if v.reason == "" {
		v.reason = "archived incomplete: " + a.truncated
	}
	return v
}

func judgeBody(it item, a answer, limit int64) verdict {
	body := a.body
	if strings.HasSuffix(it.url.Path, ".gz") || it.Role == roleListing && bytes.HasPrefix(body, gzipMagic) { // a compressed file, not a compressed transfer
		unzipped, err := decode(body, "gzip", limit)
		if err != nil {
			return verdict{state: failed, reason: err.Error()}
		}
		body = unzipped
	}
	contentType := a.header.Get("Content-Type")
	v := verdict{state: done, kind: kindOf(body, contentType, it.Role == roleListing)}
	switch {
	case v.kind == kindPage && it.Role == roleArchive:
		if w, ok := parseWalk(it.Walk); ok {
			list := w.readArchivePage(toUTF8(body, contentType), it.url)
			v.kind, v.links, v.list = kindOther, list.links, &list
			return v
		}
		fallthrough
	case v.kind == kindPage:
		var published string
		v.links, published = pageLinks(body, contentType, it.url, it.Depth == 0)
		if it.Depth == 0 { // a front page, or a section: it says when its items are from
			dateLinks(v.links, listLinks(toUTF8(body, contentType), it.url))
		}
		if v.published = urlDate(it.url); v.published.IsZero() && published != "" {
			v.published = stampDay(published)
		}
		return v
	}
	var err error
	if v.links, err = linksOf(v.kind, body, it.url); err != nil {
		v.state, v.reason = failed, err.Error()
	}
	return v
}

// isPassing reports whether a status says "not now" rather than "no".
func isPassing(status int) bool {
	return status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout
}

// isOverload reports whether a status asks for a pause of all requests to the host.
func isOverload(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// retryAfter reads a Retry-After header: seconds or a date (RFC 9110, section 10.2.3). 0: none, or nonsense.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
