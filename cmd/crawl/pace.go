package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"raqam/fetch"
)

// paceWindow is the time over which the present pace is taken.
const paceWindow = 30 * time.Second

// pace works out how fast a crawl is now, rather than on the whole, and when it will be done as things stand. It is safe for concurrent use.
type pace struct {
	mu    sync.Mutex
	marks []paceMark // oldest first, about one a second
}

type paceMark struct {
	at          time.Time
	pages, done int
}

func newPace(begun time.Time) *pace { return &pace{marks: []paceMark{{at: begun}}} }

// note renders the state of a crawl in one line.
func (p *pace) note(now fetch.Progress, at time.Time) string {
	pages, responses := p.rates(now, at)
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages, %.1f/s, %d queued, %d failed, %s, %d hosts", now.Pages, pages, now.Queued, now.Failed, size(now.Bytes), now.Hosts)
	if responses > 0 && now.Queued > 0 {
		fmt.Fprintf(&b, ", ETA %s", rough(time.Duration(float64(now.Queued)/responses*float64(time.Second))))
	}
	if now.Host != "" {
		b.WriteString(", " + now.Host)
	}
	return b.String()
}

// rates gives pages and responses a second.
func (p *pace) rates(now fetch.Progress, at time.Time) (pages, responses float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	done := now.Pages + now.Other + now.Failed
	if last := p.marks[len(p.marks)-1]; at.Sub(last.at) >= time.Second {
		p.marks = append(p.marks, paceMark{at, now.Pages, done})
	}
	for len(p.marks) > 2 && at.Sub(p.marks[1].at) >= paceWindow {
		p.marks = p.marks[1:]
	}
	first := p.marks[0]
	seconds := at.Sub(first.at).Seconds()
	if seconds <= 0 {
		return 0, 0
	}
	return float64(now.Pages-first.pages) / seconds, float64(done-first.done) / seconds
}

// rough renders a time to go with no more digits than it deserves.
func rough(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", int(d.Hours()/24+0.5))
	case d >= time.Hour:
		return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%ds", int(d.Seconds()+0.5))
}
