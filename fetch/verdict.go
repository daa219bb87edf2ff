package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
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
}

// answer is a response as it came in or as it was archived.
type answer struct {
	status int
	header http.Header
	body   []byte // decoded

	truncated string // why body is not whole, as corpus.Record.Truncated; empty: it is
	cause     string // what the reading of the body ended with; empty: known no more
}

// judge gives the verdict on the answer for an address. walk gives the links of an HTML page.
func judge(it item, a answer, limit int64, walk func() []link) verdict {
	name := strings.TrimSpace(fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)))
	switch {
	case a.truncated != "" && a.status < 400: // an error is one without its page, too
		return judgeTruncated(a)
	case a.status >= 200 && a.status < 300:
		return judgeBody(it, a, limit, walk)
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

func judgeBody(it item, a answer, limit int64, walk func() []link) verdict {
	body := a.body
	if strings.HasSuffix(it.url.Path, ".gz") { // a compressed file, not a compressed transfer
		unzipped, err := decode(body, "gzip", limit)
		if err != nil {
			return verdict{state: failed, reason: err.Error()}
		}
		body = unzipped
	}
	v := verdict{state: done, kind: kindOf(body, a.header.Get("Content-Type"), it.Listing)}
	if v.kind == kindPage {
		v.links = walk()
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
