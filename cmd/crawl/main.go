// Crawl fetches pages of news sites politely and keeps every response in a web archive.
//
// It follows links within the sites of the addresses it is given, which may be pages, feeds or sitemaps. Run again, it goes on where it was.
package main

import (
	"os"
	"runtime/debug"

	"raqam/internal/cli"
)

// memoryGoal is the memory, in bytes, from which on garbage is collected more eagerly. A crawl needs a third of it, but pages that come in at once
// may be large.
const memoryGoal = 104 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300) // what is under way is little beside the pages that come and go: the goal bounds it
	}
	os.Exit(cli.Run(newRoot(), os.Args[1:]))
}

// version is that of the module, as far as the build knows it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
