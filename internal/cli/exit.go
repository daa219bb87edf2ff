// Package cli is what the three commands share: how they start and end. It gives them help that begins with examples, flags that may also
// come from the environment or a file, one clear line for an error, exit codes a script can rely on, a progress display, and output that
// cannot harm a terminal.
//
// A command builds its tree with [NewRoot], and its main is
//
//	os.Exit(cli.Run(newRoot(), os.Args[1:]))
package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// Exit codes of all commands.
const (
	OK          = 0
	Failure     = 1  // anything not listed below
	DiskFull    = 3  // what was stored is whole; run again when there is room
	BadUsage    = 4  // arguments, environment or configuration
	Retryable   = 9  // try again later: another process holds the data directory
	Interrupted = 11 // Ctrl-C or SIGTERM; run again to go on
	Incomplete  = 12 // finished, but some pages or records failed and are listed
)

// exitError is an error that knows its exit code.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// WithCode marks err to end the command with the exit code.
func WithCode(code int, err error) error { return &exitError{code, err} }

// Usagef is an error in what the user typed or configured.
func Usagef(format string, args ...any) error { return WithCode(BadUsage, fmt.Errorf(format, args...)) }

// Code gives the exit code for an error that ended a command.
func Code(err error) int {
	var marked *exitError
	switch {
	case err == nil:
		return OK
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return DiskFull
	case errors.As(err, &marked):
		return marked.code
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
		return BadUsage
	}
	return Failure
}
