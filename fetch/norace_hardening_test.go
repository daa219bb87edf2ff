//go:build !race

package fetch

// underRace reports whether the tests run under the race detector, which takes several times the memory.
const underRace = false
