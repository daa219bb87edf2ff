package bleveindex

import (
	"errors"
	"fmt"
	"os"

	"raqam/search"
)

// columnsMagic is what columns.bin begins with; sections follow (see section.go).
const columnsMagic = "raqam columns 2\n"

// encode writes the columns, figures sealed, in the order in which decodeColumns reads them.
func (c *columns) encode() ([]byte, error) {
	w, err := newSectionWriter(columnsMagic)
	if err != nil {
		return nil, err
	}
	defer w.enc.Close()
	w.rising(c.article)
	for f := range c.articleFields {
		c.articleFields[f].write(w)
		integers(w, c.articleIDs[f])
	}
	w.rising(c.sentence)
	c.ids.write(w)
	c.sentences.write(w)
	for f := range c.rowFields {
		c.rowFields[f].write(w)
		integers(w, c.rowIDs[f])
	}
	c.near.words.write(w) // not its texts: claims have them
	integers(w, c.nearIDs)
	w.hashes(c.statements.numbers)
	integers(w, c.statement)
	w.hashes(c.keys.numbers)
	integers(w, c.key)
	w.texts(c.numbers.texts)
	for _, column := range [][]uint32{c.value, c.high, c.rial, c.rialHigh} {
		integers(w, column)
	}
	c.spans.write(w)
	for _, column := range [][]uint32{c.date, c.year, c.day} {
		integers(w, column)
	}
	integers(w, c.published)
	return w.out, nil
}

func decodeColumns(data []byte) (*columns, error) {
	r := newSectionReader(data, columnsMagic)
	if r.dec != nil {
		defer r.dec.Close()
	}
	c := newColumns()
	c.article = r.rising()
	for f := range c.articleFields {
		c.articleFields[f].read(r)
		c.articleIDs[f] = readIntegers[uint32](r)
	}
	c.sentence, c.ids = r.rising(), readIDs(r)
	c.sentences = readSequences(r)
	for f := range c.rowFields {
		c.rowFields[f].read(r)
		c.rowIDs[f] = readIntegers[uint32](r)
	}
	c.near.words, c.nearIDs = readSequences(r), readIntegers[uint32](r)
	c.statements.numbers, c.statement = r.hashes(), readIntegers[uint32](r)
	c.keys.numbers, c.key = r.hashes(), readIntegers[uint32](r)
	c.numbers = readNumbers(r)
	for _, column := range []*[]uint32{&c.value, &c.high, &c.rial, &c.rialHigh} {
		*column = readIntegers[uint32](r)
	}
	c.spans = readSpans(r)
	for _, column := range []*[]uint32{&c.date, &c.year, &c.day} {
		*column = readIntegers[uint32](r)
	}
	c.published = readIntegers[int64](r)
	if r.err != nil {
		return nil, r.err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	c.firstRow, c.firstOf = starts(c.sentence), starts(c.article)
	return c, nil
}

// starts returns the first row of each of the numbers a rising column counts through, and the number of rows at the end.
func starts(column []uint32) []uint32 {
	var first []uint32
	for row, i := range column {
		if int(i) == len(first) {
			first = append(first, uint32(row))
		}
	}
	return append(first, uint32(len(column)))
}

// check makes sure that every number a row holds leads somewhere, so that no damaged file can make a search panic.
func (c *columns) check() error {
	rows, articles := c.ids.len(), len(c.published)
	sentences, ok := counts(c.sentence)
	c.sentenceCount = uint32(sentences)
	known, inOrder := counts(c.article)
	ok = ok && inOrder && known == articles && len(c.article) == rows && len(c.sentence) == rows
	errs := []error{c.sentences.check(sentences), c.near.words.check(len(c.near.words.ends))}
	for f := range c.rowFields {
		d := &c.rowFields[f]
		ok = ok && within(c.rowIDs[f], rows, len(d.texts))
		errs = append(errs, d.check())
	}
	for f := range c.articleFields {
		d := &c.articleFields[f]
		ok = ok && within(c.articleIDs[f], articles, len(d.texts))
		errs = append(errs, d.check())
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	ok = ok && within(c.nearIDs, rows, len(c.near.words.ends)) && within(c.statement, rows, len(c.statements.numbers)) && within(c.key, rows, len(c.keys.numbers))
	for _, column := range [][]uint32{c.value, c.high, c.rial, c.rialHigh} {
		ok = ok && within(column, rows, len(c.numbers.values)+1)
	}
	for row := 0; ok && row < rows; row++ {
		ok = (c.value[row] == 0) == (c.high[row] == 0) && (c.rial[row] == 0) == (c.rialHigh[row] == 0)
	}
	times := len(c.spans.list)
	if !ok || !within(c.date, rows, times) || !within(c.year, rows, times) || !within(c.day, articles, times) {
		return fmt.Errorf("columns disagree about the number of rows")
	}
	return nil
}

// counts reports whether a column counts from 0 without leaving a number out, and how far.
func counts(column []uint32) (n int, ok bool) {
	for _, i := range column {
		if int(i) != n && int(i) != n-1 {
			return n, false
		}
		n = int(i) + 1
	}
	return n, true
}

func within(ids []uint32, count, limit int) bool {
	for _, id := range ids {
		if int(id) >= limit {
			return false
		}
	}
	return len(ids) == count
}

// readArticles reads only which article, by its URL, each row belongs to.
func readArticles(path string) (urls []string, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := newSectionReader(data, columnsMagic)
	if r.dec != nil {
		defer r.dec.Close()
	}
	var known dictionary
	article := r.rising()
	known.read(r)
	ids := readIntegers[uint32](r)
	if r.err == nil && !(within(article, len(article), len(ids)) && within(ids, len(ids), len(known.texts))) {
		r.err = errShort
	}
	if r.err != nil {
		return nil, fmt.Errorf("reading %s: %w: %w", path, search.ErrDamaged, r.err)
	}
	urls = make([]string, len(article))
	for row, a := range article {
		urls[row] = known.texts[ids[a]]
	}
	return urls, nil
}

func readColumns(path string) (*columns, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := decodeColumns(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w: %w", path, search.ErrDamaged, err)
	}
	return c, nil
}
