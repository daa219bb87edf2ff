//go:build linux

package fetch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// publicHost is the one address that the tests' crawler may connect to. In the tests' network every address answers.
const publicHost = "93.184.215.14"

// everywhere is a web server at port 80 of every address there is. It notes to which of them somebody connected.
type everywhere struct {
	mu        sync.Mutex
	reached   map[string]int // by address
	requests  int
	responder http.HandlerFunc
}

func serveEverywhere(t *testing.T, responder http.HandlerFunc) *everywhere {
	t.Helper()
	listener, err := net.Listen("tcp", ":80")
	if err != nil {
		t.Fatal(err)
	}
	e := &everywhere{reached: map[string]int{}, responder: responder}
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			e.mu.Lock()
			e.requests++
			e.mu.Unlock()
			w.Header().Set("Connection", "close") // so that every request looks the name up again
			responder(w, r)
		}),
		ConnState: func(c net.Conn, s http.ConnState) {
			if s == http.StateNew {
				host, _, _ := net.SplitHostPort(c.LocalAddr().String())
				e.mu.Lock()
				e.reached[host]++
				e.mu.Unlock()
			}
		},
	}
	go server.Serve(listener) // until the test's process ends
	t.Cleanup(func() { _ = server.Close() })
	return e
}

// inside gives the addresses other than the public one that somebody has connected to since it was last asked.
func (e *everywhere) inside() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	list := slices.DeleteFunc(slices.Sorted(maps.Keys(e.reached)), func(a string) bool { return a == publicHost })
	e.reached = map[string]int{}
	return list
}

// resolveAll makes the process look names up in a table: name → its addresses at the first look-up, at the second, and so on; the last stay.
func resolveAll(t *testing.T, table map[string][][]string) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.53:53")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	asked := map[string]int{}
	go func() {
		buffer := make([]byte, 2048)
		for {
			n, from, err := conn.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			mu.Lock()
			answer := answerFor(table, asked, q)
			mu.Unlock()
			m.Response, m.Authoritative, m.Answers, m.Additionals = true, true, answer, nil
			if answer == nil && table[nameOf(q)] == nil {
				m.RCode = dnsmessage.RCodeNameError
			}
			if packed, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(packed, from) // a lost answer is asked for again
			}
		}
	}()
	standard := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", "127.0.0.53:53")
	}}
	t.Cleanup(func() {
		net.DefaultResolver = standard
		_ = conn.Close()
	})
}

func nameOf(q dnsmessage.Question) string {
	return strings.ToLower(strings.TrimSuffix(q.Name.String(), "."))
}

// answerFor counts look-ups by their questions for IPv4 addresses: each look-up asks for both families.
func answerFor(table map[string][][]string, asked map[string]int, q dnsmessage.Question) []dnsmessage.Resource {
	name := nameOf(q)
	list := table[name]
	if list == nil {
		return nil
	}
	turn := min(asked[name], len(list)-1)
	if q.Type == dnsmessage.TypeA {
		asked[name]++
	}
	answers := []dnsmessage.Resource{}
	for _, text := range list[turn] {
		a := netip.MustParseAddr(text)
		head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: dnsmessage.ClassINET}
		switch {
		case q.Type == dnsmessage.TypeA && a.Is4():
			answers = append(answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: a.As4()}})
		case q.Type == dnsmessage.TypeAAAA && a.Is6():
			answers = append(answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
		}
	}
	return answers
}

// inward are addresses of the crawler's own surroundings, each as somebody might write it to get past a check.
var inward = []string{
	"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.255.255.254", // loopback
	"127.0.0.1.", "127.0.0.1..", "127。0。0。1", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "۱۲۷.۰.۰.۱", // dots and digits of other kinds
	"0.0.0.0", "0", "0x0", // this host
	"[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", // IPv6, mapped, compatible
	"[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::]", // NAT64, 6to4, Teredo
	"[fe80::1]", "[fe80::1%25lo]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", // link-local, unique local, site-local, multicast
	"169.254.169.254", "169.254.170.2", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", // cloud metadata
	"10.0.0.1", "10.1", "172.16.0.1", "172.31.255.254", "192.168.1.1", "192.168.257", // private
	"100.64.0.1", "100.127.255.254", "100.100.100.200", // carrier-grade NAT
	"192.0.0.192", "198.18.0.1", "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", // other special blocks
	"localhost", "LOCALHOST", "localhost.", "ip6-localhost", // names
	"inside.test", "mapped.test", "nat64.test", "sixtofour.test", "linklocal.test", "metadata.test", "several.test", "xn--inside-0f4c.test",
	"public.test@127.0.0.1", "public.test:80@127.0.0.1", "public.test%2F@127.0.0.1", `public.test\@127.0.0.1`, "127.0.0.1#@public.test", "127.0.0.1?@public.test", // whose host?
	"127.0.0.1:80", "127.0.0.1:080", "127.0.0.1%00.public.test", "127.0.0.1%23.public.test", "127.0.0.1\t", " 127.0.0.1",
}

// insideNames are names that lead inward, beside the one that leads out.
func insideNames() map[string][][]string {
	return map[string][][]string{
		"public.test":          {{publicHost}},
		"localhost":            {{"127.0.0.1", "::1"}},
		"inside.test":          {{"127.0.0.1"}},
		"mapped.test":          {{"::ffff:127.0.0.1"}},
		"nat64.test":           {{"64:ff9b::7f00:1"}},
		"sixtofour.test":       {{"2002:7f00:1::1"}},
		"linklocal.test":       {{"fe80::1"}},
		"metadata.test":        {{"169.254.169.254", "fd00:ec2::254"}},
		"several.test":         {{"10.0.0.1", "192.168.0.1", "::1"}},
		"internal.public.test": {{"10.0.0.7"}},
	}
}

func guarded() Options {
	o := quick()
	o.AllowPrivate, o.Attempts = false, 1
	o.HeaderTimeout, o.BodyTimeout = time.Second, time.Second
	return o
}

// TestNothingInside crawls every spelling of a private address in a network where each would answer: nobody is ever connected to.
func TestNothingInside(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	resolveAll(t, insideNames())
	e := serveEverywhere(t, pages(map[string]string{"/": links("/a"), "/a": ""}))
	// The trap works: allowed to, the crawler gets in, and a public address answers either way.
	for _, seed := range []string{"http://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/", "http://inside.test/"} {
		o := guarded()
		o.AllowPrivate = true
		if s := mustCrawl(t, t.TempDir(), o, seed); s.Pages == 0 || len(e.inside()) == 0 {
			t.Fatalf("%s cannot be reached in this network: %+v", seed, s)
		}
	}
	for _, seed := range []string{"http://public.test/", "http://" + publicHost + "/", "http://127.0.0.1@public.test/"} {
		if s := mustCrawl(t, t.TempDir(), guarded(), seed); s.Pages != 2 || len(e.inside()) > 0 {
			t.Fatalf("%s: %+v", seed, s)
		}
	}
	refused := 0
	for _, host := range inward {
		s, err := Crawl(context.Background(), t.TempDir(), []string{"http://" + host + "/"}, guarded())
		if err != nil && !errors.Is(err, ErrURL) || err == nil && (s.Pages > 0 || s.Failed != 1) {
			t.Errorf("%q: %+v, %v", host, s, err)
			continue
		}
		if got := e.inside(); len(got) > 0 {
			t.Errorf("%q: connected to %v", host, got)
			continue
		}
		refused++
	}
	t.Logf("%d of %d spellings refused", refused, len(inward))
	if len(inward) < 40 {
		t.Errorf("only %d spellings", len(inward))
	}
}

// TestNothingInsideLater leads inward only after a good beginning: by a name whose address changes, and by redirects, robots.txt, sitemaps, feeds
// and links of a public site.
func TestNothingInsideLater(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	table := insideNames()
	const flips = 6
	for n := range flips { // leads out n times, and inward from then on
		addresses := slices.Repeat([][]string{{publicHost}}, n)
		table[fmt.Sprintf("flip%d.test", n)] = append(addresses, []string{"127.0.0.1"})
	}
	table["both.test"] = [][]string{{publicHost, "127.0.0.1", "::1"}}
	table["turns.test"] = [][]string{{publicHost}, {"127.0.0.1"}, {publicHost}, {"10.0.0.1"}, {publicHost}, {"::1"}, {publicHost}}
	resolveAll(t, table)
	var way string // in which the public site leads inward
	const inside = "http://internal.public.test/secret"
	e := serveEverywhere(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && way == "robots":
			http.Redirect(w, r, inside, http.StatusFound)
		case r.URL.Path == "/robots.txt":
			fmt.Fprintf(w, "User-agent: *\nAllow: /\nSitemap: http://%s/sitemap.xml\n", r.Host)
			if way == "sitemap of robots" {
				fmt.Fprintf(w, "Sitemap: %s\n", inside)
			}
		case r.URL.Path == "/sitemap.xml":
			w.Header().Set("Content-Type", "application/xml")
			fmt.Fprintf(w, `<sitemapindex><sitemap><loc>http://%s/list.xml</loc></sitemap>`, r.Host)
			if way == "sitemap index" {
				fmt.Fprintf(w, `<sitemap><loc>%s</loc></sitemap>`, inside)
			}
			fmt.Fprint(w, `</sitemapindex>`)
		case r.URL.Path == "/list.xml":
			fmt.Fprintf(w, `<urlset><url><loc>http://%s/listed</loc></url><url><loc>%s</loc></url></urlset>`, r.Host, inside)
		case r.URL.Path == "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><item><link>%s</link></item><item><link>http://%s/fed</link></item></channel></rss>`, inside, r.Host)
		case r.URL.Path == "/" && way == "redirect":
			http.Redirect(w, r, inside, http.StatusFound)
		case r.URL.Path == "/a" && strings.HasPrefix(way, "redirect "):
			http.Redirect(w, r, "http://"+strings.TrimPrefix(way, "redirect ")+"/", http.StatusFound)
		case r.URL.Path == "/":
			fmt.Fprint(w, `<link rel="alternate" type="application/rss+xml" href="/feed">`, links("/a", "/b", inside))
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, links("/c"))
		}
	})
	reached := 0
	try := func(seed string) {
		t.Helper()
		o := guarded()
		o.Subdomains = true // the name inside belongs to the site: only its address is wrong
		s := mustCrawl(t, t.TempDir(), o, seed)
		reached += s.Pages + s.Other
		if got := e.inside(); len(got) > 0 {
			t.Errorf("%s %s: connected to %v; %+v", seed, way, got, s)
		}
	}
	for _, way = range []string{"link", "robots", "sitemap of robots", "sitemap index", "redirect"} {
		try("http://public.test/")
	}
	for _, host := range inward { // out of the site as well, but nothing may depend on that
		if !strings.ContainsAny(host, "\t\\ #?%") {
			way = "redirect " + host
			try("http://public.test/a")
		}
	}
	way = "by its name"
	for n := range flips {
		try(fmt.Sprintf("http://flip%d.test/", n))
	}
	for range 3 {
		try("http://both.test/")
		try("http://turns.test/")
	}
	if reached < 50 { // the ways do lead somewhere first
		t.Errorf("only %d responses in all", reached)
	}
	t.Logf("%d requests, none of them inside", e.requests)
}
