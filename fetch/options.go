package fetch

import (
	"errors"
	"time"
)

// Options sets how a crawl behaves. The zero value is a polite crawl of the seeds' sites.
type Options struct {
	UserAgent string // whole User-Agent header; empty: "raqam/VERSION (+Contact)"
	Version   string // of the program, for the User-Agent; empty: "dev"
	Contact   string // URL or address where a site's owner finds out who crawls; empty: none is given

	Delay    time.Duration // between the end of one request to a host and the start of the next; 0: one second, negative: none
	Parallel int           // hosts fetched from at the same time; 0: 8

	Include    []string // patterns, see the package comment; none: every page of the sites
	Exclude    []string // patterns; they win over Include
	Subdomains bool     // subdomains of a seed's host belong to its site
	MaxPages   int      // pages to archive in this run; 0: no limit
	MaxDepth   int      // links followed from a seed; 0: no limit, negative: the seeds alone

	AllowPrivate bool // also fetch from private, loopback and link-local addresses: for tests and intranets

	MaxBody       int64         // largest body in bytes, as sent and decoded; 0: 32 MiB, at most 64 MiB, which is what corpus reads back
	HeaderTimeout time.Duration // for connecting, and again for the response header; 0: 20 s
	BodyTimeout   time.Duration // for a whole request; a page that takes longer is not tried again in the run; 0: 1 min
	Attempts      int           // tries of a page that fails for a passing reason (each later run makes one), and failures in a row after which a host is set aside; 0: 3
	Backoff       time.Duration // wait after a first failure, doubled after each further one; 0: 1 s
	MaxRetryWait  time.Duration // longest Retry-After waited for; beyond it the host is set aside until the next run; 0: 2 min

	Report func(Progress) // called after each request, from several goroutines; nil: nobody is told
	Failed func(Failure)  // called for each page given up, from several goroutines; nil: nobody is told
}

// Progress is how far a crawl is.
type Progress struct {
	Pages   int    // HTML pages archived in this run
	Other   int    // other responses archived in this run: feeds, sitemaps, redirects, error pages
	Bytes   int64  // of bodies in this run, as sent
	Queued  int    // addresses of this crawl that wait
	Failed  int    // given up in this run
	Skipped int    // known addresses that are not to be fetched: robots.txt, no page
	Host    string // the host just fetched from
}

// Summary is what a crawl came to.
type Summary struct {
	Progress
	Replayed int      // archived records that had to be read again because the frontier had not seen them, or with other eyes
	Repaired string   // what a crash had left half-written at the end of the archive and was cut off; empty: nothing
	SetAside []string // hosts given up for this run, and why: "host: reason"; their queued pages stay queued
}

// Failure is a page given up, a line of failed.jsonl.
type Failure struct {
	URL      string    `json:"url"`
	Reason   string    `json:"reason"`
	Status   int       `json:"status,omitempty"` // HTTP status; 0: no response
	Attempts int       `json:"attempts"`
	Time     time.Time `json:"time"`            // of the last attempt
	From     string    `json:"from,omitempty"`  // the page that links there; empty: a seed
	Retry    bool      `json:"retry,omitempty"` // the reason may pass: the next run tries again
}

var (
	// ErrRunning is wrapped by the error of a crawl whose data directory another crawl is using.
	ErrRunning = errors.New("another crawl is running")
	// ErrPattern is wrapped by the error for an unusable Include or Exclude pattern.
	ErrPattern = errors.New("bad pattern")
)

// withDefaults replaces zero values by what they stand for.
func (o Options) withDefaults() Options {
	set(&o.Version, "dev")
	if o.UserAgent == "" {
		o.UserAgent = "raqam/" + o.Version
		if o.Contact != "" {
			o.UserAgent += " (+" + o.Contact + ")"
		}
	}
	set(&o.Delay, time.Second)
	o.Delay = max(o.Delay, 0)
	set(&o.Parallel, 8)
	set(&o.MaxBody, 32<<20)
	o.MaxBody = min(o.MaxBody, 64<<20)
	set(&o.HeaderTimeout, 20*time.Second)
	set(&o.BodyTimeout, time.Minute)
	set(&o.Attempts, 3)
	set(&o.Backoff, time.Second)
	set(&o.MaxRetryWait, 2*time.Minute)
	if o.Report == nil {
		o.Report = func(Progress) {}
	}
	if o.Failed == nil {
		o.Failed = func(Failure) {}
	}
	return o
}

func set[T comparable](option *T, standard T) {
	var zero T
	if *option == zero {
		*option = standard
	}
}
