package corpus

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/nlnwa/gowarc"
)

var (
	errCut      = errors.New("the file was cut")
	errNotWARC  = errors.New("not a WARC file: nothing to verify it by")
	errNoHead   = fmt.Errorf("%w: there is a payload digest and no payload", ErrDigest)
	errNoDate   = errors.New("WARC head: no WARC-Date, or one that is none")
	errNoID     = errors.New("WARC head: no WARC-Record-ID")
	errNoKind   = errors.New("WARC head: no WARC-Type")
	errNoTarget = errors.New("WARC head: no WARC-Target-URI")
)

// Verify reads a WARC file, or those in a WACZ, and checks every record of it, page or not: the fields that every record has (ISO 28500:2017,
// 5.1), its length, its gzip member with the checksum of what was compressed and, where Writer has sealed it, of the member as it is, the
// block and the payload against the digests that are stated, that a revisit refers to a record that is there, and that the file does not
// end before what its index lists. Of a WACZ all files are checked against its datapackage.json.
//
// It yields the Source of each record that is as it was written, with Digest that of the block as the record states it (any algorithm,
// ISO 28500:2017, 5.8), or empty when it states none. Damage is yielded as by ReadFile, what is wrong with one record as a *RecordError;
// where it is a digest, that wraps ErrDigest, where it is the reference of a revisit, ErrNoOriginal.
func Verify(ctx context.Context, path string) iter.Seq2[Source, error] {
	return func(yield func(Source, error) bool) {
		in, closeFile, err := openInput(ctx, path)
		if err != nil {
			yield(Source{}, err)
			return
		}
		defer closeFile()
		fail := func(err error) { yield(Source{}, &RecordError{Path: path, Err: err}) }
		if _, err := in.br.Peek(1); errors.Is(err, io.EOF) {
			fail(ErrEmpty)
			return
		}
		// Nothing here asks for the addresses that a WARC gzipped as a whole needs: its members are read as they come.
		v := &verifier{originals: originals{ctx: ctx, path: path}, yield: yield}
		v.file, _ = in.seek.(io.ReaderAt)
		switch format := cmp.Or(formatOf(path), sniff(in.start())); format {
		case warcFormat:
			newWARCScanner(path, in, v.checkBlock, v.pass).scan(ctx)
			if !v.stopped && ctx.Err() == nil {
				v.checkEnd(path)
			}
		case waczFormat:
			v.file = nil // the digest of the whole file says the same
			scanWACZ(ctx, path, in, 0, v.checkBlock, v.pass)
			if !v.stopped && ctx.Err() == nil {
				v.checkPackage(path, in)
			}
		default:
			fail(errNotWARC)
		}
	}
}

// verifier checks the records of one file.
type verifier struct {
	originals originals
	file      io.ReaderAt // whose members may be sealed; nil when that is not looked at
	yield     func(Source, error) bool
	stopped   bool
}

// pass hands on what the scanner found, after a look at the member it was in.
func (v *verifier) pass(rec Record, err error) bool {
	if err == nil && v.file != nil {
		if broken := checkSeal(v.file, rec.Source.Offset, rec.Next); broken != nil {
			err = &RecordError{Path: rec.Source.Path, Offset: rec.Source.Offset, Err: broken}
		}
	}
	v.stopped = !v.yield(rec.Source, err)
	return !v.stopped
}

// checkEnd compares the end of a file with what the index beside it lists: a file that was cut between two records shows no damage itself.
func (v *verifier) checkEnd(path string) {
	info, err := os.Stat(path)
	if err != nil {
		v.yield(Source{}, err)
		return
	}
	text, err := os.ReadFile(indexPath(path))
	if err != nil {
		return // most files have none
	}
	gone := 0
	for line := range strings.Lines(string(text)) {
		if _, c, err := parseCDXLine(line, path); err == nil && c.Offset >= info.Size() {
			gone++
		}
	}
	if gone > 0 {
		v.yield(Source{}, &RecordError{Path: path, Offset: info.Size(), Err: fmt.Errorf("%w: its index lists %d records behind the end", errCut, gone)})
	}
}

// checkBlock checks one record.
func (v *verifier) checkBlock(h warcHead, block *bufio.Reader) (*Record, error) {
	rec := &Record{Source: Source{Digest: strings.TrimSpace(h.fields.Get(gowarc.WarcBlockDigest))}}
	if err := checkDigests(h, block); err != nil {
		return nil, err
	}
	switch {
	case h.kind == "":
		return nil, errNoKind
	case h.fields.Get(gowarc.WarcRecordID) == "":
		return nil, errNoID
	case parseDate(h.fields.Get(gowarc.WarcDate)).IsZero():
		return nil, errNoDate
	case h.kind != "warcinfo" && h.kind != "metadata" && targetURI(h.fields.Get(gowarc.WarcTargetURI)) == "":
		return nil, errNoTarget
	case h.kind == "revisit":
		if _, err := v.originals.find(h.reference()); err != nil {
			return nil, err
		}
	}
	return rec, nil
}
