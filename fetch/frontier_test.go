package fetch

import (
	"errors"
	"net/url"
	"testing"
)

func mustOpenFrontier(t *testing.T, dir string) *frontier {
	t.Helper()
	f, err := openFrontier(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func add(t *testing.T, f *frontier, address string, e entry) *url.URL {
	t.Helper()
	u, err := canonicalURL(nil, address)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.update(func(v view) error { _, err := v.add(u, e); return err }); err != nil {
		t.Fatal(err)
	}
	return u
}

func TestFrontierOrder(t *testing.T) {
	dir := t.TempDir()
	f := mustOpenFrontier(t, dir)
	for address, e := range map[string]entry{"http://a.ir/deep": {Depth: 2}, "http://a.ir/": {}, "http://a.ir/tried": {Attempts: 1}, "http://a.ir.b/x": {}, "http://b/": {Depth: 1}} {
		add(t, f, address, e)
	}
	add(t, f, "http://a.ir/deep", entry{Depth: 1, From: "elsewhere"}) // found nearer
	add(t, f, "http://a.ir/deep", entry{Depth: 5})
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	f = mustOpenFrontier(t, dir)
	defer f.close()
	if hosts, err := f.hosts(); err != nil || len(hosts) != 3 {
		t.Errorf("hosts %v, %v", hosts, err)
	}
	for _, want := range []string{"http://a.ir/", "http://a.ir/deep", "http://a.ir/tried"} {
		it, found, err := f.next("a.ir")
		if err != nil || !found || it.url.String() != want {
			t.Fatalf("next is %v, %v, %v; want %s", it.url, found, err, want)
		}
		if want == "http://a.ir/deep" && it.Depth != 1 {
			t.Errorf("depth %d", it.Depth)
		}
		e := it.entry
		e.State = done
		if err := f.update(func(v view) error { _, err := v.settle(it.url, e, nil, nil); return err }); err != nil {
			t.Fatal(err)
		}
	}
	if it, found, err := f.next("a.ir"); found || err != nil {
		t.Errorf("still queued: %v, %v", it.url, err)
	}
	if f.countOf(queued) != 2 || f.countOf(done) != 3 {
		t.Errorf("counts %v", f.counts)
	}
}

// After an error nothing may be stored any more, least of all a position in the archive beyond what was forgotten.
func TestFrontierBreaks(t *testing.T) {
	dir := t.TempDir()
	f := mustOpenFrontier(t, dir)
	add(t, f, "http://a.ir/", entry{})
	full := errors.New("disk full")
	if err := f.update(func(view) error { return full }); !errors.Is(err, full) {
		t.Fatal(err)
	}
	if err := f.update(func(v view) error { return v.setPosition(position{"x": {LastOffset: 1}}) }); !errors.Is(err, full) {
		t.Errorf("changed after it broke: %v", err)
	}
	if err := f.close(); err != nil {
		t.Error(err)
	}
	f = mustOpenFrontier(t, dir)
	defer f.close()
	if at, _, err := f.position(); err != nil || len(at) != 0 || f.countOf(queued) != 0 {
		t.Errorf("stored: %v, %d queued, %v", at, f.countOf(queued), err)
	}
}
