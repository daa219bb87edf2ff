package fetch

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/url"
)

// get finds the entry of an address.
func (v view) get(address string) (entry, bool, error) {
	var e entry
	value := v.pages.Get([]byte(address))
	if value == nil {
		return e, false, nil
	}
	if err := json.Unmarshal(value, &e); err != nil {
		return e, false, fmt.Errorf("entry of %s: %w", address, err)
	}
	return e, true, nil
}

// put stores an entry and sees to it that it is in the queue if and only if its state is queued. was is the entry before, if any.
func (v view) put(u *url.URL, was, e entry) error {
	address := []byte(u.String())
	if was.Place != 0 {
		if err := v.queue.Delete(queueKey(u.Host, was)); err != nil {
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
		if err := v.queue.Put(queueKey(u.Host, e), address); err != nil {
			return err
		}
	}
	if was.State != "" {
		v.moved[was.State]--
	}
	v.moved[e.State]++
	value, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return v.pages.Put(address, value)
}

// add queues an address not seen before. What is known and now found nearer to a seed is noted, and moves forward where it is queued.
func (v view) add(u *url.URL, e entry) error {
	was, known, err := v.get(u.String())
	switch {
	case err != nil:
		return err
	case !known:
		e.State = queued
		return v.put(u, entry{}, e)
	case e.Depth < was.Depth:
		now := was
		now.Depth = e.Depth
		return v.put(u, was, now)
	}
	return nil
}

// settle stores an entry and queues what was found with it. A depth noted meanwhile is kept.
func (v view) settle(u *url.URL, e entry, found []item) error {
	was, known, err := v.get(u.String())
	if err != nil {
		return err
	}
	if known {
		e.Depth = min(e.Depth, was.Depth)
	}
	if err := v.put(u, was, e); err != nil {
		return err
	}
	for _, it := range found {
		if err := v.add(it.url, it.entry); err != nil {
			return err
		}
	}
	return nil
}

// requeue queues an address again for another run.
func (v view) requeue(u *url.URL, was entry) error {
	e := was
	e.State, e.Attempts = queued, 0
	return v.put(u, was, e)
}

// next gives the first address in a host's queue.
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

// hosts lists the hosts that have something queued.
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

// queueKey orders a host's queue by depth, so that a crawl goes outwards from its seeds, then by age; what was tried before comes last.
func queueKey(host string, e entry) []byte {
	rank := uint16(min(e.Depth, 1<<16-2))
	if e.Attempts > 0 || e.UsedUp {
		rank = 1<<16 - 1
	}
	key := append([]byte(host), 0)
	key = binary.BigEndian.AppendUint16(key, rank)
	return binary.BigEndian.AppendUint64(key, e.Place)
}
