package main

import (
	"database/sql"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // registers itself; there is no other way to use it

	"raqam/internal/synthetic"
	"raqam/search"
)

// sqlite keeps claims as one would in SQLite: a table of articles, a table of claims with an index on each column that is asked for, and
// FTS5 over the sentences. It is built in one transaction with nothing synced.
type sqlite struct{ db *sql.DB }

func newSQLite(dir string) (engine, error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "claims.db")+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=cache_size(-262144)&_pragma=mmap_size(8000000000)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &sqlite{db}, nil
}

const schema = `
CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT, title TEXT, outlet TEXT, section TEXT, published TEXT, path TEXT, at INTEGER, digest TEXT);
CREATE TABLE claims (rowid INTEGER PRIMARY KEY, id TEXT, article INTEGER, paragraph INTEGER, start INTEGER, end INTEGER, surface TEXT, kind TEXT,
  value REAL, exact TEXT, high REAL, bound TEXT, counted TEXT, phrase TEXT, unit TEXT, rial TEXT, status TEXT, predicate TEXT, speaker TEXT, role TEXT,
  org TEXT, year INTEGER, key TEXT, rule TEXT, quote TEXT);
CREATE VIRTUAL TABLE words USING fts5(quote, content='claims', content_rowid='rowid', tokenize='unicode61 remove_diacritics 0');`

const indexes = `
CREATE INDEX by_value ON claims(value); CREATE INDEX by_year ON claims(year); CREATE INDEX by_counted ON claims(counted, year);
CREATE INDEX by_speaker ON claims(speaker); CREATE INDEX by_kind ON claims(kind);
ANALYZE;`

func (s *sqlite) Build(entries iter.Seq[search.Entry]) error {
	if _, err := s.db.Exec(schema); err != nil {
		return err
	}
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	article, err := tx.Prepare("INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	row, err := tx.Prepare("INSERT INTO claims VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	words, err := tx.Prepare("INSERT INTO words(rowid, quote) VALUES (?,?)")
	if err != nil {
		return err
	}
	articles, rows := 0, 0
	for e := range entries {
		articles++
		for i, c := range e.Claims {
			if i == 0 {
				if _, err := article.Exec(articles, c.URL, c.Headline, c.Outlet, c.Section, c.Published.Date.String(), c.Source.Path, c.Source.Offset, c.Source.Digest); err != nil {
					return err
				}
			}
			rows++
			value, err := strconv.ParseFloat(c.Value, 64)
			if err != nil {
				return err
			}
			var high any
			if c.High != "" {
				high = c.High
			}
			var name, role, org string
			if c.Speaker != nil {
				name, role, org = c.Speaker.Name, c.Speaker.Role, c.Speaker.Org
			}
			if _, err := row.Exec(rows, c.ID, articles, c.Paragraph, c.Start, c.End, c.Surface, string(c.Kind), value, c.Value, high, string(c.Bound),
				c.Counted, c.Phrase, c.Unit, c.Rial, string(c.Status), c.Predicate, name, role, org, c.Reference.From.Year, c.Key, c.Rule, c.Quote); err != nil {
				return err
			}
			if _, err := words.Exec(rows, c.Quote); err != nil {
				return err
			}
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := s.db.Exec(indexes); err != nil {
		return err
	}
	return s.db.Close()
}

func (s *sqlite) Open() error { return s.db.Ping() }

func (s *sqlite) Ask(q synthetic.Query) (int, error) {
	where, args, match := conditions(q)
	from := " FROM claims c JOIN articles a ON a.id = c.article"
	order := ""
	if match {
		from = " FROM words w JOIN claims c ON c.rowid = w.rowid JOIN articles a ON a.id = c.article"
		order = " ORDER BY w.rank"
	}
	rows, err := s.db.Query("SELECT c.id, c.surface, c.exact, c.quote, c.speaker, a.url, a.title"+from+where+order+" LIMIT 20", args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var fields [7]string
	for rows.Next() {
		if err := rows.Scan(&fields[0], &fields[1], &fields[2], &fields[3], &fields[4], &fields[5], &fields[6]); err != nil {
			return 0, err
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	count := strings.Replace(from, " JOIN articles a ON a.id = c.article", "", 1)
	if len(args) == 1 && match {
		count, where = " FROM words w", strings.Replace(where, "c.", "w.", 1)
	}
	total := 0
	err = s.db.QueryRow("SELECT count(*)"+count+where, args...).Scan(&total)
	return total, err
}

// conditions writes the question as SQL.
func conditions(q synthetic.Query) (where string, args []any, match bool) {
	var parts []string
	add := func(condition string, values ...any) { parts, args = append(parts, condition), append(args, values...) }
	var terms []string
	for _, w := range q.Words {
		terms = append(terms, `"`+w+`"`)
	}
	if q.Phrase != "" {
		terms = append(terms, `"`+q.Phrase+`"`)
	}
	if q.Prefix != "" {
		terms = append(terms, `"`+q.Prefix+`"*`)
	}
	if len(terms) > 0 {
		match = true
		add("words MATCH ?", strings.Join(terms, " AND "))
	}
	if q.Counted != "" {
		add("c.counted = ?", q.Counted)
	}
	if q.Speaker != "" {
		add("c.speaker = ?", q.Speaker)
	}
	if q.Unit != "" {
		add("c.unit = ?", q.Unit)
	}
	if q.Kind != "" {
		add("c.kind = ?", q.Kind)
	}
	if q.Low != 0 || q.High != 0 {
		add("c.value BETWEEN ? AND ?", q.Low, q.High)
	}
	if q.Year[0] != 0 {
		add("c.year BETWEEN ? AND ?", q.Year[0], q.Year[1])
	}
	return " WHERE " + strings.Join(parts, " AND "), args, match
}

// Years reads the values and computes in Go: SQLite has no median, and a window function for it is slower.
func (s *sqlite) Years() (int, error) {
	rows, err := s.db.Query("SELECT year, value FROM claims WHERE kind = 'money'")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	byYear := map[int][]float64{}
	claims := 0
	for rows.Next() {
		var year int
		var value float64
		if err := rows.Scan(&year, &value); err != nil {
			return 0, err
		}
		byYear[year] = append(byYear[year], value)
		claims++
	}
	sum := 0.0
	for _, values := range byYear {
		slices.Sort(values)
		for _, v := range values {
			sum += v
		}
		_ = values[len(values)/2]
	}
	return claims, rows.Err()
}
