package corpus

import (
	"sync"

	"github.com/nlnwa/gowarc"
)

// gowarcSetup is held while gowarc makes something: each time it sets a global variable of its UUID library anew (v1.6.0, options.go), which
// is a data race between any two that read or write WARC at once.
var gowarcSetup sync.Mutex

// newWARCParser reads heads leniently and adds nothing to them. Block parsing stays off: reading takes half the time then.
func newWARCParser() gowarc.Unmarshaler {
	gowarcSetup.Lock()
	defer gowarcSetup.Unlock()
	return gowarc.NewUnmarshaler(gowarc.WithNoValidation(), gowarc.WithAddMissingDigest(false))
}
