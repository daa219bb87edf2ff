package fetch

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/pelletier/go-toml/v2"
)

//go:embed systems.toml
var systemsFile []byte

// System is what is known of a news system's feeds, sitemaps and archive pages. Paths may hold places to fill in, see [Options.Archives].
type System struct {
	Name     string   `toml:"name"`
	Detect   []string `toml:"detect"`
	Feeds    []string `toml:"feeds"`
	Sitemaps []string `toml:"sitemaps"`
	Archive  []string `toml:"archive"`
	First    *int     `toml:"first"`
}

// Systems gives the news systems that are known (systems.toml).
func Systems() []System { return systems }

var systems = func() []System {
	var file struct {
		System []System `toml:"system"`
	}
	if err := toml.NewDecoder(bytes.NewReader(systemsFile)).DisallowUnknownFields().Decode(&file); err != nil {
		panic(fmt.Sprintf("systems.toml: %v", err)) // unreachable: a test decodes it
	}
	return file.System
}()

// SystemNamed gives a system; nil where none has that name.
func SystemNamed(name string) *System {
	for i := range systems {
		if systems[i].Name == name {
			return &systems[i]
		}
	}
	return nil
}

// DetectSystem gives the system that made an HTML page, nil where none of those known did: the one with the most fragments in it, the first of
// several. html is the page as sent, decoded.
func DetectSystem(html []byte) *System {
	var best *System
	most := 0
	for i := range systems {
		n := 0
		for _, fragment := range systems[i].Detect {
			if bytes.Contains(html, []byte(fragment)) {
				n++
			}
		}
		if n > most {
			best, most = &systems[i], n
		}
	}
	return best
}
