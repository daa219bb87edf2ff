package fetch

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
)

// get finds the entry of an address.
func (v view) get(address string) (entry, bool, error) {
	value := v.pages.Get([]byte(address))
	if value == nil {
		return entry{}, false, nil
	}
	e, err := readEntry(value)
	if err != nil {
		return entry{}, false, fmt.Errorf("%s: %w", address, err)
	}
	return e, true, nil
}

// entry finds the entry of an address.
func (f *frontier) entry(u *url.URL) (e entry, known bool, err error) {
	err = f.read(func(v view) (err error) {
		e, known, err = v.get(u.String())
		return err
	})
	return e, known, err
}

// put stores an entry and sees to it that it is in the queue if and only if its state is queued. was is the entry before, if any.
func (v view) put(u *url.URL, was, e entry) error {
	address := []byte(u.String())
	if was.Place != 0 {
		if err := v.queue.Delete(queueKey(lane(u.Host), was)); err != nil {
			return err
		}
	}
	e.Place = 0
	if e.State == queued {
		place, err := v.queue.NextSequence()
		if err != nil {
			return err
		}
		e.Place = place
		if err := v.queue.Put(queueKey(lane(u.Host), e), address); err != nil {
			return err
		}
	}
	v.moved[was.State]--
	v.moved[e.State]++
	*v.written++
	return v.pages.Put(address, e.append(nil))
}

// add queues an address not seen before, unless it is another address of an article that has been seen. What is known and now found nearer
// to a seed is noted, and moves forward where it is queued; what was left out for its date is taken up when a link dates it otherwise. fresh: it
// was not known.
func (v view) add(u *url.URL, e entry) (fresh bool, err error) {
	address := u.String()
	value := v.pages.Get([]byte(address))
	if value == nil {
		if known, err := v.sameArticle(u, address, e); known || err != nil {
			return false, err
		}
		if e.State == unknown {
			e.State = queued
		}
		return true, v.put(u, entry{}, e)
	}
	depth, s, err := depthAndState(value)
	if err != nil {
		return false, fmt.Errorf("%s: %w", address, err)
	}
	redate := s == skipped && e.State != skipped
	if e.Depth >= depth && !redate {
		return false, nil
	}
	was, _, err := v.get(address)
	if err != nil {
		return false, err
	}
	now := was
	now.Depth = min(e.Depth, depth)
	if redate && (was.Reason == outsideWindow && !e.Date.IsZero() || was.Reason == undatedLink) {
		now.State, now.Reason, now.Date = queued, "", e.Date
	}
	return false, v.put(u, was, now)
}

// sameArticle reports whether an address is a further one of an article that is known; else it becomes the known one. What was asked for by
// name, or redirected to, is wanted under its own address.
func (v view) sameArticle(u *url.URL, address string, e entry) (bool, error) {
	id := identity(u)
	if id == "" {
		return false, nil
	}
	if known := v.articles.Get([]byte(id)); known != nil && string(known) != address && e.Via != ViaSeed && e.Via != ViaRedirect {
		return true, nil
	}
	return false, v.articles.Put([]byte(id), []byte(address))
}

// settle stores an entry and queues what was found with it, and the next page of the archive that list was read from. A depth noted
// meanwhile is kept.
func (v view) settle(u *url.URL, e entry, list *listed, found []item) (next *item, err error) {
	was, known, err := v.get(u.String())
	if err != nil {
		return nil, err
	}
	if known {
		e.Depth = min(e.Depth, was.Depth)
	}
	if err := v.put(u, was, e); err != nil {
		return nil, err
	}
	if err := v.addAll(u, found); err != nil {
		return nil, err
	}
	if list == nil {
		return nil, nil
	}
	if list.own > 0 {
		if err := v.prove(lane(u.Host)); err != nil {
			return nil, err
		}
	}
	if next, err = v.walkOn(item{u, e}, *list); next != nil && err == nil {
		_, err = v.add(next.url, next.entry)
	}
	return next, err
}

// addAll queues what a page has brought. Of further pages of its own kind, found with Barren set, only some are: where the page lists nothing
// that others of its kind have not, neither the next one of the same list, nor, after some such pages in a row, any.
func (v view) addAll(u *url.URL, found []item) error {
	productive := true
	if slices.ContainsFunc(found, func(it item) bool { return it.Barren > 0 }) {
		var err error
		if productive, err = v.listsMore(u, found); err != nil {
			return err
		}
	}
	for _, it := range found {
		switch {
		case it.Barren == 0:
		case productive:
			it.Barren = 0
		case it.Barren > maxBarren, isNextPage(u, it.url):
			continue
		}
		if _, err := v.add(it.url, it.entry); err != nil {
			return err
		}
	}
	return nil
}

// listsMore notes what a page of a generator lists and reports whether there is anything that none of its pages before has listed.
func (v view) listsMore(u *url.URL, found []item) (more bool, err error) {
	generator := fnv.New64a()
	_, _ = generator.Write([]byte(lane(u.Host) + shape(u))) // never fails
	key := binary.BigEndian.AppendUint64([]byte{listedMark}, generator.Sum64())
	for _, it := range found {
		if it.Barren > 0 {
			continue
		}
		mark := binary.BigEndian.AppendUint64(key, markOf(it.url))
		if v.walks.Get(mark) != nil {
			continue
		}
		more = true
		if err := v.walks.Put(mark, []byte{1}); err != nil {
			return more, err
		}
	}
	return more, nil
}

// listedMark begins the keys of listsMore; those of walks begin with a digit or a space.
const listedMark = 0xff

// requeue queues an address again for another run.
func (v view) requeue(u *url.URL, was entry) error {
	e := was
	e.State, e.Attempts = queued, 0
	return v.put(u, was, e)
}

// next gives the first address in a lane's queue.
func (f *frontier) next(host string) (it item, found bool, err error) {
	err = f.read(func(v view) error {
		key, address := v.queue.Cursor().Seek(append([]byte(host), 0))
		if key == nil || !bytes.HasPrefix(key, append([]byte(host), 0)) {
			return nil
		}
		u, err := url.Parse(string(address))
		if err != nil {
			return fmt.Errorf("queued address: %w", err)
		}
		e, _, err := v.get(string(address))
		it, found = item{u, e}, true
		return err
	})
	return it, found, err
}

// lane gives the name under which the requests to a host queue up: a site with and without www. is one server in nearly all cases, and has one
// queue, one delay and one request at a time.
func lane(host string) string { return site(host) }

// hosts lists the lanes that have something queued.
func (f *frontier) hosts() (hosts []string, err error) {
	err = f.read(func(v view) error {
		c := v.queue.Cursor()
		for key, _ := c.First(); key != nil; {
			host, _, _ := bytes.Cut(key, []byte{0})
			hosts = append(hosts, string(host))
			key, _ = c.Seek(append(bytes.Clone(host), 1)) // past all of this host's keys
		}
		return nil
	})
	return hosts, err
}

// queueKey orders a lane's queue by depth, so that a crawl goes outwards from its seeds, then by age; what was tried before comes last.
func queueKey(host string, e entry) []byte {
	rank := uint16(min(e.Depth, 1<<16-4))
	if e.Role == roleArchive { // after the items of those walked before
		rank += 2
	}
	if e.Attempts > 0 || e.UsedUp {
		rank = 1<<16 - 1
	}
	key := append([]byte(host), 0)
	key = binary.BigEndian.AppendUint16(key, rank)
	return binary.BigEndian.AppendUint64(key, e.Place)
}
