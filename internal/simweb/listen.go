package simweb

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Site is a web that is being served.
type Site struct {
	*Web
	DeadHost string // host:port at which nobody answers
	server   *http.Server
	tarpit   net.Listener
}

// Serve makes a web and serves it on the loopback interface, each outlet at an address of its own: 127.0.1.1, 127.0.1.2 and so on, all at one port.
// Where the system has no more than 127.0.0.1 (it takes Linux to have them all) the error says so.
func Serve(plan Plan) (_ *Site, err error) {
	n := plan.Outlets
	if n == 0 {
		n = 20
	}
	var listeners []net.Listener
	defer func() {
		if err != nil {
			for _, l := range listeners {
				_ = l.Close()
			}
		}
	}()
	var hosts []string
	port := "0"
	for i := range n + 1 { // one more, closed again, for the dead host
		l, err := net.Listen("tcp4", net.JoinHostPort(loopback(i), port))
		if err != nil {
			return nil, fmt.Errorf("serving the web: outlet %d: %w", i+1, err)
		}
		_, port, _ = net.SplitHostPort(l.Addr().String())
		listeners, hosts = append(listeners, l), append(hosts, l.Addr().String())
	}
	if err := listeners[n].Close(); err != nil {
		return nil, fmt.Errorf("serving the web: %w", err)
	}
	web, err := New(plan, hosts)
	if err != nil {
		return nil, err
	}
	s := &Site{Web: web, DeadHost: hosts[n], server: &http.Server{Handler: web, ReadHeaderTimeout: 10 * time.Second}}
	for _, l := range listeners[:n] {
		go s.server.Serve(l) // ends when the site is closed; a failing listener shows as a crawl that fails
	}
	return s, nil
}

func loopback(i int) string { return "127.0." + strconv.Itoa(1+i/250) + "." + strconv.Itoa(1+i%250) }

// Tarpit opens one more host, which takes connections and never says a word.
func (s *Site) Tarpit() (host string, err error) {
	if s.tarpit, err = net.Listen("tcp4", "127.0.0.1:0"); err != nil {
		return "", fmt.Errorf("serving the web: %w", err)
	}
	return s.tarpit.Addr().String(), nil
}

// Seeds gives the front pages of all outlets.
func (s *Site) Seeds() []string {
	seeds := make([]string, len(s.outlets))
	for i, o := range s.outlets {
		seeds[i] = o.Origin() + "/"
	}
	return seeds
}

// Close stops serving, at once.
func (s *Site) Close() error {
	err := s.server.Close()
	if s.tarpit != nil {
		err = errors.Join(err, s.tarpit.Close())
	}
	return err
}
