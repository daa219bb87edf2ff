package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"raqam/normalize/calendar"
)

// Probe is a first look at a site that is to be crawled, polite like a crawl: robots.txt is obeyed, and there is a pause between requests. It
// archives nothing and is for one goroutine. Make it with [NewProbe], Close it in the end.
type Probe struct {
	o      Options
	client *client
	rules  map[string]*robots // by origin
	next   time.Time          // when the next request may be made
}

// ErrRobots is wrapped by the error for an address that robots.txt disallows.
var ErrRobots = errors.New("robots.txt disallows it")

// NewProbe makes a probe. Of the options, those of the User-Agent, the delay, the limits of a request and AllowPrivate count.
func NewProbe(o Options) *Probe {
	o = o.withDefaults()
	return &Probe{o: o, client: newClient(o), rules: map[string]*robots{}}
}

// Close frees the connections.
func (p *Probe) Close() { p.client.http.CloseIdleConnections() }

// Answer is a response that a Probe got.
type Answer struct {
	URL     string // that it was got from in the end, after redirects
	Status  int
	Header  http.Header
	Body    []byte // decoded
	Fetched time.Time
}

// Get fetches an address, following redirects as far as robots.txt lets it. Errors wrap [ErrURL], [ErrRobots], [ErrPrivate], [ErrTooLarge].
func (p *Probe) Get(ctx context.Context, address string) (Answer, error) {
	u, err := canonicalURL(nil, address)
	if err != nil {
		return Answer{}, err
	}
	for range maxHops {
		rules, err := p.robots(ctx, u)
		if err != nil {
			return Answer{}, err
		}
		if !rules.allows(u) {
			return Answer{}, fmt.Errorf("%s: %w", u, ErrRobots)
		}
		x, err := p.ask(ctx, u, rules)
		if err != nil {
			return Answer{}, fmt.Errorf("%s: %w", u, err)
		}
		status := x.response.StatusCode
		if location := x.response.Header.Get("Location"); status >= 300 && status < 400 && location != "" {
			if u, err = canonicalURL(u, location); err != nil {
				return Answer{}, err
			}
			continue
		}
		return Answer{URL: u.String(), Status: status, Header: x.response.Header, Body: x.body, Fetched: x.began}, nil
	}
	return Answer{}, fmt.Errorf("%s: more than %d redirects in a row", address, maxHops)
}

func (p *Probe) ask(ctx context.Context, u *url.URL, rules *robots) (*exchange, error) {
	if !sleep(ctx, max(time.Until(p.next), 0), nil) {
		return nil, context.Cause(ctx)
	}
	x, err := p.client.get(ctx, u, validators{})
	delay := p.o.Delay
	if rules != nil {
		delay = max(delay, rules.delay)
	}
	p.next = time.Now().Add(delay)
	return x, err
}

// robots reads the robots.txt that governs an address, once.
func (p *Probe) robots(ctx context.Context, of *url.URL) (*robots, error) {
	if rules := p.rules[origin(of)]; rules != nil {
		return rules, nil
	}
	if !sleep(ctx, max(time.Until(p.next), 0), nil) {
		return nil, context.Cause(ctx)
	}
	reader := crawl{o: p.o, client: p.client, agent: productToken(p.o.UserAgent)}
	rules, _, err := reader.getRobots(ctx, of)
	p.next = time.Now().Add(p.o.Delay)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", origin(of), err)
	}
	p.rules[origin(of)] = rules
	return rules, nil
}

// Sitemaps gives the sitemaps that the robots.txt of an address already asked for names.
func (p *Probe) Sitemaps(address string) []string {
	u, err := canonicalURL(nil, address)
	if err != nil || p.rules[origin(u)] == nil {
		return nil
	}
	return p.rules[origin(u)].sitemaps
}

// Feeds gives the feeds that an HTML page names (link rel=alternate).
func (a Answer) Feeds() (feeds []string) {
	at, err := canonicalURL(nil, a.URL)
	if err != nil {
		return nil
	}
	links, _ := pageLinks(a.Body, a.Header.Get("Content-Type"), at, true)
	for _, l := range links {
		if l.role == roleListing {
			feeds = append(feeds, l.url.String())
		}
	}
	return feeds
}

// Items gives the addresses that a feed, a sitemap or an archive page lists; none where the answer is no such thing.
func (a Answer) Items() (items []string) {
	at, err := canonicalURL(nil, a.URL)
	if err != nil || a.Status != http.StatusOK {
		return nil
	}
	body := a.Body
	if unzipped, err := decode(body, "gzip", 64<<20); err == nil {
		body = unzipped
	}
	k := kindOf(body, a.Header.Get("Content-Type"), true)
	var links []link
	if k == kindPage {
		links = walk{}.readArchivePage(toUTF8(body, a.Header.Get("Content-Type")), at).links
	} else {
		links, _ = linksOf(k, body, at) // what comes before a break counts
	}
	for _, l := range links {
		items = append(items, l.url.String())
	}
	return items
}

// FillPattern gives the address of an archive page: a pattern as in systems.toml, with the places filled in.
func FillPattern(pattern string, day calendar.Date, page int) string {
	return fillPlaces(pattern, day, page)
}
