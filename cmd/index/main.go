// Index reads archived pages, finds the claims in them and keeps them searchable.
//
// It reads what crawl archived in the data directory and any PATH it is given: WARC files, HTML or text files, JSON Lines of articles (each
// also gzipped), or folders of those. Run again, it reads only what is new. `index rebuild` makes the index anew from the same sources;
// `index diff` tells what that changed. `index extract` prints articles, mentions and claims as JSON Lines and touches no index.
package main

import (
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
)

const examples = `  index                                  index what crawl has archived since the last run
  index old-archive/ export.warc.gz      index these as well; they are remembered, read where they lie
  index rebuild && index diff            make the index anew from all sources, then see what that changed
  index stats                            what the index consists of
  index extract page.html | jq .claims   look at what is found, without an index`

func main() {
	// An index is built from much that is thrown away at once: collecting garbage twice as often costs a few percent of the time and saves a
	// third of the memory.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
	os.Exit(cli.Run(newRoot(), os.Args[1:]))
}

func newRoot() *cobra.Command {
	root := cli.NewRoot("index [PATH…]", "Find the claims in archived pages and keep them searchable.", examples)
	build := newBuild()
	root.Args = cobra.ArbitraryArgs
	root.RunE = build.RunE
	addBuildFlags(root)
	root.AddCommand(build, newRebuild(), newExtract(), newDiff(), newVerify(), newStats(), newCompact(), newForget())
	return root
}
