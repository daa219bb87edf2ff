package fetch

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/url"
	"time"
)

// setPosition stores how far into the archive the frontier reaches.
func (v view) setPosition(p position) error {
	value, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return v.meta.Put(cursorKey, value)
}

// position gives how far into the archive the frontier reaches, and the scope it was built with.
func (f *frontier) position() (p position, scope string, err error) {
	err = f.read(func(v view) error {
		scope = string(v.meta.Get(scopeKey))
		if value := v.meta.Get(cursorKey); value != nil {
			return json.Unmarshal(value, &p)
		}
		return nil
	})
	return p, scope, err
}

// clear forgets everything: what the frontier remembers is not the archive it lies beside.
func (f *frontier) clear() error {
	err := f.update(func(v view) error {
		if err := dropBuckets(v.tx); err != nil {
			return err
		}
		return makeBuckets(v.tx)
	})
	if err != nil {
		return err
	}
	return f.count()
}

// system gives the CMS a site has shown; empty: none is known.
func (f *frontier) system(site string) (name string, err error) {
	err = f.read(func(v view) error {
		name = string(v.meta.Get([]byte("system:" + site)))
		return nil
	})
	return name, err
}

// setSystem notes the CMS of a site.
func (v view) setSystem(site, name string) error {
	return v.meta.Put([]byte("system:"+site), []byte(name))
}

// prove notes that the archive pages of a site list articles.
func (v view) prove(site string) error { return v.meta.Put([]byte("listed:"+site), []byte{1}) }

// proven reports whether the archive pages of a site have ever listed articles.
func (f *frontier) proven(site string) (yes bool, err error) {
	err = f.read(func(v view) error {
		yes = v.meta.Get([]byte("listed:"+site)) != nil
		return nil
	})
	return yes, err
}

var delayPrefix = []byte("delay:")

// setDelay notes the Crawl-delay of a lane, so that the next run keeps it from its first request on.
func (v view) setDelay(lane string, d time.Duration) error {
	key := append(bytes.Clone(delayPrefix), lane...)
	if d <= 0 {
		return v.meta.Delete(key)
	}
	return v.meta.Put(key, binary.BigEndian.AppendUint64(nil, uint64(d)))
}

// delays gives the Crawl-delay of each lane that has one.
func (f *frontier) delays() (map[string]time.Duration, error) {
	delays := map[string]time.Duration{}
	err := f.read(func(v view) error {
		c := v.meta.Cursor()
		for key, value := c.Seek(delayPrefix); bytes.HasPrefix(key, delayPrefix); key, value = c.Next() {
			if len(value) == 8 {
				delays[string(key[len(delayPrefix):])] = time.Duration(binary.BigEndian.Uint64(value))
			}
		}
		return nil
	})
	return delays, err
}

// all gives the addresses of which want says yes. The whole frontier is read.
func (f *frontier) all(want func(entry) bool) (items []item, err error) {
	err = f.read(func(v view) error {
		return v.pages.ForEach(func(address, value []byte) error {
			e, err := readEntry(value)
			if err != nil {
				return fmt.Errorf("%s: %w", address, err)
			}
			if !want(e) {
				return nil
			}
			u, err := url.Parse(string(address))
			if err != nil {
				return fmt.Errorf("known address: %w", err)
			}
			items = append(items, item{u, e})
			return nil
		})
	})
	return items, err
}

// failures lists the addresses given up.
func (f *frontier) failures() ([]Failure, error) {
	items, err := f.all(func(e entry) bool { return e.State == failed })
	list := make([]Failure, len(items))
	for i, it := range items {
		list[i] = failureOf(it.url.String(), it.entry)
	}
	return list, err
}
