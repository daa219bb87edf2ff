package corpus

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nlnwa/gowarc"
)

// reference is what a revisit record says of the record it refers to (ISO 28500:2017, 6.7). Anything may be missing.
type reference struct {
	url    string
	date   time.Time
	id     string // WARC-Record-ID
	digest string // of the payload, as stated
}

// reference is that of a revisit record. Without an address, as Heritrix writes it, it is one to the same address.
func (h warcHead) reference() reference {
	ref := reference{
		url:    targetURI(h.fields.Get(gowarc.WarcRefersToTargetURI)),
		date:   parseDate(h.fields.Get(gowarc.WarcRefersToDate)),
		id:     strings.TrimSpace(h.fields.Get(gowarc.WarcRefersTo)),
		digest: strings.TrimSpace(h.fields.Get(gowarc.WarcPayloadDigest)),
	}
	if ref.url == "" {
		ref.url = targetURI(h.fields.Get(gowarc.WarcTargetURI))
	}
	return ref
}

// readRevisit gives a revisit record the payload it refers to.
func (d *warcDecoder) readRevisit(h warcHead, block *bufio.Reader) (*Record, error) {
	rec, ref := h.record(), h.reference()
	if !d.reader.Revisits && SURT(ref.url) == SURT(rec.URL) {
		return nil, nil
	}
	if start, _ := block.Peek(5); string(start) == "HTTP/" { // the head is optional
		var err error
		if rec.Status, rec.Header, err = readResponseHead(block); err != nil {
			return nil, fmt.Errorf("HTTP head: %w", err)
		}
	}
	original, err := d.reader.originals.read(d.reader, ref)
	if err != nil {
		return nil, err
	}
	if rec.Status == 0 || rec.Status == http.StatusNotModified {
		rec.Header = original.Header
	}
	if rec.Status == 0 {
		rec.Status = original.Status
	}
	rec.Body, rec.Source.Digest, rec.Truncated = original.Body, original.Source.Digest, original.Truncated
	if rec.PayloadDigest == "" {
		rec.PayloadDigest = original.PayloadDigest
	}
	return rec, nil
}

// originals finds the records that the revisits of a file refer to: in that file or another one of the same folder. A nil one finds none.
type originals struct {
	ctx   context.Context // of the reading that asks
	path  string
	ours  []*captureFile // named by Writer, in the order of time; both nil until something is looked for
	other []*captureFile // the file itself, unless it is one of ours, and then the rest
}

// read reads the record that is referred to.
func (o *originals) read(r Reader, ref reference) (Record, error) {
	c, err := o.find(ref)
	if err != nil {
		return Record{}, err
	}
	return Reader{MaxBody: r.MaxBody}.ReadAt(c.Path, c.Offset)
}

// find looks for the capture that is referred to: one of the address with the payload digest, if one is stated, of the time, if there is a
// choice.
func (o *originals) find(ref reference) (best Capture, err error) {
	missing := fmt.Errorf("%w: %s of %s", ErrNoOriginal, ref.url, warcDate(ref.date))
	if o == nil {
		return best, missing
	}
	if err := o.list(); err != nil {
		return best, err
	}
	key, found := cdxKey(ref.url), false
	for f := range o.near(ref.date) {
		captures, err := f.find(o.ctx, key)
		if err != nil {
			return best, err
		}
		for _, c := range captures {
			if c.Revisit || !sameDigest(ref.digest, c.PayloadDigest) {
				continue
			}
			exact := c.Fetched.Unix() == ref.date.Unix()
			if exact {
				return c, nil
			}
			// Without a digest only the time says that it is the one.
			if !found && ref.digest != "" && c.PayloadDigest != "" {
				best, found = c, true
			}
		}
	}
	if !found {
		return best, missing
	}
	return best, nil
}

// list lists the files to look in, once.
func (o *originals) list() error {
	if o.ours != nil || o.other != nil {
		return nil
	}
	files, err := captureFilesBeside(o.path)
	if err != nil {
		return err
	}
	for _, f := range files {
		if _, _, ok := parseName(filepath.Base(f.path)); ok {
			o.ours = append(o.ours, f)
		} else {
			o.other = append(o.other, f)
		}
	}
	slices.SortFunc(o.ours, func(a, b *captureFile) int { return cmp.Compare(filepath.Base(a.path), filepath.Base(b.path)) })
	return nil
}

// near gives all files, those first that were begun close to a time, since a record lies in the last file begun before it, or a neighbour.
func (o *originals) near(date time.Time) iter.Seq[*captureFile] {
	stamp := date.UTC().Format(nameTime)
	after, _ := slices.BinarySearchFunc(o.ours, stamp, func(f *captureFile, stamp string) int {
		begun, _, _ := parseName(filepath.Base(f.path))
		return cmp.Or(cmp.Compare(begun, stamp), -1) // one begun in that second comes before
	})
	return func(yield func(*captureFile) bool) {
		for before := after - 1; before >= 0 || after < len(o.ours); before, after = before-1, after+1 {
			if before >= 0 && !yield(o.ours[before]) || after < len(o.ours) && !yield(o.ours[after]) {
				return
			}
		}
		for _, f := range o.other {
			if !yield(f) {
				return
			}
		}
	}
}

// sameDigest compares digests as stated; one that is not stated contradicts none.
func sameDigest(a, b string) bool {
	return a == "" || b == "" || strings.EqualFold(a, b)
}
