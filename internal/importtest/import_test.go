// Package importtest holds the architecture to its word: the table below says which of our packages may import which, and which outside
// library lives in one place only. A forbidden import fails the test with the offending line to delete.
package importtest

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed lists, for each package of ours, the packages of ours it may import. A name stands for the package and all below it; "/." at the
// end means that package alone. The longest matching name decides.
var allowed = map[string][]string{
	"normalize/.":         {},
	"normalize/number":    {"normalize/."},
	"normalize/calendar":  {"normalize/.", "normalize/number"},
	"corpus":              {},
	"fetch":               {"corpus", "normalize/calendar"},
	"extract":             {"corpus", "normalize"},
	"claim":               {"extract", "normalize", "corpus"}, // corpus for the Source that an Article hands on
	"search/.":            {"claim", "extract", "normalize"},
	"search/reprint":      {"search/.", "claim", "extract", "normalize"},
	"search/bleveindex":   {"search/.", "search/reprint", "claim", "extract", "normalize", "corpus"},
	"search/opensearch":   {"search/.", "claim", "extract", "normalize", "corpus"},
	"search/searchtest":   {"search/.", "claim", "extract", "normalize", "corpus"},
	"export":              {"claim"},
	"web":                 {"search/.", "claim", "export"},
	"internal/cli":        {},
	"internal/pipe":       {},
	"internal/importtest": {},
	"internal/txtarsite":  {},
	"internal/demo":       {"internal"},
	"internal/interop":    {"corpus"},
	"internal/synthetic":  {"search/.", "claim", "extract", "normalize/calendar", "corpus"},
	"internal/simweb":     {"corpus", "normalize/calendar", "internal"},
	"internal/accuracy":   {"internal"},
	"internal/endtoend":   {},
	"cmd":                 {"normalize", "corpus", "fetch", "extract", "claim", "search", "export", "web", "internal"},
}

// homes lists the outside libraries that one package of ours keeps to itself.
var homes = map[string]string{
	"github.com/blevesearch/": "raqam/search/bleveindex",
	"github.com/gocolly/":     "raqam/fetch",
	"github.com/nlnwa/gowarc": "raqam/corpus",
}

// pure lists packages that know no network, no files and no index, and what they therefore never import.
var pure = map[string][]string{
	"raqam/extract":   {"net/http/httptest", "os", "os/exec", "database/sql"},
	"raqam/claim":     {"net", "net/http", "os", "os/exec", "database/sql"},
	"raqam/normalize": {"net", "net/http", "os", "os/exec", "database/sql"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "raqam/")
		rule, ok := ruleFor(name)
		if !ok {
			t.Errorf("%s is in no row of the table: say what it may import", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if own, isOwn := strings.CutPrefix(imp, "raqam/"); isOwn && !slices.ContainsFunc(rule, func(r string) bool { return matches(r, own) }) {
				t.Errorf("%s imports %s: the table allows it only %v", p.ImportPath, imp, rule)
			}
			for lib, home := range homes {
				if strings.HasPrefix(imp, lib) && p.ImportPath != home {
					t.Errorf("%s imports %s: only %s may", p.ImportPath, imp, home)
				}
			}
			for prefix, never := range pure {
				if (p.ImportPath == prefix || strings.HasPrefix(p.ImportPath, prefix+"/")) && slices.Contains(never, imp) {
					t.Errorf("%s imports %s: it is to be pure", p.ImportPath, imp)
				}
			}
		}
	}
}

// TestTable checks the checker: a rule that lets everything through would pass TestImports too.
func TestTable(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"normalize", "normalize/number", false},
		{"normalize/number", "normalize", true},
		{"extract", "fetch", false},
		{"claim", "search", false},
		{"web", "search/bleveindex", false},
		{"search/bleveindex", "search/opensearch", false},
		{"cmd/query", "search/bleveindex", true},
		{"search", "cmd/query", false},
	} {
		rule, ok := ruleFor(c.from)
		got := ok && slices.ContainsFunc(rule, func(r string) bool { return matches(r, c.to) })
		if got != c.want {
			t.Errorf("%s may import %s: got %v, want %v", c.from, c.to, got, c.want)
		}
	}
}

// ruleFor finds the row of the longest name that matches the package.
func ruleFor(name string) ([]string, bool) {
	best := ""
	for row := range maps.Keys(allowed) {
		if matches(row, name) && len(row) > len(best) {
			best = row
		}
	}
	return allowed[best], best != ""
}

func matches(row, name string) bool {
	if alone, ok := strings.CutSuffix(row, "/."); ok {
		return name == alone
	}
	return name == row || strings.HasPrefix(name, row+"/")
}

// packages asks the go command for every package of the module and its imports, test files left out.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "raqam/...")
	cmd.Dir = "../.."
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var all []listed
	dec := json.NewDecoder(out)
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("go list: %v", err)
	}
	if len(all) < 5 {
		t.Fatalf("go list found %d packages only", len(all))
	}
	return all
}
