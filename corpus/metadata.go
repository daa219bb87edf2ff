package corpus

import (
	"strconv"
	"time"

	"github.com/nlnwa/gowarc"
)

// Metadata is what a crawl knows of a fetch beside what went over the wire. It becomes a metadata record (ISO 28500:2017, 6.6) with the
// fields that other crawlers write; empty ones are left out.
type Metadata struct {
	Via       string        // the address of the page, feed or sitemap that named this one: via
	Hops      string        // the way from the seed, a letter each as Heritrix writes it (L link, R redirect, M sitemap, F feed): hopsFromSeed
	FetchTime time.Duration // from the request to the last byte: fetchTimeMs
	Found     string        // how the address was found, in the crawler's words ("seed", "link", "feed", "sitemap", "listing"): discovery
	Error     string        // why there is no response, or no whole one: error
}

// fields is the block, in the form of application/warc-fields; empty when there is nothing to say.
func (m Metadata) fields() []byte {
	fetchTime := ""
	if m.FetchTime > 0 {
		fetchTime = strconv.FormatInt(m.FetchTime.Milliseconds(), 10)
	}
	return warcFields(
		warcField{"via", m.Via},
		warcField{"hopsFromSeed", m.Hops},
		warcField{"fetchTimeMs", fetchTime},
		warcField{"discovery", m.Found},
		warcField{"error", m.Error},
	)
}

// member is the metadata record of an address, concurrent to another record where there is one; nil when there is nothing to say.
func (m Metadata) member(url string, at time.Time, concurrent string) ([]byte, error) {
	block := m.fields()
	if len(block) == 0 {
		return nil, nil
	}
	return newMember(gowarc.Metadata, at, []warcField{
		{gowarc.WarcTargetURI, url},
		{gowarc.WarcRecordID, newRecordID()},
		{gowarc.WarcConcurrentTo, concurrent},
		{gowarc.ContentType, gowarc.ApplicationWarcFields},
	}, block)
}
