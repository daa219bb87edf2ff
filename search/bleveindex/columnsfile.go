package bleveindex

import (
	"errors"
	"fmt"
	"os"

	"raqam/search"
)

// columnsMagic is what columns.bin begins with; sections follow (see section.go).
const columnsMagic = "raqam columns 1\n"

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
	w.texts(c.ids)
	c.sentences.write(w)
	c.near.write(w)
	for f := range c.rowFields {
		c.rowFields[f].write(w)
		integers(w, c.rowIDs[f])
	}
	w.texts(c.numbers.texts)
	for _, column := range [][]uint32{c.value, c.high, c.rial, c.rialHigh} {
		integers(w, column)
	}
	for _, column := range [][]int32{c.dateFrom, c.dateTo, c.yearFrom, c.yearTo} {
		integers(w, column)
	}
	integers(w, c.published)
	integers(w, c.dayFrom)
	integers(w, c.dayTo)
	return w.out, nil
}

func decodeColumns(data []byte) (*columns, error) {
	r := newSectionReader(data, columnsMagic)
	if r.dec != nil {
		defer r.dec.Close()
	}
	c := &columns{article: r.rising()}
	for f := range c.articleFields {
		c.articleFields[f], c.articleIDs[f] = readDictionary(r), readIntegers[uint32](r)
	}
	c.sentence, c.ids = r.rising(), r.texts()
	c.sentences, c.near = readSequences(r), readSequences(r)
	for f := range c.rowFields {
		c.rowFields[f], c.rowIDs[f] = readDictionary(r), readIntegers[uint32](r)
	}
	c.numbers = readNumbers(r)
	for _, column := range []*[]uint32{&c.value, &c.high, &c.rial, &c.rialHigh} {
		*column = readIntegers[uint32](r)
	}
	for _, column := range []*[]int32{&c.dateFrom, &c.dateTo, &c.yearFrom, &c.yearTo} {
		*column = readIntegers[int32](r)
	}
	c.published, c.dayFrom, c.dayTo = readIntegers[int64](r), readIntegers[int32](r), readIntegers[int32](r)
	if r.err != nil {
		return nil, r.err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	for row, i := range c.sentence {
		if int(i) == len(c.firstRow) {
			c.firstRow = append(c.firstRow, uint32(row))
		}
	}
	c.firstRow = append(c.firstRow, uint32(len(c.sentence)))
	return c, nil
}

// check makes sure that every number a row holds leads somewhere, so that no damaged file can make a search panic.
func (c *columns) check() error {
	rows, articles := len(c.ids), len(c.published)
	ok := within(c.article, rows, articles)
	count := uint32(0) // of sentences: each begins where the one before ends
	for _, i := range c.sentence {
		ok = ok && i <= count
		count = max(count, i+1)
	}
	c.sentenceCount = count
	if err := errors.Join(c.sentences.check(int(count)), c.near.check(rows)); err != nil {
		return err
	}
	for f, d := range c.rowFields {
		ok = ok && within(c.rowIDs[f], rows, len(d.texts)) && len(d.keys) == len(d.texts)
	}
	for f, d := range c.articleFields {
		ok = ok && within(c.articleIDs[f], articles, len(d.texts)) && len(d.keys) == len(d.texts)
	}
	for _, column := range [][]uint32{c.value, c.high, c.rial, c.rialHigh} {
		ok = ok && within(column, rows, len(c.numbers.values)+1)
	}
	for row := 0; ok && row < rows; row++ {
		ok = (c.value[row] == 0) == (c.high[row] == 0) && (c.rial[row] == 0) == (c.rialHigh[row] == 0)
	}
	for _, column := range [][]int32{c.dateFrom, c.dateTo, c.yearFrom, c.yearTo} {
		ok = ok && len(column) == rows
	}
	if !ok || len(c.published) != articles || len(c.dayFrom) != articles || len(c.dayTo) != articles || len(c.sentence) != rows {
		return fmt.Errorf("columns disagree about the number of rows")
	}
	return nil
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
	article, known, ids := r.rising(), readDictionary(r), readIntegers[uint32](r)
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
