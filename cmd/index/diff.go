package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search/bleveindex"
)

func newDiff() *cobra.Command {
	cmd := &cobra.Command{
		Use: "diff [A [B]]", Short: "Compare the claims of two generations.",
		Example: "  index rebuild && index diff        what the rebuild changed\n  index diff 12 15                   two generations by their numbers (index stats lists them)\n" +
			"  index diff old-data new-data       the indexes of two data directories\n  index diff --format json 12 | jq '.rules[0]'",
		Long: "A and B are numbers of generations that are kept (see --keep of index build and rebuild), or data directories. Without B it is the current\n" +
			"generation, without A the one before it. A claim with the same id is the same claim: it is alike, or changed in some fields, or has only moved within\n" +
			"the sources. Several rules make a claim (of what kind it is, what it counts, who speaks); it is listed under each of them.",
		Args: atMost(2),
		RunE: runDiff,
	}
	addFormat(cmd)
	cmd.Flags().Int("samples", 3, "claims to show of each rule that were gained, lost, changed; 0 for the figures only")
	return cmd
}

func runDiff(cmd *cobra.Command, args []string) (err error) {
	format, err := formatOf(cmd)
	if err != nil {
		return err
	}
	samples, err := cmd.Flags().GetInt("samples")
	if err != nil || samples < 0 {
		return cli.Usagef("--samples %d: less than none", samples)
	}
	sides, err := sidesOf(cli.Data(cmd), args)
	if err != nil {
		return err
	}
	var opened [2]*bleveindex.Searcher
	for i := range sides {
		if opened[i], err = openReader(sides[i].Index, sides[i].Generation); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, opened[i].Close()) }()
		sides[i].Generation, sides[i].Claims = opened[i].Generation(), opened[i].Count()
	}
	progress := cli.NewProgress(cmd, "diff", "claims")
	defer progress.Close()
	d, err := compare(cmd.Context(), opened[0], opened[1], samples, func(done, total int64) { progress.Set(done, total, "") })
	if err != nil {
		return fmt.Errorf("comparing: %w", err)
	}
	progress.Close()
	d.A, d.B = sides[0], sides[1]
	if format == "json" {
		enc := json.NewEncoder(cmd.OutOrStdout())
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(d)
	}
	return d.print(cmd.OutOrStdout())
}

// sidesOf finds what is to be compared. A generation of 0 is the current one.
func sidesOf(data string, args []string) (sides [2]side, err error) {
	sides = [2]side{{Index: indexDir(data)}, {Index: indexDir(data)}}
	for i, arg := range args {
		n, notNumber := strconv.Atoi(arg)
		switch _, err := os.Stat(arg); {
		case notNumber == nil && n > 0:
			sides[i].Generation = n
		case err != nil:
			return sides, cli.Usagef("%s: neither the number of a generation nor a data directory", arg)
		default:
			sides[i].Index = indexDir(arg)
			if _, err := os.Stat(filepath.Join(arg, "CURRENT")); err == nil {
				sides[i].Index = arg // the folder of the index itself
			}
		}
	}
	if len(args) > 0 {
		return sides, nil
	}
	all, err := bleveindex.Generations(sides[0].Index)
	if err != nil {
		return sides, cli.WithCode(cli.BadUsage, err)
	}
	if len(all) < 2 {
		return sides, cli.Usagef("only one generation is kept in %s: nothing to compare it with%s", sides[0].Index, hintKeep)
	}
	sides[0].Generation = all[len(all)-2].Number
	return sides, nil
}

func (d *difference) print(w io.Writer) error {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for i, s := range []side{d.A, d.B} {
		fmt.Fprintf(t, "%s\tgeneration %d\t%d claims\t%s\n", string(rune('A'+i)), s.Generation, s.Claims, s.Index)
	}
	fmt.Fprintf(t, "\nsame\tmoved\tgained\tlost\tchanged\n%d\t%d\t%d\t%d\t%d\n", d.Same, d.Moved, d.Gained, d.Lost, d.Changed)
	if len(d.Fields) > 0 {
		fmt.Fprint(t, "\nfield\tchanged\n")
		for _, name := range slices.SortedFunc(maps.Keys(d.Fields), func(x, y string) int {
			return cmp.Or(cmp.Compare(d.Fields[y], d.Fields[x]), cmp.Compare(x, y))
		}) {
			fmt.Fprintf(t, "%s\t%d\n", cli.Printable(name), d.Fields[name])
		}
	}
	if len(d.Rules) > 0 {
		fmt.Fprint(t, "\nrule\tgained\tlost\tchanged\n")
	}
	for _, r := range d.Rules {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\n", cli.Printable(r.Rule), r.Gained, r.Lost, r.Changed)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	printed := map[string]bool{}
	for _, r := range d.Rules {
		for _, s := range r.Samples {
			if printed[s.ID] {
				continue // several rules made it
			}
			printed[s.ID] = true
			fmt.Fprintf(&b, "\n%s %s by %s: %s\n  %s\n  %s\n", s.What, s.ID, r.Rule, s.Figure, strings.ReplaceAll(s.Quote, "\n", " "), s.URL)
			for _, f := range s.Fields {
				fmt.Fprintf(&b, "  %s: %s → %s\n", f.Field, orNothing(f.From), orNothing(f.To))
			}
		}
	}
	_, err := io.WriteString(w, cli.Printable(b.String()))
	return err
}

// orNothing is a value of a field as JSON; nothing for one that is missing.
func orNothing(value json.RawMessage) string { return cmp.Or(string(value), "nothing") }
