package fetch

import (
	"errors"
	"time"

	"raqam/normalize/calendar"
)

// Options sets how a crawl behaves. The zero value is a polite crawl of the seeds' sites.
type Options struct {
	UserAgent string // whole User-Agent header; empty: "raqam/VERSION (+Contact)"
	Version   string // of the program, for the User-Agent; empty: "dev"
	Contact   string // URL or address where a site's owner finds out who crawls; empty: none is given

	Sites []Site // outlets to crawl, beside the seeds

	Delay    time.Duration // between the end of one request to a host and the start of the next; 0: one second, negative: none
	Parallel int           // hosts fetched from at the same time; 0: 16, with many hosts a quarter of them, up to 128

	Include    []string // patterns, see the package comment; none: every page of the sites
	Exclude    []string // patterns; they win over Include
	Subdomains bool     // subdomains of a seed's host belong to its site
	MaxDepth   int      // links followed from a seed; 0: no limit, negative: the seeds alone

	// Days of publication: an article dated outside by its address, its feed, its sitemap or the archive page that lists it is left out. With
	// Since, the archive pages of an outlet are walked, those of Archives, else of its CMS, which is recognised where it is not given.
	Since, Until calendar.Date
	CMS          string   // news system of the seeds' site, a name in systems.toml; empty: recognised by its pages
	Archives     []string // patterns of its archive pages, as in systems.toml

	MaxPages   int           // pages to archive in this run; 0: no limit
	MaxPerHost int           // the same, for each host
	MaxBytes   int64         // of bodies, as sent, after which a run ends; 0: no limit
	MaxTime    time.Duration // after which a run ends; 0: no limit

	Recrawl  time.Duration // ask again for what was fetched longer ago, if it has changed; 0: fetch nothing twice
	WARCSize int64         // size in bytes at which a new archive file is begun; 0: 1 GiB

	// DryRun is told of each page that would be fetched, from several goroutines. Only robots.txt files, seeds, feeds, sitemaps and archive pages
	// are fetched then, nothing is archived, and the frontier stays as it is. nil: this is no dry run.
	DryRun func(Found)

	AllowPrivate bool // also fetch from private, loopback and link-local addresses: for tests and intranets

	MaxBody       int64         // largest body in bytes, as sent and decoded; 0: 16 MiB, at most 64 MiB, which is what corpus reads back
	HeaderTimeout time.Duration // for connecting, and again for the response header; 0: 20 s
	BodyTimeout   time.Duration // for a whole request; a page that takes longer is not tried again in the run; 0: 1 min
	Attempts      int           // tries of a page that fails for a passing reason (each later run makes one), and failures in a row after which a host is set aside; 0: 3
	Backoff       time.Duration // wait after a first failure, doubled after each further one; 0: 1 s
	MaxRetryWait  time.Duration // longest Retry-After waited for; beyond it the host is set aside until the next run; 0: 2 min

	Observe func(Event)    // called after each request, from several goroutines; nil: nobody is told
	Report  func(Progress) // called after each request, from several goroutines; nil: nobody is told
	Failed  func(Failure)  // called for each page given up, from several goroutines; nil: nobody is told
}

// Site is an outlet: seeds with what holds for their hosts alone.
type Site struct {
	Name     string        // for messages
	CMS      string        // see Options.CMS
	Seeds    []string      // pages, or anything; at least one
	Feeds    []string      // further seeds, known to be feeds
	Sitemaps []string      // further seeds, known to be sitemaps
	Archives []string      // see Options.Archives; those that begin with a slash are of the first seed's host
	Delay    time.Duration // longer than Options.Delay; 0: that
	Include  []string      // as those of Options, which are for the seeds
	Exclude  []string
	MaxPages int // to archive in this run; 0: Options.MaxPerHost
}

// Found is a page that a dry run has found.
type Found struct {
	URL  string
	Via  Via
	From string        // where it was found; empty: a seed
	Date calendar.Date // of publication, as far as it is known beforehand; zero: it is not
}

// Event is one request and what came of it.
type Event struct {
	Host     string
	Status   int // 0: no response
	Bytes    int // of the body, as sent
	Duration time.Duration
	Page     bool  // an HTML page was archived
	Err      error // why there is no response, or none that is whole
}

// Progress is how far a crawl is.
type Progress struct {
	Pages     int    // HTML pages archived in this run
	Other     int    // other responses archived in this run: feeds, sitemaps, archive pages, redirects, error pages
	Unchanged int    // pages asked for again that were as they had been; they are among Pages and Other
	Bytes     int64  // of bodies in this run, as sent
	Queued    int    // addresses of this crawl that wait
	Failed    int    // given up in this run
	Skipped   int    // known addresses that are not to be fetched: robots.txt, no page
	Hosts     int    // hosts that have something queued, or are being asked
	Host      string // the host just fetched from
}

// Summary is what a crawl came to.
type Summary struct {
	Progress
	Replayed int      // archived records that had to be read again because the frontier had not seen them, or with other eyes
	Repaired string   // what a crash had left half-written at the end of the archive and was cut off; empty: nothing
	SetAside []string // hosts given up for this run, and why: "host: reason"; their queued pages stay queued
	Unlisted []string // sites whose archive pages, walked for Options.Since, have listed nothing: links were followed instead
	Limit    string   // the limit that ended the run, "max-pages", "max-bytes" or "max-time"; empty: none did
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
	// ErrPattern is wrapped by the error for an unusable Include, Exclude or Archives pattern.
	ErrPattern = errors.New("bad pattern")
	// ErrSystem is wrapped by the error for a CMS that systems.toml does not have.
	ErrSystem = errors.New("unknown news system")
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
	set(&o.Parallel, 16)
	set(&o.MaxBody, 16<<20)
	o.MaxBody = min(o.MaxBody, 64<<20)
	set(&o.HeaderTimeout, 20*time.Second)
	set(&o.BodyTimeout, time.Minute)
	set(&o.Attempts, 3)
	set(&o.Backoff, time.Second)
	set(&o.MaxRetryWait, 2*time.Minute)
	if o.Observe == nil {
		o.Observe = func(Event) {}
	}
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
