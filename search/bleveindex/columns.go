package bleveindex

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"raqam/claim"
	"raqam/search"
)

// columns are the typed columns of a segment: what is filtered, sorted and compared, by row. Immutable once read.
//
// A row is a claim. Rows of one article stand together and share a row of the article table; so do those of one sentence.
type columns struct {
	ids           idList   // of the claims
	article       []uint32 // row of the article table
	sentence      []uint32 // document of words.zap
	sentenceCount uint32
	firstRow      []uint32 // of each sentence, and the number of rows at the end; made on reading
	firstOf       []uint32 // row of each article, and the number of rows at the end; made on reading

	sentences *sequences // words of each sentence

	rowFields [len(rowFields)]dictionary
	rowIDs    [len(rowFields)][]uint32
	near      dictionary // what each row counts: its noun phrase and its counted noun
	nearIDs   []uint32

	statements hashes // search.Record.Statement: the different ones
	statement  []uint32
	keys       hashes // of claim.Claim.Key
	key        []uint32

	numbers  numbers
	value    []uint32 // ids into numbers: Value, High, Rial, RialHigh
	high     []uint32
	rial     []uint32
	rialHigh []uint32

	spans spans // the different stretches of time
	date  []uint32
	year  []uint32

	// The article table. An article is known by its URL, the first of its fields.
	articleFields [len(articleFields)]dictionary
	articleIDs    [len(articleFields)][]uint32
	published     []int64 // search.PublishedKey
	day           []uint32

	inverse inverses
}

// inverses are columns turned round, each when it is first asked for.
type inverses struct {
	rowFields         [len(rowFields)]inverse
	articleFields     [len(articleFields)]inverse
	near, value, rial inverse
	date, year, day   inverse
	statement, key    inverse

	ranges, rialRanges ranges
}

// ranges are the rows that state a range, by range and bound, found when first asked for.
type ranges struct {
	once sync.Once
	rows [][]uint32
}

type inverse struct {
	once sync.Once
	made *inverted
}

func (i *inverse) of(column []uint32, n int) *inverted {
	i.once.Do(func() { i.made = invert(column, n) })
	return i.made
}

func newColumns() *columns {
	c := &columns{sentences: new(sequences)}
	c.near.words = new(sequences)
	for f, field := range rowFields {
		if field.words {
			c.rowFields[f].words = new(sequences)
		}
	}
	for f, field := range articleFields {
		if field.words {
			c.articleFields[f].words = new(sequences)
		}
	}
	return c
}

// column names a column with a dictionary by its field of the query language.
type column struct {
	name  string
	words bool // found by words rather than compared as it is
}

// The columns with a dictionary, of claims and of articles.
var (
	rowFields = [...]column{
		{"kind", false}, {"bound", false}, {"status", false}, {"part", false}, {"change", false}, {"repeats", false}, {"measure", false},
		{"counted", true}, {"unit", true}, {"speaker", true}, {"org", true}, {"predicate", true}, {"per", true},
	}
	articleFields = [...]column{
		{"url", false}, {"cluster", false}, {reprintOf, false}, {"outlet", true}, {"section", true}, {"title", true},
	}
)

// reprintOf is search.Reprint.Of, which is no field of the query language; "reprint" only says whether there is one.
const reprintOf = "reprint of"

const (
	boundField   = 1 // of rowFields
	repeatsField = 5
	measureField = 6

	urlField     = 0 // of articleFields
	clusterField = 1
	reprintField = 2
	outletField  = 3
)

// rowField and articleField return the column of a field; -1 where there is none.
func rowField(name string) int     { return indexOf(rowFields[:], name) }
func articleField(name string) int { return indexOf(articleFields[:], name) }

func indexOf(columns []column, name string) int {
	for f, c := range columns {
		if c.name == name {
			return f
		}
	}
	return -1
}

// add appends the claims of an article, but for the words of their sentences.
func (c *columns) add(e search.Entry) {
	for i, r := range search.Records(e) {
		if beginsSentence(e, i) {
			c.sentenceCount++
		}
		c.sentence = append(c.sentence, c.sentenceCount-1)
		if i == 0 || !sameArticle(r.Claim, e.Claims[i-1]) {
			c.addArticle(r)
		}
		c.ids.add(r.ID)
		c.article = append(c.article, uint32(len(c.published)-1))
		for f, field := range rowFields {
			c.rowIDs[f] = append(c.rowIDs[f], c.rowFields[f].id(search.FieldText(field.name, r)))
		}
		c.nearIDs = append(c.nearIDs, c.near.id(nearText(r.Claim)))
		c.statement, c.key = append(c.statement, c.statements.id(statementNumber(r.Statement))), append(c.key, c.keys.id(keyNumber(r.Key)))
		low, high := c.figureIDs("value", r.Claim)
		c.value, c.high = append(c.value, low), append(c.high, high)
		low, high = c.figureIDs("money", r.Claim)
		c.rial, c.rialHigh = append(c.rial, low), append(c.rialHigh, high)
		t := search.TimesOf(r.Claim)
		c.date, c.year = append(c.date, c.spans.id(t.Date)), append(c.year, c.spans.id(t.Year))
	}
}

// nearText is what a claim counts, as a text of two parts: see search.NearKeys.
func nearText(cl claim.Claim) string { return oneLine(cl.Phrase) + "\n" + oneLine(cl.Counted) }

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// statementNumber and its inverse turn a statement's hexadecimal digits into a number.
func statementNumber(s string) uint64 {
	n, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		return 0 // unreachable: search.Statements makes 16 digits
	}
	return n
}

func statementText(n uint64) string { return fmt.Sprintf("%016x", n) }

// keyNumber is what is kept of a key: it is only ever asked for as a whole.
func keyNumber(key string) uint64 {
	if key == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(key))
	return binary.LittleEndian.Uint64(sum[:]) | 1 // never 0, which is none
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

func (c *columns) addArticle(r search.Record) {
	for f, field := range articleFields {
		text := r.Reprint.Of
		if f != reprintField {
			text = search.FieldText(field.name, r)
		}
		c.articleIDs[f] = append(c.articleIDs[f], c.articleFields[f].id(text))
	}
	c.published = append(c.published, search.PublishedKey(r.Claim))
	c.day = append(c.day, c.spans.id(search.TimesOf(r.Claim).Published))
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

// byAmount turns the lower ends round.
func (c *columns) byAmount(field string) *inverted {
	if field == "money" {
		return c.inverse.rial.of(c.rial, len(c.numbers.values)+1)
	}
	return c.inverse.value.of(c.value, len(c.numbers.values)+1)
}

// figure returns what a row that has an amount says about it, as search.FigureOf does of the claim.
func (c *columns) figure(field string, row uint32) search.Figure {
	low, high := c.amounts(field)
	return search.Figure{Low: c.numbers.values[low[row]-1], High: c.numbers.values[high[row]-1], Bound: c.bound(row)}
}

func (c *columns) bound(row uint32) claim.Bound {
	return claim.Bound(c.rowFields[boundField].texts[c.rowIDs[boundField][row]])
}

// text returns what a row's article has in a field.
func (c *columns) articleText(field int, row uint32) string {
	return c.articleFields[field].texts[c.articleIDs[field][c.article[row]]]
}

// reprint returns search.Record.Reprint of a row.
func (c *columns) reprint(row uint32) search.Reprint {
	return search.Reprint{Cluster: c.articleText(clusterField, row), Of: c.articleText(reprintField, row)}
}
