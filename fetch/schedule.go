package fetch

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// host is one server in the schedule. Its fields belong to whoever took it, until it is given back.
type host struct {
	name     string             // a lane: host[:port] without www.
	robots   map[string]*robots // by origin; missing: not fetched yet
	failures int                // requests in a row that got no usable answer
	refusals int                // requests in a row that were forbidden
	ready    time.Time          // when it may be asked next

	waits, inHand, again, aside bool // kept by the schedule
}

// schedule hands out hosts so that each is in one pair of hands at a time, and never before its time: the host whose time came first goes
// first, which is fair to all.
type schedule struct {
	mu      sync.Mutex
	hosts   map[string]*host
	waiting hostHeap
	inHand  int
	changed chan struct{} // closed and replaced when something changes
}

func newSchedule() *schedule {
	return &schedule{hosts: map[string]*host{}, changed: make(chan struct{})}
}

// add says that a host has something queued. first is when a host not known so far may be asked first.
func (s *schedule) add(name string, first time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hosts[name]
	switch {
	case h == nil:
		h = &host{name: name, robots: map[string]*robots{}, ready: first}
		s.hosts[name] = h
	case h.aside:
		return
	case h.inHand:
		h.again = true
		return
	case h.waits:
		return
	}
	s.push(h)
	s.wake()
}

func (s *schedule) push(h *host) {
	h.waits = true
	heap.Push(&s.waiting, h)
}

// take waits for a host whose time has come. It gives nil when no host waits or is in hand, or the context ends.
func (s *schedule) take(ctx context.Context) *host {
	for {
		s.mu.Lock()
		wait := time.Duration(-1)
		if len(s.waiting) > 0 {
			if wait = time.Until(s.waiting[0].ready); wait <= 0 && ctx.Err() == nil {
				h := heap.Pop(&s.waiting).(*host)
				h.waits, h.inHand = false, true
				s.inHand++
				s.mu.Unlock()
				return h
			}
		} else if s.inHand == 0 {
			s.mu.Unlock()
			return nil
		}
		changed := s.changed
		s.mu.Unlock()
		if !sleep(ctx, wait, changed) {
			return nil
		}
	}
}

// sleep waits for a time (negative: no time) or a signal; false: the context ended.
func sleep(ctx context.Context, d time.Duration, signal <-chan struct{}) bool {
	var elapsed <-chan time.Time
	if d >= 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		elapsed = timer.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-elapsed:
	case <-signal:
	}
	return true
}

// give hands a host back: to be asked again at h.ready, or, without more, only when something new is queued for it.
func (s *schedule) give(h *host, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inHand--
	h.inHand = false
	if more || h.again {
		s.push(h)
	}
	h.again = false
	s.wake()
}

// setAside hands a host back for good: it is not asked again in this run.
func (s *schedule) setAside(h *host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inHand--
	h.inHand, h.aside = false, true
	s.wake()
}

// active counts the hosts that have something queued or are being asked.
func (s *schedule) active() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting) + s.inHand
}

func (s *schedule) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// hostHeap orders waiting hosts by the time they may be asked (container/heap).
type hostHeap []*host

func (h hostHeap) Len() int           { return len(h) }
func (h hostHeap) Less(i, j int) bool { return h[i].ready.Before(h[j].ready) }
func (h hostHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *hostHeap) Push(x any)        { *h = append(*h, x.(*host)) }
func (h *hostHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return x
}
