package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"raqam/internal/cli"
)

// teller prints the story.
type teller struct {
	options
	step int
}

// command prints a command line as one would type it, runs it with its output passed through and gives its exit code, which is to be one of
// those expected.
func (t *teller) command(ctx context.Context, name string, args []string, expected ...int) (int, error) {
	t.show("$ ", t.line(name, args))
	cmd := exec.CommandContext(ctx, t.program(name), args...)
	cmd.Stdout, cmd.Stderr = t.out, t.errOut
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	if ctx.Err() != nil {
		return 0, fmt.Errorf("%s: interrupted: %w", name, ctx.Err())
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, fmt.Errorf("running %s: %w", name, err)
	}
	if code := cmd.ProcessState.ExitCode(); slices.Contains(expected, code) {
		return code, nil
	}
	return 0, fmt.Errorf("%s ended with %v", name, cmd.ProcessState)
}

// program is the path of a command, never a bare name that would be looked up in PATH.
func (t *teller) program(name string) string {
	path := filepath.Join(t.bin, name)
	if path == name {
		return "." + string(filepath.Separator) + name
	}
	return path
}

// line is a command line as one would type it.
func (t *teller) line(name string, args []string) string {
	words := []string{t.program(name)}
	for _, a := range args {
		if strings.ContainsAny(a, " \t'\"\\$&|;<>()*?#~`!") || a == "" || strings.IndexFunc(a, func(r rune) bool { return r > '~' }) >= 0 {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		words = append(words, a)
	}
	return strings.Join(words, " ")
}

// say prints prose, broken into lines of the width of a page.
func (t *teller) say(format string, args ...any) {
	fmt.Fprintln(t.out, wrap(fmt.Sprintf(format, args...), min(cli.Width(t.out), 100)))
}

// show prints a line that is to be copied, unbroken.
func (t *teller) show(before, line string) { fmt.Fprintln(t.out, before+t.paint("1", line)) }

func (t *teller) heading(text string) {
	t.step++
	fmt.Fprintln(t.out)
	text = wrap(fmt.Sprintf("%d. %s", t.step, text), min(cli.Width(t.out), 100))
	fmt.Fprintln(t.out, t.paint("1;36", text))
}

// wrap breaks text at spaces so that no line has more code points than width, where its words allow it.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

func (t *teller) paint(code, s string) string {
	if !t.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
