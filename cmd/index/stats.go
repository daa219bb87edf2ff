package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

// stats is what an index consists of.
type stats struct {
	Generation  int              `json:"generation"`
	Published   time.Time        `json:"published"`
	Articles    int              `json:"articles"` // with claims
	Claims      int              `json:"claims"`
	Deleted     int              `json:"deleted"`  // claims of articles that were replaced, still in their segments
	Segments    int              `json:"segments"` // files of the generation
	Clusters    int              `json:"clusters"` // groups of articles with one text
	Reprinted   int              `json:"clustered_articles"`
	Bytes       bytesOf          `json:"bytes"`
	By          []byField        `json:"by"` // kind, outlet, year
	Sources     []string         `json:"sources"`
	Generations []keptGeneration `json:"generations"`
}

// bytesOf is the size of a generation, by what it is for.
type bytesOf struct {
	Claims   int64   `json:"claims"`   // the claims themselves
	Words    int64   `json:"words"`    // which sentences have which words
	Columns  int64   `json:"columns"`  // what is filtered and sorted by
	Texts    int64   `json:"texts"`    // what reprints are known by
	Reprints int64   `json:"reprints"` // and the list of them
	Manifest int64   `json:"manifest"`
	Total    int64   `json:"total"`
	PerClaim float64 `json:"per_claim"`
}

// byField is how the claims divide by a field, the most frequent values first.
type byField struct {
	Field  string       `json:"field"`
	Values []valueCount `json:"values"`
	More   int          `json:"more"` // further values
	None   int          `json:"none"` // claims of which the field holds nothing
}

type valueCount struct {
	Value  string `json:"value"`
	Claims int    `json:"claims"`
}

// keptGeneration is a generation on disk.
type keptGeneration struct {
	Generation int       `json:"generation"`
	Published  time.Time `json:"published"`
	Claims     int       `json:"claims"`
	Segments   int       `json:"segments"`
	Bytes      int64     `json:"bytes"` // of which other generations may share a part
}

func newStats() *cobra.Command {
	cmd := &cobra.Command{
		Use: "stats", Short: "Show what the index consists of.",
		Example: "  index stats\n  index stats --limit 50                  more outlets and years\n  index stats --format json | jq .bytes",
		Args:    atMost(0),
		RunE:    runStats,
	}
	addFormat(cmd)
	cmd.Flags().Int("limit", 10, "outlets and years to show")
	return cmd
}

func runStats(cmd *cobra.Command, _ []string) error {
	format, err := formatOf(cmd)
	if err != nil {
		return err
	}
	limit, err := cmd.Flags().GetInt("limit")
	if err != nil || limit < 1 {
		return cli.Usagef("--limit %d: at least 1", limit)
	}
	s, err := gather(cmd, limit)
	if err != nil {
		return err
	}
	if format == "json" {
		enc := json.NewEncoder(cmd.OutOrStdout())
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(s)
	}
	return s.print(cmd.OutOrStdout())
}

// gather reads everything from one generation.
func gather(cmd *cobra.Command, limit int) (*stats, error) {
	data := cli.Data(cmd)
	searcher, err := openReader(indexDir(data), 0)
	if err != nil {
		return nil, err
	}
	defer searcher.Close()
	s := &stats{Generation: searcher.Generation(), Articles: searcher.Articles(), Claims: searcher.Count()}
	s.Clusters, s.Reprinted = searcher.Clusters()
	state, err := readState(searcher.State(), data)
	if err != nil {
		return nil, err
	}
	s.Sources = nonNil(state.Sources)
	all, err := bleveindex.Generations(indexDir(data))
	if err != nil {
		return nil, err
	}
	for _, g := range all {
		size := sizeOf(g)
		k := keptGeneration{Generation: g.Number, Published: g.Published, Segments: len(g.Segments), Bytes: size.Total}
		deleted := 0
		for _, segment := range g.Segments {
			deleted += segment.Deleted
			k.Claims += segment.Claims - segment.Deleted
		}
		if s.Generations = append(s.Generations, k); g.Number == s.Generation {
			s.Published, s.Segments, s.Deleted, s.Bytes = g.Published, len(g.Segments), deleted, size
		}
	}
	for _, field := range []string{"kind", "outlet", "year"} {
		f, err := searcher.Facet(cmd.Context(), search.Query{Root: search.All{}}, search.FacetOptions{Field: field, Limit: limit})
		if err != nil {
			return nil, err
		}
		by := byField{Field: field, More: f.More, None: f.None}
		for _, v := range f.Values {
			by.Values = append(by.Values, valueCount{v.Label, v.Count})
		}
		s.By = append(s.By, by)
	}
	return s, nil
}

func sizeOf(g bleveindex.Generation) bytesOf {
	b := bytesOf{Reprints: g.Reprints, Manifest: g.Manifest, Total: g.Reprints + g.Manifest}
	claims := 0
	for _, s := range g.Segments {
		claims += s.Claims - s.Deleted
		b.Claims += s.Files["claims.bin"]
		b.Words += s.Files["words.zap"]
		b.Columns += s.Files["columns.bin"]
		b.Texts += s.Files["texts.bin"]
		for _, size := range slices.Sorted(maps.Values(s.Files)) {
			b.Total += size
		}
	}
	if claims > 0 {
		b.PerClaim = float64(b.Total) / float64(claims)
	}
	return b
}

func (s *stats) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(name string, value any, note string) { fmt.Fprintf(t, "%s\t%v\t%s\n", name, value, note) }
	line("generation", s.Generation, "published "+s.Published.Local().Format(time.DateTime))
	line("articles", s.Articles, "with claims")
	line("claims", s.Claims, fmt.Sprintf("in %d segments, with %d that were replaced", s.Segments, s.Deleted))
	line("clusters", s.Clusters, fmt.Sprintf("of articles with one text, %d articles", s.Reprinted))
	for _, part := range []struct {
		name  string
		bytes int64
	}{{"claims", s.Bytes.Claims}, {"words", s.Bytes.Words}, {"columns", s.Bytes.Columns}, {"texts", s.Bytes.Texts}, {"reprints", s.Bytes.Reprints}, {"manifest", s.Bytes.Manifest}} {
		line("bytes: "+part.name, part.bytes, "")
	}
	line("bytes", s.Bytes.Total, fmt.Sprintf("%.0f a claim", s.Bytes.PerClaim))
	for _, f := range s.By {
		for _, v := range f.Values {
			line(f.Field+": "+cli.Printable(v.Value), v.Claims, "")
		}
		if f.More > 0 {
			line(f.Field+": …", "", fmt.Sprintf("%d more values: --limit shows more", f.More))
		}
		if f.None > 0 {
			line(f.Field+": none", f.None, "")
		}
	}
	for _, g := range s.Generations {
		line(fmt.Sprint("kept: generation ", g.Generation), g.Claims, fmt.Sprintf("claims, published %s", g.Published.Local().Format(time.DateTime)))
	}
	for _, source := range s.Sources {
		line("source", "", cli.Printable(source))
	}
	return t.Flush()
}
