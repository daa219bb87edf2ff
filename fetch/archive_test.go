package fetch

import (
	"testing"

	"raqam/corpus"
)

// While a response is archived and not yet known to the frontier, the position stays before it, whatever has come after.
func TestPosition(t *testing.T) {
	a := &archive{at: position{}, open: map[*ticket]bool{}}
	at := func(p position, file string) int64 {
		if known, ok := p[file]; ok {
			return known.LastOffset
		}
		return -1
	}
	first := a.draw()
	a.seen(corpus.Source{Path: "dir/1", Offset: 0, Digest: "a"})
	if got := at(a.position(), "1"); got != -1 {
		t.Errorf("the first record is not known yet, but the position is %d", got)
	}
	if got := at(a.position(first), "1"); got != 0 {
		t.Errorf("the first record becomes known, but the position is %d", got)
	}
	a.closeTicket(first)

	slow := a.draw()
	quick := a.draw()
	a.seen(corpus.Source{Path: "dir/1", Offset: 100, Digest: "slow"})
	a.seen(corpus.Source{Path: "dir/1", Offset: 200, Digest: "quick"})
	if got := at(a.position(quick), "1"); got != 0 {
		t.Errorf("overtaken by a record at 100 that is not known: position %d", got)
	}
	a.closeTicket(quick)
	later := a.draw()
	a.seen(corpus.Source{Path: "dir/2", Offset: 0, Digest: "later"}) // a new file was begun
	p := a.position(later)
	if at(p, "1") != 0 || at(p, "2") != -1 {
		t.Errorf("position %v: both files hold records that may be unknown", p)
	}
	a.closeTicket(slow)
	p = a.position(later)
	if at(p, "1") != 200 || at(p, "2") != 0 {
		t.Errorf("all is known, but the position is %v", p)
	}
}
