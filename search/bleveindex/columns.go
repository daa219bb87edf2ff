package bleveindex

import (
	"errors"
	"fmt"
	"os"

	"raqam/claim"
	"raqam/search"
)

// columns are the typed columns of a segment: what is filtered, sorted and compared, by row. Immutable once read.
//
// A row is a claim. Rows of one article stand together and share a row of the article table; so do those of one sentence. In columns.bin (see section.go for the
// encoding) they follow the magic in the order of [columns.encode].
type columns struct {
	ids           []string // claim IDs
	article       []uint32 // row of the article table
	sentence      []uint32 // document of words.zap
	sentenceCount uint32
	firstRow      []uint32 // of each sentence, and the number of rows at the end; made on reading

	sentences *sequences // words of each sentence
	near      *sequences // words of what each row counts: its noun phrase, a break, its counted noun

	rowFields [len(rowFields)]dictionary
	rowIDs    [len(rowFields)][]uint32

	numbers  numbers
	value    []uint32 // ids into numbers: Value, High, Rial, RialHigh
	high     []uint32
	rial     []uint32
	rialHigh []uint32

	dateFrom, dateTo []int32 // search.Times.Date; 0, 0 where unknown
	yearFrom, yearTo []int32 // search.Times.Year

	// The article table.
	entries       []string // Entry.URL
	articleFields [len(articleFields)]dictionary
	articleIDs    [len(articleFields)][]uint32
	published     []int64 // search.PublishedKey
	dayFrom       []int32 // search.Times.Published
	dayTo         []int32
}

func newColumns() *columns { return &columns{sentences: new(sequences), near: new(sequences)} }

const columnsMagic = "raqam columns 1\n"

// The columns with a dictionary, of claims and of articles.
var (
	rowFields     = [...]string{"kind", "bound", "status", "part", "counted", "unit", "speaker", "org"}
	articleFields = [...]string{"url", "outlet", "section", "title"}
)

const boundField = 1 // of rowFields

// fieldText is the text by which two claims have the same value of a field.
func fieldText(field string, c claim.Claim) string {
	speaker := c.Speaker
	if speaker == nil {
		speaker = new(claim.Speaker)
	}
	switch field {
	case "kind":
		return string(c.Kind)
	case "bound":
		return string(c.Bound)
	case "status":
		return string(c.Status)
	case "part":
		return string(c.Part)
	case "counted":
		return c.Counted
	case "unit":
		return c.Unit
	case "speaker":
		return speaker.Name + "\n" + speaker.Role
	case "org":
		return speaker.Org
	case "url":
		return c.URL
	case "outlet":
		return c.Outlet
	case "section":
		return c.Section
	case "title":
		return c.Headline
	}
	panic("bleveindex: no field " + field) // unreachable: the names are those above
}

// add appends the claims of an article and returns the number of its first row.
func (c *columns) add(e search.Entry) {
	for i, cl := range e.Claims {
		if beginsSentence(e, i) {
			c.sentenceCount++
		}
		c.sentence = append(c.sentence, c.sentenceCount-1)
		if i == 0 || !sameArticle(cl, e.Claims[i-1]) {
			c.addArticle(e.URL, cl)
		}
		c.ids = append(c.ids, cl.ID)
		c.article = append(c.article, uint32(len(c.entries)-1))
		for f, name := range rowFields {
			id := c.rowFields[f].id(fieldText(name, cl), func() string { return search.FieldKeys(name, cl) })
			c.rowIDs[f] = append(c.rowIDs[f], id)
		}
		low, high := c.figureIDs("value", cl)
		c.value, c.high = append(c.value, low), append(c.high, high)
		low, high = c.figureIDs("money", cl)
		c.rial, c.rialHigh = append(c.rial, low), append(c.rialHigh, high)
		t := search.TimesOf(cl)
		c.dateFrom, c.dateTo = append(c.dateFrom, t.Date.From), append(c.dateTo, t.Date.To)
		c.yearFrom, c.yearTo = append(c.yearFrom, t.Year.From), append(c.yearTo, t.Year.To)
	}
}

// figureIDs numbers the two ends of a claim's figure; both are 0 where it has none.
func (c *columns) figureIDs(field string, cl claim.Claim) (low, high uint32) {
	f, ok := search.FigureOf(field, cl)
	if !ok {
		return 0, 0
	}
	return c.numbers.id(f.Low), c.numbers.id(f.High)
}

func sameArticle(a, b claim.Claim) bool {
	return a.URL == b.URL && a.Headline == b.Headline && a.Outlet == b.Outlet && a.Section == b.Section &&
		a.Published.Date == b.Published.Date && search.PublishedKey(a) == search.PublishedKey(b)
}

func (c *columns) addArticle(url string, cl claim.Claim) {
	c.entries = append(c.entries, url)
	for f, name := range articleFields {
		id := c.articleFields[f].id(fieldText(name, cl), func() string { return search.FieldKeys(name, cl) })
		c.articleIDs[f] = append(c.articleIDs[f], id)
	}
	t := search.TimesOf(cl).Published
	c.published = append(c.published, search.PublishedKey(cl))
	c.dayFrom, c.dayTo = append(c.dayFrom, t.From), append(c.dayTo, t.To)
}

// seal sorts the figures. No claim can be added after it.
func (c *columns) seal() {
	moved := c.numbers.sort()
	for _, column := range [][]uint32{c.value, c.high, c.rial, c.rialHigh} {
		for i, id := range column {
			column[i] = moved[id]
		}
	}
}

func (c *columns) encode() ([]byte, error) {
	w, err := newSectionWriter(columnsMagic)
	if err != nil {
		return nil, err
	}
	defer w.enc.Close()
	w.texts(c.entries)
	w.rising(c.article)
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
	for f := range c.articleFields {
		c.articleFields[f].write(w)
		integers(w, c.articleIDs[f])
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
	c := &columns{entries: r.texts(), article: r.rising(), sentence: r.rising(), ids: r.texts(), sentences: readSequences(r), near: readSequences(r)}
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
	for f := range c.articleFields {
		c.articleFields[f], c.articleIDs[f] = readDictionary(r), readIntegers[uint32](r)
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
	rows, articles := len(c.ids), len(c.entries)
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

// amounts returns the ids of the two ends of each row's figure, as value or as money; 0 where it has none.
func (c *columns) amounts(field string) (low, high []uint32) {
	if field == "money" {
		return c.rial, c.rialHigh
	}
	return c.value, c.high
}

// figure returns what a row that has an amount says about it, as search.FigureOf does of the claim.
func (c *columns) figure(field string, row uint32) search.Figure {
	low, high := c.amounts(field)
	return search.Figure{
		Low: c.numbers.values[low[row]-1], High: c.numbers.values[high[row]-1],
		Bound: claim.Bound(c.rowFields[boundField].texts[c.rowIDs[boundField][row]]),
	}
}

// readEntries reads only which article each row belongs to.
func readEntries(path string) (entries []string, article []uint32, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	r := newSectionReader(data, columnsMagic)
	if r.dec != nil {
		defer r.dec.Close()
	}
	entries, article = r.texts(), r.rising()
	if r.err == nil && !within(article, len(article), len(entries)) {
		r.err = errShort
	}
	if r.err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w: %w", path, search.ErrDamaged, r.err)
	}
	return entries, article, nil
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
