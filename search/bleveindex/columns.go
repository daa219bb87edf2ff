package bleveindex

import (
	"raqam/claim"
	"raqam/search"
)

// columns are the typed columns of a segment: what is filtered, sorted and compared, by row. Immutable once read.
//
// A row is a claim. Rows of one article stand together and share a row of the article table; so do those of one sentence.
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

	// The article table. An article is known by its URL, the first of its fields.
	articleFields [len(articleFields)]dictionary
	articleIDs    [len(articleFields)][]uint32
	published     []int64 // search.PublishedKey
	dayFrom       []int32 // search.Times.Published
	dayTo         []int32
}

func newColumns() *columns { return &columns{sentences: new(sequences), near: new(sequences)} }

// The columns with a dictionary, of claims and of articles.
var (
	rowFields     = [...]string{"kind", "bound", "status", "part", "counted", "unit", "speaker", "org"}
	articleFields = [...]string{"url", "outlet", "section", "title"}
)

const (
	boundField = 1 // of rowFields
	urlField   = 0 // of articleFields
)

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
		return speaker.Org + "\n" + speaker.Role
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

// add appends the claims of an article, but for their words.
func (c *columns) add(e search.Entry) {
	for i, cl := range e.Claims {
		if beginsSentence(e, i) {
			c.sentenceCount++
		}
		c.sentence = append(c.sentence, c.sentenceCount-1)
		if i == 0 || !sameArticle(cl, e.Claims[i-1]) {
			c.addArticle(cl)
		}
		c.ids = append(c.ids, cl.ID)
		c.article = append(c.article, uint32(len(c.published)-1))
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

func (c *columns) addArticle(cl claim.Claim) {
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
