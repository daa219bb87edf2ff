//go:build !unix

package corpus

// nonblock does nothing where there are no named pipes in the file system.
const nonblock = 0
