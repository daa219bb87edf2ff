package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/nlnwa/gowarc"
)

// headParser reads the heads of WARC records. Their grammar is gowarc's; they are handed to it whole and of bounded size, because on damaged
// compressed input its own reading loops or panics (v1.6.0).
type headParser struct {
	parser gowarc.Unmarshaler
	head   *bufio.Reader
}

func newHeadParser() *headParser {
	return &headParser{parser: newWARCParser(), head: bufio.NewReader(nil)}
}

// gowarcSetup is held while gowarc makes something: each time it sets a global variable of its UUID library anew (v1.6.0, options.go), which
// is a data race between any two that read or write WARC at once.
var gowarcSetup sync.Mutex

// newWARCParser reads heads leniently and adds nothing to them. Block parsing stays off: reading takes half the time then.
func newWARCParser() gowarc.Unmarshaler {
	gowarcSetup.Lock()
	defer gowarcSetup.Unlock()
	return gowarc.NewUnmarshaler(gowarc.WithNoValidation(), gowarc.WithAddMissingDigest(false))
}

// warcHead is the head of a WARC record.
type warcHead struct {
	fields *gowarc.WarcFields
	kind   string // WARC-Type
	length int64  // of the block
	size   int64  // of the head itself, in bytes
}

// read reads a record's head. Any error means that no record starts here.
func (p *headParser) read(r *bufio.Reader) (warcHead, error) {
	if magic, err := r.Peek(len(warcMagic)); !bytes.Equal(magic, warcMagic) {
		if err != nil && !errors.Is(err, io.EOF) {
			return warcHead{}, err
		}
		return warcHead{}, errors.New("not a WARC record")
	}
	head, err := readHead(r)
	if err != nil {
		return warcHead{}, fmt.Errorf("WARC head: %w", err)
	}
	if version, _, _ := bytes.Cut(head, []byte("\n")); len(version) <= len(warcMagic) {
		return warcHead{}, errors.New("WARC head: no version")
	}
	if bytes.Contains(head, []byte("\nWARC/")) {
		return warcHead{}, errors.New("WARC head: another record begins within it")
	}
	p.head.Reset(bytes.NewReader(head))
	// An error may only be an unknown digest algorithm, which concerns nobody here: the record is there all the same.
	record, _, _, err := p.parser.Unmarshal(p.head)
	if record == nil {
		return warcHead{}, fmt.Errorf("WARC head: %w", err)
	}
	h := warcHead{fields: record.WarcHeader(), size: int64(len(head))}
	h.kind = strings.ToLower(strings.TrimSpace(h.fields.Get(gowarc.WarcType)))
	h.length, err = h.fields.GetInt64(gowarc.ContentLength)
	if err != nil || h.length < 0 {
		return warcHead{}, fmt.Errorf("WARC head: Content-Length %q", h.fields.Get(gowarc.ContentLength))
	}
	return h, nil
}
