package fetch

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestScheduleOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, begun := newSchedule(), time.Now()
		s.add("late", begun.Add(3*time.Second))
		s.add("soon", begun.Add(time.Second))
		s.add("soon", begun) // known already
		var order []string
		for h := s.take(t.Context()); h != nil; h = s.take(t.Context()) {
			order = append(order, h.name+" "+time.Since(begun).String())
			h.ready = time.Now().Add(3 * time.Second)
			s.give(h, len(order) < 4)
		}
		want := []string{"soon 1s", "late 3s", "soon 4s", "late 6s", "soon 7s"}
		if !slices.Equal(order, want) {
			t.Errorf("%v, want %v", order, want)
		}
	})
}

// A worker that finds nothing waiting must not leave while another may still find work for it.
func TestScheduleWaitsForThoseInHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSchedule()
		s.add("a", time.Now())
		a := s.take(t.Context())
		second := make(chan *host)
		go func() { second <- s.take(t.Context()) }()
		synctest.Wait()
		select {
		case h := <-second:
			t.Fatalf("left with %v", h)
		default:
		}
		s.add("b", time.Now()) // found on a's page
		if h := <-second; h.name != "b" {
			t.Errorf("got %s", h.name)
		} else {
			s.give(h, false)
		}
		s.add("a", time.Now()) // in hand: comes back although its holder knows of nothing more
		s.give(a, false)
		if h := s.take(t.Context()); h != a {
			t.Error("what was queued while the host was in hand is forgotten")
		}
		s.setAside(a)
		s.add("a", time.Now())
		if h := s.take(t.Context()); h != nil {
			t.Error("a host set aside is asked again")
		}
	})
}

func TestScheduleEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := newSchedule()
		s.add("a", time.Now().Add(time.Hour))
		ended := make(chan *host)
		go func() { ended <- s.take(ctx) }()
		synctest.Wait()
		cancel()
		if h := <-ended; h != nil {
			t.Errorf("got %v after the end", h)
		}
	})
}
