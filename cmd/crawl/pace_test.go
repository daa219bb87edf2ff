package main

import (
	"testing"
	"time"

	"raqam/fetch"
)

func TestPace(t *testing.T) {
	begun := time.Unix(1000, 0)
	p := newPace(begun)
	var got string
	for s := range 100 { // ten pages a second for 50 s, then two
		pages := 10 * s
		if s > 50 {
			pages = 500 + 2*(s-50)
		}
		got = p.note(fetch.Progress{Pages: pages, Queued: 7200, Bytes: 1.5e9, Hosts: 3, Failed: 0, Host: "a.ir"}, begun.Add(time.Duration(s)*time.Second))
	}
	if want := "598 pages, 2.0/s, 7200 queued, 0 failed, 1.5 GB, 3 hosts, ETA 1h00m, a.ir"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for d, want := range map[time.Duration]string{
		90 * time.Hour: "4 days", 3*time.Hour + 5*time.Minute: "3h05m", 61 * time.Second: "1m01s", 900 * time.Millisecond: "1s",
	} {
		if rough(d) != want {
			t.Errorf("%v: %s, want %s", d, rough(d), want)
		}
	}
}
