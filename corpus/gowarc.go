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

// newWARCBuilder builds a WARC/1.1 record with a block of a size, in memory. It neither changes nor adds fields: gowarc's validation
// would rewrite addresses.
func newWARCBuilder(kind gowarc.RecordType, size int) gowarc.WarcRecordBuilder {
	gowarcSetup.Lock()
	defer gowarcSetup.Unlock()
	return gowarc.NewRecordBuilder(kind, gowarc.WithVersion(gowarc.V1_1), gowarc.WithNoValidation(),
		gowarc.WithAddMissingRecordId(false), gowarc.WithAddMissingDigest(false),
		gowarc.WithBufferMaxMemBytes(int64(size)+1)) // one more, or it goes to a temporary file
}
